#pragma once

#include "server/core/verdicts.h"
#include "server/ports/records.h"

namespace foyer::server::ports {

/// Rights, allotments and tickets.
class SeatStore {
public:
    virtual ~SeatStore() = default;

    virtual core::Claims claims(ShowtimeId showtime) const = 0;
    virtual core::Claims claims(ShowtimeId showtime, const std::vector<SeatNo>& seats) const = 0;
    /// The version of the showtime's map: the CommitSeq of its last change; 0 when there was none.
    virtual CommitSeq seatsVersion(ShowtimeId showtime) const = 0;

    /// Moves rights and writes one row of the feed for them. False when a `before` is not what is
    /// there: then the command must be undone.
    [[nodiscard]] virtual bool apply(ShowtimeId showtime,
                                     const std::vector<core::ClaimChange>& changes) = 0;

    /// From one counter of the database, never reused.
    virtual Epoch nextEpoch() = 0;
    virtual std::optional<protocol::Allotment> allotment(AllotmentId id) const = 0;
    /// What that life of the terminal can sell from at `now`: live and expired ones of showtimes
    /// not over that have seats left, with these. Ascending by epoch.
    virtual std::vector<protocol::Allotment>
    sellableAllotments(TerminalId terminal, Incarnation incarnation, Instant now) const = 0;
    /// At most `limit` expired ones of showtimes that are over, any terminal's, with their seats.
    virtual std::vector<protocol::Allotment> endedAllotments(Instant now,
                                                             std::size_t limit) const = 0;
    /// Live and expired ones of the showtime, any terminal's, also those without a seat left.
    virtual std::vector<AllotmentId> openAllotmentIds(ShowtimeId showtime) const = 0;
    /// Saves everything but the seats, which are claims, and tells the terminal by the feed.
    virtual void put(const protocol::Allotment& allotment) = 0;
    /// Sets granted_at of the terminal's open allotments of showtimes not over, and live again what
    /// had expired.
    virtual void renewAllotments(TerminalId terminal, Incarnation incarnation, Instant now) = 0;
    /// Marks what was not renewed in time (ttl × 1.01 + 60 s); returns how many.
    virtual std::int64_t expireAllotments(Instant now) = 0;
    /// Tickets this terminal sold for the showtime since then.
    virtual std::int64_t soldSince(TerminalId terminal, ShowtimeId showtime,
                                   Instant since) const = 0;
    /// Seats of the showtime in standing allotments of any terminal.
    virtual std::int64_t standingSeats(ShowtimeId showtime) const = 0;

    virtual void add(const BlockRecord& block) = 0;
    /// Of the sale in quarantine that the task of this subject is about.
    virtual std::vector<core::Suspended> suspended(const std::string& subject) const = 0;
    virtual void add(const core::Suspended& ticket, const std::string& subject) = 0;
    virtual bool isSuspended(TicketId ticket) const = 0;

    /// Where the seats of a former plan are in the showtime's present one (verdict R4).
    virtual core::SeatMapping seatMapping(ShowtimeId showtime,
                                          const core::PlanPeriod& period) const = 0;
    /// In the order of time.
    virtual std::vector<core::PlanPeriod> formerPlans(ShowtimeId showtime) const = 0;
    virtual void put(ShowtimeId showtime, const core::PlanPeriod& period,
                     const core::SeatMapping& mapping) = 0;

    virtual std::optional<BookingRecord> booking(BookingId id) const = 0;
    virtual std::vector<TicketRecord> tickets(BookingId booking) const = 0;
    /// Those with valid tickets for the showtime.
    virtual std::vector<BookingId> validBookings(ShowtimeId showtime) const = 0;
    virtual std::optional<TicketRecord> ticket(TicketId id) const = 0;
    virtual void add(const BookingRecord& booking) = 0;
    virtual void add(const TicketRecord& ticket) = 0;
    /// All but its id, showtime and terminal; its tenders are replaced.
    virtual void change(const BookingRecord& booking) = 0;
    /// Its seat, type and tax, and the seat on its paper.
    virtual void change(const TicketRecord& ticket) = 0;
    virtual void setState(BookingId booking, BookingState state) = 0;
    virtual void setState(TicketId ticket, TicketState state) = 0;
};

} // namespace foyer::server::ports
