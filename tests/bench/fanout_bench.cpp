// links: proof_support
// A change of a seat told to 2,000 who watch the showtime: one change at a time, sixteen at once,
// and while one in a hundred of them does not read. Beside a bare loop that sends the same number
// of bytes to as many. And what 10,000 cost that only sit there.

#include "shared/wire/live_json.h"
#include "tests/bench/holders.h"
#include "tests/bench/listeners.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/proof/cinema.h"
#include "tests/proof/online.h"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>

using namespace foyer;
using namespace foyer::bench;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRows = 20;
constexpr int kSeatsPerRow = 25;
constexpr std::size_t kAtOnce = 16;
constexpr const char* kPath = "/v1/live";
// What fills a peer that does not read: answers to subscriptions, below what a session may have
// unsent.
constexpr std::size_t kFillings = 30;
constexpr std::size_t kShowtimesOfAFilling = 50;
/// Between two messages of the bare loop when it is asked how long one takes to arrive.
constexpr const char* kGapMicroseconds = "20000";
// The server lets in 10,000 (server/edge/options.h); some are for those who ask.
constexpr std::size_t kIdle = 9'900;
constexpr std::size_t kOtherFiles = 100;

struct Sizes {
    std::size_t listeners;
    std::size_t single;   // changes told one at a time
    std::size_t together; // rounds of kAtOnce
    std::size_t idle;
};

float microsecondsSince(Clock::time_point since) {
    return std::chrono::duration<float, std::micro>(Clock::now() - since).count();
}

/// Counts what the listeners are told of seats that are held.
class Hearing {
public:
    explicit Hearing(std::size_t listeners) : m_seen(listeners) {}

    void begin() { m_since = Clock::now(); }
    void hear(std::size_t listener, std::string_view payload) {
        m_latencies.push_back(microsecondsSince(m_since));
        if (payload != m_last) { // the same bytes go to all
            m_last = payload;
            m_changes = heldIn(payload);
        }
        m_bytes += payload.size();
        m_seen[listener] += m_changes;
        m_all += m_changes;
    }

    std::size_t all() const { return m_all; }
    double bytesOfOne() const {
        return static_cast<double>(m_bytes) / static_cast<double>(m_latencies.size());
    }
    const std::vector<float>& latencies() const { return m_latencies; }
    void requireEach(std::size_t changes) const {
        require(std::all_of(m_seen.begin(), m_seen.end(),
                            [&](std::size_t seen) { return seen == changes; }),
                "a listener was not told of every change, or of one twice");
    }

private:
    static std::size_t heldIn(std::string_view payload) {
        require(payload.find("\"changes\"") != std::string_view::npos,
                "a listener was told something else: " + std::string(payload));
        constexpr std::string_view held = "\"h\"]";
        std::size_t count = 0;
        for (auto at = payload.find(held); at != std::string_view::npos;
             at = payload.find(held, at + held.size()))
            ++count;
        return count;
    }

    std::vector<std::size_t> m_seen;
    std::size_t m_all = 0;
    std::size_t m_bytes = 0;
    std::vector<float> m_latencies;
    std::string m_last;
    std::size_t m_changes = 0;
    Clock::time_point m_since;
};

/// Holds one seat.
class OneHold final : public Conversation {
public:
    explicit OneHold(std::string request) : m_request(std::move(request)) {}
    std::string_view next() override {
        return std::exchange(m_asked, true) ? std::string_view{} : m_request;
    }
    void answered(const Answer& answer) override {
        require(answer.status == 201, "a free seat was refused: " + std::string(answer.body));
    }

private:
    std::string m_request;
    bool m_asked = false;
};

struct Fanned {
    Load told; // microseconds from the ask for the hold, one per message
    std::size_t deliveries = 0;
    double bytes = 0; // of one message
    double cpuSeconds = 0;

    double perCpuSecond() const {
        return static_cast<double>(deliveries) / std::max(cpuSeconds, 0.01);
    }
    double perSecond() const { return static_cast<double>(deliveries) / told.seconds; }
};

