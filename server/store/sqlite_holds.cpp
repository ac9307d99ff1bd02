#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/base/words.h"

#include <array>

namespace foyer::server::store {

using ports::HoldState;
using sqlite::Cursor;
using sqlite::orNull;

namespace {

constexpr std::array<const char*, ports::kHoldStateCount> kStates = {"waiting", "held", "sold"};
static_assert(kStates.size() == static_cast<std::size_t>(HoldState::Sold) + 1);

} // namespace

std::optional<ports::HoldRecord> SqliteStore::hold(HoldId id) const {
    Cursor rows = sql("holdById").query(id);
    if (!rows.next())
        return {};
    ports::HoldRecord hold;
    hold.id = rows.get<HoldId>(0);
    hold.showtime = rows.get<ShowtimeId>(1);
    hold.tokenHash = rows.get<Hash>(2);
    hold.state = orDamage(enumFrom<HoldState>(kStates, rows.get<std::string_view>(3)), "hold");
    hold.customer = rows.get<std::string>(4);
    hold.address = rows.get<std::string>(5);
    hold.createdAt = rows.get<Instant>(6);
    hold.expiresAt = rows.get<Instant>(7);
    hold.extended = rows.get<bool>(8);
    hold.booking = rows.get<std::optional<BookingId>>(9).value_or(BookingId{});
    hold.account = rows.get<std::optional<AccountId>>(10).value_or(AccountId{});
    hold.email = rows.get<std::string>(11);
    hold.language = rows.get<std::string>(12);
    hold.phone = rows.get<std::string>(13);
    return hold;
}

void SqliteStore::put(const ports::HoldRecord& hold) {
    sql("putHold").run(
        hold.id, hold.showtime, hold.tokenHash, kStates.at(static_cast<std::size_t>(hold.state)),
        hold.customer, hold.address, hold.createdAt, hold.expiresAt, hold.extended,
        orNull(hold.booking), orNull(hold.account), hold.email, hold.language, hold.phone);
    m_holding.reset();
    if (hold.state == HoldState::Held)
        m_holding.emplace(hold.id, hold.expiresAt);
}

std::vector<SeatNo> SqliteStore::seatsOfHold(HoldId id) const {
    std::vector<SeatNo> seats;
    for (Cursor rows = sql("seatsOfHold").query(id); rows.next();)
        seats.push_back(rows.get<SeatNo>(0));
    return seats;
}

void SqliteStore::drop(HoldId id) {
    sql("dropHold").run(id);
}

std::vector<ports::RecallRecord> SqliteStore::openRecallsOf(HoldId id) const {
    return recallsFrom(sql("openRecallsOfHold").query(id));
}

std::vector<HoldId> SqliteStore::endedHolds(Instant now, std::size_t limit) const {
    std::vector<HoldId> all;
    for (Cursor rows = sql("endedHolds").query(now, static_cast<std::int64_t>(limit)); rows.next();)
        all.push_back(rows.get<HoldId>(0));
    return all;
}

std::vector<HoldId> SqliteStore::soldHoldsBefore(Instant moment, std::size_t limit) const {
    std::vector<HoldId> all;
    for (Cursor rows = sql("soldHoldsBefore").query(moment, static_cast<std::int64_t>(limit));
         rows.next();)
        all.push_back(rows.get<HoldId>(0));
    return all;
}

std::int64_t SqliteStore::seatsHeldBy(std::string_view customer, Instant now) const {
    if (customer.empty())
        return 0;
    return sql("seatsHeldBy").value<std::int64_t>(customer, now).value_or(0);
}

std::int64_t SqliteStore::seatsHeldFrom(std::string_view address, Instant now) const {
    if (address.empty())
        return 0;
    return sql("seatsHeldFrom").value<std::int64_t>(address, now).value_or(0);
}

} // namespace foyer::server::store
