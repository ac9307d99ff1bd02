#include "server/http/helpers.h"
#include "server/http/resources.h"

namespace foyer::server::http {

namespace {

using services::Tickets;

/// Who that is today; the account of a session that has ended counts no more.
services::Outcome<Tickets::Asker>
askerOf(const Backend& backend, const std::optional<wire::JwtClaims>& claims, std::string token) {
    Tickets::Asker asker{std::move(token), {}, false};
    if (!claims)
        return asker;
    const auto person = backend.accounts.person(claims->subject, claims->session);
    if (!person)
        return Err{person.error()};
    if (*person) {
        asker.account = (*person)->account;
        asker.isOffice = (*person)->role >= domain::AccountRole::Supervisor;
    }
    return asker;
}

void getTickets(const Backend& backend, const Call& call, const Answer& answer) {
    const auto id = call.id<BookingId>();
    if (!id)
        return answer.problem(Fault::UnknownBooking);
    runOr503(backend.drawers, answer,
             [backend, id = *id, claims = call.person,
              token = std::string(call.request.header("hold-token")), answer] {
                 const auto asker = askerOf(backend, claims, token);
                 if (!asker)
                     return answer.problem(faultOf(asker.error()));
                 sendTickets(answer, backend.tickets.file(id, *asker));
             });
}

} // namespace

void addTickets(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Get, "/v1/bookings/{id}/tickets", "getTickets",
         [backend](const Call& call, const Answer& answer) { getTickets(backend, call, answer); }});
}

} // namespace foyer::server::http
