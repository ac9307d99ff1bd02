// From the start of `foyerd serve` to its first right answer: on an empty database, on the demo
// cinema with seats held, and on the same after kill -9 in the middle of holds.

#include "tests/bench/house.h"
#include "tests/bench/load.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"

#include <algorithm>
#include <chrono>
#include <functional>

using namespace foyer;
using namespace foyer::bench;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The server's own work, apart from what else the machine does meanwhile.
struct Started {
    double milliseconds = 1e9;
    double cpuMilliseconds = 1e9;

    void keepBetter(const Started& now) {
        milliseconds = std::min(milliseconds, now.milliseconds);
        cpuMilliseconds = std::min(cpuMilliseconds, now.cpuMilliseconds);
    }
};

Started emptyStart() {
    const TemporaryFolder folder;
    const Words data{"--data", folder.file("")};
    const Ran migrated = run({foyerdProgram(), "migrate", data[0], data[1]});
    require(migrated.status == 0, "foyerd migrate: " + migrated.output);
    const std::uint16_t port = freePort();
    const auto start = Clock::now();
    const ServerProcess server(
        {foyerdProgram(), "serve", "--port", std::to_string(port), data[0], data[1]}, port,
        folder.file("log"));
    const Reply reply = call(port, getRequest("/v1/showtimes"));
    const double took = millisecondsSince(start);
    require(reply.status == 200 && reply.body.find("\"items\":[]") != std::string::npos,
            "an empty cinema answers with " + std::to_string(reply.status) + ": " + reply.body);
    return {took, server.cpuSeconds() * 1e3};
}

/// `map` as it was before the server ended.
Started restart(House& house, ShowtimeId showtime, const std::string& map) {
    const auto start = Clock::now();
    house.start();
    const Reply reply =
        call(house.port(), getRequest(seatsPath(showtime), "Accept: text/plain\r\n"));
    const double took = millisecondsSince(start);
    require(reply.status == 200 && reply.body == map, "the seat map is not what it was");
    return {took, house.server().cpuSeconds() * 1e3};
}

std::string holdRequest(ShowtimeId showtime, std::size_t seat) {
    return postRequest("/v1/showtimes/" + showtime.toString() + "/holds",
                       "{\"seats\":[" + std::to_string(seat) + "]}");
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    House house;
    const Replica replica = readReplica(house.port(), house.enrol("Bench"));
    const domain::Showtime& showtime = replica.showtimes.front();
    const auto mapOf = [&] {
        return call(house.port(), getRequest(seatsPath(showtime.id), "Accept: text/plain\r\n"))
            .body;
    };
    Started empty, ended, killed;
    const int repeats = options.smoke ? 1 : std::max(options.repeats, 7);
    std::size_t seat = 0;
    for (int i = 0; i < repeats; ++i) {
        empty.keepBetter(emptyStart());
        const auto holdOne = [&] {
            require(call(house.port(), holdRequest(showtime.id, seat++)).status != 500,
                    "a hold fails");
            return mapOf();
        };
        const std::string before = holdOne();
        house.end();
        ended.keepBetter(restart(house, showtime.id, before));
        const std::string last = holdOne();
        house.kill();
        killed.keepBetter(restart(house, showtime.id, last));
    }
    Report report("start");
    report.add({"start, empty", empty.milliseconds, "ms to the first answer"});
    report.add({"start, demo cinema", ended.milliseconds, "ms to the first answer", "empty",
                empty.milliseconds});
    report.add({"start, demo cinema, after kill -9", killed.milliseconds, "ms to the first answer",
                "ended in order", ended.milliseconds});
    report.add({"start, demo cinema", ended.cpuMilliseconds, "ms of processor time", "empty",
                empty.cpuMilliseconds});
    report.add({"start, demo cinema, after kill -9", killed.cpuMilliseconds, "ms of processor time",
                "ended in order", ended.cpuMilliseconds});
    report.note("The best of " + std::to_string(repeats) +
                ". The first answer of the empty one is its list of showtimes, of the others the "
                "seat map as it was before. Processor time counts in steps of 10 ms.");
    report.print();
}
