#include "server/main/proof/book.h"

#include "shared/base/check.h"

namespace foyer::server::proof {

std::string nameOf(const EntryKey& key) {
    return key.terminal.toString() + "/" + std::to_string(key.life.value) + "/" +
           std::to_string(key.seq.value);
}

const char* nameOf(Fate fate) {
    switch (fate) {
    case Fate::Valid:
        return "valid";
    case Fate::Void:
        return "void";
    case Fate::Exchanged:
        return "exchanged";
    }
    CHECK(false);
}

std::string nameOf(const std::optional<protocol::Comp>& comp) {
    return comp ? comp->reason + " (" + comp->approvedBy.toString() + ")" : std::string();
}

std::string nameOf(const std::vector<domain::Reduction>& reductions) {
    std::string text;
    for (const auto& reduction : reductions)
        text += (text.empty() ? "" : ", ") + reduction.discount + " " + reduction.amount.toString();
    return text;
}

Booking* Book::booking(BookingId id) {
    const auto found = bookings.find(id);
    return found == bookings.end() ? nullptr : &found->second;
}

Ticket* Book::ticket(TicketId id) {
    const auto found = tickets.find(id);
    return found == tickets.end() ? nullptr : &found->second;
}

std::vector<std::pair<TicketId, Ticket*>> Book::ticketsOf(const Booking& booking) {
    std::vector<std::pair<TicketId, Ticket*>> all;
    for (const TicketId id : booking.tickets)
        if (Ticket* ticket = this->ticket(id))
            all.emplace_back(id, ticket);
    return all;
}

} // namespace foyer::server::proof
