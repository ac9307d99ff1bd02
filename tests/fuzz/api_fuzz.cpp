// Requests to the REST interface, through router, guards, decoders and the real services on a real
// database, which is put back after each input. A line is one request: method, target, who asks
// ("till", "shop", "boss" and "guest" have a token), Idempotency-Key ("-": none), body. "@hold",
// "@token", "@booking" and "@refresh" stand for what the answers so far have named last.

#include "server/edge/target.h"
#include "server/http/api.h"
#include "server/main/own_journal.h"
#include "shared/crypto/password.h"
#include "tests/fuzz/undone.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <future>
#include <map>
#include <memory>

namespace foyer::fuzz {

namespace {

using edge::Method;
using edge::Request;
using edge::Response;
using Json = nlohmann::json;
namespace services = server::services;

constexpr std::size_t kMostRequests = 12;
constexpr std::uint8_t kShopKey = 90;
constexpr std::uint8_t kOwnKey = 91;

/// A web shop beside the till, enrolled once.
server::tests::Device& shop() {
    static server::tests::Device made = [] {
        server::tests::Device device(kShopKey);
        auto& house = scene().house;
        const auto code = server::tests::answerOf<services::Enrolment::Issued>([&](auto reply) {
            house.enrolment().issue(
                {house.cinema.id, "Shop", {}, server::ports::TerminalKind::Online}, reply);
        });
        const auto enrolled =
            server::tests::answerOf<services::Enrolment::Redeemed>([&](auto reply) {
                house.enrolment().redeem((*code)->text, device.key.publicKey(), reply);
            });
        device.terminal = (*enrolled)->terminal;
        device.incarnation = (*enrolled)->incarnation;
        return device;
    }();
    return made;
}

const server::http::TokenKeysPtr& tokenKeys() {
    static const auto made = std::make_shared<const server::http::TokenKeys>(
        std::vector{server::http::tokenKeyOf(crypto::Es256Key::generate())});
    return made;
}

/// Of everybody's password, hashed once.
const std::string& passwordHash() {
    static const std::string made =
        crypto::hashPassword("everybody's password", crypto::Cost::Interactive);
    return made;
}

/// Says what was answered, or that nothing was.
class Listener final : public edge::Responder {
public:
    using Heard = std::promise<std::optional<Response>>;
    /// Shared: it must outlive the moment in which the other thread is told.
    explicit Listener(std::shared_ptr<Heard> heard) : m_heard(std::move(heard)) {}
    ~Listener() override {
        if (!m_sent)
            m_heard->set_value({});
    }
    void send(Response response) override {
        HOLDS(!m_sent);
        m_sent = true;
        m_heard->set_value(std::move(response));
    }

private:
    std::shared_ptr<Heard> m_heard;
    bool m_sent = false;
};

std::string_view takeWord(std::string_view& line) {
    const auto end = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

std::optional<Method> methodFrom(std::string_view word) {
    constexpr std::pair<std::string_view, Method> kMethods[] = {
        {"GET", Method::Get},         {"HEAD", Method::Head},   {"POST", Method::Post},
        {"PUT", Method::Put},         {"PATCH", Method::Patch}, {"DELETE", Method::Delete},
        {"OPTIONS", Method::Options},
    };
    for (const auto& [name, method] : kMethods)
        if (name == word)
            return method;
    return {};
}

std::string_view headerOf(const Response& response, std::string_view name) {
    for (const auto& [each, value] : response.headers)
        if (each == name)
            return value;
    return {};
}

const std::string& bodyOf(const Response& response) {
    return response.shared ? *response.shared : response.body;
}

/// RFC 9457: a problem says its status and a sentence. Nothing fails for a reason of its own.
void checkProblem(const Response& response) {
    HOLDS(response.status != 500);
    HOLDS(headerOf(response, "Content-Type").starts_with("application/problem+json"));
    const Json problem = Json::parse(bodyOf(response), nullptr, false);
    HOLDS(problem.is_object() && problem.value("status", 0) == response.status);
    HOLDS(!problem.value("title", "").empty() && !problem.value("type", "").empty());
}

void checkResponse(const Response& response) {
    HOLDS(response.status >= 200 && response.status < 600);
    if (response.status >= 400)
        return checkProblem(response);
    if (response.status == 204 || response.status == 304)
        HOLDS(bodyOf(response).empty());
    else if (headerOf(response, "Content-Type").starts_with("application/json"))
        HOLDS(Json::accept(bodyOf(response)));
}

bool same(const Response& a, const Response& b) {
    return a.status == b.status && bodyOf(a) == bodyOf(b);
}

/// One server without sockets, for one input.
class Server {
public:
    explicit Server(Undone& db) : m_db(db) {
        db.publishTo(m_commits);
        m_tokens["till"] = earnToken(scene().device);
        m_tokens["shop"] = earnToken(shop());
        m_tokens["boss"] = signIn("boss", domain::AccountRole::Manager, scene().house.cashier);
        m_tokens["guest"] = signIn("guest", domain::AccountRole::Customer, {});
    }

    void play(std::string_view line);
    /// After the last request: nothing of it is under way any more.
    void stop() {
        m_workers.stop();
        m_hashers.stop();
        m_drawers.stop();
        m_payers.stop();
    }

private:
    std::string earnToken(const server::tests::Device& device);
    std::string signIn(const std::string& name, domain::AccountRole role,
                       std::optional<OperatorId> op);
    std::optional<Request> requestOf(std::string_view line) const;
    std::string filled(std::string_view text) const;
    Response ask(const Request& request);
    void remember(const Request& request, const Response& response);

    Undone& m_db;
    SeededRandom m_random{7};
    server::tests::SetClock& m_clock = scene().house.clock;
    services::Context m_context{m_db, m_db, m_clock, m_random};
    services::ReadModel m_seats{m_db};
    services::ProgrammeModel m_programme{m_db};
    /// As the node tells them.
    class Commits final : public server::ports::Publisher {
    public:
        explicit Commits(Server& server) : m_server(server) {}
        void committed(const server::ports::Committed& commit) override {
            m_server.m_programme.committed(commit);
            m_server.m_seats.committed(commit);
        }

    private:
        Server& m_server;
    } m_commits{*this};
    services::Catalogue m_catalogue{m_db};
    services::Quotes m_quotes{m_db};
    services::Enrolment m_enrolment{m_context};
    services::TerminalAuth m_auth{m_db, m_clock, m_random};
    services::Allotments m_allotments{m_context};
    services::Reconcile m_reconcile{m_context, scene().house.verifier};
    services::Changes m_changes{m_context};
    services::Presence m_presence;
    services::Holds m_holds{m_context, m_presence};
    server::OwnJournal m_own{server::tests::Device::keyFrom(kOwnKey)};
    services::Bookings m_bookings{m_context, scene().house.verifier, m_own};
    services::Payments m_payments{m_context, scene().house.verifier, m_own, nullptr};
    services::Recovery m_recovery{m_context};
    services::Losses m_losses{m_context, m_presence};
    services::Days m_days{m_context, m_presence};
    services::People m_people{m_db, m_clock};
    services::ShowtimeChanges m_showtimeChanges{m_context};
    services::Policies m_policies{m_context};
    services::Accounts m_accounts{m_context};
    services::Registrations m_registrations{m_context};
    services::Customers m_customers{m_context};
    /// Fonts are not what is tried here.
    class Drawer final : public server::ports::TicketDrawer {
    public:
        Result<std::string, server::ports::DrawFault>
        draw(const server::ports::TicketPapers&) override {
            return std::string("%PDF");
        }
    } m_drawer;
    services::Tickets m_tickets{m_context, m_own, m_drawer};
    services::Outbox m_outbox{m_context, nullptr, ""};
    services::Webhooks m_webhooks{m_context, nullptr};
    server::http::Workers m_workers{1, 4};
    server::http::Workers m_hashers{1, 4};
    server::http::Workers m_drawers{1, 4};
    server::http::Workers m_payers{1, 4};
    server::http::Api m_api{server::http::Backend{
        m_catalogue, m_programme,       m_quotes,           m_seats,    m_enrolment,
        m_auth,      m_allotments,      m_reconcile,        m_changes,  m_holds,
        m_bookings,  m_payments,        m_recovery,         m_losses,   m_days,
        m_people,    m_showtimeChanges, m_policies,         m_accounts, m_registrations,
        m_customers, m_tickets,         m_outbox,           m_webhooks, m_presence,
        m_workers,   m_hashers,         m_drawers,          m_payers,   m_clock,
        "",          tokenKeys,         [] { return true; }}};
    std::map<std::string, std::string, std::less<>> m_tokens;
    std::map<std::string, std::string> m_named; // "@hold" and the others
};

std::string Server::earnToken(const server::tests::Device& device) {
    const auto nonce = m_auth.challenge(device.terminal);
    const auto proof = device.key.sign(services::TerminalAuth::signedText(device.caller(), nonce));
    const auto granted = m_auth.redeem(device.caller(), nonce, proof);
    HOLDS(granted.ok() && granted->ok());
    return (**granted).text;
}

/// An account name@example.com and the token it had after its password.
std::string Server::signIn(const std::string& name, domain::AccountRole role,
                           std::optional<OperatorId> op) {
    const Instant now = m_clock.now();
    const server::ports::AccountRecord account{AccountId::make(now, m_random),
                                               name + "@example.com",
                                               name,
                                               role,
                                               op,
                                               passwordHash(),
                                               true,
                                               now};
    const server::ports::SessionRecord session{SessionId::make(now, m_random), account.id, now,
                                               now + std::chrono::hours{1}, false};
    m_db.submit({[&](server::ports::Store& store) {
                     store.put(account);
                     store.add(session);
                     return true;
                 },
                 [](const auto& failure) { HOLDS(!failure); }});
    return signToken(*tokenKeys(), {std::string(server::http::kTokenIssuer),
                                    std::string(server::http::kTokenAudience), account.id,
                                    session.id, role, now, now + std::chrono::minutes{15}});
}

std::string Server::filled(std::string_view text) const {
    std::string out(text);
    for (const auto& [name, value] : m_named)
        for (auto at = out.find(name); at != out.npos; at = out.find(name, at + value.size()))
            out.replace(at, name.size(), value);
    return out;
}

/// Nothing when the edge would not let it through.
std::optional<Request> Server::requestOf(std::string_view line) const {
    Request request;
    const auto method = methodFrom(takeWord(line));
    const auto target = filled(takeWord(line));
    if (!method || !edge::parseTarget(target, request.path, request.query))
        return {};
    request.method = *method;
    request.headers = {{"content-type", "application/json"}};
    if (const auto token = m_tokens.find(takeWord(line)); token != m_tokens.end())
        request.headers.emplace_back("authorization", "Bearer " + token->second);
    if (const auto key = takeWord(line); !key.empty() && key != "-")
        request.headers.emplace_back("idempotency-key", key);
    if (const auto token = m_named.find("@token"); token != m_named.end())
        request.headers.emplace_back("hold-token", token->second);
    request.body = filled(line);
    request.peer = "192.0.2.1";
    request.id = "fuzz";
    return request;
}

Response Server::ask(const Request& request) {
    const auto heard = std::make_shared<Listener::Heard>();
    m_api.handle(request, std::make_unique<Listener>(heard));
    auto response = heard->get_future().get();
    HOLDS(response.has_value());
    checkResponse(*response);
    return std::move(*response);
}

void Server::remember(const Request& request, const Response& response) {
    if (request.method != Method::Post || response.status >= 300)
        return;
    const Json told = Json::parse(bodyOf(response), nullptr, false);
    if (told.is_object() && told.contains("refresh_token"))
        m_named["@refresh"] = told["refresh_token"].get<std::string>();
    if (!told.is_object() || !told.contains("id"))
        return;
    const bool isHold = told.contains("token");
    m_named[isHold ? "@hold" : "@booking"] = told["id"].get<std::string>();
    if (isHold)
        m_named["@token"] = told["token"].get<std::string>();
}

/// Who only looks sees the same twice; who says a key is answered the same twice, but for seats
/// asked for: that is answered by what is true now.
void Server::play(std::string_view line) {
    const auto request = requestOf(line);
    if (!request)
        return;
    const auto response = ask(*request);
    const bool isKeyed =
        !request->header("idempotency-key").empty() && request->path != "/v1/allotments";
    if (request->method == Method::Get || (request->method == Method::Post && isKeyed))
        HOLDS(same(ask(*request), response));
    remember(*request, response);
}

} // namespace

void tryInput(std::string_view input) {
    static_cast<void>(shop());
    Undone db(scene());
    Server server(db);
    for (std::size_t count = 0; !input.empty() && count < kMostRequests; ++count) {
        const auto [line, rest] = takeLabel(input);
        input = rest;
        server.play(line);
    }
    server.stop();
    checkPromises(db);
}

} // namespace foyer::fuzz
