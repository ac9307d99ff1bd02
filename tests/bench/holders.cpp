#include "tests/bench/holders.h"

#include "tests/bench/report.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

namespace foyer::bench {

namespace {

/// Asks for one pair after the other, and notes what was got, how fast.
class Customer final : public Conversation {
public:
    Customer(const AskFor& ask, const std::vector<Wanted>& wanted) : m_ask(ask), m_wanted(wanted) {}

    std::string_view next() override {
        if (m_at == m_wanted.size())
            return {};
        const Wanted& wanted = m_wanted[m_at++];
        m_request = m_ask(wanted.showtime, wanted.pair);
        m_since = std::chrono::steady_clock::now();
        return m_request;
    }
    void answered(const Answer& answer) override {
        const std::chrono::duration<float, std::micro> took =
            std::chrono::steady_clock::now() - m_since;
        const bool got = answer.status == 201 || answer.status == 200;
        require(got || answer.status == 409, "a hold was answered with " +
                                                 std::to_string(answer.status) + ": " +
                                                 std::string(answer.body));
        (got ? held : refused).push_back(took.count());
    }

    std::vector<float> held; // microseconds
    std::vector<float> refused;

private:
    const AskFor& m_ask;
    const std::vector<Wanted>& m_wanted;
    std::size_t m_at = 0;
    std::string m_request;
    std::chrono::steady_clock::time_point m_since;
};

} // namespace

Script distinct(std::size_t connections, std::size_t showtimes, std::size_t pairs,
                std::size_t count) {
    Script script(connections);
    for (std::size_t i = 0; i < std::min(count, showtimes * pairs); ++i)
        script[i % connections].push_back({i % showtimes, i / showtimes});
    return script;
}

double Measured::perCpuSecond() const {
    return static_cast<double>(all.answers()) / std::max(cpuSeconds, 0.01);
}

Measured holdAll(const ServerProcess& server, const AskFor& ask, const Script& script) {
    std::vector<std::unique_ptr<Customer>> customers;
    std::vector<Conversation*> conversations;
    for (const auto& wanted : script) {
        customers.push_back(std::make_unique<Customer>(ask, wanted));
        conversations.push_back(customers.back().get());
    }
    LoadClient client(server.port(), script.size());
    Measured measured;
    const double before = server.cpuSeconds();
    measured.all = client.run(conversations);
    measured.cpuSeconds = server.cpuSeconds() - before;
    for (const auto& customer : customers) {
        auto& held = measured.held.latencies;
        held.insert(held.end(), customer->held.begin(), customer->held.end());
        auto& refused = measured.refused.latencies;
        refused.insert(refused.end(), customer->refused.begin(), customer->refused.end());
    }
    return measured;
}

void keepBetter(Measured& best, Measured now) {
    if (best.all.answers() == 0 || now.perCpuSecond() > best.perCpuSecond())
        best = std::move(now);
}

std::string fromAddressOf(std::uint32_t customer, std::string request) {
    const std::string address = "10." + std::to_string(customer >> 16 & 255) + "." +
                                std::to_string(customer >> 8 & 255) + "." +
                                std::to_string(customer & 255);
    return request.insert(request.find("\r\n") + 2, "X-Forwarded-For: " + address + "\r\n");
}

std::string fromElsewhere(std::string request) {
    static std::uint32_t customers = 0;
    return fromAddressOf(++customers, std::move(request));
}

void believeProxies() {
    ::setenv("FOYER_TRUSTED_PROXIES", "127.0.0.1", 1);
}

} // namespace foyer::bench
