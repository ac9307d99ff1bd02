#pragma once

#include "server/services/context.h"
#include "server/services/presence.h"

namespace foyer::server::services {

/// Two-key reclaim (DESIGN §2): what a terminal that will not come back has on lease returns to the
/// pool only when it has expired and two people have declared the terminal lost, who were shown
/// what is at stake. Its journal or paper may still turn up (verdict R8). A terminal that was
/// enrolled anew on another disk leaves a former life behind, which is declared lost by itself.
class Losses {
public:
    /// How long a first declaration waits for the second person.
    static constexpr std::chrono::hours kWaitsForSecond{1};

    Losses(const Context& context, const Presence& presence)
        : m_context(context), m_presence(presence) {}

    struct AtStake {
        ShowtimeId showtime;
        std::string movie;
        Instant start{};
        std::size_t seats = 0;
        Money most; // if it sold each of them at the dearest ticket type
        bool expired = false;
    };
    struct Exposure {
        ports::TerminalRecord terminal;
        Incarnation life;         // of its disk
        std::int64_t entries = 0; // of that life's journal that are here
        Instant lastSeen{};

        bool isFormer() const { return life < terminal.incarnation; }

        std::vector<AtStake> showtimes;
        std::size_t seats = 0;
        std::vector<Money> most;           // one sum per currency
        std::optional<Instant> declarable; // not before; nothing: now
        std::optional<ports::LossRecord> loss;
        bool reachable = false;
        bool awaited = false;         // the pool stays shut until it has told its journal
        std::optional<Seq> lastEntry; // of its journal, where it has said so
    };
    enum class Refusal : std::uint8_t {
        UnknownTerminal, ///< or that life of it has nothing on lease
        StillLive,       ///< a lease has not expired: the terminal may be selling
        Reachable,       ///< it was heard a moment ago
        SamePerson,      ///< the second must be another than the first
        DeclaredBefore   ///< it is lost already
    };

    Outcome<Result<Exposure, Refusal>> exposure(TerminalId terminal);
    /// Of every device of the house, by name, each followed by its former lives that have something
    /// on lease still; the server's own channels are none.
    Outcome<std::vector<Exposure>> all();

    struct Declared {
        bool lost = false;     // false: proposed, a second person is needed
        std::size_t freed = 0; // seats that went back to the pool
    };
    using Answer = Result<Declared, Refusal>;
    /// `life` nothing: the present one. Requires: `op` has proved who they are and may do it
    /// (People).
    void declare(TerminalId terminal, std::optional<Incarnation> life, OperatorId op,
                 Reply<Answer> reply);

private:
    Exposure look(const ports::Store& store, const ports::TerminalRecord& terminal,
                  Incarnation life) const;

    Context m_context;
    const Presence& m_presence;
};

/// One sentence and a list for people and the audit trail.
std::string textOf(const Losses::Exposure& exposure);

} // namespace foyer::server::services
