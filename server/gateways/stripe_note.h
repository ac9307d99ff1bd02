#pragma once

// How a note of a sale lies in the metadata of an intent, and the tickets of a refund in that of
// the refund: there is room for 50 values of 500 characters, so their text is cut into numbered
// pieces.

#include "server/ports/refunded_ticket.h"
#include "shared/protocol/sale_note.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foyer::server::gateways {

/// "metadata[name]", as forms have it.
std::string metadataName(std::string_view name);
void addNote(std::vector<std::pair<std::string, std::string>>& form,
             const protocol::SaleNote& note);

/// The value of that name; empty: there is none.
using Metadata = std::function<std::string(const std::string& name)>;
bool hasNote(const Metadata& metadata);
/// Nothing when there is none, or none that can be read.
std::optional<protocol::SaleNote> noteIn(const Metadata& metadata);

void addTickets(std::vector<std::pair<std::string, std::string>>& form,
                const std::vector<ports::RefundedTicket>& tickets);
/// None when there are none, or one that cannot be read.
std::vector<ports::RefundedTicket> ticketsIn(const Metadata& metadata);

} // namespace foyer::server::gateways
