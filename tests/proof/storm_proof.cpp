// Storm: terminals come back together after an outage, each with a journal full of sales. All drain
// in one pass, none is starved, and the server's memory stays bounded.

#include "tests/bench/report.h"
#include "tests/proof/arguments.h"
#include "tests/proof/cinema.h"
#include "tests/proof/database.h"
#include "tests/proof/drain.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <thread>

using namespace foyer;
using namespace foyer::bench;
using namespace foyer::proof;

namespace {

constexpr std::size_t kSeatsPerAsk = 40; // of one allotment; the largest hall divides by it
constexpr std::int64_t kMostMemory = std::int64_t{3} << 29; // 1.5 GiB
// Batches are whole, so at a quarter of six a terminal that is served in turn may have one of one
// and a half: two thirds. Who falls to less than half is passed over. A short storm has more and
// smaller batches, so that a machine's hiccup in its fraction of a second weighs less.
constexpr double kLeastShareOfMean = 0.5;

/// What the terminals own when the line is cut: whole blocks, neighbours in different showtimes.
std::vector<Party> blocksOf(const Replica& replica) {
    std::vector<Party> blocks;
    for (std::size_t first = 0;; first += kSeatsPerAsk) {
        const std::size_t before = blocks.size();
        for (const auto& showtime : replica.showtimes) {
            if (first + kSeatsPerAsk > replica.planOf(showtime).seatCount())
                continue;
            blocks.push_back({&showtime, {}});
            for (std::size_t i = first; i < first + kSeatsPerAsk; ++i)
                blocks.back().seats.push_back(SeatNo{static_cast<std::uint16_t>(i)});
        }
        if (blocks.size() == before)
            return blocks;
    }
}

/// Seats that nobody sold offline, one by one, for a counter that sells during the storm.
std::vector<Party> leftOver(const std::vector<Party>& blocks, std::size_t used) {
    std::vector<Party> single;
    for (std::size_t i = used; i < blocks.size(); ++i)
        for (const SeatNo seat : blocks[i].seats)
            single.push_back({blocks[i].showtime, {seat}});
    return single;
}

/// A counter that has customers while the others drain: it asks for seats, one after the other, and
/// stops when the storm is over.
class Bystander final : public Conversation {
public:
    Bystander(Conversation& asks, std::function<bool()> isOver)
        : m_asks(asks), m_isOver(std::move(isOver)) {}

    std::string_view next() override {
        m_askedAt = std::chrono::steady_clock::now();
        return m_isOver() ? std::string_view{} : m_asks.next();
    }
    void answered(const Answer& answer) override {
        if (answer.status == 429 || answer.status == 503)
            return; // asks for the same seat again
        m_asks.answered(answer);
        const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - m_askedAt;
        m_waits.push_back(waited.count());
    }
    std::chrono::milliseconds pause() override { return std::chrono::milliseconds{10}; }

    std::size_t asks() const { return m_waits.size(); }
    /// In seconds; of the asks that were granted, `share` waited no longer.
    double wait(double share) const {
        auto sorted = m_waits;
        std::sort(sorted.begin(), sorted.end());
        const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
        return sorted.empty() ? 0 : sorted[std::min(at, sorted.size() - 1)];
    }

private:
    Conversation& m_asks;
    std::function<bool()> m_isOver;
    std::chrono::steady_clock::time_point m_askedAt;
    std::vector<double> m_waits;
};

using Tills = std::vector<std::unique_ptr<Till>>;

std::size_t blocksEach(std::size_t sales) {
    return (sales + kSeatsPerAsk - 1) / kSeatsPerAsk;
}

Tills enrolAll(const House& house, const Replica& replica, std::size_t count) {
    Tills tills;
    for (std::size_t i = 1; i <= count; ++i)
        tills.push_back(
            std::make_unique<Till>(replica, house.enrol("Counter " + std::to_string(i))));
    return tills;
}

void giveRights(const House& house, const Tills& tills, const std::vector<Party>& blocks,
                std::size_t sales) {
    const std::size_t each = blocksEach(sales);
    require(tills.size() * each < blocks.size(),
            "the programme has seats for " + std::to_string(blocks.size()) + " blocks only");
    LoadClient client(house.port(), tills.size());
    std::vector<Conversation*> asks;
    auto block = blocks.begin();
    for (const auto& till : tills) {
        std::vector<Party> parties(block, block + static_cast<std::ptrdiff_t>(each));
        parties.back().seats.resize(sales - (each - 1) * kSeatsPerAsk);
        block += static_cast<std::ptrdiff_t>(each);
        asks.push_back(&till->asking(std::move(parties)));
    }
    client.run(asks);
    for (const auto& till : tills)
        require(till->refused() == 0, "a free seat was refused");
}

/// The outage: every terminal sells what it owns, a seat a sale.
void sellOffline(const Tills& tills, std::size_t entriesPerUpload) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < tills.size(); i = next++)
            tills[i]->seal({1, entriesPerUpload});
    };
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
        threads.emplace_back(work);
    for (auto& thread : threads)
        thread.join();
}

