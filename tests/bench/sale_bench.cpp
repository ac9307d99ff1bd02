// Whole sales over HTTP, from many terminals at once: ask for two seats, then upload the journal of
// their sale (INTENT, SALE, PRINTED) and read the verdicts; against the prototype's hold and
// booking, which neither checks a signature nor keeps a ledger.

#include "tests/bench/options.h"
#include "tests/bench/prototype_flow.h"
#include "tests/bench/report.h"
#include "tests/bench/till.h"

#include <algorithm>
#include <ctime>
#include <functional>
#include <memory>

using namespace foyer;
using namespace foyer::bench;

namespace {

// Between two steps of a round nothing is measured: the terminals sign, the server rests. Few
// parties a round keep each terminal's open allotments as few as a real one's.
constexpr std::size_t kPartiesPerRound = 8;

struct Measured {
    Load ask;
    Load upload;
    double cpuSeconds = 0;
    std::size_t sales = 0;

    double perSecond() const { return static_cast<double>(sales) / (ask.seconds + upload.seconds); }
    double perCpuSecond() const { return static_cast<double>(sales) / std::max(0.01, cpuSeconds); }
};

/// Every seat of the showtime, two by two.
std::vector<Party> partiesOf(const Replica& replica, const domain::Showtime& showtime) {
    std::vector<Party> parties;
    const std::size_t seats = replica.planOf(showtime).seatCount();
    for (std::size_t seat = 0; seat < seats; seat += 2) {
        parties.push_back({&showtime, {}});
        for (std::size_t i = seat; i < std::min(seats, seat + 2); ++i)
            parties.back().seats.push_back(SeatNo{static_cast<std::uint16_t>(i)});
    }
    return parties;
}

/// Showtimes to be sold out, at least `sales` sales in all. The last of the replica is left for the
/// race.
std::vector<Party> houseFull(const Replica& replica, std::size_t sales) {
    std::vector<std::pair<std::size_t, Party>> ordered;
    for (std::size_t i = 0; i + 1 < replica.showtimes.size() && ordered.size() < sales; ++i) {
        const auto parties = partiesOf(replica, replica.showtimes[i]);
        for (std::size_t pair = 0; pair < parties.size(); ++pair)
            ordered.emplace_back(pair, parties[pair]);
    }
    // Neighbours in the order belong to different showtimes, as on an evening of a whole cinema.
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Party> all;
    for (auto& [pair, party] : ordered)
        all.push_back(std::move(party));
    return all;
}

std::vector<std::unique_ptr<Till>> openTills(const House& house, const Replica& replica,
                                             int count) {
    std::vector<std::unique_ptr<Till>> tills;
    for (int i = 1; i <= count; ++i)
        tills.push_back(
            std::make_unique<Till>(replica, house.enrol("Counter " + std::to_string(i))));
    return tills;
}

std::vector<Conversation*> each(const std::vector<std::unique_ptr<Till>>& tills,
                                const std::function<Conversation&(std::size_t)>& step) {
    std::vector<Conversation*> conversations;
    for (std::size_t i = 0; i < tills.size(); ++i)
        conversations.push_back(&step(i));
    return conversations;
}

std::vector<Party> shareOf(const std::vector<Party>& all, std::size_t round, std::size_t till,
                           std::size_t tills) {
    std::vector<Party> parties;
    for (std::size_t i = 0; i < kPartiesPerRound; ++i)
        if (const std::size_t at = (round * kPartiesPerRound + i) * tills + till; at < all.size())
            parties.push_back(all[at]);
    return parties;
}

Measured sellAll(const House& house, const std::vector<std::unique_ptr<Till>>& tills,
                 const std::vector<Party>& parties) {
    Measured measured;
    LoadClient client(house.port(), tills.size());
    const double before = house.server().cpuSeconds();
    for (std::size_t round = 0; measured.sales < parties.size(); ++round) {
        const auto asks = each(tills, [&](std::size_t i) -> Conversation& {
            return tills[i]->asking(shareOf(parties, round, i, tills.size()));
        });
        measured.ask += client.run(asks);
        for (const auto& till : tills) {
            require(till->refused() == 0, "a free seat was refused");
            till->seal();
        }
        const auto uploads =
            each(tills, [&](std::size_t i) -> Conversation& { return tills[i]->uploading(); });
        measured.upload += client.run(uploads);
        for (const auto& till : tills)
            measured.sales += till->checkVerdicts();
    }
    measured.cpuSeconds = house.server().cpuSeconds() - before;
    return measured;
}

/// Every terminal wants every seat of one showtime, in the same order.
Load race(const House& house, const std::vector<std::unique_ptr<Till>>& tills,
          const std::vector<Party>& parties) {
    LoadClient client(house.port(), tills.size());
    const Load load = client.run(
        each(tills, [&](std::size_t i) -> Conversation& { return tills[i]->asking(parties); }));
    std::size_t granted = 0;
    for (const auto& till : tills)
        granted += till->granted();
    require(granted == parties.size(), "of " + std::to_string(parties.size()) + " pairs " +
                                           std::to_string(granted) + " were given away");
    return load;
}

/// All seats of all showtimes that were sold, counted at the server.
std::size_t soldSeats(const House& house, const std::vector<Party>& parties) {
    std::vector<ShowtimeId> showtimes;
    for (const Party& party : parties)
        showtimes.push_back(party.showtime->id);
    std::sort(showtimes.begin(), showtimes.end());
    showtimes.erase(std::unique(showtimes.begin(), showtimes.end()), showtimes.end());
    std::size_t sold = 0;
    for (const ShowtimeId showtime : showtimes) {
        const Reply map =
            call(house.port(), getRequest(seatsPath(showtime), "Accept: text/plain\r\n"));
        require(map.body == std::string(map.body.size(), 's'), "a showtime is not sold out");
        sold += map.body.size();
    }
    return sold;
}

std::size_t seatsIn(const std::vector<Party>& parties) {
    std::size_t seats = 0;
    for (const Party& party : parties)
        seats += party.seats.size();
    return seats;
}

std::optional<Measured> prototypeSales(const Options& options, std::size_t sales) {
    if (!Prototype::isBuilt())
        return {};
    const Prototype prototype;
    const ServerProcess& server = prototype.server();
    LoadClient client(server.port(), static_cast<std::size_t>(options.connections));
    Measured measured;
    const double before = server.cpuSeconds();
    const std::int64_t stride = options.connections;
    const auto perRound = static_cast<std::int64_t>(kPartiesPerRound);
    const auto step = [&](PrototypeFlow::Step which, std::int64_t from) {
        std::vector<std::unique_ptr<PrototypeFlow>> flows;
        std::vector<Conversation*> conversations;
        for (std::int64_t i = 0; i < stride; ++i) {
            flows.push_back(std::make_unique<PrototypeFlow>(which, from + i, stride, perRound));
            conversations.push_back(flows.back().get());
        }
        return client.run(conversations);
    };
    for (std::int64_t from = 0; measured.sales < sales; from += stride * perRound) {
        measured.ask += step(PrototypeFlow::Step::Hold, from);
        measured.upload += step(PrototypeFlow::Step::Book, from);
        measured.sales += static_cast<std::size_t>(stride * perRound);
    }
    measured.cpuSeconds = server.cpuSeconds() - before;
    return measured;
}

/// How many sales a CPU-second allows when nothing but their three signatures is checked.
double signaturesAlone(double seconds) {
    constexpr int kEntriesOfASale = 3;
    const auto key = crypto::KeyPair::generate();
    const Hash hash{1, 2, 3};
    const Signature signature = key.sign(hash);
    const std::clock_t start = std::clock(); // processor time, all threads: there is only this one
    double used = 0;
    int checks = 0;
    for (; used < seconds; ++checks) {
        require(crypto::verify(key.publicKey(), hash, signature), "a good signature is refused");
        used = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }
    return checks / used / kEntriesOfASale;
}

void tell(Report& report, const Measured& own, const std::optional<Measured>& base) {
    const auto add = [&](const char* what, const char* unit, auto number) {
        report.add({what, number(own), unit, "prototype", base ? number(*base) : 0});
    };
    add("sales of two seats", "per second", [](const auto& m) { return m.perSecond(); });
    add("sales of two seats", "per CPU-second", [](const auto& m) { return m.perCpuSecond(); });
    add("ask for two seats", "per second", [](const auto& m) { return m.ask.perSecond(); });
    add("journal of one sale", "per second", [](const auto& m) { return m.upload.perSecond(); });
    add("ask for two seats", "µs, 99 of 100 below",
        [](const auto& m) { return m.ask.percentile(0.99); });
    add("journal of one sale", "µs, 99 of 100 below",
        [](const auto& m) { return m.upload.percentile(0.99); });
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    const House house;
    const Replica replica = readReplica(house.port(), house.enrol("Office"));
    const auto tills = openTills(house, replica, options.connections);
    const auto parties = houseFull(replica, static_cast<std::size_t>(options.sales));
    const auto contested = partiesOf(replica, replica.showtimes.back());

    const Measured own = sellAll(house, tills, parties);
    tills.front()->repeatLastUpload(house.port());
    require(soldSeats(house, parties) == seatsIn(parties), "sold seats are not the capacity");
    const Load raced = race(house, tills, contested);
    const Ran audit = house.audit();
    require(audit.status == 0, "the audit found something: " + audit.output);

    Report report("sale");
    tell(report, own, prototypeSales(options, own.sales));
    report.add({"sales of two seats", own.perCpuSecond(), "per CPU-second",
                "their signatures alone", signaturesAlone(options.smoke ? 0.05 : 0.5)});
    report.add({"race for the same seats", raced.perSecond(), "answers per second"});
    report.note(std::to_string(tills.size()) + " terminals sold " + std::to_string(own.sales) +
                " times, " + std::to_string(seatsIn(parties)) +
                " seats: exactly the capacity. Every sale was accepted by R3, a repeated upload "
                "got the same verdicts, the race gave each seat once, and the audit agrees.");
    if (!Prototype::isBuilt())
        report.note(kNoBaseline);
    report.print();
}
