#include "server/services/backup.h"

#include "server/services/audit.h"

namespace foyer::server::services {

namespace {

std::string padded(std::int64_t value, std::size_t width) {
    std::string text = std::to_string(value);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

/// "20261120-231545", UTC.
std::string stampOf(Instant at) {
    using namespace std::chrono;
    const auto day = floor<days>(at);
    const year_month_day date{day};
    const hh_mm_ss time{floor<seconds>(at - day)};
    return padded(static_cast<int>(date.year()), 4) +
           padded(static_cast<unsigned>(date.month()), 2) +
           padded(static_cast<unsigned>(date.day()), 2) + "-" + padded(time.hours().count(), 2) +
           padded(time.minutes().count(), 2) + padded(time.seconds().count(), 2);
}

} // namespace

Backup::Answer Backup::run(const std::string& folder) {
    const Instant now = m_context.clock.now();
    const std::string target = folder + "/foyer-" + stampOf(now) + ".db";
    auto copied = m_database.copyTo(target);
    if (!copied)
        return Err{copied.error()};
    submit<Done>(
        m_context.writer,
        [now, target](ports::Store& store) {
            writeAudit(store, now, "server", "backup.made", target);
            return Decided<Done>{Done{}};
        },
        // The file is good whether or not this row could be written.
        [](const Outcome<Done>&) {});
    return target;
}

} // namespace foyer::server::services
