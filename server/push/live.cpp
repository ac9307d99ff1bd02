#include "server/push/live.h"

#include "shared/wire/rest_json.h"

namespace foyer::server::push {

namespace {

constexpr std::string_view kPath = "/v1/live";
constexpr std::string_view kBearer = "Bearer ";

edge::Response unauthenticated(const edge::Request& request) {
    wire::Problem problem;
    problem.type = "urn:foyer:problem:unauthenticated";
    problem.title = "A valid bearer token is needed.";
    problem.status = 401;
    problem.request = request.id;
    edge::Response response;
    response.status = 401;
    response.headers.emplace_back("Content-Type", "application/problem+json");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    response.body = wire::encodeProblem(problem);
    return response;
}

} // namespace

Live::Live(services::ReadModel& seats, services::TerminalAuth& auth, PersonOf personOf,
           Milliseconds tick)
    : m_seats(seats), m_auth(auth), m_personOf(std::move(personOf)), m_tick(tick) {}

Live::~Live() {
    stop();
}

void Live::attach(edge::WebSocketHub& hub) {
    m_hub = &hub;
    m_thread = std::thread([this] { run(); });
}

void Live::stop() {
    {
        const std::lock_guard lock(m_lock);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void Live::tell(const services::ReadModel::News& news) {
    bool first = false;
    {
        const std::lock_guard lock(m_lock);
        first = m_pending.empty();
        m_pending.add(news);
    }
    if (first)
        m_wake.notify_one(); // else its tick has begun
}

void Live::run() {
    std::unique_lock lock(m_lock);
    while (!m_stopping) {
        m_wake.wait(lock, [this] { return m_stopping || !m_pending.empty(); });
        // The tick begins with the first news, so that a lone change waits no longer than it.
        m_wake.wait_for(lock, m_tick, [this] { return m_stopping; });
        const auto messages = collect();
        lock.unlock();
        for (const auto& message : messages)
            m_hub->broadcast(message.to, message.frame);
        lock.lock();
    }
}

std::vector<Live::Message> Live::collect() {
    std::vector<Message> messages;
    if (m_pending.empty())
        return messages;
    if (auto terminals = m_watchers.terminals(); !terminals.empty())
        messages.push_back({std::move(terminals), edge::encodeText(wire::encodeMore())});
    for (const auto& change : m_pending.take())
        if (auto listeners = m_watchers.of(change.showtime); !listeners.empty())
            messages.push_back(
                {std::move(listeners), edge::encodeText(wire::encodeSeatsDelta(change))});
    return messages;
}

void Live::tell(AccountId account, std::string_view event, Instant now) {
    std::vector<edge::SessionId> sessions;
    {
        const std::lock_guard lock(m_lock);
        sessions = m_watchers.of(account, now);
    }
    if (!sessions.empty())
        m_hub->broadcast(sessions, edge::encodeText(wire::encodeNews(event)));
}

void Live::expire(Instant now) {
    std::vector<edge::SessionId> sessions;
    {
        const std::lock_guard lock(m_lock);
        sessions = m_watchers.takeExpired(now);
    }
    if (!sessions.empty())
        m_hub->broadcast(sessions, edge::encodeText(wire::encodeSignedOut()));
}

/// Terminals' tokens have no dots (server/http/api.cpp).
std::optional<Watchers::Listener> Live::listenerOf(std::string_view token,
                                                   const edge::Request& request) const {
    if (token.find('.') == std::string_view::npos)
        return m_auth.callerOf(token, request.certified)
                   ? std::optional(Watchers::Listener{true, {}, {}})
                   : std::nullopt;
    const auto person = m_personOf(token);
    if (!person)
        return {};
    return Watchers::Listener{false, person->account, person->until};
}

edge::UpgradeDecision Live::accept(const edge::Request& request) {
    if (request.path != kPath)
        return edge::PassOn{};
    const auto value = request.header("authorization");
    if (value.empty())
        return edge::AcceptUpgrade{};
    if (value.starts_with(kBearer) && listenerOf(value.substr(kBearer.size()), request))
        return edge::AcceptUpgrade{};
    return unauthenticated(request);
}

void Live::onOpen(edge::SessionId session, const edge::Request& request) {
    // accept() has looked at the token; one that has ended since is nobody's.
    const auto value = request.header("authorization");
    const auto listener =
        value.empty() ? std::nullopt : listenerOf(value.substr(kBearer.size()), request);
    {
        const std::lock_guard lock(m_lock);
        m_watchers.open(session, listener.value_or(Watchers::Listener{}));
    }
    if (listener && listener->terminal)
        say(session, wire::encodeMore());
}

void Live::onText(edge::SessionId session, std::string_view text) {
    const auto message = wire::decodeLiveMessage(text);
    if (!message)
        return say(session, wire::encodeLiveError(message.error()));
    if (!message->signIn.empty())
        signIn(session, message->signIn);
    bool all = true;
    {
        const std::lock_guard lock(m_lock);
        for (const auto showtime : message->unsubscribe)
            m_watchers.unsubscribe(session, showtime);
        for (const auto& subscription : message->subscribe)
            all = m_watchers.subscribe(session, subscription.showtime) && all;
    }
    if (!all)
        say(session, wire::encodeLiveError({"/subscribe", "too many showtimes for one session"}));
    for (const auto& subscription : message->subscribe)
        resume(session, subscription);
}

void Live::signIn(edge::SessionId session, std::string_view token) {
    const auto person = m_personOf(token);
    if (!person)
        return say(session, wire::encodeLiveError({"/sign_in", "no access token that is good"}));
    {
        const std::lock_guard lock(m_lock);
        m_watchers.signIn(session, person->account, person->until);
    }
    say(session, wire::encodeSignedIn());
}

void Live::resume(edge::SessionId session, const wire::Subscription& subscription) {
    if (!subscription.since)
        return;
    const auto delta = m_seats.deltaSince(subscription.showtime, *subscription.since);
    say(session, delta ? wire::encodeSeatsDelta(delta->seats, delta->since)
                       : wire::encodeResync(subscription.showtime));
}

void Live::onClose(edge::SessionId session, const edge::SessionEnd&) {
    const std::lock_guard lock(m_lock);
    m_watchers.close(session);
}

void Live::say(edge::SessionId session, const std::string& text) {
    m_hub->send(session, edge::encodeText(text));
}

} // namespace foyer::server::push