/// `rounds` times `atOnce` seats of the showtime are held at the same moment; the next ones when
/// everybody has heard of these.
Fanned fanOut(const House& house, const proof::Shop& shop, Listeners& listeners,
              ShowtimeId showtime, std::size_t rounds, std::size_t atOnce) {
    LoadClient client(house.port(), atOnce);
    Hearing hearing(listeners.count());
    Fanned fanned;
    const double before = house.server().cpuSeconds();
    const auto start = Clock::now();
    std::uint16_t seat = 0;
    for (std::size_t round = 1; round <= rounds; ++round) {
        std::vector<std::unique_ptr<OneHold>> holds;
        std::vector<Conversation*> conversations;
        for (std::size_t i = 0; i < atOnce; ++i) {
            holds.push_back(
                std::make_unique<OneHold>(fromElsewhere(shop.hold(showtime, {SeatNo{seat++}}))));
            conversations.push_back(holds.back().get());
        }
        hearing.begin();
        client.run(conversations);
        listeners.listen([&](auto listener, auto payload) { hearing.hear(listener, payload); },
                         [&] { return hearing.all() >= round * atOnce * listeners.count(); });
    }
    fanned.told.seconds = std::chrono::duration<double>(Clock::now() - start).count();
    fanned.cpuSeconds = house.server().cpuSeconds() - before;
    hearing.requireEach(rounds * atOnce);
    fanned.told.latencies = hearing.latencies();
    fanned.deliveries = hearing.all();
    fanned.bytes = hearing.bytesOfOne();
    return fanned;
}

/// With versions nobody has, so that the server answers for each: then it knows them all.
std::string subscription(const domain::Showtime* first, std::size_t count) {
    wire::LiveMessage message;
    for (std::size_t i = 0; i < count; ++i)
        message.subscribe.push_back({first[i].id, CommitSeq{0}});
    return wire::encodeLiveMessage(message);
}

void subscribe(Listeners& listeners, const domain::Showtime* first, std::size_t count) {
    listeners.say(subscription(first, count));
    std::size_t answers = 0;
    listeners.listen([&](std::size_t, std::string_view) { ++answers; },
                     [&] { return answers >= count * listeners.count(); });
}

struct Round {
    Fanned single;
    Fanned together;
    Fanned stalled;
};

Round ownRound(const Sizes& sizes) {
    const TemporaryFolder folder;
    proof::describePlainCinema(folder.file("cinema"), kRows, kSeatsPerRow);
    const House house(folder.file("cinema"),
                      proof::openPolicy(std::chrono::minutes{10}, std::chrono::minutes{5}));
    const proof::Shop shop(house);
    const Replica replica = readReplica(house.port(), shop.device());
    const auto& showtimes = replica.showtimes;
    require(showtimes.size() > 3 + kShowtimesOfAFilling, "the cinema has too few showtimes");
    Listeners listeners(house.port(), kPath, sizes.listeners);
    subscribe(listeners, showtimes.data(), 3);
    Round round;
    round.single = fanOut(house, shop, listeners, showtimes[0].id, sizes.single, 1);
    round.together = fanOut(house, shop, listeners, showtimes[1].id, sizes.together, kAtOnce);

    Listeners stalled(house.port(), kPath, std::max<std::size_t>(sizes.listeners / 100, 1), true);
    stalled.say(subscription(showtimes.data(), 3));
    for (std::size_t i = 0; i < kFillings; ++i)
        stalled.say(subscription(&showtimes[showtimes.size() - kShowtimesOfAFilling],
                                 kShowtimesOfAFilling));
    round.stalled = fanOut(house, shop, listeners, showtimes[2].id, sizes.single, 1);
    return round;
}

struct Bare {
    double perCpuSecond = 0;
    double kibibytesEach = 0;
    Load told; // microseconds from the sending, one per message
};

/// `gap`: microseconds between two writes, which tell of `atOnce` each.
Bare bareLoop(const std::string& program, std::size_t listeners, std::size_t messages,
              std::size_t bytes, const char* gap, std::size_t atOnce) {
    const TemporaryFolder folder;
    const std::uint16_t port = freePort();
    ServerProcess server({program, "raw", std::to_string(port), std::to_string(listeners),
                          std::to_string(messages), std::to_string(bytes), gap,
                          std::to_string(atOnce)},
                         port, folder.file("log"));
    Bare bare;
    {
        Listeners all(port, "/ws", listeners);
        all.listen(
            [&](std::size_t, std::string_view payload) {
                std::uint64_t sentAt = 0; // nanoseconds of the clock that Clock is
                std::memcpy(&sentAt, payload.data(), sizeof sentAt);
                const Clock::time_point since{std::chrono::nanoseconds{sentAt}};
                bare.told.latencies.push_back(microsecondsSince(since));
            },
            [&] { return bare.told.answers() >= messages * listeners; });
        server.awaitEnd();
    }
    std::stringstream said;
    said << std::ifstream(folder.file("log")).rdbuf();
    bare.perCpuSecond = printedNumber(said.str(), "per_cpu_s");
    bare.kibibytesEach = printedNumber(said.str(), "rss_per_conn_kb");
    return bare;
}

struct BareRound {
    Bare single;
    Bare together;
    Bare slow;
};

