#include "server/services/ledger_reports.h"

#include "server/core/letter_words.h"
#include "shared/base/csv.h"

#include <map>

namespace foyer::server::services {

namespace {

using core::twoDigits;

std::string dayText(Date day) {
    const std::chrono::year_month_day date{day};
    return std::to_string(static_cast<int>(date.year())) + "-" +
           twoDigits(static_cast<unsigned>(date.month())) + "-" +
           twoDigits(static_cast<unsigned>(date.day()));
}

std::string timeText(Instant at) {
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
    return dayText(Date{day.time_since_epoch()}) + "T" + twoDigits(time.hours().count()) + ":" +
           twoDigits(time.minutes().count()) + ":" + twoDigits(time.seconds().count()) + "Z";
}

/// Debit or credit; the other side stays empty.
std::pair<std::string, std::string> sidesOf(Money amount) {
    if (amount.minor < 0)
        return {"", csvAmount(-amount)};
    return {csvAmount(amount), ""};
}

std::string balanceText(const std::vector<domain::Posting>& sums) {
    std::string text = csvLine({"account", "kind", "debit", "credit", "currency"});
    std::map<Currency, std::pair<std::int64_t, std::int64_t>> totals;
    for (const auto& sum : sums) {
        const auto [debit, credit] = sidesOf(sum.amount);
        text += csvLine({csvText(nameOf(sum.account)), nameOf(kindOf(sum.account)), debit, credit,
                         csvText(sum.amount.currency.toString())});
        auto& total = totals[sum.amount.currency];
        (sum.amount.minor < 0 ? total.second : total.first) += sum.amount.minor;
    }
    for (const auto& [currency, total] : totals)
        text += csvLine({"total", "", csvAmount({total.first, currency}),
                         csvAmount({-total.second, currency}), csvText(currency.toString())});
    return text;
}

std::string lineOf(const ports::LedgerLine& line) {
    const auto [debit, credit] = sidesOf(line.posting.amount);
    const std::string entry = line.entry.terminal.toString() + "/" +
                              std::to_string(line.entry.incarnation.value) + "/" +
                              std::to_string(line.entry.seq.value);
    return csvLine({dayText(line.businessDay), timeText(line.at), csvText(line.event),
                    line.booking.isNull() ? "" : csvText(domain::referenceOf(line.booking)),
                    csvText(line.terminalName), entry, csvText(nameOf(line.posting.account)), debit,
                    credit, csvText(line.posting.amount.currency.toString())});
}

} // namespace

Outcome<std::string> LedgerReports::trialBalance(Date until) const {
    return readOne<std::string>(m_reader, [&](const ports::Store& store) {
        return balanceText(store.balancesUntil(until));
    });
}

Outcome<std::string> LedgerReports::dayJournal(Date day) const {
    return readOne<std::string>(m_reader, [&](const ports::Store& store) {
        std::string text = csvLine({"business_day", "at", "event", "booking", "terminal", "entry",
                                    "account", "debit", "credit", "currency"});
        store.eachLedgerLine(day, [&](const ports::LedgerLine& line) { text += lineOf(line); });
        return text;
    });
}

} // namespace foyer::server::services
