#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/wire/change_json.h"

#include <limits>
#include <set>

namespace foyer::server::store {

using ports::FeedKind;
using sqlite::Cursor;

namespace {

constexpr const char* kOnSale = "on_sale";
constexpr const char* kCancelled = "cancelled";
constexpr const char* kForType = "ticket-type"; // whom a discount is for
constexpr const char* kForDayPart = "day-part";

const char* nameOf(domain::ShowtimeState state) {
    switch (state) {
    case domain::ShowtimeState::OnSale:
        return kOnSale;
    case domain::ShowtimeState::Cancelled:
        return kCancelled;
    }
    CHECK(false);
}

std::optional<domain::ShowtimeState> showtimeStateFrom(std::string_view name) {
    if (name == kOnSale)
        return domain::ShowtimeState::OnSale;
    if (name == kCancelled)
        return domain::ShowtimeState::Cancelled;
    return {};
}

domain::Showtime showtimeFrom(const Cursor& row) {
    domain::Showtime showtime;
    showtime.id = row.get<ShowtimeId>(0);
    showtime.movie = row.get<MovieId>(1);
    showtime.auditorium = row.get<AuditoriumId>(2);
    showtime.plan = row.get<PlanId>(3);
    showtime.priceList = row.get<PriceListId>(4);
    showtime.dayPart = orDamage(domain::dayPartFrom(row.get<std::string_view>(5)), "day_part");
    showtime.start = row.get<Instant>(6);
    showtime.end = row.get<Instant>(7);
    showtime.cleanUntil = row.get<Instant>(8);
    showtime.businessDay = row.get<Date>(9);
    showtime.utcOffsetMinutes = row.get<std::int32_t>(10);
    showtime.state = orDamage(showtimeStateFrom(row.get<std::string_view>(11)), "state");
    return showtime;
}

/// The auditoriums of the cinema asked for; empty when none was.
std::set<AuditoriumId> roomsOf(const ports::Store& store, const ports::ShowtimeFilter& filter) {
    std::set<AuditoriumId> rooms;
    if (filter.cinema)
        for (const auto& auditorium : store.auditoriums())
            if (auditorium.cinema == *filter.cinema)
                rooms.insert(auditorium.id);
    return rooms;
}

bool matches(const ports::ShowtimeFilter& filter, const std::set<AuditoriumId>& rooms,
             const domain::Showtime& showtime) {
    return (!filter.day || showtime.businessDay == *filter.day) &&
           (!filter.movie || showtime.movie == *filter.movie) &&
           (!filter.auditorium || showtime.auditorium == *filter.auditorium) &&
           (!filter.cinema || rooms.count(showtime.auditorium) > 0) &&
           (!filter.dayPart || showtime.dayPart == *filter.dayPart);
}

} // namespace

std::vector<PlanId> SqliteStore::planIds() const {
    std::vector<PlanId> ids;
    for (Cursor rows = sql("allPlanIds").query(); rows.next();)
        ids.push_back(rows.get<PlanId>(0));
    return ids;
}

ports::PlanPtr SqliteStore::plan(PlanId id) const {
    if (auto known = m_plans.find(id))
        return known;
    const auto text = sql("planJson").value<std::string>(id);
    if (!text)
        return nullptr;
    auto decoded = wire::decodePlan(*text);
    if (!decoded)
        sqlite::throwDamage("a plan that cannot be read");
    m_plans.add(*decoded);
    return *decoded;
}

std::optional<PlanId> SqliteStore::planByHash(const Hash& hash) const {
    return sql("planByHash").value<PlanId>(hash);
}

std::int32_t SqliteStore::newestPlanVersion(std::string_view name) const {
    return sql("newestPlanVersion").value<std::int32_t>(name).value_or(0);
}

void SqliteStore::addPlan(const domain::SeatingPlan& plan, const Hash& hash) {
    sql("addPlan").run(plan.id, plan.name, plan.version,
                       static_cast<std::int64_t>(plan.seatCount()), wire::encodePlan(plan), hash);
    tellOf(FeedKind::Plan, plan.id.uuid);
}

std::vector<domain::PriceList> SqliteStore::priceLists() const {
    std::vector<domain::PriceList> all;
    for (Cursor rows = sql("allPriceLists").query(); rows.next();)
        all.push_back(*priceList(rows.get<PriceListId>(0)));
    return all;
}

ports::PriceListPtr SqliteStore::priceList(PriceListId id) const {
    if (const auto known = m_priceLists.find(id); known != m_priceLists.end())
        return known->second;
    auto list = readPriceList(id);
    // What this transaction may have written itself can still be undone.
    if (list && m_rows.empty())
        m_priceLists.emplace(id, list);
    return list;
}

ports::PriceListPtr SqliteStore::readPriceList(PriceListId id) const {
    const auto head =
        sql("priceListById")
            .row<std::string, Instant, std::optional<Instant>, Currency, std::int32_t>(id);
    if (!head)
        return nullptr;
    domain::PriceList list;
    list.id = id;
    std::tie(list.name, list.validFrom, list.validTo, list.currency, list.taxBasisPoints) = *head;
    for (Cursor rows = sql("ticketTypesOf").query(id); rows.next();)
        list.ticketTypes.push_back(
            {rows.get<std::string>(0), rows.get<std::string>(1), rows.get<bool>(2)});
    for (Cursor rows = sql("priceRowsOf").query(id); rows.next();)
        list.rows.push_back(
            {rows.get<std::string>(0), rows.get<std::string>(1),
             orDamage(domain::dayPartFrom(rows.get<std::string_view>(2)), "day_part"),
             Money{rows.get<std::int64_t>(3), list.currency}});
    readDiscounts(list);
    return std::make_shared<const domain::PriceList>(std::move(list));
}

void SqliteStore::readDiscounts(domain::PriceList& list) const {
    std::vector<std::int64_t> positions;
    for (Cursor rows = sql("discountsOf").query(list.id); rows.next();) {
        domain::Discount discount;
        positions.push_back(rows.get<std::int64_t>(0));
        discount.key = rows.get<std::string>(1);
        discount.name = rows.get<std::string>(2);
        discount.kind = orDamage(domain::discountKindFrom(rows.get<std::string_view>(3)), "kind");
        discount.value = rows.get<std::int64_t>(4);
        discount.code = rows.get<std::string>(5);
        discount.step = rows.get<std::int32_t>(6);
        discount.fewest = rows.get<std::int32_t>(7);
        discount.every = rows.get<std::int32_t>(8);
        discount.from = rows.get<std::optional<Instant>>(9);
        discount.to = rows.get<std::optional<Instant>>(10);
        discount.mostUses = rows.get<std::int32_t>(11);
        discount.mostPerCustomer = rows.get<std::int32_t>(12);
        list.discounts.push_back(std::move(discount));
    }
    for (std::size_t i = 0; i < positions.size(); ++i)
        for (Cursor rows = sql("discountsFor").query(list.id, positions[i]); rows.next();)
            if (rows.get<std::string_view>(0) == kForType)
                list.discounts[i].ticketTypes.push_back(rows.get<std::string>(1));
            else
                list.discounts[i].dayParts.push_back(
                    orDamage(domain::dayPartFrom(rows.get<std::string_view>(1)), "day_part"));
}

void SqliteStore::addDiscount(PriceListId list, int position, const domain::Discount& discount) {
    sql("addDiscount")
        .run(list, position, discount.key, discount.name, domain::nameOf(discount.kind),
             discount.value, discount.code, discount.step, discount.fewest, discount.every,
             discount.from, discount.to, discount.mostUses, discount.mostPerCustomer);
    int each = 0;
    for (const std::string& type : discount.ticketTypes)
        sql("addDiscountFor").run(list, position, each++, kForType, type);
    for (const domain::DayPart part : discount.dayParts)
        sql("addDiscountFor").run(list, position, each++, kForDayPart, domain::nameOf(part));
}

void SqliteStore::put(const domain::PriceList& list) {
    if (sql("addPriceList")
            .run(list.id, list.name, list.validFrom, list.validTo, list.currency,
                 list.taxBasisPoints) == 0)
        return; // a price list is a version and never changes
    int position = 0;
    for (const auto& type : list.ticketTypes)
        sql("addTicketType").run(list.id, position++, type.key, type.name, type.companionOnly);
    position = 0;
    for (const auto& row : list.rows)
        sql("addPriceRow")
            .run(list.id, position++, row.areaKey, row.ticketType, domain::nameOf(row.dayPart),
                 row.price.minor);
    position = 0;
    for (const auto& discount : list.discounts)
        addDiscount(list.id, position++, discount);
    tellOf(FeedKind::PriceList, list.id.uuid);
}

std::optional<domain::Showtime> SqliteStore::showtime(ShowtimeId id) const {
    if (m_open)
        if (const auto known = m_open->showtimes.find(id); known != m_open->showtimes.end())
            return known->second;
    std::optional<domain::Showtime> showtime;
    if (Cursor rows = sql("showtimeById").query(id); rows.next())
        showtime = showtimeFrom(rows);
    if (m_open)
        m_open->showtimes.emplace(id, showtime);
    return showtime;
}

std::vector<domain::Showtime>
SqliteStore::showtimes(const ports::ShowtimeFilter& filter,
                       const std::optional<ports::ShowtimeCursor>& after, std::size_t limit) const {
    constexpr Instant kEver{Milliseconds{std::numeric_limits<std::int64_t>::min()}};
    const ports::ShowtimeCursor from = after.value_or(ports::ShowtimeCursor{kEver, {}});
    const Instant ends = filter.endsAfter.value_or(kEver);
    constexpr std::int64_t kAll = std::numeric_limits<std::int64_t>::max();
    // The narrowest index answers; what it does not cover is sieved here, row by row.
    const auto query = [&]() -> Cursor {
        if (filter.movie)
            return sql("showtimePageOfMovie").query(*filter.movie, from.start, from.id, ends, kAll);
        if (filter.auditorium)
            return sql("showtimePageOfAuditorium")
                .query(*filter.auditorium, from.start, from.id, ends, kAll);
        if (filter.day)
            return sql("showtimePageOfDay").query(*filter.day, from.start, from.id, ends, kAll);
        return sql("showtimePage").query(from.start, from.id, ends, kAll);
    };
    const auto rooms = roomsOf(*this, filter);
    std::vector<domain::Showtime> page;
    if (filter.cinema && rooms.empty())
        return page;
    for (Cursor rows = query(); page.size() < limit && rows.next();)
        if (auto showtime = showtimeFrom(rows); matches(filter, rooms, showtime))
            page.push_back(std::move(showtime));
    return page;
}

std::vector<ShowtimeId> SqliteStore::overlapping(AuditoriumId auditorium, Instant from, Instant to,
                                                 ShowtimeId except) const {
    std::vector<ShowtimeId> ids;
    for (Cursor rows = sql("overlappingShowtimes").query(auditorium, to, from, except);
         rows.next();)
        ids.push_back(rows.get<ShowtimeId>(0));
    return ids;
}

void SqliteStore::put(const domain::Showtime& showtime) {
    const auto before = this->showtime(showtime.id);
    if (m_open)
        m_open->showtimes.erase(showtime.id);
    sql("putShowtime")
        .run(showtime.id, showtime.movie, showtime.auditorium, showtime.plan, showtime.priceList,
             domain::nameOf(showtime.dayPart), showtime.start, showtime.end, showtime.cleanUntil,
             showtime.businessDay, showtime.utcOffsetMinutes, nameOf(showtime.state));
    tellOf(FeedKind::Showtime, showtime.id.uuid);
    if ((before && before->plan != showtime.plan) || seatsVersion(showtime.id).value == 0)
        tellOf(FeedKind::SeatsReset, showtime.id.uuid);
}

} // namespace foyer::server::store
