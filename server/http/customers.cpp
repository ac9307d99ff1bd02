#include "server/http/helpers.h"
#include "server/http/message_views.h"
#include "server/http/person.h"
#include "server/http/resources.h"
#include "shared/wire/customer_json.h"

namespace foyer::server::http {

namespace {

using services::Customers;
using Person = services::Accounts::Person;

constexpr std::int64_t kUsualBookings = 20;

const char* nameOf(ports::BookingState state) {
    switch (state) {
    case ports::BookingState::Valid:
        return "valid";
    case ports::BookingState::Void:
        return "void";
    }
    return "";
}

const char* nameOf(ports::TicketState state) {
    switch (state) {
    case ports::TicketState::Valid:
        return "valid";
    case ports::TicketState::Void:
        return "void";
    case ports::TicketState::Exchanged:
        return "exchanged";
    }
    return "";
}

wire::CustomerBooking wireOf(const services::BookingView& view) {
    wire::CustomerBooking out;
    out.id = view.id;
    out.reference = view.reference;
    out.state = nameOf(view.state);
    out.showtime = view.showtime;
    out.movie = view.movie;
    out.auditorium = view.auditorium;
    out.start = view.start;
    out.utcOffset = view.utcOffset;
    out.total = view.total;
    out.soldAt = view.soldAt;
    for (const auto& ticket : view.tickets)
        out.tickets.push_back({ticket.line, ticket.seatName, nameOf(ticket.state)});
    return out;
}

std::vector<wire::CustomerBooking> wireOf(const std::vector<services::BookingView>& views) {
    std::vector<wire::CustomerBooking> out;
    for (const auto& view : views)
        out.push_back(wireOf(view));
    return out;
}

void listBookings(const Backend& backend, const Call& call, const Answer& answer) {
    Query query(call.request.query);
    const auto before = query.id<BookingId>("cursor").value_or(BookingId{});
    const auto limit = query.integer("limit", 1, Customers::kMostPerPage).value_or(kUsualBookings);
    if (!accepted(query, answer))
        return;
    withSignedIn(
        backend, backend.workers, call, answer,
        [backend, request = call.request, before, limit](const Person& person, const Answer& to) {
            const auto page =
                backend.customers.bookings(person.account, before, static_cast<std::size_t>(limit));
            if (!page)
                return to.problem(faultOf(page.error()));
            const auto next = page->next.isNull() ? std::string() : page->next.toString();
            sendPage(to, request, wire::encodeCustomerBookings(wireOf(page->items), next), next);
        });
}

void findBooking(const Backend& backend, const Call& call, const Answer& answer) {
    auto ask = bodyOr400(wire::decodeFindBooking(call.request.body), answer);
    if (!ask)
        return;
    const bool asFile = prefers(call.request.header("accept"), kPdf);
    runOr503(asFile ? backend.drawers : backend.workers, answer,
             [backend, ask = *std::move(ask), address = call.request.peer, asFile, answer] {
                 const auto found = backend.customers.find(ask.reference, ask.email, address);
                 if (!found)
                     return answer.problem(faultOf(found.error()));
                 if (*found && asFile)
                     return sendTickets(answer, backend.tickets.file((*found)->id));
                 if (*found)
                     return answer.json(wire::encodeCustomerBooking(wireOf(**found)));
                 const auto wait = found->error().wait;
                 if (wait.count() > 0)
                     return refuseSlowly(answer, Fault::AskedTooOften, wait);
                 answer.problem(Fault::UnknownBooking);
             });
}

void changeProfile(const Backend& backend, const Call& call, const Answer& answer) {
    auto ask = bodyOr400(wire::decodeProfile(call.request.body), answer);
    if (!ask)
        return;
    withSignedIn(backend, backend.workers, call, answer,
                 [backend, ask = *std::move(ask)](Person person, const Answer& to) {
                     if (ask.name)
                         person.name = *ask.name;
                     if (ask.language)
                         person.language = domain::letterLanguageFor(*ask.language);
                     if (ask.phone)
                         person.phone = *ask.phone;
                     backend.customers.change(
                         person.account, {ask.name, ask.language, ask.phone},
                         replyTo<Done>(to, [person](const Answer& then, const Done&) {
                             then.json(
                                 wire::encodeAccount({person.account, person.email, person.name,
                                                      person.role, person.language, person.phone}));
                         }));
                 });
}

void refuse(const Answer& answer, Customers::PasswordRefusal refusal) {
    switch (refusal) {
    case Customers::PasswordRefusal::WrongPassword:
        return answer.problem(Fault::SignInRefused);
    case Customers::PasswordRefusal::TooManyTries:
        return answer.problem(Fault::SignInSlowed);
    case Customers::PasswordRefusal::BadPassword: {
        wire::Problem problem;
        problem.errors = {{"/password", "must have 10 to 200 bytes"}};
        return answer.problem(Fault::InvalidBody, std::move(problem));
    }
    case Customers::PasswordRefusal::Staff:
        return answer.problem(Fault::Forbidden);
    }
}

services::Reply<Customers::PasswordAnswer> replyForPassword(const Answer& answer) {
    return replyTo<Customers::PasswordAnswer>(
        answer, [](const Answer& to, const Customers::PasswordAnswer& done) {
            if (!done)
                return refuse(to, done.error());
            sendNothing(to);
        });
}

void changePassword(const Backend& backend, const Call& call, const Answer& answer) {
    auto ask = bodyOr400(wire::decodeChangePassword(call.request.body), answer);
    if (!ask)
        return;
    withSignedIn(backend, backend.hashers, call, answer,
                 [backend, ask = *std::move(ask)](const Person& person, const Answer& to) {
                     backend.customers.setPassword(person.account, ask.current, ask.password,
                                                   replyForPassword(to));
                 });
}

void erase(const Backend& backend, const Call& call, const Answer& answer) {
    auto password = bodyOr400(wire::decodePassword(call.request.body), answer);
    if (!password)
        return;
    withSignedIn(
        backend, backend.hashers, call, answer,
        [backend, password = *std::move(password)](const Person& person, const Answer& to) {
            backend.customers.erase(person.account, password, replyForPassword(to));
        });
}

void exportAll(const Backend& backend, const Call& call, const Answer& answer) {
    withSignedIn(backend, backend.workers, call, answer,
                 [backend](const Person& person, const Answer& to) {
                     const auto all = backend.customers.exported(person.account);
                     if (!all)
                         return to.problem(faultOf(all.error()));
                     if (!*all)
                         return to.problem(Fault::Unauthenticated); // erased a moment ago
                     const auto& account = (*all)->account;
                     to.json(wire::encodeExport({account.id, account.email, account.name,
                                                 account.role, account.language, account.phone},
                                                account.createdAt, wireOf((*all)->bookings),
                                                viewsOf((*all)->messages)));
                 });
}

using Handle = void (*)(const Backend&, const Call&, const Answer&);

Handler with(const Backend& backend, Handle handle) {
    return [backend, handle](const Call& call, const Answer& answer) {
        handle(backend, call, answer);
    };
}

} // namespace

void addCustomers(Routes& routes, const Backend& backend) {
    using edge::Method;
    const auto add = [&](Method method, const char* path, const char* operation, Handle handle) {
        routes.push_back({method, path, operation, with(backend, handle)});
    };
    add(Method::Patch, "/v1/account", "changeAccount", changeProfile);
    add(Method::Post, "/v1/account/password", "changePassword", changePassword);
    add(Method::Get, "/v1/account/bookings", "listOwnBookings", listBookings);
    add(Method::Get, "/v1/account/export", "exportAccount", exportAll);
    add(Method::Post, "/v1/account/erase", "eraseAccount", erase);
    add(Method::Post, "/v1/bookings/find", "findBooking", findBooking);
}

} // namespace foyer::server::http
