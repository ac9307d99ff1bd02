// links: proof_support
// A cinema that has been there for long: 20 showtimes are sold out, then the same a thousand times,
// all but the first over. What holds, bookings, seat maps and terminals' catch-ups cost of the
// server's processor afterwards, beside what they cost before; and its memory.

#include "shared/wire/report_text.h"
#include "shared/wire/sync_json.h"
#include "tests/bench/history.h"
#include "tests/bench/holders.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/proof/cinema.h"
#include "tests/proof/database.h"
#include "tests/proof/online.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>

using namespace foyer;
using namespace foyer::bench;

namespace {

constexpr int kRows = 20;
constexpr int kSeatsPerRow = 25;
constexpr std::size_t kPairs = std::size_t{kRows} * kSeatsPerRow / 2;
/// Bookings that are not measured, after each start.
constexpr std::size_t kWarming = 200;
/// The youngest of the past is over, however far ahead its showtime was on sale.
constexpr int kDaysAhead = 14;
// Read so often, since one is soon read and processor time counts in steps of 10 ms.
constexpr int kCatchUps = 10;
constexpr int kWholeStates = 5;
constexpr double kMiB = 1024.0 * 1024.0;

struct Sizes {
    std::size_t connections;
    std::size_t sold;     // showtimes that are sold out at first
    std::size_t bookings; // of each measurement
    std::size_t maps;
    int repeats;
    int growth;
};

/// Every `stride`-th of some requests.
class Asker final : public Conversation {
public:
    using Make = std::function<std::string(std::size_t number)>;
    using Take = std::function<void(std::size_t number, const Answer& answer)>;
    Asker(std::size_t first, std::size_t stride, std::size_t count, const Make& make,
          const Take& take)
        : m_number(first), m_stride(stride), m_count(count), m_make(make), m_take(take) {}

    std::string_view next() override {
        m_request = m_number < m_count ? m_make(m_number) : std::string();
        return m_request;
    }
    void answered(const Answer& answer) override {
        m_take(m_number, answer);
        m_number += m_stride;
    }

private:
    std::size_t m_number;
    std::size_t m_stride;
    std::size_t m_count;
    const Make& m_make;
    const Take& m_take;
    std::string m_request;
};

struct Cost {
    Load load;
    double cpuSeconds = 0;
    std::size_t things = 0; // that were asked for

    double cpuMicroseconds() const {
        return cpuSeconds * 1e6 / static_cast<double>(std::max<std::size_t>(things, 1));
    }
};

Cost askAll(const ServerProcess& server, std::size_t connections, std::size_t count,
            const Asker::Make& make, const Asker::Take& take) {
    std::vector<std::unique_ptr<Asker>> askers;
    std::vector<Conversation*> conversations;
    for (std::size_t i = 0; i < connections; ++i) {
        askers.push_back(std::make_unique<Asker>(i, connections, count, make, take));
        conversations.push_back(askers.back().get());
    }
    LoadClient client(server.port(), connections);
    Cost cost;
    const double before = server.cpuSeconds();
    cost.load = client.run(conversations);
    cost.cpuSeconds = server.cpuSeconds() - before;
    cost.things = count;
    return cost;
}

/// What a terminal asks until it has everything after a cursor.
class Feed final : public Conversation {
public:
    Feed(const Device& device, CommitSeq from) : m_token(device.token), cursor(from) {}

    std::string_view next() override {
        if (!m_more)
            return {};
        m_request = getRequest("/v1/sync/changes?cursor=" + std::to_string(cursor.value),
                               "Authorization: Bearer " + m_token + "\r\n" +
                                   std::string(wire::kSchemaHeader) + ": " +
                                   std::to_string(protocol::kJournalSchema) + "\r\n");
        return m_request;
    }
    void answered(const Answer& answer) override {
        const auto decoded = wire::decodeChanges(answer.body);
        require(answer.status == 200 && decoded.ok(), "the feed cannot be read");
        m_more = decoded->more;
        cursor = decoded->cursor;
        changes += decoded->changes.size();
    }

private:
    std::string m_token;
    bool m_more = true;
    std::string m_request;

public:
    CommitSeq cursor;
    std::size_t changes = 0;
};

/// A house whose server is started anew for each stage, and what has been sold in it.
class Cinema {
public:
    explicit Cinema(const Sizes& sizes)
        : m_sizes(sizes)
        , m_house(described(m_folder),
                  proof::openPolicy(std::chrono::minutes{10}, std::chrono::minutes{5}))
        , m_shop(m_house)
        , m_counter(m_house.enrol("Counter 1"))
        , m_replica(readReplica(m_house.port(), m_counter)) {
        require(m_replica.showtimes.size() > sizes.sold, "the cinema has too few showtimes");
    }

