#include "server/main/metrics.h"

#include "server/http/exposition.h"
#include "server/main/metrics_process.h"

#include <filesystem>

namespace foyer::server {

using http::Exposition;
using Kind = Exposition::Kind;
using services::Watch;

namespace {

double secondsOf(Milliseconds time) {
    return std::chrono::duration<double>(time).count();
}

double number(std::int64_t count) {
    return static_cast<double>(count);
}

const char* nameOf(core::ClaimKind kind) {
    switch (kind) {
    case core::ClaimKind::Hold:
        return "hold";
    case core::ClaimKind::Allotment:
        return "allotment";
    case core::ClaimKind::Ticket:
        return "ticket";
    case core::ClaimKind::Block:
        return "block";
    }
    return "";
}

template <class E>
std::vector<E> all(int count) {
    std::vector<E> values;
    for (int i = 0; i < count; ++i)
        values.push_back(static_cast<E>(i));
    return values;
}

/// A family with a sample for each value of an enum, also where it is 0, so that a rule never waits
/// for a series to begin.
template <class E, class Count>
void addEach(Exposition& page, std::string_view label, const std::vector<E>& values, Count count) {
    for (const E each : values)
        page.sample(number(count(each)), {{label, nameOf(each)}});
}

template <class Map, class Key>
std::int64_t valueIn(const Map& map, Key key) {
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
}

void addTraffic(Exposition& page, const http::Api& api) {
    static constexpr std::array<const char*, http::Traffic::kClasses> classes{"1xx", "2xx", "3xx",
                                                                              "4xx", "5xx"};
    const auto& routes = api.router().routes();
    const auto& traffic = api.traffic();
    const auto each = [&](auto add) {
        for (std::size_t i = 0; i < routes.size(); ++i)
            add(i, Exposition::Labels{{"method", http::nameOf(routes[i].method)},
                                      {"route", routes[i].path}});
        add(traffic.unrouted(), Exposition::Labels{{"method", "none"}, {"route", "none"}});
    };
    page.family("foyer_http_requests_total", Kind::Counter, "Requests answered.");
    each([&](std::size_t route, Exposition::Labels labels) {
        labels.emplace_back("status", "");
        for (std::size_t i = 0; i < classes.size(); ++i) {
            labels.back().second = classes[i];
            page.sample(static_cast<double>(traffic.count(route, i)), labels);
        }
    });
    page.family("foyer_http_request_duration_seconds", Kind::Histogram,
                "From a request's last byte to its answer.");
    each([&](std::size_t route, const Exposition::Labels& labels) {
        page.sample(traffic.took(route), labels);
    });
}

void addEdge(Exposition& page, const MetricsSources& sources) {
    const auto counters = sources.edge();
    page.family("foyer_connections", Kind::Gauge, "Connections open, WebSockets among them.");
    page.sample(static_cast<double>(counters.open));
    page.family("foyer_connections_accepted_total", Kind::Counter, "Connections accepted.");
    page.sample(static_cast<double>(counters.accepted));
    page.family("foyer_connections_refused_total", Kind::Counter, "Connections beyond the limit.");
    page.sample(static_cast<double>(counters.refused));
    page.family("foyer_slow_sessions_total", Kind::Counter,
                "WebSockets dropped because they did not read.");
    page.sample(static_cast<double>(counters.slowSessions));
    page.family("foyer_jobs_waiting", Kind::Gauge, "Work that waits for a thread.");
    page.sample(static_cast<double>(sources.reads.waiting()), {{"pool", "reads"}});
    page.sample(static_cast<double>(sources.passwords.waiting()), {{"pool", "passwords"}});
    page.sample(static_cast<double>(sources.drawings.waiting()), {{"pool", "drawings"}});
    page.sample(static_cast<double>(sources.payments.waiting()), {{"pool", "payments"}});
}

void addWriter(Exposition& page, const store::GroupWriter& writer) {
    page.family("foyer_writer_queue_commands", Kind::Gauge, "Commands that wait for the writer.");
    page.sample(static_cast<double>(writer.waiting()));
    page.family("foyer_writer_batch_commands", Kind::Histogram, "Commands per transaction.");
    page.sample(writer.batchSizes());
    page.family("foyer_commit_duration_seconds", Kind::Histogram,
                "A transaction, its commit and the answers.");
    page.sample(writer.commitTimes());
    page.family("foyer_writer_healthy", Kind::Gauge,
                "0 once the disk could not keep a commit: nothing is written until a restart.");
    page.sample(writer.isHealthy() ? 1 : 0);
}

void addMeters(Exposition& page, const Meters& meters) {
    page.family("foyer_bookings_total", Kind::Counter, "Bookings sold, by what sold them.");
    for (std::size_t i = 0; i < Meters::kChannels; ++i)
        page.sample(number(meters.bookings(i)),
                    {{"channel", i < protocol::kTerminalKindCount
                                     ? nameOf(static_cast<protocol::TerminalKind>(i))
                                     : "unknown"}});
    page.family("foyer_seat_changes_total", Kind::Counter, "Seats that came to a state.");
    addEach(page, "state", all<domain::SeatState>(domain::kSeatStateCount),
            [&](auto state) { return meters.seats(state); });
    page.family("foyer_entries_total", Kind::Counter, "Entries of journals, by their verdict.");
    addEach(page, "outcome", all<protocol::Outcome>(protocol::kOutcomeCount),
            [&](auto outcome) { return meters.entries(outcome); });
    page.family("foyer_payments_total", Kind::Counter, "Card payments that came to a state.");
    addEach(page, "outcome", all<core::PaymentState>(core::kPaymentStateCount),
            [&](auto state) { return meters.payments(state); });
}

void addSeats(Exposition& page, const Watch::Picture& picture) {
    page.family("foyer_claimed_seats", Kind::Gauge,
                "Seats of tonight's showtimes (begun 4 h ago to 24 h ahead), by who has them.");
    addEach(page, "kind", all<core::ClaimKind>(core::kClaimKindCount),
            [&](auto kind) { return valueIn(picture.claims, kind); });
    page.family("foyer_seats", Kind::Gauge, "All seats of those showtimes.");
    page.sample(number(picture.seats));
    page.family("foyer_allotted_share_ratio", Kind::Gauge,
                "Of those that are still for sale: the part that is leased to terminals.");
    page.sample(picture.allottedShare());
}

void addDuties(Exposition& page, const Watch::Picture& picture) {
    page.family("foyer_payments_open", Kind::Gauge, "Card payments not settled, by state.");
    addEach(page, "state", all<core::PaymentState>(core::kPaymentStateCount),
            [&](auto state) { return valueIn(picture.openPayments, state); });
    page.family("foyer_payments_in_review", Kind::Gauge, "Card payments a person must look at.");
    page.sample(number(picture.inReview));
    page.family("foyer_open_tasks", Kind::Gauge, "Tasks nobody has closed.");
    addEach(page, "kind", all<protocol::TaskKind>(protocol::kTaskKindCount),
            [&](auto kind) { return valueIn(picture.openTasks, kind); });
    page.family("foyer_outbox_messages", Kind::Gauge, "Messages that wait, or were given up.");
    page.sample(number(picture.messagesWaiting), {{"state", "waiting"}});
    page.sample(number(picture.messagesDead), {{"state", "dead"}});
    page.family("foyer_outbox_oldest_message_seconds", Kind::Gauge,
                "Age of the oldest message that waits.");
    page.sample(secondsOf(picture.oldestMessage));
    page.family("foyer_webhook_deliveries", Kind::Gauge,
                "Events on their way to webhooks that wait, or were given up.");
    page.sample(number(picture.deliveriesWaiting), {{"state", "waiting"}});
    page.sample(number(picture.deliveriesDead), {{"state", "dead"}});
    page.family("foyer_broker_lag_seconds", Kind::Gauge,
                "Age of the first event that the broker does not have; 0 without a broker.");
    page.sample(secondsOf(picture.brokerLag));
    page.family("foyer_recovering", Kind::Gauge,
                "1 while a restored database waits for the journals of its terminals.");
    page.sample(picture.recovering ? 1 : 0);
}

void addTerminals(Exposition& page, const Watch::Picture& picture) {
    const auto each = [&](std::int64_t Watch::Devices::*count) {
        for (const auto& [kind, devices] : picture.devices)
            page.sample(number(devices.*count), {{"kind", nameOf(kind)}});
    };
    page.family("foyer_terminals", Kind::Gauge, "Terminals enrolled and not lost.");
    each(&Watch::Devices::enrolled);
    page.family("foyer_terminals_connected", Kind::Gauge, "Those heard within 25 s.");
    each(&Watch::Devices::connected);
    page.family("foyer_terminals_quarantined", Kind::Gauge, "Those whose disk was copied.");
    each(&Watch::Devices::quarantined);
    page.family("foyer_journal_lag_entries", Kind::Gauge,
                "Entries that terminals have spoken of and not yet sent.");
    each(&Watch::Devices::behind);
    page.family("foyer_journal_lag_seconds", Kind::Gauge,
                "How long the oldest of them has been spoken of.");
    page.sample(secondsOf(picture.oldestBehind));
    page.family("foyer_silent_terminals_with_seats", Kind::Gauge,
                "Terminals not connected that have seats of tonight on lease.");
    page.sample(number(picture.silentHolders));
    page.family("foyer_terminal_silence_seconds", Kind::Gauge,
                "How long the longest silent of them was not heard.");
    page.sample(secondsOf(picture.longestSilence));
}

void addDisk(Exposition& page, const std::string& database) {
    std::error_code failure;
    const auto space = std::filesystem::space(database, failure);
    if (!failure) {
        page.family("foyer_disk_free_bytes", Kind::Gauge, "Room on the disk of the database.");
        page.sample(static_cast<double>(space.available));
        page.family("foyer_disk_size_bytes", Kind::Gauge, "Size of that disk.");
        page.sample(static_cast<double>(space.capacity));
    }
    page.family("foyer_database_bytes", Kind::Gauge, "Size of the database's files.");
    for (const auto& [name, path] :
         {std::pair{"database", database}, std::pair{"wal", database + "-wal"}})
        if (const auto size = std::filesystem::file_size(path, failure); !failure)
            page.sample(static_cast<double>(size), {{"file", name}});
}

} // namespace

std::string metricsPage(const MetricsSources& sources) {
    Exposition page;
    addProcess(page);
    addTraffic(page, sources.api);
    addEdge(page, sources);
    addWriter(page, sources.writer);
    addMeters(page, sources.meters);
    addDisk(page, sources.database);
    const auto picture = sources.watch.look();
    page.family("foyer_database_readable", Kind::Gauge, "0 when the database cannot be read.");
    page.sample(picture ? 1 : 0);
    if (picture) {
        addSeats(page, *picture);
        addDuties(page, *picture);
        addTerminals(page, *picture);
    }
    return page.take();
}

} // namespace foyer::server
