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
    return hold;
}

void SqliteStore::put(const ports::HoldRecord& hold) {
    sql("putHold").run(hold.id, hold.showtime, hold.tokenHash,
                       kStates.at(static_cast<std::size_t>(hold.state)), hold.customer,
                       hold.address, hold.createdAt, hold.expiresAt, hold.extended,
                       orNull(hold.booking));
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

} // namespace foyer::server::store
