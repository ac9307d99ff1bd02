// links: proof_support
// A terminal that was away: it fetches 100,000 changes of seats over HTTP, page by page, and writes
// each page to its disk; beside bare programs that only write as many. And one that is too far
// behind, which fetches the whole present state; beside copying its file.

#include "app/core/replica_changes.h"
#include "app/store/terminal_store.h"
#include "shared/wire/report_text.h"
#include "shared/wire/sync_json.h"
#include "tests/bench/holders.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/proof/cinema.h"
#include "tests/proof/online.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <memory>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

using namespace foyer;
using namespace foyer::bench;

namespace {

using Clock = std::chrono::steady_clock;

// 500 seats a showtime, as the bare programs have them.
constexpr int kRows = 20;
constexpr int kSeatsPerRow = 25;
constexpr std::size_t kSeats = std::size_t{kRows} * kSeatsPerRow;
constexpr std::size_t kChangesOfAVisit = 2;
constexpr int kCopies = 5;

double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Holds one seat after the other, and lets each go at once: two changes for whoever listens.
class Visitor final : public Conversation {
public:
    Visitor(const proof::Shop& shop, const std::vector<domain::Showtime>& showtimes,
            const std::vector<Wanted>& wanted)
        : m_shop(shop), m_showtimes(showtimes), m_wanted(wanted) {}

    std::string_view next() override {
        if (m_at == m_wanted.size())
            return {};
        const Wanted& wanted = m_wanted[m_at];
        const SeatNo seat{static_cast<std::uint16_t>(wanted.pair)};
        m_request =
            fromElsewhere(m_holds ? m_shop.release(m_hold)
                                  : m_shop.hold(m_showtimes.at(wanted.showtime).id, {seat}));
        return m_request;
    }
    void answered(const Answer& answer) override {
        require(answer.status == (m_holds ? 200 : 201),
                "a seat is not held, or not let go: " + std::string(answer.body));
        if (m_holds)
            ++m_at;
        else
            m_hold = proof::Shop::holdIn(answer);
        m_holds = !m_holds;
    }

private:
    const proof::Shop& m_shop;
    const std::vector<domain::Showtime>& m_showtimes;
    const std::vector<Wanted>& m_wanted;
    std::size_t m_at = 0;
    bool m_holds = false;
    proof::Hold m_hold;
    std::string m_request;
};

void makeChanges(const House& house, const proof::Shop& shop, const Replica& replica,
                 std::size_t connections, std::size_t visits) {
    const Script script = distinct(connections, replica.showtimes.size(), kSeats, visits);
    std::vector<std::unique_ptr<Visitor>> visitors;
    std::vector<Conversation*> conversations;
    for (const auto& wanted : script) {
        visitors.push_back(std::make_unique<Visitor>(shop, replica.showtimes, wanted));
        conversations.push_back(visitors.back().get());
    }
    LoadClient(house.port(), connections).run(conversations);
}

/// The terminal's own half of the feed: its line, its disk, its memory.
class Terminal {
public:
    Terminal(const House& house, const std::string& file)
        : m_house(house), m_device(house.enrol("Counter 1")) {
        auto opened =
            store::TerminalStore::open({file, {}}, {m_device.id, m_device.incarnation, "Counter 1"},
                                       crypto::KeyPair::generate(), wallClock());
        require(opened.ok(), "a terminal's database cannot be opened");
        m_store = std::move(*opened);
    }

    struct Caught {
        Load pages; // microseconds until a page was here
        std::size_t changes = 0;
        double seconds = 0;
        double cpuSeconds = 0; // of the server and of the terminal
        double serverCpuSeconds = 0;

        double perSecond() const { return static_cast<double>(changes) / seconds; }
        double perCpuSecond() const {
            return static_cast<double>(changes) / std::max(cpuSeconds, 0.01);
        }
    };
    /// All there is since `from`; from 0: the whole state.
    Caught catchUp(CommitSeq from) {
        Feed feed(*this, from);
        LoadClient client(m_house.port(), 1);
        const double server = m_house.server().cpuSeconds();
        const std::clock_t own = std::clock(); // all threads: there is only this one
        const auto start = Clock::now();
        feed.caught.pages = client.run({&feed});
        feed.caught.seconds = secondsSince(start);
        feed.caught.serverCpuSeconds = m_house.server().cpuSeconds() - server;
        feed.caught.cpuSeconds =
            feed.caught.serverCpuSeconds + static_cast<double>(std::clock() - own) / CLOCKS_PER_SEC;
        return feed.caught;
    }
    CommitSeq cursor() const { return m_cursor; }
    void forget() { m_replica = {}; }

