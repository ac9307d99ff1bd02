#include "shared/domain/discount.h"

#include <algorithm>
#include <set>

namespace foyer::domain {

namespace {

using Wishes = std::vector<std::optional<PricedWish>>;

template <class T>
bool admits(const std::vector<T>& among, const T& value) {
    return among.empty() || std::find(among.begin(), among.end(), value) != among.end();
}

bool isOn(const Discount& discount, const PriceOccasion& occasion) {
    if (!discount.code.empty() && std::find(occasion.asked.begin(), occasion.asked.end(),
                                            discount.key) == occasion.asked.end())
        return false;
    return admits(discount.dayParts, occasion.dayPart) &&
           (!discount.from || *discount.from <= occasion.at) &&
           (!discount.to || occasion.at < *discount.to);
}

/// The tickets that get it, of those it is for.
std::vector<std::size_t> getting(const Discount& discount, const Wishes& wishes) {
    std::vector<std::size_t> those;
    for (std::size_t i = 0; i < wishes.size(); ++i)
        if (wishes[i] && admits(discount.ticketTypes, wishes[i]->ticketType))
            those.push_back(i);
    if (those.size() < static_cast<std::size_t>(discount.fewest))
        return {};
    if (discount.every > 1) {
        std::sort(those.begin(), those.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(wishes[a]->price.minor, wishes[a]->seat) <
                   std::pair(wishes[b]->price.minor, wishes[b]->seat);
        });
        those.resize(those.size() / static_cast<std::size_t>(discount.every));
    }
    return those;
}

Money takenOff(const Discount& discount, Money price) {
    std::int64_t off = 0;
    switch (discount.kind) {
    case DiscountKind::Percent:
        off = shareOf(price, static_cast<std::int32_t>(discount.value)).minor;
        break;
    case DiscountKind::AmountOff:
        off = discount.value;
        break;
    case DiscountKind::FixedPrice:
        off = std::max<std::int64_t>(0, price.minor - discount.value);
        break;
    }
    return {std::min(off, price.minor), price.currency};
}

void takeStep(const std::vector<const Discount*>& discounts, Wishes& wishes) {
    std::vector<std::optional<Reduction>> best(wishes.size());
    for (const Discount* discount : discounts)
        for (const std::size_t i : getting(*discount, wishes)) {
            const Money off = takenOff(*discount, wishes[i]->price);
            if (off.minor > 0 && (!best[i] || best[i]->amount < off))
                best[i] = Reduction{discount->key, off};
        }
    for (std::size_t i = 0; i < wishes.size(); ++i)
        if (best[i]) {
            wishes[i]->price = wishes[i]->price - best[i]->amount;
            wishes[i]->reductions.push_back(std::move(*best[i]));
        }
}

std::string faultOf(const Discount& discount) {
    if (discount.key.empty() || discount.key.size() > kLongestDiscountKey)
        return "needs a key of 1 to 40 bytes";
    if (discount.key == kCompKey)
        return "has the key of comps";
    if (discount.name.empty())
        return "needs a name";
    if (discount.value < 0 || (discount.kind == DiscountKind::Percent && discount.value > 10'000))
        return "has a value out of bounds; percents are basis points, 0 to 10000";
    if (discount.step < 1 || discount.step > kMostSteps)
        return "has a step other than 1 to 4";
    if (discount.fewest < 1 || discount.every < 1)
        return "needs at least one ticket: fewest and every start at 1";
    if (discount.from && discount.to && !(*discount.from < *discount.to))
        return "ends before it begins";
    if (!discount.code.empty() && foldedCode(discount.code).empty())
        return "has a code of which nothing is left but blanks and hyphens";
    if (foldedCode(discount.code).size() > kLongestDiscountKey)
        return "has a code of more than 40 bytes";
    if (discount.mostUses < 0 || discount.mostUses > kMostUses || discount.mostPerCustomer < 0 ||
        discount.mostPerCustomer > kMostUses)
        return "has a limit out of bounds; it is 1 to 1000000 uses, or none";
    if (discount.code.empty() && (discount.mostUses > 0 || discount.mostPerCustomer > 0))
        return "has a limit, which only a code can have";
    return {};
}

bool hasType(const PriceList& list, const std::string& key) {
    return std::any_of(list.ticketTypes.begin(), list.ticketTypes.end(),
                       [&](const TicketType& type) { return type.key == key; });
}

} // namespace

std::vector<std::optional<PricedWish>>
priced(const PriceList& list, const std::vector<PriceWish>& wishes, const PriceOccasion& occasion) {
    Wishes found;
    for (const PriceWish& wish : wishes) {
        found.emplace_back();
        if (const auto price = list.price(wish.areaKey, wish.ticketType, occasion.dayPart))
            found.back() = PricedWish{wish.seat, wish.ticketType, *price, {}, *price, *price};
    }
    for (std::int32_t step = 1; step <= kMostSteps; ++step) {
        std::vector<const Discount*> discounts;
        for (const Discount& discount : list.discounts)
            if (discount.step == step && isOn(discount, occasion))
                discounts.push_back(&discount);
        takeStep(discounts, found);
    }
    for (auto& wish : found)
        if (wish)
            wish->tax = taxIncluded(wish->price, list.taxBasisPoints);
    return found;
}

void comp(std::vector<std::optional<PricedWish>>& wishes) {
    for (auto& wish : wishes) {
        if (!wish)
            continue;
        wish->reductions.clear();
        if (!wish->listed.isZero())
            wish->reductions.push_back({kCompKey, wish->listed});
        wish->price = wish->tax = {0, wish->listed.currency};
    }
}

std::string foldedCode(std::string_view code) {
    std::string folded;
    for (const char c : code)
        if (c != ' ' && c != '-')
            folded += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return folded;
}

const Discount* discountByCode(const PriceList& list, std::string_view code) {
    const std::string wanted = foldedCode(code);
    for (const Discount& discount : list.discounts)
        if (!wanted.empty() && foldedCode(discount.code) == wanted)
            return &discount;
    return nullptr;
}

std::string faultOfDiscounts(const PriceList& list) {
    std::set<std::string> keys;
    std::set<std::string> codes;
    if (list.discounts.size() > kMostDiscounts)
        return "there are more than 100 discounts";
    for (const Discount& discount : list.discounts) {
        std::string fault = faultOf(discount);
        if (fault.empty() && !keys.insert(discount.key).second)
            fault = "has the key of another";
        if (fault.empty() && !discount.code.empty() &&
            !codes.insert(foldedCode(discount.code)).second)
            fault = "has the code of another";
        for (const std::string& type : discount.ticketTypes)
            if (fault.empty() && !hasType(list, type))
                fault = "is for the ticket type \"" + type + "\", which the list does not have";
        if (!fault.empty())
            return "the discount \"" + discount.key + "\" " + fault;
    }
    return {};
}

} // namespace foyer::domain
