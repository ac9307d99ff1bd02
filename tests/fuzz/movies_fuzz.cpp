// The file of `foyerd import movies`: every row gets a verdict, and a second import of the same
// file finds nothing new.

#include "server/edge/utf8.h"
#include "shared/domain/movie_import_report.h"
#include "shared/wire/movies_json.h"
#include "tests/fuzz/fuzz.h"

namespace foyer::fuzz {

namespace {

using domain::ImportContext;
using domain::ImportOutcome;
using domain::MovieRow;
using domain::RowVerdict;

void checkVerdict(const RowVerdict& verdict, std::int32_t row) {
    HOLDS(verdict.row == row);
    HOLDS(verdict.accepted() != verdict.reason.has_value());
    HOLDS(verdict.firstRow < row);
    if (!verdict.accepted())
        return;
    HOLDS(!verdict.movie.title.empty() && verdict.movie.title == verdict.title);
    HOLDS(edge::isUtf8(verdict.movie.title));
    HOLDS(verdict.movie.releaseYear >= 1888);
    if (verdict.movie.released) {
        const std::chrono::year_month_day day{*verdict.movie.released};
        HOLDS(static_cast<int>(day.year()) == verdict.movie.releaseYear);
    }
}

void checkReport(const std::vector<RowVerdict>& verdicts) {
    const auto totals = domain::totalsOf(verdicts);
    HOLDS(totals.rows == verdicts.size());
    HOLDS(totals.count(ImportOutcome::New) + totals.count(ImportOutcome::Unchanged) +
              totals.count(ImportOutcome::Different) + totals.count(ImportOutcome::Rejected) ==
          totals.rows);
    HOLDS(domain::importCsv(verdicts).ends_with("\r\n"));
    for (const auto& verdict : verdicts)
        HOLDS(!domain::sentenceOf(verdict).empty());
}

/// What the first import stored is what the second one knows.
void checkSecondImport(const std::vector<MovieRow>& rows, const std::vector<RowVerdict>& first,
                       std::int32_t latestYear) {
    ImportContext context;
    context.latestYear = latestYear;
    for (const auto& verdict : first)
        if (verdict.accepted())
            context.know(verdict.movie);
    const auto second = domain::judgeAll(rows, context);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        HOLDS(second[i].outcome ==
              (first[i].accepted() ? ImportOutcome::Unchanged : ImportOutcome::Rejected));
        HOLDS(second[i].reason == first[i].reason);
    }
}

} // namespace

void tryInput(std::string_view input) {
    const auto rows = wire::readMovieRows(input);
    if (!rows) {
        HOLDS(!rows.error().message.empty());
        return;
    }
    ImportContext context;
    context.latestYear = domain::latestPlausibleYear(*rows, 2026);
    const auto verdicts = domain::judgeAll(*rows, context);
    HOLDS(verdicts.size() == rows->size());
    for (std::size_t i = 0; i < verdicts.size(); ++i)
        checkVerdict(verdicts[i], static_cast<std::int32_t>(i) + 1);
    checkReport(verdicts);
    checkSecondImport(*rows, verdicts, context.latestYear);
}

} // namespace foyer::fuzz
