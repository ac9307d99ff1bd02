#include "tests/provider/simulator.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

#include <algorithm>
#include <chrono>

namespace foyer::provider {

namespace {

constexpr std::string_view kIntents = "/v1/payment_intents";

std::int64_t secondsNow() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())
        .time_since_epoch()
        .count();
}

Form formIn(const std::string& text) {
    Form form;
    try {
        Poco::URI uri("http://x/");
        uri.setRawQuery(text);
        for (const auto& [name, value] : uri.getQueryParameters())
            form[name] = value;
    } catch (const Poco::Exception&) {
        form.clear(); // then a parameter is missing, which is answered
    }
    return form;
}

void answer(const edge::ResponderPtr& to, const Reply& reply) {
    to->send({.status = reply.status,
              .headers = {{"Content-Type", "application/json"}},
              .body = reply.body,
              .shared = {}});
}

/// /v1/payment_intents/ID/ACT → {ID, ACT}; nothing below it: empty.
std::pair<std::string, std::string> partsOf(const std::string& path) {
    if (path.size() <= kIntents.size() + 1)
        return {};
    const auto rest = path.substr(kIntents.size() + 1);
    const auto slash = rest.find('/');
    return {rest.substr(0, slash),
            slash == std::string::npos ? std::string() : rest.substr(slash + 1)};
}

std::string actOf(const edge::Request& request) {
    if (request.path == "/v1/refunds")
        return request.method == edge::Method::Get ? "refunds" : "refund";
    if (!request.path.starts_with(kIntents))
        return {};
    const auto [id, act] = partsOf(request.path);
    if (request.method == edge::Method::Get)
        return id.empty() ? "list" : "fetch";
    return !act.empty() ? act : id.empty() ? "create" : "update";
}

const std::string kOtherWords =
    R"({"error":{"type":"idempotency_error","message":"Keys can only be used with the same words."}})";
const std::string kNothing = R"({"error":{"type":"invalid_request_error","code":"unknown"}})";

} // namespace

void Simulator::handle(edge::Request request, edge::ResponderPtr responder) {
    constexpr std::string_view prefix = "/control/";
    if (request.path.starts_with(prefix))
        return control(request.path.substr(prefix.size()), formIn(request.body),
                       std::move(responder));
    const bool isOurs = request.header("authorization") == "Bearer " + m_key;
    if (!isOurs)
        return answer(responder, {401, kNothing});
    api(request, std::move(responder));
}

std::string Simulator::takeFault(const std::string& act) {
    for (auto& fault : m_faults)
        if (fault.times > 0 && (fault.act == act || fault.act == "any")) {
            --fault.times;
            return fault.kind;
        }
    return {};
}

void Simulator::api(const edge::Request& request, edge::ResponderPtr responder) {
    const std::lock_guard lock(m_lock);
    const auto act = actOf(request);
    const auto fault = takeFault(act);
    if (fault == "swallow")
        return m_never.push_back(std::move(responder));
    if (fault == "error")
        return answer(responder, {500, kNothing});
    if (fault == "decline")
        return answer(responder, Intents::declined("generic_decline", nullptr));
    const auto reply = perform(act, request);
    for (auto& event : m_intents.takeEvents())
        m_waiting.push_back(std::move(event));
    if (fault == "lose")
        return m_never.push_back(std::move(responder));
    if (fault == "hold")
        return m_held.emplace_back(std::move(responder), reply), void();
    answer(responder, reply);
}

Reply Simulator::perform(const std::string& act, const edge::Request& request) {
    const std::string key(request.header("idempotency-key"));
    const std::string words = request.path + " " + request.body;
    if (const auto before = m_replies.find(key); !key.empty() && before != m_replies.end())
        return before->second.words == words ? before->second.reply : Reply{400, kOtherWords};
    const auto form = formIn(request.body);
    const auto id = partsOf(request.path).first;
    Reply reply{404, kNothing};
    if (act == "create")
        reply = m_intents.create(form, secondsNow());
    else if (act == "confirm")
        reply = m_intents.confirm(id, form);
    else if (act == "capture")
        reply = m_intents.capture(id, form);
    else if (act == "cancel")
        reply = m_intents.cancel(id);
    else if (act == "refund")
        reply = m_intents.refund(form);
    else if (act == "update")
        reply = m_intents.update(id, form);
    else if (act == "refunds")
        return m_intents.refunds(formIn(request.query));
    else if (act == "list")
        return m_intents.list(formIn(request.query));
    else if (act == "fetch" && id == "search")
        return m_intents.search(formIn(request.query)["query"]);
    else if (act == "fetch")
        return m_intents.show(id);
    if (!key.empty())
        m_replies[key] = {words, reply};
    return reply;
}

void Simulator::deliver(const Form& form, edge::ResponderPtr responder) {
    std::vector<std::string> bodies;
    auto events = std::exchange(m_waiting, {});
    const auto value = [&](const char* name) {
        const auto found = form.find(name);
        return found == form.end() ? std::string() : found->second;
    };
    if (value("order") == "reverse")
        std::reverse(events.begin(), events.end());
    const int times = value("times").empty() ? 1 : std::stoi(value("times"));
    for (const auto& event : events)
        for (int i = 0; i < times; ++i)
            bodies.push_back(event);
    // std::function copies what it holds, and a responder cannot be copied.
    auto shared = std::make_shared<edge::ResponderPtr>(std::move(responder));
    m_courier.carry(m_url, std::move(bodies), [shared](int taken) {
        answer(*shared, {200, std::to_string(taken)});
    });
}

void Simulator::control(const std::string& what, const Form& form, edge::ResponderPtr responder) {
    const std::lock_guard lock(m_lock);
    const auto value = [&](const char* name) {
        const auto found = form.find(name);
        return found == form.end() ? std::string() : found->second;
    };
    bool done = true;
    if (what == "fault") {
        const int times = value("times").empty() ? 1 : std::stoi(value("times"));
        m_faults.push_back({value("act"), value("kind"), times});
    } else if (what == "release") {
        for (const auto& [held, reply] : std::exchange(m_held, {}))
            answer(held, reply);
    } else if (what == "heal") {
        m_faults.clear();
    } else if (what == "authenticate") {
        done = m_intents.authenticate(value("id"));
    } else if (what == "capture") {
        done = m_intents.captureLate(value("id"));
    } else if (what == "refund") {
        done = m_intents.refund({{"payment_intent", value("id")}, {"amount", value("amount")}})
                   .status == 200;
    } else if (what == "reverse") {
        done = m_intents.reverse(value("id"));
    } else if (what == "webhooks") {
        m_url = value("url");
    } else if (what == "deliver") {
        return deliver(form, std::move(responder));
    } else if (what == "faults") {
        int left = 0;
        for (const auto& fault : m_faults)
            left += fault.times;
        return answer(responder, {200, std::to_string(left)});
    } else if (what == "intents") {
        std::string lines;
        for (const auto& [id, intent] : m_intents.all())
            lines += id + " " + intent.status + " " + std::to_string(intent.captured) + " " +
                     std::to_string(intent.refunded) + "\n";
        return answer(responder, {200, lines});
    } else {
        done = false;
    }
    for (auto& event : m_intents.takeEvents())
        m_waiting.push_back(std::move(event));
    answer(responder, {done ? 200 : 404, done ? "{}" : kNothing});
}

} // namespace foyer::provider
