#include "server/core/search_words.h"
#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/catalogue_json.h"

namespace foyer::server::http {

namespace {

core::MovieQuery readQuery(Query& query) {
    core::MovieQuery movies;
    movies.text = query.text("q", 200).value_or("");
    if (core::wordsOf(movies.text).size() > core::MovieSearch::kMostWords)
        query.fail("q", "has more than " + std::to_string(core::MovieSearch::kMostWords) +
                            " words; leave some out");
    movies.genre = query.text("genre", 200).value_or("");
    movies.rating = query.text("rating", 100).value_or("");
    if (const auto year = query.integer("year", 0, 9999))
        movies.year = static_cast<std::int32_t>(*year);
    return movies;
}

void listMovies(const Backend& backend, Call call, Answer answer) {
    Query query(call.request.query);
    auto movies = readQuery(query);
    auto cursor = query.text("cursor", 2000).value_or("");
    const auto limit = query.integer("limit", 1, services::ProgrammeModel::kMostPerPage);
    if (!accepted(query, answer))
        return;
    runOr503(backend.workers, answer,
             [&programme = backend.programme, request = std::move(call.request),
              movies = std::move(movies), cursor = std::move(cursor),
              limit = static_cast<std::size_t>(limit.value_or(kUsualPage)), answer] {
                 const auto page = programme.search(movies, cursor, limit);
                 if (!page)
                     return answer.problem(faultOf(page.error()));
                 if (!*page)
                     return answer.problem(Fault::BadCursor);
                 sendPage(answer, request, wire::encodeMovies((*page)->items, (*page)->next),
                          (*page)->next);
             });
}

void getMovie(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<MovieId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    const bool isLinked = prefers(call.request.header("accept"), kLinkedData);
    runOr503(backend.workers, answer, [&programme = backend.programme, id = *id, isLinked, answer] {
        const auto movies = programme.movies();
        if (!movies)
            return answer.problem(faultOf(movies.error()));
        const auto* movie = (*movies)->movie(id);
        if (!movie)
            return answer.problem(Fault::UnknownThing);
        if (isLinked)
            return sendDocument(answer, kLinkedData, wire::encodeMovieLd(*movie));
        sendDocument(answer, "application/json", wire::encodeMovie(*movie));
    });
}

} // namespace

void addMovies(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Get, "/v1/movies", "listMovies", [backend](Call call, Answer answer) {
             listMovies(backend, std::move(call), std::move(answer));
         }});
    routes.push_back({edge::Method::Get, "/v1/movies/{id}", "getMovie",
                      [backend](const Call& call, Answer answer) {
                          getMovie(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
