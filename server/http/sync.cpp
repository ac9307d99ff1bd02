#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/sync_json.h"

namespace foyer::server::http {

namespace {

using Uploaded = services::Reconcile::Answer;

// A signature costs about 60 µs to check: an entry or two stay on the loop, a whole sale and what
// comes after an outage leave it to those who read.
constexpr std::size_t kMostOnTheLoop = 2 * 1024;

void reconcile(const Backend& backend, services::Caller caller, int schema, const std::string& body,
               const Answer& answer) {
    auto upload = bodyOr400(wire::decodeUpload(body), answer);
    if (!upload)
        return;
    if (upload->terminal != caller.terminal)
        return answer.problem(Fault::ForeignJournal);
    const services::OlderTerminals::Upload told{
        upload->fromSeq, Seq{upload->fromSeq.value + std::ssize(upload->entries) - 1},
        services::isAll(*upload)};
    backend.reconcile.upload(
        *std::move(upload),
        replyTo<Uploaded>(answer, [&seats = backend.seats, schema](const Answer& to,
                                                                   const Uploaded& uploaded) {
            if (uploaded)
                return to.json(wire::encodeJournalAnswer(*uploaded));
            wire::Problem problem;
            problem.stamp = seats.stamp();
            // To its terminal this is a server that is busy.
            if (uploaded.error().refusal != protocol::UploadRefusal::Recovering)
                problem.upload = uploaded.error();
            to.problem(toldBySchema(faultOf(uploaded.error().refusal), schema), std::move(problem));
        }));
    if (schema < 2)
        backend.recovery.heardOlder(caller, told);
}

void upload(const Backend& backend, Call call, Answer answer) {
    if (call.request.body.size() <= kMostOnTheLoop)
        return reconcile(backend, *call.caller, call.report().schema, call.request.body, answer);
    runOr503(backend.workers, answer,
             [backend, caller = *call.caller, schema = call.report().schema,
              body = std::move(call.request.body),
              answer] { reconcile(backend, caller, schema, body, answer); });
}

void changes(const Backend& backend, const Call& call, Answer answer) {
    Query query(call.request.query);
    const auto cursor = query.integer("cursor", 0, std::numeric_limits<std::int64_t>::max());
    if (!accepted(query, answer))
        return;
    runOr503(backend.workers, answer,
             [&changes = backend.changes, cursor = CommitSeq{cursor.value_or(0)},
              caller = *call.caller, schema = call.report().schema, answer] {
                 const auto found = changes.after(cursor, caller, schema);
                 if (!found)
                     return answer.problem(faultOf(found.error()));
                 answer.json(wire::encodeChanges(*found));
             });
}

} // namespace

void addSync(Routes& routes, const Backend& backend) {
    routes.push_back({edge::Method::Post, "/v1/sync/journal", "uploadJournal",
                      [backend](Call call, Answer answer) {
                          upload(backend, std::move(call), std::move(answer));
                      }});
    routes.push_back({edge::Method::Get, "/v1/sync/changes", "getChanges",
                      [backend](const Call& call, Answer answer) {
                          changes(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
