#pragma once

#include "server/ports/records.h"

#include <algorithm>

namespace foyer::server::ports {

/// Open while `endedAt` is nothing: the database lost commits that terminals had seen, and the pool
/// is shut until they have told what they know (verdict R9).
struct RecoveryRecord {
    Uuid id;
    Instant startedAt{};
    std::optional<Instant> endedAt;
    std::string reason;
    struct Terminal {
        TerminalId terminal;
        Incarnation incarnation;
        std::optional<Instant> refilledAt; // nothing: not heard yet
        bool waits = false;                // for others, with its next entry
    };
    std::vector<Terminal> terminals; // all that must be heard
    /// The provider of card payments is asked for what was made since; nothing: there is none.
    std::optional<Instant> paymentsSince{};
    std::optional<Instant> paymentsKnownAt{}; // nothing: it has not been asked
    std::optional<Instant> paymentsAgainAt{}; // when it is asked once more; nothing: never, or done

    bool awaitsProvider() const { return paymentsSince && !paymentsKnownAt; }
    bool awaitsTerminals() const {
        return std::any_of(terminals.begin(), terminals.end(),
                           [](const Terminal& each) { return !each.refilledAt; });
    }
    /// Somebody may have something to tell before the provider is asked.
    bool awaitsMore() const {
        return std::any_of(terminals.begin(), terminals.end(),
                           [](const Terminal& each) { return !each.refilledAt && !each.waits; });
    }
};

/// A terminal declared lost by two people; by one it is only proposed.
struct LossRecord {
    TerminalId terminal;
    Incarnation incarnation;
    OperatorId firstBy;
    Instant firstAt{};
    std::optional<OperatorId> secondBy;
    std::optional<Instant> secondAt;
    std::string exposure;            // what the people were shown
    std::optional<Instant> backAt{}; // it has sent an entry or leased a seat since

    bool isDeclared() const { return secondBy.has_value(); }
};

struct DayRecord {
    CinemaId cinema;
    Date day{};
    Instant closedAt{};
    OperatorId closedBy;
};

/// What a terminal has at stake: one showtime's seats on lease.
struct ExposedShowtime {
    ShowtimeId showtime;
    AllotmentId allotment;
    protocol::AllotmentState state = protocol::AllotmentState::Live;
    std::vector<SeatNo> seats;
};

/// Who has how many seats of a showtime.
struct SeatShare {
    TerminalId terminal; // null: the pool's neighbours, i.e. holds, tickets and blocks
    std::string name;
    std::int64_t seats = 0;
};

/// What people watch over: recovery, losses, business days.
class WatchStore {
public:
    virtual ~WatchStore() = default;

    virtual std::optional<RecoveryRecord> openRecovery() const = 0;
    virtual bool isRecovering() const = 0;
    /// From now on the database is another one to every terminal (protocol::Stamp).
    virtual void start(const RecoveryRecord& recovery, const Uuid& newIncarnation) = 0;
    /// A sale the terminal has begun and neither made nor given up, as far as its journal is known.
    virtual bool hasOpenIntent(TerminalId terminal, Incarnation incarnation) const = 0;
    /// Every lease counts anew from `now`: the last renewals may be among what is lost.
    virtual void countLeasesFrom(Instant now) = 0;
    /// Epochs up to that many ahead may have been given out already.
    virtual void skipEpochs(std::int64_t count) = 0;
    /// All that are not sold.
    virtual std::vector<HoldId> openHolds() const = 0;
    /// One more that must be heard.
    virtual void addRecovering(const Uuid& recovery, TerminalId terminal,
                               Incarnation incarnation) = 0;
    virtual void setRefilled(const Uuid& recovery, TerminalId terminal, Instant at) = 0;
    /// Whether the terminal waits for others with its next entry; nothing for one that is not
    /// listed.
    virtual void setWaiting(const Uuid& recovery, TerminalId terminal, bool waits) = 0;
    virtual void endRecovery(const Uuid& recovery, Instant at) = 0;
    /// The provider has told what it has since `since`. `again`: when it is asked once more;
    /// nothing: never.
    virtual void setPaymentsKnown(const Uuid& recovery, Instant since, Instant at,
                                  std::optional<Instant> again) = 0;
    /// The last one after which the provider is to be asked once more, without its terminals.
    virtual std::optional<RecoveryRecord> recoveryToLookAgain() const = 0;
    /// When the last one began of which the provider has told, or that did without it.
    virtual std::optional<Instant> lastTimePaymentsWereKnown() const = 0;
    /// The earliest date of the audit trail; the epoch when it has none.
    virtual Instant firstWritten() const = 0;

    virtual std::optional<LossRecord> loss(TerminalId terminal, Incarnation incarnation) const = 0;
    virtual void put(const LossRecord& loss) = 0;
    /// A sign of that life: if it was declared lost, it is back.
    virtual void setBack(TerminalId terminal, Incarnation incarnation, Instant now) = 0;
    /// When the showtimes begin, after `now`, of which that life of the terminal has seats on lease
    /// or had some that were never given back. Ascending.
    virtual std::vector<Instant> startsLeased(TerminalId terminal, Incarnation incarnation,
                                              Instant now) const = 0;
    /// Everything open of that life of the terminal, by showtime.
    virtual std::vector<ExposedShowtime> exposed(TerminalId terminal,
                                                 Incarnation incarnation) const = 0;
    /// Seats on lease per terminal.
    virtual std::vector<SeatShare> sharesOf(ShowtimeId showtime) const = 0;

    virtual bool isClosed(CinemaId cinema, Date day) const = 0;
    virtual void put(const DayRecord& day) = 0;
    /// Open tasks of that day or before.
    virtual std::vector<TaskRecord> tasksUntil(Date day) const = 0;
};

} // namespace foyer::server::ports