struct Storm {
    Load load;
    Fairness fairness;
    std::size_t turnedAway = 0;
    double longestWait = 0;
    std::size_t asksMeanwhile = 0;
    double halfOfThemWithin = 0;
    double longestOfThem = 0;
};

Storm blow(const House& house, const Tills& tills, Till& counter, std::vector<Party> free,
           std::uint64_t seed) {
    SeededRandom random(seed);
    Storm storm{{}, {tills.size(), tills.front()->uploads().size()}};
    std::vector<std::unique_ptr<Drain>> drains;
    std::vector<Conversation*> conversations;
    for (std::size_t i = 0; i < tills.size(); ++i) {
        drains.push_back(std::make_unique<Drain>(*tills[i], i, storm.fairness, random));
        conversations.push_back(drains.back().get());
    }
    Bystander bystander(counter.asking(std::move(free)), [&] { return storm.fairness.isOver(); });
    conversations.push_back(&bystander);
    storm.load = LoadClient(house.port(), conversations.size()).run(conversations);
    storm.asksMeanwhile = bystander.asks();
    storm.halfOfThemWithin = bystander.wait(0.5);
    storm.longestOfThem = bystander.wait(1);
    for (const auto& drain : drains) {
        storm.turnedAway += drain->turnedAway();
        storm.longestWait = std::max(storm.longestWait, drain->longestWait());
    }
    return storm;
}

void checkFairness(const Fairness& fairness) {
    require(fairness.quarters().size() == 3, "the storm has no quarters");
    for (const double share : fairness.quarters())
        require(share >= kLeastShareOfMean,
                "a terminal was starved: " + std::to_string(share) + " of the mean");
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments(count, words, {{"terminals", 500}, {"sales", 200}, {"batch", 100}});
    const std::size_t terminals = arguments.number("terminals", 50);
    const std::size_t sales = arguments.number("sales", 20);

    const TemporaryFolder folder;
    describeLargeCinema(folder.file("cinema"));
    House house(folder.file("cinema"));
    const Replica replica = readReplica(house.port(), house.enrol("Office"));
    const Tills tills = enrolAll(house, replica, terminals);
    const auto blocks = blocksOf(replica);
    giveRights(house, tills, blocks, sales);
    sellOffline(tills, arguments.number("batch", 2));
    house.kill();
    house.start(); // the outage ends, and the server remembers nobody's token

    Till counter(replica, house.enrol("Counter with customers"));
    const Storm storm = blow(house, tills, counter, leftOver(blocks, terminals * blocksEach(sales)),
                             arguments.seed());
    const double cpu = house.server().cpuSeconds();
    const std::int64_t memory = house.server().peakMemory();
    std::size_t accepted = 0;
    for (const auto& till : tills)
        accepted += till->checkVerdicts();
    require(accepted == terminals * sales, "not every sale was drained");
    checkFairness(storm.fairness);
    require(storm.asksMeanwhile > 0 && counter.refused() == 0,
            "a counter could not sell during the storm");
    require(memory > 0 && memory <= kMostMemory,
            "the server took " + std::to_string(memory >> 20) + " MiB");
    requireNoSeatTwice(house.database(), accepted);
    requireEntries(house.database(), 3 * accepted);
    const Ran audit = house.audit();
    require(audit.status == 0, "the audit found something: " + audit.output);

    Summary summary("storm", arguments.seed());
    summary.add("terminals", std::uint64_t{terminals})
        .add("sales", std::uint64_t{accepted})
        .add("entries", std::uint64_t{accepted * 3})
        .add("requests", std::uint64_t{storm.load.answers()})
        .add("turned_away", std::uint64_t{storm.turnedAway})
        .add("seconds", storm.load.seconds)
        .add("server_cpu_seconds", cpu)
        .add("longest_wait_s", storm.longestWait)
        .add("slowest_of_mean_at_25_percent", storm.fairness.quarters()[0])
        .add("at_50", storm.fairness.quarters()[1])
        .add("at_75", storm.fairness.quarters()[2])
        .add("widest_gap_batches", std::uint64_t{storm.fairness.widestGap()})
        .add("asks_meanwhile", std::uint64_t{storm.asksMeanwhile})
        .add("half_of_them_within_s", storm.halfOfThemWithin)
        .add("longest_of_them_s", storm.longestOfThem)
        .add("peak_rss_mib", std::uint64_t(memory >> 20))
        .add("twice_sold", std::uint64_t{0})
        .add("audit_findings", std::uint64_t{0});
    summary.print();
}
