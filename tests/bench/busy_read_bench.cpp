// Seat maps read while counters sell: what a commit costs those who only look. The baseline is the
// same reading on the same server while nobody asks for a seat.

#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/bench/seat_script.h"
#include "tests/bench/till.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

using namespace foyer;
using namespace foyer::bench;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kSellers = 4;

Load readUntil(const House& house, const SeatScript& script, const Options& options,
               const SeatReader::IsOver& isOver) {
    LoadClient client(house.port(), static_cast<std::size_t>(options.connections));
    std::vector<std::unique_ptr<SeatReader>> readers;
    std::vector<Conversation*> conversations;
    for (int i = 0; i < options.connections; ++i) {
        readers.push_back(
            std::make_unique<SeatReader>(script, static_cast<std::size_t>(7 * i), isOver));
        conversations.push_back(readers.back().get());
    }
    return client.run(conversations);
}

/// Every fourth showtime belongs to one seller, who asks for its seats pair by pair.
std::vector<Party> pairsFor(const Replica& replica, std::size_t seller, std::size_t most) {
    std::vector<Party> pairs;
    for (std::size_t i = seller; i < replica.showtimes.size(); i += kSellers) {
        const auto& showtime = replica.showtimes[i];
        const std::size_t seats = replica.planOf(showtime).seatCount();
        for (std::uint16_t seat = 0; seat + 1U < seats && pairs.size() < most; seat += 2)
            pairs.push_back(
                {&showtime, {SeatNo{seat}, SeatNo{static_cast<std::uint16_t>(seat + 1)}}});
    }
    return pairs;
}

struct Busy {
    Load reads;
    Load asks;
};

/// The sellers have a thread of their own; reading ends when they have asked for everything.
Busy readWhileSelling(const House& house, const Replica& replica, SeatScript script,
                      const Options& options) {
    script.isChanging = true;
    std::vector<std::unique_ptr<Till>> tills;
    std::vector<Conversation*> asks;
    for (std::size_t i = 0; i < kSellers; ++i) {
        tills.push_back(
            std::make_unique<Till>(replica, house.enrol("Counter " + std::to_string(i))));
        asks.push_back(&tills.back()->asking(pairsFor(replica, i, options.smoke ? 20 : 500)));
    }
    Busy busy;
    std::atomic<bool> isOver{false};
    std::thread sellers([&] {
        busy.asks = LoadClient(house.port(), kSellers).run(asks);
        isOver = true;
    });
    busy.reads = readUntil(house, script, options, [&] { return isOver.load(); });
    sellers.join();
    for (const auto& till : tills)
        require(till->refused() == 0, "a free seat was refused");
    return busy;
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    const House house;
    const Replica replica = readReplica(house.port(), house.enrol("Bench"));
    const SeatScript script = seatScript(house.port(), replica, "application/json", false);
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(options.seconds));
    const Load quiet = readUntil(house, script, options, [end] { return Clock::now() >= end; });
    const Busy busy = readWhileSelling(house, replica, script, options);

    Report report("busy_read");
    const char* const kQuiet = "nobody sells";
    const char* const kBusy = "seat map while counters sell";
    report.add({kBusy, busy.reads.perSecond(), "requests per second", kQuiet, quiet.perSecond()});
    report.add({kBusy, busy.reads.percentile(0.5), "µs, half of them below", kQuiet,
                quiet.percentile(0.5)});
    report.add({kBusy, busy.reads.percentile(0.99), "µs, 99 of 100 below", kQuiet,
                quiet.percentile(0.99)});
    report.add({"ask for two seats meanwhile", busy.asks.perSecond(), "per second"});
    report.add({"ask for two seats meanwhile", busy.asks.percentile(0.99), "µs, 99 of 100 below"});
    report.note(std::to_string(options.connections) + " readers and " + std::to_string(kSellers) +
                " counters; every ask was granted.");
    report.print();
}
