// links: proof_support
// Online customers hold two seats: everybody others, four racing for each pair of one showtime
// after the other, and one customer alone. Beside the prototype, driven by the same client with the
// same pairs; what one customer waits for, beside the disk's own sync.

#include "tests/bench/holders.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/proof/cinema.h"
#include "tests/proof/online.h"

#include <algorithm>
#include <chrono>

using namespace foyer;
using namespace foyer::bench;

namespace {

// 500 seats a showtime, as the prototype has them.
constexpr int kRows = 20;
constexpr int kSeatsPerRow = 25;
constexpr std::size_t kPairs = std::size_t{kRows} * kSeatsPerRow / 2;
constexpr std::size_t kRacing = 4;
/// Pairs of a showtime for those who ask as fast as they are answered; the others are for those who
/// ask at a rate.
constexpr std::size_t kClosedPairs = 160;

/// Four connections for each pair; all of them in one showtime until it is full, then in the next.
Script hot(std::size_t connections, std::size_t showtimes) {
    const std::size_t groups = std::max<std::size_t>(connections / kRacing, 1);
    Script script(groups * kRacing);
    for (std::size_t i = 0; i < script.size(); ++i)
        for (std::size_t showtime = 0; showtime < showtimes; ++showtime)
            for (std::size_t pair = i / kRacing; pair < kPairs; pair += groups)
                script[i].push_back({showtime, pair});
    return script;
}

struct Sizes {
    std::size_t connections;
    std::size_t holds; // of the round in which everybody wants other seats
    std::size_t hotShowtimes;
    std::size_t alone;
};

std::size_t openHolds(const Sizes& sizes) {
    return sizes.holds / 2;
}

/// All that is measured, at one server.
struct Round {
    Measured distinct;
    Measured open; // at half the rate of `distinct`, whatever the server does
    Measured hot;
    std::optional<Measured> alone;
};

/// A house nobody has sold in: the hot showtimes are its first, the others are for the distinct.
Round ownRound(const Sizes& sizes) {
    const TemporaryFolder folder;
    proof::describePlainCinema(folder.file("cinema"), kRows, kSeatsPerRow);
    const House house(folder.file("cinema"),
                      proof::openPolicy(std::chrono::minutes{10}, std::chrono::minutes{5}));
    const proof::Shop shop(house);
    const Replica replica = readReplica(house.port(), shop.device());
    require(replica.planOf(replica.showtimes.front()).seatCount() == 2 * kPairs,
            "the halls have not 500 seats");
    const auto from = [&](std::size_t first, std::size_t firstPair = 0) {
        return AskFor([&, first, firstPair](std::size_t showtime, std::size_t pair) {
            const auto seat = static_cast<std::uint16_t>(2 * (firstPair + pair));
            return fromElsewhere(
                shop.hold(replica.showtimes.at(first + showtime).id,
                          {SeatNo{seat}, SeatNo{static_cast<std::uint16_t>(seat + 1)}}));
        });
    };
    const std::size_t others = replica.showtimes.size() - sizes.hotShowtimes - 1;
    Round round;
    round.alone =
        holdAll(house.server(), from(sizes.hotShowtimes), distinct(1, 1, kPairs, sizes.alone));
    round.hot = holdAll(house.server(), from(0), hot(sizes.connections, sizes.hotShowtimes));
    round.distinct = holdAll(house.server(), from(sizes.hotShowtimes + 1),
                             distinct(sizes.connections, others, kClosedPairs, sizes.holds));
    round.open =
        holdAtRate(house.server(), from(sizes.hotShowtimes + 1, kClosedPairs),
                   distinct(sizes.connections, others, kPairs - kClosedPairs, openHolds(sizes)),
                   round.distinct.all.perSecond() / 2);
    for (std::size_t i = 0; i < sizes.hotShowtimes; ++i)
        require(call(house.port(), shop.map(replica.showtimes[i].id)).body ==
                    std::string(2 * kPairs, 'h'),
                "a hot showtime is not all held");
    return round;
}

std::optional<Round> prototypeRound(const Sizes& sizes) {
    if (!Prototype::isBuilt())
        return {};
    const Prototype prototype;
    const ServerProcess& server = prototype.server();
    const auto from = [](std::size_t first, std::size_t firstPair = 0) {
        return AskFor([first, firstPair](std::size_t showtime, std::size_t ofThese) {
            static std::uint64_t session = 0; // each customer is another
            const std::size_t pair = firstPair + ofThese;
            return postRequest("/showtimes/" + std::to_string(1 + first + showtime) + "/hold",
                               "{\"seats\":[" + std::to_string(2 * pair + 1) + "," +
                                   std::to_string(2 * pair + 2) +
                                   "],\"session\":" + std::to_string(++session) + "}");
        });
    };
    Round round;
    round.hot = holdAll(server, from(0), hot(sizes.connections, sizes.hotShowtimes));
    const std::size_t others = Prototype::kShowtimes - sizes.hotShowtimes;
    round.distinct = holdAll(server, from(sizes.hotShowtimes),
                             distinct(sizes.connections, others, kClosedPairs, sizes.holds));
    round.open =
        holdAtRate(server, from(sizes.hotShowtimes, kClosedPairs),
                   distinct(sizes.connections, others, kPairs - kClosedPairs, openHolds(sizes)),
                   round.distinct.all.perSecond() / 2);
    return round;
}

/// Microseconds of one write and its sync on this disk, half of them below; 0: cannot be measured.
double syncMicroseconds(double seconds) {
    const auto program = baselineProgram("fsync_bench");
    if (program.empty())
        return 0;
    const TemporaryFolder folder;
    const Ran ran = run({program, folder.file(""), std::to_string(seconds)});
    require(ran.status == 0, "fsync_bench: " + ran.output);
    return printedNumber(ran.output, "overwrite_fdatasync_p50us");
}

void tell(Report& report, const char* what, const Measured& own, const Measured* base) {
    const char* const kName = base ? "prototype" : "";
    report.add({what, own.perCpuSecond(), "answers per CPU-second", kName,
                base ? base->perCpuSecond() : 0});
    report.add(
        {what, own.all.perSecond(), "answers per second", kName, base ? base->all.perSecond() : 0});
    report.add({what, own.held.percentile(0.99), "µs, 99 of 100 below", kName,
                base ? base->held.percentile(0.99) : 0});
}

void tellOpen(Report& report, const Measured& own, const Measured* base) {
    const char* const kWhat = "hold, asked at half the rate";
    for (const auto& [share, unit] :
         {std::pair{0.5, "µs, half of them below"}, std::pair{0.99, "µs, 99 of 100 below"},
          std::pair{1.0, "µs at most"}})
        report.add({kWhat, own.held.percentile(share), unit,
                    base ? "prototype, at half its own" : "",
                    base ? base->held.percentile(share) : 0});
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    believeProxies();
    const Sizes sizes{static_cast<std::size_t>(options.connections),
                      static_cast<std::size_t>(options.sales), options.smoke ? 1u : 10u,
                      options.smoke ? 20u : 250u};
    Round own;
    std::optional<Round> base;
    double sync = 0;
    for (int i = 0; i < options.repeats; ++i) {
        Round now = ownRound(sizes);
        require(now.hot.held.answers() == sizes.hotShowtimes * kPairs,
                "held pairs are not the capacity");
        require(now.distinct.refused.answers() + now.open.refused.answers() == 0,
                "a free pair was refused");
        keepBetter(own.distinct, std::move(now.distinct));
        keepBetter(own.open, std::move(now.open));
        keepBetter(own.hot, std::move(now.hot));
        if (!own.alone || now.alone->held.percentile(0.5) < own.alone->held.percentile(0.5))
            own.alone = std::move(now.alone);
        if (auto other = prototypeRound(sizes)) {
            if (!base)
                base.emplace();
            keepBetter(base->distinct, std::move(other->distinct));
            keepBetter(base->open, std::move(other->open));
            keepBetter(base->hot, std::move(other->hot));
        }
        const double measured = syncMicroseconds(options.smoke ? 0.05 : 0.5);
        sync = sync == 0 ? measured : std::min(sync, measured);
    }
    Report report("hold");
    tell(report, "hold of two seats", own.distinct, base ? &base->distinct : nullptr);
    tellOpen(report, own.open, base ? &base->open : nullptr);
    tell(report, "hold, four racing for each pair", own.hot, base ? &base->hot : nullptr);
    report.add({"hold, four racing for each pair", own.hot.all.perSecond(), "answers per second",
                "distinct seats", own.distinct.all.perSecond()});
    report.add({"refused hold", own.hot.refused.percentile(0.99), "µs, 99 of 100 below",
                "a granted one", own.hot.held.percentile(0.99)});
    report.add({"hold by one customer", own.alone->held.percentile(0.5), "µs, half of them below",
                sync > 0 ? "one write and fdatasync" : "", sync});
    report.note(std::to_string(sizes.connections) + " connections, " +
                std::to_string(own.distinct.held.answers()) + " holds of distinct seats, " +
                std::to_string(own.hot.held.answers()) + " of " +
                std::to_string(own.hot.all.answers()) +
                " racing: exactly the capacity, and every seat of the hot showtimes is held.");
    if (!base)
        report.note(kNoBaseline);
    report.print();
}
