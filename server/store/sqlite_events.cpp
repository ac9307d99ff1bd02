#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/wire/event_json.h"

namespace foyer::server::store {

using sqlite::Cursor;
using sqlite::orNull;

namespace {

constexpr const char* kBroker = "amqp"; // in event_relay

ports::EventRecord eventFrom(const Cursor& row) {
    ports::EventRecord event;
    event.number = row.get<std::int64_t>(0);
    event.id = row.get<EventId>(1);
    event.kind =
        orDamage(protocol::houseEventKindFrom(row.get<std::string_view>(2)), "house_event.kind");
    event.booking = row.get<std::optional<BookingId>>(3).value_or(BookingId{});
    event.body = row.get<std::string>(4);
    event.at = row.get<Instant>(5);
    return event;
}

} // namespace

std::optional<std::int64_t> SqliteStore::add(const protocol::HouseEvent& event,
                                             const std::string& key) {
    if (sql("eventKeyCount").value<std::int64_t>(key).value_or(0) > 0)
        return {};
    const auto number =
        orDamage(sql("nextNumber").value<std::int64_t>("house_event"), "counter.house_event");
    sql("addEvent")
        .run(number, event.id, key, nameOf(event.kind), orNull(event.booking),
             wire::encodeHouseEvent(event), event.at);
    return number;
}

std::optional<ports::EventRecord> SqliteStore::event(std::int64_t number) const {
    Cursor rows = sql("eventByNumber").query(number);
    if (!rows.next())
        return {};
    return eventFrom(rows);
}

std::vector<ports::EventRecord> SqliteStore::eventsAfter(std::int64_t number,
                                                         std::size_t limit) const {
    std::vector<ports::EventRecord> all;
    for (Cursor rows = sql("eventsAfter").query(number, static_cast<std::int64_t>(limit));
         rows.next();)
        all.push_back(eventFrom(rows));
    return all;
}

std::int64_t SqliteStore::lastEvent() const {
    return orDamage(sql("counterValue").value<std::int64_t>("house_event"), "counter.house_event");
}

std::optional<std::int64_t> SqliteStore::relayed() const {
    return sql("relayedNumber").value<std::int64_t>(kBroker);
}

void SqliteStore::setRelayed(std::int64_t number) {
    sql("setRelayedNumber").run(kBroker, number);
}

void SqliteStore::dropEventsBefore(Instant moment) {
    sql("dropEventsBefore").run(moment);
}

} // namespace foyer::server::store
