#include "server/http/helpers.h"
#include "server/http/resources.h"

#include <algorithm>

namespace foyer::server::http {

namespace {

void listAuditoriums(const Backend& backend, const Call& call, Answer answer) {
    Query query(call.request.query);
    if (!accepted(query, answer))
        return;
    runOr503(backend.workers, answer, [&catalogue = backend.catalogue, answer] {
        const auto all = catalogue.auditoriums();
        if (!all)
            return answer.problem(faultOf(all.error()));
        answer.json(wire::encodeAuditoriums(*all));
    });
}

void getAuditorium(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<AuditoriumId>();
    if (!id)
        return answer.problem(Fault::UnknownThing);
    runOr503(backend.workers, answer, [&catalogue = backend.catalogue, id = *id, answer] {
        const auto all = catalogue.auditoriums();
        if (!all)
            return answer.problem(faultOf(all.error()));
        const auto found =
            std::find_if(all->begin(), all->end(), [&](const auto& one) { return one.id == id; });
        if (found == all->end())
            return answer.problem(Fault::UnknownThing);
        answer.json(wire::encodeAuditorium(*found));
    });
}

} // namespace

void addAuditoriums(Routes& routes, const Backend& backend) {
    routes.push_back({edge::Method::Get, "/v1/auditoriums", "listAuditoriums",
                      [backend](const Call& call, Answer answer) {
                          listAuditoriums(backend, call, std::move(answer));
                      }});
    routes.push_back({edge::Method::Get, "/v1/auditoriums/{id}", "getAuditorium",
                      [backend](const Call& call, Answer answer) {
                          getAuditorium(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
