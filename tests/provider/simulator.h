#pragma once

#include "server/edge/server.h"
#include "tests/provider/courier.h"
#include "tests/provider/intents.h"

#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace foyer::provider {

/// A payment provider over HTTP, shaped like Stripe's API for payment intents, that fails on
/// command. Beside /v1 it has /control, form-encoded like the rest:
///
///   fault         act=create|confirm|capture|cancel|refund|fetch|update|list|refunds,
///                 kind=decline|lose|swallow|hold|error, times=N: what happens to the next N calls.
///                 lose: done, never answered; swallow: neither; hold: done, answered at `release`;
///                 error: 500, not done
///   faults        answers how many are still to come
///   heal          none is
///   release       answers what was held
///   authenticate, capture, reverse   id=…: what happens without the merchant
///   refund        id=…, amount=N: money goes back at the provider's own desk; all that is left
///                 without an amount
///   webhooks      url=…: where events go; without it they wait
///   deliver       order=forward|reverse, times=N: sends the waiting events, each N times; answers
///                 how many were taken
///   intents       all intents, one line each: id status captured refunded
///
/// Thread-safe.
class Simulator {
public:
    Simulator(std::string key, std::string webhookSecret)
        : m_key(std::move(key)), m_courier(std::move(webhookSecret)) {}

    void handle(edge::Request request, edge::ResponderPtr responder);

private:
    struct Fault {
        std::string act;
        std::string kind;
        int times = 0;
    };
    struct Said {
        std::string words;
        Reply reply;
    };
    void control(const std::string& what, const Form& form, edge::ResponderPtr responder);
    void api(const edge::Request& request, edge::ResponderPtr responder);
    Reply perform(const std::string& act, const edge::Request& request);
    std::string takeFault(const std::string& act);
    void deliver(const Form& form, edge::ResponderPtr responder);

    const std::string m_key;
    std::mutex m_lock;
    Intents m_intents;
    std::vector<Fault> m_faults;
    std::map<std::string, Said> m_replies;   // by idempotency key
    std::vector<edge::ResponderPtr> m_never; // lost for good
    std::vector<std::pair<edge::ResponderPtr, Reply>> m_held;
    std::vector<std::string> m_waiting; // events
    std::string m_url;
    Courier m_courier;
};

} // namespace foyer::provider
