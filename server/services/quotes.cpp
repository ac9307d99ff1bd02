#include "server/services/quotes.h"

#include "shared/base/mutant.h"

#include <algorithm>
#include <set>

namespace foyer::server::services {

namespace {

/// The type asked for, else the list's first that is sold there to anybody; null: not sold.
const domain::TicketType* typeOf(const domain::PriceList& list, const domain::SeatingPlan& plan,
                                 domain::DayPart dayPart, SeatNo seat, const std::string& wanted) {
    const bool isForCompanions = plan.seat(seat).kind == domain::SeatKind::Companion;
    for (const auto& type : list.ticketTypes) {
        if (wanted.empty() ? type.companionOnly : type.key != wanted)
            continue;
        if (type.companionOnly && !isForCompanions)
            continue;
        if (list.price(plan.areaOf(seat).key, type.key, dayPart))
            return &type;
    }
    return nullptr;
}

/// At a counter somebody sees who comes along; here each needs a wheelchair space ordered with it.
bool areAccompanying(const domain::SeatingPlan& plan, const std::vector<SeatNo>& seats,
                     std::ptrdiff_t companions) {
    return companions <= std::count_if(seats.begin(), seats.end(), [&](SeatNo seat) {
               return plan.seat(seat).kind == domain::SeatKind::Wheelchair;
           });
}

Quotes::Answer quoteFrom(const ports::Store& store, const Quotes::Ask& ask) {
    const auto showtime = store.showtime(ask.showtime);
    const auto plan = showtime ? store.plan(showtime->plan) : nullptr;
    const auto list = showtime ? store.priceList(showtime->priceList) : nullptr;
    if (!plan || !list)
        return Err{Quotes::Refusal::UnknownShowtime};
    for (const SeatNo seat : ask.seats)
        if (seat.value >= plan->seatCount())
            return Err{Quotes::Refusal::UnknownSeat};
    auto usedUp = usedUpCodes(store, *list, ask.terms);
    Terms terms = ask.terms;
    std::erase_if(terms.codes, [&](const std::string& code) {
        return std::find(usedUp.begin(), usedUp.end(), code) != usedUp.end();
    });
    auto tickets = pricedSeats(*list, *plan, *showtime, ask.seats, ask.ticketTypes, terms);
    if (!tickets)
        return Err{Quotes::Refusal::TypeNotSold};
    Quotes::Quote quote{std::move(*tickets), Money{0, list->currency}, {}, {}, std::move(usedUp)};
    std::set<std::string> used;
    for (const domain::PricedWish& ticket : quote.tickets) {
        quote.total += ticket.price;
        for (const domain::Reduction& reduction : ticket.reductions)
            used.insert(reduction.discount);
    }
    for (const domain::Discount& discount : list->discounts)
        if (used.count(discount.key) > 0)
            quote.discounts.emplace(discount.key, discount.name);
    quote.unknownCodes = unknownCodes(*list, ask.terms);
    return quote;
}

} // namespace

bool isFor(const domain::PriceList& list, const domain::Showtime& showtime) {
    return list.validFrom <= showtime.start && (!list.validTo || showtime.start < *list.validTo);
}

std::vector<std::string> unknownCodes(const domain::PriceList& list, const Terms& terms) {
    std::vector<std::string> unknown;
    for (const std::string& code : terms.codes)
        if (!domain::discountByCode(list, code))
            unknown.push_back(code);
    return unknown;
}

bool isUsedUp(const ports::Store& store, const domain::Discount& discount) {
    return discount.mostUses > 0 && store.usesOf(discount.key) >= discount.mostUses;
}

std::vector<std::string> usedUpCodes(const ports::Store& store, const domain::PriceList& list,
                                     const Terms& terms) {
    std::vector<std::string> usedUp;
    for (const std::string& code : terms.codes)
        if (const domain::Discount* discount = domain::discountByCode(list, code);
            discount && isUsedUp(store, *discount))
            usedUp.push_back(code);
    return usedUp;
}

std::optional<std::vector<domain::PricedWish>>
pricedSeats(const domain::PriceList& list, const domain::SeatingPlan& plan,
            const domain::Showtime& showtime, const std::vector<SeatNo>& seats,
            const std::map<SeatNo, std::string>& ticketTypes, const Terms& terms) {
    std::vector<domain::PriceWish> wishes;
    std::ptrdiff_t companions = 0;
    for (const SeatNo seat : seats) {
        const auto wanted = ticketTypes.find(seat);
        const auto* type = typeOf(list, plan, showtime.dayPart, seat,
                                  wanted == ticketTypes.end() ? "" : wanted->second);
        if (!type)
            return {};
        companions += type->companionOnly ? 1 : 0;
        wishes.push_back({seat, plan.areaOf(seat).key, type->key});
    }
    if (!areAccompanying(plan, seats, companions))
        return {};
    domain::PriceOccasion occasion{showtime.dayPart, terms.at, {}};
    for (const std::string& code : terms.codes)
        if (const domain::Discount* discount = domain::discountByCode(list, code))
            occasion.asked.push_back(discount->key);
    if (mutated(Mutant::CodeNotAskedFor))
        for (const domain::Discount& discount : list.discounts)
            occasion.asked.push_back(discount.key);
    std::vector<domain::PricedWish> all;
    for (auto& wish : domain::priced(list, wishes, occasion))
        all.push_back(std::move(*wish)); // typeOf has seen to it
    return all;
}

Outcome<Quotes::Answer> Quotes::quote(const Ask& ask) {
    return readOne<Answer>(m_reader,
                           [&](const ports::Store& store) { return quoteFrom(store, ask); });
}

} // namespace foyer::server::services
