#include "shared/wire/discount_json.h"

#include "shared/protocol/entry.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {

constexpr std::size_t kMostTypes = 100;
constexpr std::int32_t kMostTicketsNeeded = 1'000;

std::int32_t count(const Value& value, std::int32_t most) {
    return static_cast<std::int32_t>(value.integer(1, most));
}

/// What both forms have in common; `object` reads the rest and is done with it.
void readCommon(Object& o, domain::Discount& discount, const char* types, const char* parts) {
    discount.key = o["key"].text(domain::kLongestDiscountKey, 1);
    discount.name = o["name"].text(kLongestDiscountName, 1);
    discount.kind = o["kind"].word<domain::DiscountKind>(domain::discountKindFrom);
    const bool isPercent = discount.kind == domain::DiscountKind::Percent;
    discount.value = o["value"].integer(0, isPercent ? 10'000 : kLargestAmount);
    if (const auto code = o.maybe("code"))
        discount.code = code->text(domain::kLongestDiscountKey, 1);
    if (const auto step = o.maybe("step"))
        discount.step = count(*step, domain::kMostSteps);
    if (const auto fewest = o.maybe("fewest"))
        discount.fewest = count(*fewest, kMostTicketsNeeded);
    if (const auto every = o.maybe("every"))
        discount.every = count(*every, kMostTicketsNeeded);
    if (const auto some = o.maybe(types))
        for (const Value& each : some->items(kMostTypes, 1))
            discount.ticketTypes.push_back(each.text(protocol::kLongestTicketType, 1));
    if (const auto some = o.maybe(parts))
        for (const Value& each : some->items(domain::kDayPartCount, 1))
            discount.dayParts.push_back(each.word<domain::DayPart>(domain::dayPartFrom));
}

} // namespace

Json discountJson(const domain::Discount& discount) {
    Json out = {
        {"key", discount.key},     {"name", discount.name}, {"kind", domain::nameOf(discount.kind)},
        {"value", discount.value}, {"step", discount.step}, {"fewest", discount.fewest},
        {"every", discount.every}};
    if (!discount.code.empty())
        out["code"] = discount.code;
    if (!discount.ticketTypes.empty())
        out["ticket_types"] = discount.ticketTypes;
    for (const domain::DayPart part : discount.dayParts)
        out["day_parts"].push_back(domain::nameOf(part));
    if (discount.from)
        out["from"] = toMs(*discount.from);
    if (discount.to)
        out["to"] = toMs(*discount.to);
    return out;
}

domain::Discount readDiscount(const Value& value) {
    Object o(value);
    domain::Discount discount;
    readCommon(o, discount, "ticket_types", "day_parts");
    if (const auto from = o.maybe("from"))
        discount.from = from->instantMs();
    if (const auto to = o.maybe("to"))
        discount.to = to->instantMs();
    o.done();
    return discount;
}

domain::Discount readDiscountSetup(const Value& value,
                                   const std::function<Instant(Date)>& midnightOf) {
    Object o(value);
    domain::Discount discount;
    readCommon(o, discount, "ticketTypes", "dayParts");
    if (const auto from = o.maybe("from"))
        discount.from = midnightOf(from->date());
    if (const auto to = o.maybe("to"))
        discount.to = midnightOf(to->date());
    if (const auto most = o.maybe("mostUses"))
        discount.mostUses = count(*most, domain::kMostUses);
    if (const auto most = o.maybe("mostPerCustomer"))
        discount.mostPerCustomer = count(*most, domain::kMostUses);
    o.done();
    return discount;
}

Json reductionsJson(const std::vector<domain::Reduction>& reductions) {
    Json out = Json::array();
    for (const auto& reduction : reductions)
        out.push_back({{"discount", reduction.discount}, {"amount", moneyJson(reduction.amount)}});
    return out;
}

std::vector<domain::Reduction> readReductions(const Value& value, Money price) {
    std::vector<domain::Reduction> reductions;
    for (const Value& item : value.items(domain::kMostSteps, 1)) {
        Object o(item);
        domain::Reduction reduction;
        reduction.discount = o["discount"].text(domain::kLongestDiscountKey, 1);
        reduction.amount = o["amount"].money();
        o.done();
        if (reduction.amount.minor <= 0 || reduction.amount.currency != price.currency)
            item.fail("takes nothing off, or another currency");
        reductions.push_back(std::move(reduction));
    }
    return reductions;
}

} // namespace foyer::wire
