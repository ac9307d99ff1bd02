#pragma once

#include "server/services/context.h"
#include "server/services/presence.h"

namespace foyer::server::services {

/// Closes business days. A shift can close with tasks open, a day cannot (promise I2): everything
/// that was paid on it must have come to its end.
class Days {
public:
    Days(const Context& context, const Presence& presence)
        : m_context(context), m_presence(presence) {}

    struct Open {
        std::vector<ports::TaskRecord> tasks;
        std::vector<ports::TerminalRecord> unheard; // may have entries of that day still
        bool recovering = false;
        bool closed = false;
        Instant endsAt{}; // 06:00 of the next day: not to be closed before
        bool empty() const { return tasks.empty() && unheard.empty() && !recovering; }
    };
    enum class Refusal : std::uint8_t {
        NotOver,      ///< the day ends at 06:00 of the next
        ClosedBefore, ///< it is closed
        ItemsOpen,    ///< `open` says which
        UnknownCinema
    };
    struct Error {
        Refusal refusal = Refusal::ItemsOpen;
        Open open;
    };
    using Answer = Result<ports::DayRecord, Error>;

    /// What keeps the day open now.
    Outcome<Open> open(Date day);
    /// Requires: `by` has proved who they are and may do it (People).
    void close(Date day, OperatorId by, Reply<Answer> reply);

private:
    Context m_context;
    const Presence& m_presence;
};

} // namespace foyer::server::services