std::optional<BareRound> bareRound(const Sizes& sizes, const Fanned& own) {
    const auto program = baselineProgram("ws_server");
    if (program.empty())
        return {};
    const auto bytes = static_cast<std::size_t>(own.bytes);
    return BareRound{
        bareLoop(program, sizes.listeners, sizes.single, bytes, "0", 1),
        bareLoop(program, sizes.listeners, sizes.together * kAtOnce, bytes, "0", kAtOnce),
        bareLoop(program, sizes.listeners, std::max<std::size_t>(sizes.single / 2, 1), bytes,
                 kGapMicroseconds, 1)};
}

struct Idle {
    double connected = 0; // bytes each
    double subscribed = 0;
};

Idle idle(std::size_t count) {
    const House house;
    const Replica replica = readReplica(house.port(), house.enrol("Office"));
    const auto each = [&](std::int64_t before) {
        return static_cast<double>(house.server().memory() - before) / static_cast<double>(count);
    };
    const std::int64_t before = house.server().memory();
    Listeners listeners(house.port(), kPath, count);
    Idle idle;
    idle.connected = each(before);
    subscribe(listeners, replica.showtimes.data(), 1);
    idle.subscribed = each(before);
    return idle;
}

void keepBetter(Fanned& best, Fanned now) {
    if (best.deliveries == 0 || now.perCpuSecond() > best.perCpuSecond())
        best = std::move(now);
}

void keepBetter(Bare& best, Bare now) {
    if (now.perCpuSecond > best.perCpuSecond)
        best = std::move(now);
}

void tell(Report& report, const Round& own, const std::optional<BareRound>& bare) {
    const char* const kBare = "bare loop";
    const char* const kSingle = "a change to each listener";
    const char* const kTogether = "sixteen changes to each listener";
    const char* const kStalled = "a change, while one in a hundred does not read";
    const char* const kUnit = "told per CPU-second";
    report.add(
        {kSingle, own.single.perCpuSecond(), kUnit, kBare, bare ? bare->single.perCpuSecond : 0});
    report.add({kTogether, own.together.perCpuSecond(), kUnit, kBare,
                bare ? bare->together.perCpuSecond : 0});
    report.add(
        {kStalled, own.stalled.perCpuSecond(), kUnit, "all read", own.single.perCpuSecond()});
    report.add({kSingle, own.single.perSecond(), "told per second"});
    report.add({kTogether, own.together.perSecond(), "told per second"});
    for (const auto& [share, unit] :
         {std::pair{0.5, "µs, half of them below"}, std::pair{0.99, "µs, 99 of 100 below"},
          std::pair{1.0, "µs at most"}}) {
        report.add({kSingle, own.single.told.percentile(share), unit, kBare,
                    bare ? bare->slow.told.percentile(share) : 0});
        report.add({kStalled, own.stalled.told.percentile(share), unit, "all read",
                    own.single.told.percentile(share)});
    }
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    believeProxies();
    const std::size_t files = raiseFileLimit();
    const std::size_t room = files > 2 * kOtherFiles ? files - kOtherFiles : kOtherFiles;
    Sizes sizes = options.smoke ? Sizes{50, 5, 2, 200} : Sizes{2000, 200, 25, kIdle};
    sizes.listeners = std::min(sizes.listeners, room * 9 / 10);
    sizes.idle = std::min(sizes.idle, room);
    Round own;
    std::optional<BareRound> bare;
    for (int i = 0; i < options.repeats; ++i) {
        Round now = ownRound(sizes);
        keepBetter(own.single, std::move(now.single));
        keepBetter(own.together, std::move(now.together));
        keepBetter(own.stalled, std::move(now.stalled));
        if (auto other = bareRound(sizes, own.single)) {
            if (!bare)
                bare.emplace();
            keepBetter(bare->single, std::move(other->single));
            keepBetter(bare->together, std::move(other->together));
            keepBetter(bare->slow, std::move(other->slow));
        }
    }
    const Idle sitting = idle(sizes.idle);

    Report report("fanout");
    tell(report, own, bare);
    report.add({"somebody who is connected", sitting.connected, "bytes of the process", "bare loop",
                bare ? bare->single.kibibytesEach * 1024 : 0});
    report.add({"somebody who watches a showtime", sitting.subscribed, "bytes of the process"});
    report.note(std::to_string(sizes.listeners) + " listeners, " +
                std::to_string(static_cast<int>(own.single.bytes)) +
                " bytes a change; everybody was told of every change once. The time of one change "
                "includes its hold and the server's tick of 8 ms. " +
                std::to_string(sizes.idle) + " idle; a process may open " + std::to_string(files) +
                " files.");
    if (!bare)
        report.note(kNoBaseline);
    report.print();
}
