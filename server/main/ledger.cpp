#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/workbench.h"
#include "server/services/ledger_reports.h"

#include <cstdio>

namespace foyer::server {

namespace {

std::optional<Date> dayFrom(const std::string& text) {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int read = 0;
    if (std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &read) != 3 ||
        static_cast<std::size_t>(read) != text.size())
        return {};
    const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                           std::chrono::day(day)};
    return date.ok() ? std::optional(Date{date}) : std::nullopt;
}

} // namespace

Exit ledger(const Settings& settings, const Arguments& arguments) {
    const auto which = arguments.word(1);
    const auto day = dayFrom(arguments.option("day").value_or(""));
    if ((which != "balance" && which != "journal") || !day) {
        complain("ledger takes balance or journal, and --day 2026-11-27; foyerd --help says what "
                 "there is");
        return Exit::BadUsage;
    }
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    const services::LedgerReports reports(std::get<0>(opened)->context().reader);
    const auto text = which == "balance" ? reports.trialBalance(*day) : reports.dayJournal(*day);
    if (!text) {
        complain(sentenceOf(text.error()));
        return Exit::Failed;
    }
    std::fputs(text->c_str(), stdout);
    return Exit::Done;
}

} // namespace foyer::server
