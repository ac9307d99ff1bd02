#include "tests/provider/courier.h"

#include "server/gateways/http_call.h"
#include "server/gateways/stripe_signature.h"

namespace foyer::provider {

namespace gateways = server::gateways;

Courier::Courier(std::string secret) : m_secret(std::move(secret)), m_thread([this] { run(); }) {}

Courier::~Courier() {
    {
        const std::lock_guard lock(m_lock);
        m_ending = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void Courier::carry(std::string url, std::vector<std::string> bodies,
                    std::function<void(int)> then) {
    {
        const std::lock_guard lock(m_lock);
        m_loads.push_back({std::move(url), std::move(bodies), std::move(then)});
    }
    m_wake.notify_all();
}

void Courier::run() {
    std::unique_lock lock(m_lock);
    for (;;) {
        m_wake.wait(lock, [this] { return m_ending || !m_loads.empty(); });
        if (m_ending)
            return;
        const Load load = std::move(m_loads.front());
        m_loads.pop_front();
        lock.unlock();
        load.then(deliver(load.url, load.bodies));
        lock.lock();
    }
}

int Courier::deliver(const std::string& url, const std::vector<std::string>& bodies) const {
    int taken = 0;
    for (const auto& body : bodies) {
        const auto now = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
        const auto outcome =
            gateways::httpCall({"POST",
                                url,
                                {{"Content-Type", "application/json; charset=utf-8"},
                                 {"Stripe-Signature", gateways::signatureFor(m_secret, body, now)}},
                                body},
                               {});
        const auto* answer = std::get_if<gateways::HttpAnswer>(&outcome);
        taken += answer && answer->status == 200;
    }
    return taken;
}

} // namespace foyer::provider
