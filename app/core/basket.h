#pragma once

#include "app/core/at_risk.h"
#include "app/core/context.h"
#include "app/core/replica_changes.h"
#include "app/core/rights.h"
#include "shared/domain/seat_choice.h"

#include <optional>
#include <vector>

namespace foyer::core {

/// What one customer wants: a showtime, seats, a ticket type for each, and codes of discounts.
/// Knows prices and which seats may be wished for; whose right they are is asked of Rights.
class Basket {
public:
    struct Line {
        SeatNo seat;
        std::string ticketType;
        bool atRisk = false; // taken without a right, by somebody's approval
    };

    void open(const Context& ctx, std::optional<ShowtimeId> showtime);
    /// After the replica has changed: another plan empties the basket, another price list may take
    /// lines out. Requires: no payment is going on.
    void refresh(Context& ctx);
    void clear();

    /// What may be taken without a right from now on.
    void setRoom(const AtRiskRoom& room) { m_room = room; }
    const AtRiskRoom& room() const { return m_room; }
    /// The server is back: seats at risk are to be asked for like all others.
    void endRisk();
    bool hasRisk() const;
    /// True while the lines at risk are within the room.
    bool riskFits(const Context& ctx) const;

    const std::optional<ShowtimeId>& showtime() const { return m_showtime; }
    const std::vector<Line>& lines() const { return m_lines; } // by seat
    bool has(SeatNo seat) const;
    bool empty() const { return m_lines.empty(); }

    /// In or out; a sofa's halves together. Tells the operator when it cannot be.
    void toggle(Context& ctx, const Rights& rights, SeatNo seat);
    void chooseBest(Context& ctx, const Rights& rights, const ChooseBest& wish);
    /// Puts these in if they are still to be had, in place of nothing.
    void take(Context& ctx, const Rights& rights, const std::vector<SeatNo>& seats);
    void setType(Context& ctx, SeatNo seat, const std::string& ticketType);
    /// A discount is asked for, by its code as typed.
    void enterCode(Context& ctx, const std::string& code);
    void dropCode(const Context& ctx, const std::string& key);
    /// Of the list's discounts, whose code was entered.
    std::vector<std::string> askedIn(const domain::PriceList& list) const;
    /// They are given for free, as long as no seat comes to them.
    void setComp(protocol::Comp comp);
    const std::optional<protocol::Comp>& comp() const { return m_comp; }
    /// Takes the seats out, with the other halves of sofas. Returns those it held.
    std::vector<SeatNo> drop(const Context& ctx, const std::vector<SeatNo>& seats);

    /// Seats whose right is not here and nobody answers for.
    std::vector<SeatNo> missing(const Context& ctx, const Rights& rights) const;
    std::vector<BasketLine> priced(const Context& ctx, const Rights& rights) const;
    /// The best seats to add, leaving out those known to be gone; nothing when there are not
    /// enough.
    std::optional<domain::SeatChoice> best(const Context& ctx, const Rights& rights,
                                           std::size_t count, const std::vector<SeatNo>& gone = {},
                                           const domain::Preferences& wishes = {}) const;
    std::optional<SeatNo> leavesSingle(const Context& ctx, const Rights& rights) const;
    std::optional<Show> show(const Context& ctx) const;

private:
    domain::OpenSeats openSeats(const Context& ctx, const Rights& rights, const Show& show) const;
    std::optional<NoticeCode> obstacle(const Context& ctx, const Rights& rights, const Show& show,
                                       const domain::OpenSeats& open,
                                       const std::vector<SeatNo>& seats) const;
    void put(const Show& show, SeatNo seat, bool atRisk);
    void dropUnknownCodes(Context& ctx, const domain::PriceList& list);
    std::optional<NoticeCode> riskObstacle(const Show& show,
                                           const std::vector<SeatNo>& risky) const;
    std::int64_t riskMinor(const Show& show) const;
    std::int64_t riskSeats() const;
    bool isApproved() const;

    std::optional<ShowtimeId> m_showtime;
    PlanId m_plan; // the seats are counted in this one
    std::vector<Line> m_lines;
    std::vector<std::string> m_codes; // folded, each once; all of the showtime's price list
    std::optional<protocol::Comp> m_comp;
    AtRiskRoom m_room;
};

/// The keys of the ticket types the list sells on that seat, in its order.
std::vector<std::string> typesFor(const Show& show, SeatNo seat);

} // namespace foyer::core