    /// The first showtimes, whole.
    void sellOut() {
        std::size_t number = 0;
        std::vector<Wanted> wanted(m_sizes.sold * kPairs);
        for (Wanted& each : wanted) {
            each = {number % m_sizes.sold, number / m_sizes.sold};
            ++number;
        }
        book(wanted);
    }

    void restart() {
        m_house.end();
        m_house.start();
        m_shop.login();
        m_house.login(m_counter);
        book(nextWanted(kWarming));
        readMaps(m_replica.showtimes.size());
    }

    /// Makes a past, until there is so many times what is sold out; how many times it became. The
    /// server has ended then.
    int grow() {
        m_house.end();
        std::vector<ShowtimeId> sold;
        for (std::size_t i = 0; i < m_sizes.sold; ++i)
            sold.push_back(m_replica.showtimes[i].id);
        History history(m_house.database(), sold);
        int grown = 1;
        for (; grown < m_sizes.growth && hasRoom(); ++grown)
            history.repeat(kDaysAhead + m_sizes.growth - grown);
        history.finish();
        return grown;
    }

    struct Bookings {
        Cost holds;
        Cost sales;
    };
    Bookings book(const std::vector<Wanted>& wanted) {
        std::vector<proof::Hold> holds(wanted.size());
        Bookings made;
        made.holds = askAll(
            m_house.server(), m_sizes.connections, wanted.size(),
            [&](std::size_t number) {
                const Wanted& each = wanted[number];
                const auto seat = static_cast<std::uint16_t>(2 * each.pair);
                return fromElsewhere(
                    m_shop.hold(m_replica.showtimes.at(each.showtime).id,
                                {SeatNo{seat}, SeatNo{static_cast<std::uint16_t>(seat + 1)}}));
            },
            [&](std::size_t number, const Answer& answer) {
                require(answer.status == 201,
                        "a free pair was refused: " + std::string(answer.body));
                holds[number] = proof::Shop::holdIn(answer);
            });
        made.sales = askAll(
            m_house.server(), m_sizes.connections, wanted.size(),
            [&](std::size_t number) { return m_shop.sell(holds[number]); },
            [](std::size_t, const Answer& answer) {
                require(answer.status == 201, "a hold is not sold: " + std::string(answer.body));
            });
        m_booked += wanted.size();
        return made;
    }
    /// Pairs that nobody has wanted yet, over the showtimes that are not sold out, in turn.
    std::vector<Wanted> nextWanted(std::size_t count) {
        const std::size_t free = m_replica.showtimes.size() - m_sizes.sold;
        std::vector<Wanted> wanted(count);
        for (Wanted& each : wanted) {
            each = {m_sizes.sold + m_next % free, m_next / free};
            ++m_next;
        }
        return wanted;
    }
    /// How many bookings a measurement may have so that no pair is wanted twice.
    std::size_t mostBookings() const {
        const std::size_t pairs = (m_replica.showtimes.size() - m_sizes.sold) * kPairs;
        const std::size_t warming = 2 * kWarming;
        return (pairs - std::min(pairs, warming)) / (2 * static_cast<std::size_t>(m_sizes.repeats));
    }

    Cost readMaps(std::size_t count) {
        const auto& showtimes = m_replica.showtimes;
        return askAll(
            m_house.server(), m_sizes.connections, count,
            [&](std::size_t number) {
                return getRequest(seatsPath(showtimes[number % showtimes.size()].id),
                                  "Accept: application/json\r\n");
            },
            [](std::size_t, const Answer& answer) {
                require(answer.status == 200 && answer.body.size() > 2 * kPairs,
                        "a seat map is not served");
            });
    }

    /// `times` over; what it costs for each change.
    Cost catchUp(CommitSeq& cursor, int times) {
        LoadClient client(m_house.port(), 1);
        Cost cost;
        const double before = m_house.server().cpuSeconds();
        const CommitSeq from = cursor;
        for (int i = 0; i < times; ++i) {
            Feed feed(m_counter, from);
            cost.load += client.run({&feed});
            cost.things += feed.changes;
            cursor = feed.cursor;
        }
        cost.cpuSeconds = m_house.server().cpuSeconds() - before;
        return cost;
    }

