#pragma once

#include "server/ports/entry_sealer.h"
#include "server/ports/ticket_drawer.h"
#include "server/services/asker.h"
#include "server/services/context.h"

#include <string>
#include <string_view>

namespace foyer::server::services {

/// The tickets of online bookings as a file, drawn anew from what is valid now. Reads, then draws
/// on the caller's thread, for tens of milliseconds. Thread-safe.
class Tickets {
public:
    /// All must outlive this.
    Tickets(const Context& context, const ports::EntrySealer& sealer, ports::TicketDrawer& drawer)
        : m_context(context), m_sealer(sealer), m_drawer(drawer) {}

    enum class Refusal : std::uint8_t {
        UnknownBooking, ///< or another's, or not sold online
        NoneValid,      ///< paid back, or its showtime does not take place
        NotDrawn        ///< the server cannot draw now
    };
    struct File {
        std::string name; // "tickets-K7PX-3M9D.pdf"
        std::string bytes;
    };
    using Answer = Result<File, Refusal>;
    Outcome<Answer> file(BookingId booking, const Asker& asker);
    /// For whoever has proved by reference and address that it is theirs.
    Outcome<Answer> file(BookingId booking);

private:
    template <class May>
    Outcome<Answer> draw(BookingId booking, May may);

    Context m_context;
    const ports::EntrySealer& m_sealer;
    ports::TicketDrawer& m_drawer;
};

} // namespace foyer::server::services
