#include "shared/wire/report_text.h"
#include "shared/wire/json_reader.h"

#include <charconv>
#include <optional>

namespace foyer::wire {

namespace {

std::optional<std::int64_t> numberFrom(std::string_view text) {
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || at != end || number < 0)
        return {};
    return number;
}

} // namespace

std::string seenText(const protocol::Stamp& seen) {
    return seen.dbIncarnation.toString() + "/" + std::to_string(seen.commitSeq.value);
}

protocol::Report reportFrom(std::string_view schema, std::string_view seen,
                            std::string_view journal, std::string_view heard) {
    protocol::Report report;
    if (const auto number = numberFrom(schema); number && *number >= 1 && *number <= 1000)
        report.schema = static_cast<int>(*number);
    const auto slash = seen.find('/');
    if (slash != std::string_view::npos) {
        const auto database = Uuid::parse(seen.substr(0, slash));
        const auto commit = numberFrom(seen.substr(slash + 1));
        if (database && commit)
            report.seen = {*database, CommitSeq{*commit}};
    }
    if (const auto last = numberFrom(journal))
        report.last = Seq{*last};
    if (const auto at = numberFrom(heard); at && *at <= kLatestMs)
        report.heard = Instant{Milliseconds{*at}};
    return report;
}

} // namespace foyer::wire