    /// What it shows of a showtime, a letter for each seat.
    std::string lettersOf(ShowtimeId showtime) const {
        std::string letters;
        const auto seats = m_replica.seats.find(showtime);
        require(seats != m_replica.seats.end(), "the terminal does not know a showtime");
        for (const auto state : seats->second.states)
            letters += domain::letterOf(state);
        return letters;
    }

private:
    static Instant wallClock() {
        return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    }

    class Feed final : public Conversation {
    public:
        Feed(Terminal& terminal, CommitSeq from) : m_terminal(terminal), m_cursor(from) {}

        std::string_view next() override {
            if (!m_more)
                return {};
            m_request = getRequest("/v1/sync/changes?cursor=" + std::to_string(m_cursor.value),
                                   "Authorization: Bearer " + m_terminal.m_device.token + "\r\n" +
                                       std::string(wire::kSchemaHeader) + ": " +
                                       std::to_string(protocol::kJournalSchema) + "\r\n");
            return m_request;
        }
        void answered(const Answer& answer) override {
            auto changes = wire::decodeChanges(answer.body);
            require(answer.status == 200 && changes.ok(), "the feed cannot be read");
            require(changes->snapshot == (m_cursor.value == 0),
                    "the server tells the whole state to one who is near, or the reverse");
            m_more = changes->more;
            m_cursor = changes->cursor;
            caught.changes += changes->changes.size();
            m_terminal.take(std::move(*changes));
        }
        Caught caught;

    private:
        Terminal& m_terminal;
        CommitSeq m_cursor;
        bool m_more = true;
        std::string m_request;
    };

    void take(protocol::ChangesAnswer changes) {
        const auto answer = std::make_shared<const protocol::ChangesAnswer>(std::move(changes));
        const Instant now = wallClock();
        const auto stored = m_store->carryOut(
            core::ApplyChanges{core::StoreOp{++m_op}, answer, {}, core::Mark{now, {}, {}}}, now);
        require(stored && std::holds_alternative<core::Stored>(*stored),
                "a page of changes is not on the terminal's disk");
        core::applyTo(m_replica, *answer);
        m_cursor = answer->cursor;
    }

