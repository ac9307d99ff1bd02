#include "app/core/basket.h"

#include "shared/base/check.h"
#include "shared/base/mutant.h"
#include "shared/domain/discount.h"

#include <algorithm>
#include <utility>

namespace foyer::core {

namespace {

std::optional<Money> priceOf(const Show& show, SeatNo seat, const std::string& type) {
    return show.priceList->price(show.plan->areaOf(seat).key, type, show.showtime->dayPart);
}

/// The seat with what cannot be sold without it.
std::vector<SeatNo> unitOf(const domain::SeatingPlan& plan, SeatNo seat) {
    std::vector<SeatNo> unit{seat};
    const domain::Seat& row = plan.seat(seat);
    if (row.kind == domain::SeatKind::Sofa && row.partner)
        unit.push_back(*row.partner);
    return unit;
}

} // namespace

std::vector<std::string> typesFor(const Show& show, SeatNo seat) {
    std::vector<std::string> types;
    const bool companion = show.plan->seat(seat).kind == domain::SeatKind::Companion;
    for (const domain::TicketType& type : show.priceList->ticketTypes)
        if ((companion || !type.companionOnly) && priceOf(show, seat, type.key))
            types.push_back(type.key);
    // Who sits beside a wheelchair space is a companion unless somebody says otherwise.
    for (std::size_t i = 0; companion && i < types.size(); ++i)
        for (const domain::TicketType& type : show.priceList->ticketTypes)
            if (type.companionOnly && type.key == types[i])
                std::rotate(types.begin(), types.begin() + static_cast<std::ptrdiff_t>(i),
                            types.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return types;
}

void Basket::open(const Context& ctx, std::optional<ShowtimeId> showtime) {
    m_showtime = showtime;
    clear();
    const auto show = this->show(ctx);
    m_plan = show ? show->plan->id : PlanId{};
}

void Basket::clear() {
    m_lines.clear();
    m_codes.clear();
    m_comp.reset();
}

void Basket::setComp(protocol::Comp comp) {
    if (!m_lines.empty())
        m_comp = std::move(comp);
}

void Basket::refresh(Context& ctx) {
    const auto show = this->show(ctx);
    if (!show || show->plan->id != m_plan) {
        m_plan = show ? show->plan->id : PlanId{};
        clear();
        return;
    }
    dropUnknownCodes(ctx, *show->priceList);
    std::vector<SeatNo> unpriced;
    for (Line& line : m_lines) {
        const auto types = typesFor(*show, line.seat);
        if (types.empty())
            unpriced.push_back(line.seat);
        else if (std::find(types.begin(), types.end(), line.ticketType) == types.end())
            line.ticketType = types.front();
    }
    if (!unpriced.empty())
        ctx.tell(Notice{.code = NoticeCode::SeatHasNoPrice, .seats = drop(ctx, unpriced)});
}

std::optional<Show> Basket::show(const Context& ctx) const {
    if (!m_showtime)
        return {};
    return findShow(ctx.replica, *m_showtime);
}

bool Basket::has(SeatNo seat) const {
    return std::any_of(m_lines.begin(), m_lines.end(),
                       [&](const Line& line) { return line.seat == seat; });
}

domain::OpenSeats Basket::openSeats(const Context& ctx, const Rights& rights,
                                    const Show& show) const {
    const domain::SeatStates states = seatStates(ctx.replica, show);
    domain::OpenSeats open(states.size(), false);
    // Without the server, what is in the pool cannot be had.
    if (ctx.online())
        open = domain::freeSeats(states);
    rights.forEachMine(*m_showtime, ctx.ages, ctx.now, [&](SeatNo seat) {
        if (seat.value < open.size())
            open[seat.value] = true;
    });
    rights.forEachUsed(*m_showtime, [&](SeatNo seat) {
        if (seat.value < open.size())
            open[seat.value] = false;
    });
    return open;
}

std::optional<NoticeCode> Basket::obstacle(const Context& ctx, const Rights& rights,
                                           const Show& show, const domain::OpenSeats& open,
                                           const std::vector<SeatNo>& seats) const {
    if (!isOnSale(*show.showtime, ctx.now.wall))
        return NoticeCode::ShowtimeClosed;
    std::vector<SeatNo> used;
    rights.forEachUsed(*m_showtime, [&](SeatNo seat) { used.push_back(seat); });
    const auto isUsed = [&](SeatNo seat) {
        return std::find(used.begin(), used.end(), seat) != used.end();
    };
    const domain::SeatStates states = seatStates(ctx.replica, show);
    std::vector<SeatNo> risky;
    for (const SeatNo seat : seats) {
        if (typesFor(show, seat).empty())
            return NoticeCode::SeatHasNoPrice;
        if (open[seat.value])
            continue;
        if (states[seat.value] != domain::SeatState::Free || isUsed(seat))
            return NoticeCode::SeatNotOpen;
        risky.push_back(seat);
    }
    if (m_lines.size() + seats.size() > protocol::kMostSeatsPerAsk)
        return NoticeCode::NotEnoughSeats;
    if (risky.empty())
        return {};
    return riskObstacle(show, risky);
}

std::optional<NoticeCode> Basket::riskObstacle(const Show& show,
                                               const std::vector<SeatNo>& risky) const {
    if (!m_room.allowed)
        return NoticeCode::SeatNeedsServer;
    const std::int64_t seats = riskSeats() + static_cast<std::int64_t>(risky.size());
    std::int64_t minor = riskMinor(show);
    for (const SeatNo seat : risky)
        minor += priceOf(show, seat, typesFor(show, seat).front())->minor;
    if (seats > m_room.seats || minor > m_room.minor)
        return NoticeCode::AtRiskCapReached;
    if (!isApproved())
        return NoticeCode::AtRiskNeedsSupervisor;
    return {};
}

std::int64_t Basket::riskSeats() const {
    return std::count_if(m_lines.begin(), m_lines.end(),
                         [](const Line& line) { return line.atRisk; });
}

std::int64_t Basket::riskMinor(const Show& show) const {
    std::int64_t minor = 0;
    for (const Line& line : m_lines)
        if (line.atRisk)
            minor += priceOf(show, line.seat, line.ticketType)->minor;
    return minor;
}

bool Basket::isApproved() const {
    return !m_room.approvedBy.isNull() || mutated(Mutant::AtRiskUnapproved);
}

bool Basket::hasRisk() const {
    return riskSeats() > 0;
}

bool Basket::riskFits(const Context& ctx) const {
    const auto show = this->show(ctx);
    return !hasRisk() || (show && m_room.allowed && isApproved() && riskSeats() <= m_room.seats &&
                          riskMinor(*show) <= m_room.minor);
}

void Basket::endRisk() {
    for (Line& line : m_lines)
        line.atRisk = false;
}

void Basket::put(const Show& show, SeatNo seat, bool atRisk) {
    if (has(seat))
        return;
    m_comp.reset(); // whoever has approved it has not seen this one
    const auto at = std::find_if(m_lines.begin(), m_lines.end(),
                                 [&](const Line& line) { return seat < line.seat; });
    m_lines.insert(at, Line{seat, typesFor(show, seat).front(), atRisk});
}

void Basket::take(Context& ctx, const Rights& rights, const std::vector<SeatNo>& seats) {
    const auto show = this->show(ctx);
    if (!show)
        return;
    const domain::OpenSeats open = openSeats(ctx, rights, *show);
    const auto code = obstacle(ctx, rights, *show, open, seats);
    if (code)
        return ctx.tell(Notice{.code = *code,
                               .seats = seats,
                               .showtime = m_showtime,
                               .count = static_cast<std::int64_t>(seats.size())});
    for (const SeatNo seat : seats)
        put(*show, seat, !open[seat.value]);
}

void Basket::toggle(Context& ctx, const Rights& rights, SeatNo seat) {
    const auto show = this->show(ctx);
    if (!show || seat.value >= show->plan->seatCount())
        return;
    if (has(seat))
        drop(ctx, {seat});
    else
        take(ctx, rights, unitOf(*show->plan, seat));
}

std::optional<domain::SeatChoice> Basket::best(const Context& ctx, const Rights& rights,
                                               std::size_t count, const std::vector<SeatNo>& gone,
                                               const domain::Preferences& wishes) const {
    const auto show = this->show(ctx);
    if (!show || count == 0 || count > protocol::kMostSeatsPerAsk)
        return {};
    domain::OpenSeats open = openSeats(ctx, rights, *show);
    for (std::size_t i = 0; i < open.size(); ++i) {
        const SeatNo seat{static_cast<std::uint16_t>(i)};
        open[i] = open[i] && !has(seat) && !typesFor(*show, seat).empty();
    }
    for (const SeatNo seat : gone)
        if (seat.value < open.size())
            open[seat.value] = false;
    return domain::bestAvailable(*show->plan, open, count, wishes);
}

void Basket::chooseBest(Context& ctx, const Rights& rights, const ChooseBest& wish) {
    m_lines.clear();
    domain::Preferences wishes;
    wishes.wheelchairs = wish.wheelchairs;
    const auto choice = best(ctx, rights, wish.count, {}, wishes);
    if (!choice)
        return ctx.tell(Notice{.code = NoticeCode::NotEnoughSeats,
                               .count = static_cast<std::int64_t>(wish.count)});
    take(ctx, rights, choice->seats);
    if (m_lines.empty())
        return; // take() has said why
    if (!choice->together)
        ctx.tell(Notice{.code = NoticeCode::SeatsApart, .seats = choice->seats});
    else if (choice->leavesSingle)
        ctx.tell(Notice{.code = NoticeCode::LeavesSingleSeat, .seats = {*choice->leavesSingle}});
}

void Basket::setType(Context& ctx, SeatNo seat, const std::string& ticketType) {
    const auto show = this->show(ctx);
    const auto line = std::find_if(m_lines.begin(), m_lines.end(),
                                   [&](const Line& row) { return row.seat == seat; });
    if (!show || line == m_lines.end())
        return;
    const auto types = typesFor(*show, seat);
    if (std::find(types.begin(), types.end(), ticketType) == types.end())
        return ctx.tell(Notice{.code = NoticeCode::TypeNotSold, .seats = {seat}});
    line->ticketType = ticketType;
}

void Basket::enterCode(Context& ctx, const std::string& code) {
    const auto show = this->show(ctx);
    if (!show)
        return;
    const std::string folded = domain::foldedCode(code);
    if (!domain::discountByCode(*show->priceList, folded))
        return ctx.tell(Notice{.code = NoticeCode::CodeUnknown, .text = code});
    if (std::find(m_codes.begin(), m_codes.end(), folded) == m_codes.end())
        m_codes.push_back(folded);
}

void Basket::dropCode(const Context& ctx, const std::string& key) {
    const auto show = this->show(ctx);
    if (key == domain::kCompKey)
        m_comp.reset();
    std::erase_if(m_codes, [&](const std::string& code) {
        const auto* discount = show ? domain::discountByCode(*show->priceList, code) : nullptr;
        return !discount || discount->key == key;
    });
}

/// After another price list: the customer hears of it before they pay.
void Basket::dropUnknownCodes(Context& ctx, const domain::PriceList& list) {
    for (const std::string& code : std::exchange(m_codes, {}))
        if (domain::discountByCode(list, code))
            m_codes.push_back(code);
        else
            ctx.tell(Notice{.code = NoticeCode::CodeUnknown, .text = code});
}

std::vector<std::string> Basket::askedIn(const domain::PriceList& list) const {
    std::vector<std::string> keys;
    for (const std::string& code : m_codes)
        if (const auto* discount = domain::discountByCode(list, code))
            keys.push_back(discount->key);
    return keys;
}

std::vector<SeatNo> Basket::drop(const Context& ctx, const std::vector<SeatNo>& seats) {
    std::vector<SeatNo> dropped;
    const auto show = this->show(ctx);
    for (const SeatNo seat : seats)
        for (const SeatNo part : show ? unitOf(*show->plan, seat) : std::vector{seat})
            if (has(part)) {
                std::erase_if(m_lines, [&](const Line& line) { return line.seat == part; });
                dropped.push_back(part);
            }
    return dropped;
}

std::vector<SeatNo> Basket::missing(const Context& ctx, const Rights& rights) const {
    std::vector<SeatNo> missing;
    for (const Line& line : m_lines)
        if (!line.atRisk && !rights.owns(*m_showtime, line.seat, ctx.ages, ctx.now))
            missing.push_back(line.seat);
    return missing;
}

std::vector<BasketLine> Basket::priced(const Context& ctx, const Rights& rights) const {
    std::vector<BasketLine> lines;
    const auto show = this->show(ctx);
    if (!show)
        return lines;
    std::vector<domain::PriceWish> wishes;
    for (const Line& line : m_lines)
        wishes.push_back({line.seat, show->plan->areaOf(line.seat).key, line.ticketType});
    auto found = domain::priced(*show->priceList, wishes,
                                {show->showtime->dayPart, ctx.now.wall, askedIn(*show->priceList)});
    if (m_comp)
        domain::comp(found);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line& line = m_lines[i];
        CHECK(found[i]); // put() and refresh() see to it
        if (mutated(Mutant::DiscountTakenTwice) && !m_comp)
            found[i]->price = found[i]->price + found[i]->price - found[i]->listed;
        const bool owned = rights.owns(*m_showtime, line.seat, ctx.ages, ctx.now);
        lines.push_back({line.seat, show->plan->seatName(line.seat),
                         show->plan->areaOf(line.seat).name, line.ticketType,
                         typesFor(*show, line.seat), found[i]->price, owned, line.atRisk && !owned,
                         found[i]->listed, std::move(found[i]->reductions)});
    }
    return lines;
}

std::optional<SeatNo> Basket::leavesSingle(const Context& ctx, const Rights& rights) const {
    const auto show = this->show(ctx);
    if (!show || m_lines.empty())
        return {};
    domain::OpenSeats open = openSeats(ctx, rights, *show);
    std::vector<SeatNo> chosen;
    for (const Line& line : m_lines) {
        chosen.push_back(line.seat);
        open[line.seat.value] = true;
    }
    const auto single = domain::leavesSingleSeat(*show->plan, open, chosen);
    if (!single)
        return {};
    return single->seat;
}

} // namespace foyer::core
