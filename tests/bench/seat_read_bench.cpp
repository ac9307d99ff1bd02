// Reading seat maps over HTTP, per CPU-second of the server: foyerd against what epoll allows for
// the same number of bytes, and against the prototype of the hot path.

#include "tests/bench/house.h"
#include "tests/bench/load.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/bench/seat_script.h"

#include <chrono>
#include <memory>

using namespace foyer;
using namespace foyer::bench;

namespace {

using Clock = std::chrono::steady_clock;

struct Measured {
    double perCpuSecond = 0;
    double perSecond = 0;
    double p99 = 0;
};

Measured measure(const ServerProcess& server, const SeatScript& script, const Options& options) {
    LoadClient client(server.port(), static_cast<std::size_t>(options.connections));
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(options.seconds));
    std::vector<std::unique_ptr<SeatReader>> readers;
    std::vector<Conversation*> conversations;
    for (int i = 0; i < options.connections; ++i) {
        readers.push_back(std::make_unique<SeatReader>(script, static_cast<std::size_t>(7 * i),
                                                       [end] { return Clock::now() >= end; }));
        conversations.push_back(readers.back().get());
    }
    const double before = server.cpuSeconds();
    const Load load = client.run(conversations);
    const double used = std::max(0.01, server.cpuSeconds() - before);
    return {static_cast<double>(load.answers()) / used, load.perSecond(), load.percentile(0.99)};
}

/// One server, one script, and the best of its measurements.
struct Contest {
    const char* name;
    const ServerProcess* server;
    SeatScript script;
    Measured best{};

    void run(const Options& options) {
        const Measured now = measure(*server, script, options);
        if (now.perCpuSecond > best.perCpuSecond)
            best = now;
    }
};

std::unique_ptr<ServerProcess> bareEpoll(const TemporaryFolder& folder, std::size_t body) {
    const std::uint16_t port = freePort();
    const auto program = baselineProgram("epoll_http");
    if (program.empty())
        return {};
    return std::make_unique<ServerProcess>(
        Words{program, std::to_string(port), "1", std::to_string(body)}, port,
        folder.file("epoll" + std::to_string(body)));
}

SeatScript anyPage(std::uint16_t port) {
    const Reply reply = call(port, getRequest("/"));
    require(reply.status == 200, "the bare epoll server does not answer");
    return {{getRequest("/")}, {reply.body.size()}};
}

SeatScript prototypeMaps(std::uint16_t port) {
    SeatScript script;
    for (std::size_t i = 1; i <= SeatScript::kShowtimes; ++i) {
        script.requests.push_back(getRequest("/showtimes/" + std::to_string(i) + "/seats"));
        script.bodies.push_back(call(port, script.requests.back()).body.size());
        require(script.bodies.back() > 500, "the prototype does not serve seat maps");
    }
    return script;
}

constexpr const char* kUnit = "requests per CPU-second";

void compare(Report& report, const Contest& own, const Contest* base) {
    report.add({own.name, own.best.perCpuSecond, kUnit, base ? base->name : "",
                base ? base->best.perCpuSecond : 0});
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    const House house;
    const Replica replica = readReplica(house.port(), house.enrol("Bench"));
    const auto script = [&](std::string_view accept, bool conditional) {
        return seatScript(house.port(), replica, accept, conditional);
    };
    Contest json{"seat map, JSON", &house.server(), script("application/json", false)};
    Contest text{"seat map, compact text", &house.server(), script("text/plain", false)};
    Contest same{"seat map unchanged, 304", &house.server(), script("application/json", true)};

    const TemporaryFolder folder;
    const auto large = bareEpoll(folder, json.script.meanBody());
    const auto small = bareEpoll(folder, 200);
    std::optional<ServerProcess> prototype;
    if (const auto program = baselineProgram("proto_server"); !program.empty()) {
        const std::uint16_t port = freePort();
        prototype.emplace(Words{program, std::to_string(port), "sqlite", "4000", folder.file("")},
                          port, folder.file("prototype"));
    }
    std::vector<Contest*> contests{&json, &text, &same};
    std::optional<Contest> bare, bareSmall, proto;
    if (large && small) {
        bare.emplace(Contest{"bare epoll, as many bytes", &*large, anyPage(large->port())});
        bareSmall.emplace(Contest{"bare epoll, 200 bytes", &*small, anyPage(small->port())});
        contests.insert(contests.end(), {&*bare, &*bareSmall});
    }
    if (prototype) {
        proto.emplace(
            Contest{"prototype, 500 seats", &*prototype, prototypeMaps(prototype->port())});
        contests.push_back(&*proto);
    }
    for (int i = 0; i < options.repeats; ++i)
        for (Contest* contest : contests)
            contest->run(options);

    Report report("seat_read");
    compare(report, json, bare ? &*bare : nullptr);
    compare(report, json, proto ? &*proto : nullptr);
    compare(report, text, bare ? &*bare : nullptr);
    compare(report, same, bareSmall ? &*bareSmall : nullptr);
    report.add({"seat map, JSON", json.best.perSecond, "requests per second"});
    report.add({"seat map, JSON", json.best.p99, "µs, 99 of 100 below"});
    report.note(std::to_string(options.connections) + " connections, " +
                std::to_string(json.script.requests.size()) + " showtimes, " +
                std::to_string(json.script.meanBody()) +
                " bytes a JSON map; every answer's status " + "and length were right.");
    if (!bare || !proto)
        report.note(kNoBaseline);
    report.print();
}
