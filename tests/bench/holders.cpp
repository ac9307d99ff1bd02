#include "tests/bench/holders.h"

#include "tests/bench/report.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

namespace foyer::bench {

namespace {

using Clock = std::chrono::steady_clock;

/// When the requests of a connection are due: none while `every` is zero.
struct Timetable {
    Clock::time_point first{};
    Clock::duration every{};
};

/// Asks for one pair after the other, and notes what was got, how fast.
class Customer final : public Conversation {
public:
    Customer(const AskFor& ask, const std::vector<Wanted>& wanted, Timetable timetable)
        : m_ask(ask), m_wanted(wanted), m_timetable(timetable) {}

    std::string_view next() override {
        if (m_at == m_wanted.size())
            return {};
        const auto due = m_timetable.first + m_timetable.every * static_cast<std::int64_t>(m_at);
        const Wanted& wanted = m_wanted[m_at++];
        m_request = m_ask(wanted.showtime, wanted.pair);
        m_since = m_isLate ? due : Clock::now();
        return m_request;
    }
    void answered(const Answer& answer) override {
        const std::chrono::duration<float, std::micro> took = Clock::now() - m_since;
        const bool got = answer.status == 201 || answer.status == 200;
        require(got || answer.status == 409, "a hold was answered with " +
                                                 std::to_string(answer.status) + ": " +
                                                 std::string(answer.body));
        (got ? held : refused).push_back(took.count());
    }
    std::chrono::milliseconds pause() override {
        if (m_timetable.every.count() == 0 || m_at == m_wanted.size())
            return {};
        const auto left =
            m_timetable.first + m_timetable.every * static_cast<std::int64_t>(m_at) - Clock::now();
        m_isLate = left.count() <= 0;
        return m_isLate ? std::chrono::milliseconds{0}
                        : std::chrono::ceil<std::chrono::milliseconds>(left);
    }

    std::vector<float> held; // microseconds
    std::vector<float> refused;

private:
    const AskFor& m_ask;
    const std::vector<Wanted>& m_wanted;
    const Timetable m_timetable;
    std::size_t m_at = 0;
    std::string m_request;
    Clock::time_point m_since;
    bool m_isLate = false; // the answer before it came after it was due
};

Measured drive(const ServerProcess& server, const AskFor& ask, const Script& script,
               const std::function<Timetable(std::size_t connection)>& timetableOf) {
    LoadClient client(server.port(), script.size());
    std::vector<std::unique_ptr<Customer>> customers;
    std::vector<Conversation*> conversations;
    for (std::size_t i = 0; i < script.size(); ++i) {
        customers.push_back(std::make_unique<Customer>(ask, script[i], timetableOf(i)));
        conversations.push_back(customers.back().get());
    }
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
    return drive(server, ask, script, [](std::size_t) { return Timetable{}; });
}

Measured holdAtRate(const ServerProcess& server, const AskFor& ask, const Script& script,
                    double perSecond) {
    const auto seconds = [](double count) {
        return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count));
    };
    const double connections = static_cast<double>(script.size());
    // All are connected by then.
    const auto start = Clock::now() + seconds(0.1);
    return drive(server, ask, script, [&](std::size_t connection) {
        return Timetable{start + seconds(static_cast<double>(connection) / perSecond),
                         seconds(connections / perSecond)};
    });
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
