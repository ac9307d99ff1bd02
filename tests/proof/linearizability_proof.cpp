// Linearizability: many customers hold, extend, release, sell, refund and read the same few seats
// over real connections while the server is killed again and again. What they saw is explained by
// one order of their operations, and that order is the one in which the server committed.

#include "shared/base/random.h"
#include "tests/bench/report.h"
#include "tests/proof/arguments.h"
#include "tests/proof/customer.h"
#include "tests/proof/feed.h"
#include "tests/proof/online.h"

#include <algorithm>
#include <memory>

using namespace foyer;
using namespace foyer::bench;
using namespace foyer::proof;

namespace {

constexpr std::size_t kSeats = 24; // few, so that customers meet
constexpr std::uint64_t kOperationsPerRound = 20'000;

/// Kills the server at random answers: now and then, and sometimes at once again, while it is still
/// finding out what the last one left.
class Killer {
public:
    Killer(House& house, Shop& shop, Random& random, std::uint64_t every)
        : m_house(house), m_shop(shop), m_random(random), m_every(every) {
        choose();
    }

    void answered(Notebook& notebook) {
        if (m_every == 0 || --m_left > 0)
            return;
        m_house.kill();
        notebook.killed();
        m_house.start();
        m_shop.login();
        notebook.back();
        choose();
    }

private:
    void choose() {
        const bool soon = m_random.chance(4);
        m_left = 1 + m_random.below(soon ? 200 : std::max<std::uint64_t>(1, 2 * m_every));
    }

    House& m_house;
    Shop& m_shop;
    Random& m_random;
    std::uint64_t m_every;
    std::uint64_t m_left = 0;
};

struct Result {
    Counts counts;
    std::size_t mostConfigurations = 0;
    std::uint64_t commits = 0;
    Milliseconds latestSweep{0}; // that was allowed for
    double seconds = 0;
};

void checkRound(Notebook& notebook, const Feed& feed, std::string_view map, Result& result) {
    for (std::size_t i = 0; i < notebook.seats(); ++i) {
        const SeatNo seat{static_cast<std::uint16_t>(i)};
        const auto commits = feed.statesOf(seat);
        result.commits += commits.size();
        const auto last = commits.empty() ? domain::SeatState::Free : commits.back();
        require(domain::letterOf(last) == map[i], "the feed does not end where the map is");
        SeatRules rules;
        rules.sweep = notebook.latestSweep();
        const Finding alone = checkSeat(notebook.histories()[i], rules);
        require(alone.linearizable, "seat " + std::to_string(i) + ": " + alone.explanation);
        rules.commits = &commits;
        const Finding ordered = checkSeat(notebook.histories()[i], rules);
        require(ordered.linearizable,
                "seat " + std::to_string(i) + ", in the order of commits: " + ordered.explanation);
        result.mostConfigurations = std::max(
            {result.mostConfigurations, alone.mostConfigurations, ordered.mostConfigurations});
    }
    for (auto& pair : notebook.pairs())
        require(feed.timesTogether(pair, domain::SeatState::Held) > 0,
                "two seats of one hold were not held in one commit");
}

void playRound(House& house, Shop& shop, ShowtimeId showtime, Random& random,
               std::uint64_t operations, std::size_t connections, Killer& killer, Result& result) {
    Notebook notebook(showtime, kSeats, operations, random);
    const CommitSeq before = endOfFeed(house.port(), shop.device());
    std::vector<std::unique_ptr<Customer>> customers;
    std::vector<Conversation*> conversations;
    for (std::size_t i = 0; i < connections; ++i) {
        customers.push_back(
            std::make_unique<Customer>(notebook, shop, [&] { killer.answered(notebook); }));
        conversations.push_back(customers.back().get());
    }
    result.seconds += LoadClient(house.port(), connections).run(conversations).seconds;
    const Reply map = call(house.port(), shop.map(showtime));
    Feed feed(house.port(), shop.device(), showtime, before);
    feed.cutAfter(Shop::mapVersionIn({map.status, map.head, map.body}));
    checkRound(notebook, feed, map.body, result);
    result.latestSweep = std::max(result.latestSweep, notebook.latestSweep());
    result.counts += notebook.counts();
}

/// An empty history is explained by any order.
void requireSubstance(const Result& result) {
    const Counts& counts = result.counts;
    require(counts.held > 0 && counts.extended > 0 && counts.released > 0 && counts.sold > 0 &&
                counts.refunded > 0 && counts.abandoned > 0 && result.commits > 0,
            "not everything that can be done to a seat was done: this proves nothing");
    require(counts.unchanged > 0, "no map stayed what it was: this proves too little");
    require(counts.refused > 0, "nobody met another: this proves nothing");
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments(
        count, words, {{"operations", 1'000'000}, {"connections", 64}, {"kill-every", 8'000}});
    const std::uint64_t operations = arguments.number("operations", 8'000);
    const std::size_t connections = arguments.number("connections", 64);
    SeededRandom random(arguments.seed());

    House house(demoFolder(), openPolicy(kShortHold, kShortExtension));
    Shop shop(house);
    const auto showtimes = readReplica(house.port(), shop.device()).showtimes;
    Killer killer(house, shop, random, arguments.number("kill-every", 2'000));
    Result result;
    std::uint64_t left = operations;
    for (std::size_t round = 0; left > 0; ++round) {
        require(round < showtimes.size(), "the programme has too few showtimes");
        const std::uint64_t now = std::min(left, kOperationsPerRound);
        playRound(house, shop, showtimes[round].id, random, now, connections, killer, result);
        left -= now;
    }
    requireSubstance(result);
    const Ran audit = house.audit();
    require(audit.status == 0, "the audit found something: " + audit.output);

    Summary("linearizability", arguments.seed())
        .add("operations", result.counts.operations)
        .add("done", result.counts.done)
        .add("unchanged", result.counts.unchanged)
        .add("held", result.counts.held)
        .add("extended", result.counts.extended)
        .add("released", result.counts.released)
        .add("sold", result.counts.sold)
        .add("refunded", result.counts.refunded)
        .add("abandoned", result.counts.abandoned)
        .add("refused", result.counts.refused)
        .add("unknown", result.counts.unknown)
        .add("turned_away", result.counts.turnedAway)
        .add("kills", result.counts.kills)
        .add("seats", std::uint64_t{kSeats})
        .add("connections", std::uint64_t{connections})
        .add("commits_explained", result.commits)
        .add("most_configurations", std::uint64_t{result.mostConfigurations})
        .add("sweep_within_ms", static_cast<std::uint64_t>(result.latestSweep.count()))
        .add("seconds", result.seconds)
        .add("violations", std::uint64_t{0})
        .add("audit_findings", std::uint64_t{0})
        .print();
}
