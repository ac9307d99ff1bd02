#include "server/store/rows.h"
#include "server/store/sqlite_store.h"

namespace foyer::server::store {

using sqlite::Cursor;

std::vector<std::pair<PlanId, std::int64_t>> SqliteStore::plansBetween(Instant from,
                                                                       Instant to) const {
    std::vector<std::pair<PlanId, std::int64_t>> all;
    for (Cursor rows = sql("plansOfShowtimes").query(from, to); rows.next();)
        all.emplace_back(rows.get<PlanId>(0), rows.get<std::int64_t>(1));
    return all;
}

std::vector<std::pair<core::PaymentState, std::int64_t>> SqliteStore::openPayments() const {
    std::vector<std::pair<core::PaymentState, std::int64_t>> all;
    for (Cursor rows = sql("openPaymentsByState").query(); rows.next();)
        all.emplace_back(
            orDamage(core::paymentStateFrom(rows.get<std::string_view>(0)), "payment.state"),
            rows.get<std::int64_t>(1));
    return all;
}

std::int64_t SqliteStore::countInReview() const {
    return sql("countPaymentsInReview").value<std::int64_t>().value_or(0);
}

std::vector<std::pair<protocol::TaskKind, std::int64_t>> SqliteStore::countOpenTasks() const {
    std::vector<std::pair<protocol::TaskKind, std::int64_t>> all;
    for (Cursor rows = sql("openTasksByKind").query(); rows.next();)
        all.emplace_back(
            orDamage(protocol::taskKindFrom(rows.get<std::string_view>(0)), "task.kind"),
            rows.get<std::int64_t>(1));
    return all;
}

std::optional<Instant> SqliteStore::oldestWaiting() const {
    return sql("oldestMessage").value<Instant>("waiting");
}

} // namespace foyer::server::store