    const House& m_house;
    Device m_device;
    std::unique_ptr<store::TerminalStore> m_store;
    core::Replica m_replica;
    CommitSeq m_cursor;
    std::int64_t m_op = 0;
};

using Caught = Terminal::Caught;

void requireSame(const House& house, const proof::Shop& shop, const Replica& replica,
                 const Terminal& terminal) {
    for (const auto& showtime : replica.showtimes)
        require(call(house.port(), shop.map(showtime.id)).body == terminal.lettersOf(showtime.id),
                "the terminal shows other seats than the server");
}

/// Reads it, writes it elsewhere and syncs that; the best of some, in seconds.
double copySeconds(const std::string& file, const std::string& to) {
    double best = 0;
    for (int i = 0; i < kCopies; ++i) {
        const auto start = Clock::now();
        std::stringstream bytes;
        bytes << std::ifstream(file, std::ios::binary).rdbuf();
        const std::string text = bytes.str();
        require(!text.empty(), "the terminal has no file");
        const int fd = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        const bool copied =
            ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
            ::fsync(fd) == 0;
        ::close(fd);
        require(copied, "the terminal's file cannot be copied");
        best = i == 0 ? secondsSince(start) : std::min(best, secondsSince(start));
    }
    return best;
}

struct Round {
    Caught behind;
    Caught farBehind;
    double copy = 0; // seconds
};

Round ownRound(const Options& options, std::size_t visits) {
    const TemporaryFolder folder;
    proof::describePlainCinema(folder.file("cinema"), kRows, kSeatsPerRow);
    const House house(folder.file("cinema"),
                      proof::openPolicy(std::chrono::minutes{10}, std::chrono::minutes{5}));
    const proof::Shop shop(house);
    const Replica replica = readReplica(house.port(), shop.device());
    const std::string file = folder.file("terminal.db");
    Round round;
    {
        Terminal terminal(house, file);
        terminal.catchUp(CommitSeq{0});
        makeChanges(house, shop, replica, static_cast<std::size_t>(options.connections), visits);
        // Now seats that stay held, so that a wrong order of changes would be seen.
        const auto hold = [&](std::size_t showtime, std::size_t pair) {
            return fromElsewhere(shop.hold(replica.showtimes.at(showtime).id,
                                           {SeatNo{static_cast<std::uint16_t>(pair)}}));
        };
        holdAll(house.server(), AskFor(hold), distinct(1, replica.showtimes.size(), kSeats, 100));
        round.behind = terminal.catchUp(terminal.cursor());
        requireSame(house, shop, replica, terminal);
        terminal.forget();
        round.farBehind = terminal.catchUp(CommitSeq{0});
        requireSame(house, shop, replica, terminal);
    }
    round.copy = copySeconds(file, folder.file("copy.db"));
    return round;
}

/// Changes a second that a bare program applies; 0: not at hand.
double bareApply(const char* mode, std::size_t changes) {
    const auto program = baselineProgram("sync_bench");
    if (program.empty())
        return 0;
    const TemporaryFolder folder;
    const Ran ran = run({program, "apply", mode, std::to_string(changes), folder.file("")});
    require(ran.status == 0, "sync_bench: " + ran.output);
    return printedNumber(ran.output, "changes_ps");
}

void tell(Report& report, const Round& own, double records, double pages) {
    const char* const kWhat = "changes of seats, fetched and kept";
    const char* const kFar = "the whole state, fetched and kept";
    const char* const kRecords = "bare apply, records of 64 bytes";
    const char* const kPages = "bare apply, JSON by simdjson";
    report.add({kWhat, own.behind.perCpuSecond(), "per CPU-second of both", kRecords, records});
    report.add({kWhat, own.behind.perCpuSecond(), "per CPU-second of both", kPages, pages});
    report.add({kWhat, own.behind.perSecond(), "per second", kRecords, records});
    report.add({kWhat, own.behind.perSecond(), "per second", kPages, pages});
    report.add({kWhat, own.behind.serverCpuSeconds * 1e3, "ms of the server's processor"});
    for (const auto& [share, unit] :
         {std::pair{0.5, "µs a page, half of them below"},
          std::pair{0.99, "µs a page, 99 of 100 below"}, std::pair{1.0, "µs a page at most"}})
        report.add({kWhat, own.behind.pages.percentile(share), unit});
    report.add(
        {kFar, own.farBehind.seconds * 1e3, "ms", "copying the terminal's file", own.copy * 1e3});
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    believeProxies();
    // 100,000 changes, unless told otherwise.
    const std::size_t visits = static_cast<std::size_t>(options.sales) * 5 / kChangesOfAVisit;
    Round own;
    double records = 0;
    double pages = 0;
    for (int i = 0; i < options.repeats; ++i) {
        Round now = ownRound(options, visits);
        records = std::max(records, bareApply("bin", now.behind.changes));
        pages = std::max(pages, bareApply("simdpage", now.behind.changes));
        if (i == 0 || now.behind.perCpuSecond() > own.behind.perCpuSecond())
            own.behind = std::move(now.behind);
        if (i == 0 || now.farBehind.seconds < own.farBehind.seconds)
            own.farBehind = std::move(now.farBehind);
        own.copy = i == 0 ? now.copy : std::min(own.copy, now.copy);
    }
    Report report("catch_up");
    tell(report, own, records, pages);
    report.note(
        std::to_string(own.behind.changes) + " changes in " +
        std::to_string(own.behind.pages.answers()) +
        " pages, each synced (the bare programs sync once in a while); the whole state is " +
        std::to_string(own.farBehind.changes) +
        " things. After both the terminal shows the server's seats of every showtime. A "
        "page's time is that until its bytes are here.");
    if (records == 0)
        report.note("sync_bench was not built: it lacks its source (FOYER_BASELINE_DIR) or "
                    "simdjson (libsimdjson-dev).");
    report.print();
}
