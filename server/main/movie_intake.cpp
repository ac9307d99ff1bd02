#include "server/main/movie_intake.h"

#include "server/main/console.h"
#include "server/main/workbench.h"
#include "server/services/catalogue.h"
#include "server/services/imports.h"
#include "shared/wire/movies_json.h"

namespace foyer::server {

namespace {

constexpr std::size_t kBatch = 250;

std::int32_t yearOf(Instant now) {
    const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(now)};
    return static_cast<std::int32_t>(static_cast<int>(day.year()));
}

std::vector<domain::Movie> toStore(const std::vector<domain::RowVerdict>& verdicts) {
    std::vector<domain::Movie> movies;
    for (const auto& verdict : verdicts)
        if (verdict.outcome == domain::ImportOutcome::New ||
            verdict.outcome == domain::ImportOutcome::Different)
            movies.push_back(verdict.movie);
    return movies;
}

std::optional<std::string> storeMovies(const services::Context& context,
                                       const std::vector<domain::Movie>& movies) {
    using Outcomes = std::vector<services::Imports::MovieOutcome>;
    services::Imports imports(context);
    Progress progress("storing movies");
    for (std::size_t from = 0; from < movies.size(); from += kBatch) {
        const auto to = std::min(movies.size(), from + kBatch);
        const std::vector<domain::Movie> batch(movies.begin() + static_cast<std::ptrdiff_t>(from),
                                               movies.begin() + static_cast<std::ptrdiff_t>(to));
        const auto stored = await<Outcomes>(
            [&](services::Reply<Outcomes> reply) { imports.movies(batch, std::move(reply)); });
        if (!stored)
            return sentenceOf(stored.error());
        progress.show(to, movies.size());
    }
    return {};
}

} // namespace

Result<std::vector<domain::Movie>, std::string> allMovies(const services::Context& context) {
    services::Catalogue catalogue(context.reader);
    std::vector<domain::Movie> movies;
    std::string cursor;
    do {
        auto page = catalogue.movies({}, cursor, services::Catalogue::kMostPerPage);
        if (!page)
            return Err{sentenceOf(page.error())};
        CHECK(page->ok());
        for (auto& movie : (*page)->items)
            movies.push_back(std::move(movie));
        cursor = (*page)->next;
    } while (!cursor.empty());
    return movies;
}

Result<MovieIntake, std::string> takeInMovies(const services::Context& context,
                                              const std::string& text) {
    const auto rows = wire::readMovieRows(text);
    if (!rows)
        return Err{"line " + std::to_string(rows.error().line) + ", column " +
                   std::to_string(rows.error().column) + ": " + rows.error().message};
    auto known = allMovies(context);
    if (!known)
        return Err{known.error()};
    domain::ImportContext import;
    import.latestYear = domain::latestPlausibleYear(*rows, yearOf(context.clock.now()));
    for (auto& movie : *known)
        import.know(std::move(movie));
    MovieIntake intake;
    {
        Progress progress("judging rows");
        intake.verdicts =
            domain::judgeAll(*rows, std::move(import), [&](std::size_t done, std::size_t total) {
                progress.show(done, total);
            });
    }
    if (auto failure = storeMovies(context, toStore(intake.verdicts)))
        return Err{*std::move(failure)};
    return intake;
}

} // namespace foyer::server
