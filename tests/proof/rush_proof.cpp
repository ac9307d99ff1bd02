// Rush: everybody wants the seats of one showtime at once. Whoever gets a hold pays. Exactly all
// seats are sold, each once, and nobody hears anything but yes or "taken".

#include "shared/base/random.h"
#include "tests/bench/report.h"
#include "tests/proof/arguments.h"
#include "tests/proof/cinema.h"
#include "tests/proof/database.h"
#include "tests/proof/feed.h"
#include "tests/proof/online.h"

#include <memory>
#include <utility>

using namespace foyer;
using namespace foyer::bench;
using namespace foyer::proof;

namespace {

constexpr int kRows = 15;
constexpr int kSeatsPerRow = 20;
constexpr std::size_t kSeats = std::size_t{kRows} * kSeatsPerRow;

struct Tally {
    std::uint64_t attemptsLeft = 0;
    std::uint64_t held = 0;
    std::uint64_t refused = 0;
    std::uint64_t errors = 0; // answers that are neither yes nor taken
    std::uint64_t sold = 0;
};

/// One customer after the other on one connection: each tries for a seat, and pays if it gets it.
class Buyer final : public Conversation {
public:
    Buyer(Tally& tally, const Shop& shop, ShowtimeId showtime, Random& random)
        : m_tally(tally), m_shop(shop), m_showtime(showtime), m_random(random) {}

    std::string_view next() override {
        if (m_hold) {
            m_request = m_shop.sell(*m_hold);
        } else if (m_tally.attemptsLeft > 0) {
            --m_tally.attemptsLeft;
            m_request = m_shop.hold(m_showtime,
                                    {SeatNo{static_cast<std::uint16_t>(m_random.below(kSeats))}});
        } else {
            m_request.clear();
        }
        return m_request;
    }

    void answered(const Answer& answer) override {
        if (Shop::isTurnedAway(answer)) {
            ++m_tally.errors; // the others go on, so that it is known how many there were
            m_tally.attemptsLeft += m_hold ? 0 : 1;
            m_pause = std::chrono::milliseconds{20};
        } else if (m_hold) {
            require(!Shop::isRefused(answer, Action::Sell), "a hold could not be sold");
            ++m_tally.sold;
            m_hold.reset();
        } else if (Shop::isRefused(answer, Action::Hold)) {
            ++m_tally.refused;
        } else {
            ++m_tally.held;
            m_hold = Shop::holdIn(answer);
        }
    }

    std::chrono::milliseconds pause() override { return std::exchange(m_pause, {}); }

private:
    Tally& m_tally;
    const Shop& m_shop;
    ShowtimeId m_showtime;
    Random& m_random;
    std::optional<Hold> m_hold;
    std::string m_request;
    std::chrono::milliseconds m_pause{};
};

Load rush(const House& house, const Shop& shop, ShowtimeId showtime, Tally& tally, Random& random,
          std::size_t connections) {
    std::vector<std::unique_ptr<Buyer>> buyers;
    std::vector<Conversation*> conversations;
    for (std::size_t i = 0; i < connections; ++i) {
        buyers.push_back(std::make_unique<Buyer>(tally, shop, showtime, random));
        conversations.push_back(buyers.back().get());
    }
    return LoadClient(house.port(), connections).run(conversations);
}

} // namespace

int main(int count, char** words) {
    const Arguments arguments(count, words, {{"attempts", 50'000}, {"connections", 64}});
    const std::uint64_t attempts = arguments.number("attempts", 10'000);
    const std::size_t connections = arguments.number("connections", 64);
    SeededRandom random(arguments.seed());

    const TemporaryFolder folder;
    describePlainCinema(folder.file("cinema"), kRows, kSeatsPerRow);
    const House house(folder.file("cinema"),
                      openPolicy(std::chrono::minutes{10}, std::chrono::minutes{5}));
    const Shop shop(house);
    const Replica replica = readReplica(house.port(), shop.device());
    const domain::Showtime& showtime = replica.showtimes.front();
    require(replica.planOf(showtime).seatCount() == kSeats, "the hall has not 300 seats");
    const CommitSeq before = endOfFeed(house.port(), shop.device());

    Tally tally{.attemptsLeft = attempts};
    const Load load = rush(house, shop, showtime.id, tally, random, connections);

    require(tally.held == kSeats && tally.sold == kSeats,
            "held " + std::to_string(tally.held) + ", sold " + std::to_string(tally.sold));
    require(tally.held + tally.refused == attempts, "an attempt was not answered");
    require(tally.errors == 0, std::to_string(tally.errors) + " were turned away");
    const Reply map = call(house.port(), shop.map(showtime.id));
    require(map.body == std::string(kSeats, 's'), "the map is not all sold: " + map.body);
    const Feed feed(house.port(), shop.device(), showtime.id, before);
    for (std::uint16_t seat = 0; seat < kSeats; ++seat)
        require(feed.statesOf(SeatNo{seat}) ==
                    std::vector{domain::SeatState::Held, domain::SeatState::Sold},
                "a seat was not held once and sold once");
    requireNoSeatTwice(house.database(), kSeats);
    const Ran audit = house.audit();
    require(audit.status == 0, "the audit found something: " + audit.output);

    Summary("rush", arguments.seed())
        .add("attempts", attempts)
        .add("connections", std::uint64_t{connections})
        .add("seats", std::uint64_t{kSeats})
        .add("sold", tally.sold)
        .add("refused", tally.refused)
        .add("errors", tally.errors)
        .add("seconds", load.seconds)
        .add("p99_ms", load.percentile(0.99) / 1e3)
        .add("peak_rss_mib", std::uint64_t(house.server().peakMemory() >> 20))
        .add("twice_sold", std::uint64_t{0})
        .add("audit_findings", std::uint64_t{0})
        .print();
}
