#pragma once

// A mail as the bytes that travel (RFC 5322, MIME).

#include "server/ports/messenger.h"

#include <string>
#include <string_view>

namespace foyer::server::gateways {

/// Text and HTML as alternatives, the pictures of tickets that the HTML shows with them,
/// attachments beside them; everything in base64, so that no relay changes it and no line of it
/// means anything to SMTP. `from` and `mail.to` are addresses as domain::emailKeyOf takes them;
/// control characters anywhere in a header become blanks. The boundaries follow from the mail's id,
/// so a mail that is tried again is the same bytes.
std::string mimeOf(const ports::Mail& mail, std::string_view from, std::string_view fromName);

} // namespace foyer::server::gateways
