#pragma once

#include "server/ports/messenger.h"
#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// Writes a message inside the caller's transaction: it is sent if, and only if, that is kept. One
/// that has its key already stays the only one. Requires: the recipient is an address.
void post(ports::Store& store, const ports::MessageRecord& message);

/// A message as it begins: due at once.
ports::MessageRecord messageOf(domain::Letter letter, std::string recipient, Instant now,
                               Random& random);

/// A letter that begins with what all letters say: whose it is.
domain::Letter letterFrom(const ports::Store& store, domain::LetterKind kind,
                          const std::string& language);

/// The words of that file of resources/mail. Requires: there is one.
std::string_view letterFile(const std::string& name);

/// What a letter says under that name; empty when it says nothing.
std::string fieldOf(const domain::Letter& letter, const char* name);
/// The same of a field that counts milliseconds, "begins_ms".
Instant momentIn(const domain::Letter& letter, const char* name);

/// The tickets of a booking, or those named of it, as rows; movie, time and place beside them.
/// Requires: the booking is there.
domain::Letter ticketLetter(const ports::Store& store, domain::LetterKind kind, BookingId booking,
                            const std::vector<TicketId>& only, const std::string& language);

/// In its words, with what belongs to it. `site`: where customers find the pages that links lead
/// to; empty: there are none.
ports::Mail mailOf(const ports::MessageRecord& message, const std::string& site, Instant now);

/// A letter to look at: nobody's.
domain::Letter sampleLetter(domain::LetterKind kind, const std::string& language);

} // namespace foyer::server::services