    std::size_t booked() const { return m_booked; }
    const House& house() const { return m_house; }

private:
    static std::string described(const TemporaryFolder& folder) {
        proof::describePlainCinema(folder.file("cinema"), kRows, kSeatsPerRow);
        return folder.file("cinema");
    }

    /// A disk that runs full would end more than this bench.
    bool hasRoom() const {
        const auto space = std::filesystem::space(m_folder.file(""));
        return space.available > space.capacity / 20 && space.available > (std::uintmax_t{2} << 30);
    }

    Sizes m_sizes;
    TemporaryFolder m_folder;
    House m_house;
    proof::Shop m_shop;
    Device m_counter;
    Replica m_replica;
    std::size_t m_next = 0;
    std::size_t m_booked = 0;
};

struct Stage {
    Cost hold;
    Cost booking;
    Cost map;
    Cost catchUp;
    Cost wholeState;
    double memory = 0; // MiB
};

void keepBetter(Cost& best, Cost now) {
    if (best.things == 0 || now.cpuMicroseconds() < best.cpuMicroseconds())
        best = std::move(now);
}

Stage measure(Cinema& cinema, const Sizes& sizes) {
    cinema.restart();
    Stage stage;
    for (int i = 0; i < sizes.repeats; ++i) {
        CommitSeq cursor{0};
        keepBetter(stage.wholeState, cinema.catchUp(cursor, kWholeStates));
        auto made = cinema.book(cinema.nextWanted(std::min(sizes.bookings, cinema.mostBookings())));
        keepBetter(stage.hold, std::move(made.holds));
        keepBetter(stage.booking, std::move(made.sales));
        keepBetter(stage.map, cinema.readMaps(sizes.maps));
        keepBetter(stage.catchUp, cinema.catchUp(cursor, kCatchUps));
    }
    stage.memory = static_cast<double>(cinema.house().server().memory()) / kMiB;
    return stage;
}

void tell(Report& report, const char* what, const Cost& now, const Cost& before) {
    const char* const kBefore = "before it grew";
    report.add({what, now.cpuMicroseconds(), "µs of the processor each", kBefore,
                before.cpuMicroseconds()});
    for (const auto& [share, unit] :
         {std::pair{0.5, "µs, half of them below"}, std::pair{0.99, "µs, 99 of 100 below"},
          std::pair{1.0, "µs at most"}})
        report.add(
            {what, now.load.percentile(share), unit, kBefore, before.load.percentile(share)});
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    believeProxies();
    const auto sales = static_cast<std::size_t>(options.sales);
    const Sizes sizes{static_cast<std::size_t>(options.connections),
                      options.smoke ? 2u : 20u,
                      std::max<std::size_t>(sales / 4, 1),
                      5 * sales,
                      options.repeats,
                      options.growth};
    Cinema cinema(sizes);
    cinema.sellOut();
    const Stage before = measure(cinema, sizes);
    const int grown = cinema.grow();
    const Stage now = measure(cinema, sizes);
    const std::size_t soldSeats = 2 * kPairs * sizes.sold * static_cast<std::size_t>(grown);
    const std::size_t others = 2 * cinema.booked() - 2 * kPairs * sizes.sold;
    if (options.smoke) // minutes of reading for ten million
        proof::requireNoSeatTwice(cinema.house().database(), soldSeats + others);

    Report report("growth");
    tell(report, "hold of two seats", now.hold, before.hold);
    tell(report, "booking of a hold", now.booking, before.booking);
    tell(report, "seat map, JSON", now.map, before.map);
    tell(report, "a change, for a terminal that catches up", now.catchUp, before.catchUp);
    tell(report, "a thing of the whole state", now.wholeState, before.wholeState);
    report.add({"memory", now.memory, "MiB resident", "before it grew", before.memory});
    report.note("From " + std::to_string(sizes.sold) + " showtimes sold out to " +
                std::to_string(sizes.sold * static_cast<std::size_t>(grown)) + ", " +
                std::to_string(soldSeats) + " seats; " +
                std::to_string(std::filesystem::file_size(cinema.house().database()) >> 20) +
                " MiB of database. The server was started anew before each. Latencies of the last "
                "two are those of a page.");
    if (grown < sizes.growth)
        report.note("The disk has no room for a growth of " + std::to_string(sizes.growth) + ".");
    report.print();
}
