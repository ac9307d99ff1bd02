// links: server_main
// The server's own writer with many askers waiting: group commit against one commit per request,
// and both against a bare SQLite program that claims seats without asking who may. In-process, so
// that neither HTTP nor a network is measured.

#include "server/main/node.h"
#include "server/store/database.h"
#include "tests/bench/options.h"
#include "tests/bench/process.h"
#include "tests/bench/report.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>

#include <sys/resource.h>

using namespace foyer;
using namespace foyer::bench;
using namespace foyer::server;

namespace {

constexpr std::uint16_t kSeats = 500; // of one showtime, as in the bare program
constexpr std::size_t kSelling = 64;  // showtimes that sell at the same time, likewise

constexpr std::size_t kTerminals = 64;

template <class Id>
Id newId() {
    crypto::SystemRandom random;
    return Id::make(SystemClock().now(), random);
}

domain::SeatingPlan plainPlan() {
    domain::SeatingPlan plan;
    plan.id = newId<PlanId>();
    plan.name = "Bench";
    plan.size = {20'000, 20'000};
    plan.areas = {{"house", "House", "#336699", 1}};
    plan.rows = {{"A", false}};
    for (std::uint16_t i = 0; i < kSeats; ++i) {
        domain::Seat seat;
        seat.label = std::to_string(i + 1);
        seat.at = {600 * (i % 25), 900 * (i / 25)};
        plan.seats.push_back(seat);
    }
    return plan;
}

/// A cinema with as many showtimes as the run can sell out. Its terminals are many, so that none
/// has more seats on lease in one showtime than a real one would.
struct Cinema {
    std::vector<services::Caller> terminals;
    std::vector<ShowtimeId> showtimes;
};

void putShowtimes(ports::Store& store, Cinema& cinema, domain::Showtime showtime,
                  std::size_t count) {
    showtime.start = SystemClock().now() + std::chrono::hours{24};
    showtime.end = showtime.start + std::chrono::hours{2};
    showtime.cleanUntil = showtime.end + std::chrono::minutes{20};
    showtime.businessDay = businessDayOf(showtime.start, {});
    for (std::size_t i = 0; i < count; ++i) {
        showtime.id = newId<ShowtimeId>();
        store.put(showtime);
        cinema.showtimes.push_back(showtime.id);
    }
}

void putTerminals(ports::Store& store, Cinema& cinema, CinemaId house) {
    for (std::uint8_t i = 0; i < kTerminals; ++i) {
        ports::TerminalRecord terminal;
        terminal.id = newId<TerminalId>();
        terminal.cinema = house;
        terminal.name = "Counter " + std::to_string(i);
        terminal.key[0] = i;
        terminal.enrolledAt = terminal.lastSeenAt = SystemClock().now();
        store.put(terminal);
        cinema.terminals.push_back({terminal.id, terminal.incarnation});
    }
}

Cinema found(ports::Store& store, std::size_t showtimes) {
    Cinema cinema;
    const domain::Cinema house{newId<CinemaId>(), "Bench", "", {}, "Europe/Berlin"};
    store.put(house);
    const auto plan = plainPlan();
    store.addPlan(plan, Hash{1});
    const domain::Auditorium auditorium{newId<AuditoriumId>(), house.id, "One", plan.id};
    store.put(auditorium);
    domain::PriceList prices;
    prices.id = newId<PriceListId>();
    prices.name = "Bench";
    prices.ticketTypes = {{"adult", "Adult", false}};
    prices.rows = {{"house", "adult", domain::DayPart::Evening, Money{1200, {}}}};
    store.put(prices);
    domain::Movie movie;
    movie.id = newId<MovieId>();
    movie.title = "Bench";
    movie.releaseYear = 2026;
    store.put(movie);
    domain::Showtime showtime;
    showtime.movie = movie.id;
    showtime.auditorium = auditorium.id;
    showtime.plan = plan.id;
    showtime.priceList = prices.id;
    putShowtimes(store, cinema, showtime, showtimes);
    putTerminals(store, cinema, house.id);
    return cinema;
}

/// The writer's whole side of the server, over a database of its own.
class Desk {
public:
    Desk(std::size_t mostPerCommit, std::size_t showtimes)
        : m_options(prepared())
        , m_readers(m_options, m_plans, 1)
        , m_writer(m_options, m_plans, nullptr, {4096, mostPerCommit})
        , m_context{m_writer, m_readers, m_clock, m_random}
        , m_allotments(m_context) {
        std::promise<bool> founded;
        m_writer.submit(
            {[&](ports::Store& store) {
                 m_cinema = found(store, showtimes);
                 return true;
             },
             [&](std::optional<ports::Failure> failure) { founded.set_value(!failure); }});
        require(founded.get_future().get(), "the bench's cinema cannot be stored");
    }

    services::Allotments& allotments() { return m_allotments; }
    const Cinema& cinema() const { return m_cinema; }
    std::int64_t commits() const { return m_writer.commits(); }
    /// Ends the writer's thread; everything submitted has been answered then.
    void close() { m_writer.stop(); }
    std::size_t claimed() {
        std::size_t seats = 0;
        const auto failure = m_readers.read([&](const ports::Store& store) {
            for (const ShowtimeId showtime : m_cinema.showtimes)
                seats += store.claims(showtime).all().size();
        });
        require(!failure, "the claims cannot be read");
        return seats;
    }

private:
    sqlite::Options prepared() {
        sqlite::Options options;
        options.path = m_folder.file("foyer.db");
        sqlite::Connection connection(options);
        require(store::prepareDatabase(connection, m_clock.now(), m_random).ok(),
                "the database cannot be prepared");
        return options;
    }

    TemporaryFolder m_folder;
    SystemClock m_clock;
    crypto::SystemRandom m_random;
    sqlite::Options m_options;
    store::PlanCache m_plans;
    store::ReaderPool m_readers;
    store::GroupWriter m_writer;
    services::Context m_context;
    services::Allotments m_allotments;
    Cinema m_cinema;
};

double processCpuSeconds() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Measured {
    double perSecond = 0;
    double perCpuSecond = 0;
    double perCommit = 0;
};

/// So many askers, each with one request under way: the answer to one submits the next, on the
/// writer's thread.
class Askers {
public:
    Askers(Desk& desk, std::size_t askers) : m_desk(desk), m_left(askers) {}

    Measured run(double seconds) {
        const auto start = std::chrono::steady_clock::now();
        const double cpu = processCpuSeconds();
        const auto commits = m_desk.commits();
        m_end = start + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                            std::chrono::duration<double>(seconds));
        for (std::size_t i = m_left; i > 0; --i)
            ask();
        m_done.get_future().wait();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        m_desk.close();
        const auto answers = static_cast<double>(m_granted);
        require(m_desk.claimed() == 2 * m_granted, "claimed seats are not the seats granted");
        return {answers / took.count(), answers / (processCpuSeconds() - cpu),
                answers / static_cast<double>(m_desk.commits() - commits)};
    }

private:
    void ask() {
        // Over 64 showtimes in turn until they are sold out, then over the next 64.
        const std::size_t number = m_asked++;
        const std::size_t block = number / (kSelling * kSeats / 2);
        const std::size_t within = number % (kSelling * kSeats / 2);
        const auto& showtimes = m_desk.cinema().showtimes;
        const auto seat = static_cast<std::uint16_t>(2 * (within / kSelling));
        const protocol::AllotmentAsk ask{
            showtimes[(block * kSelling + within % kSelling) % showtimes.size()],
            {SeatNo{seat}, SeatNo{static_cast<std::uint16_t>(seat + 1)}}};
        const auto& terminals = m_desk.cinema().terminals;
        m_desk.allotments().ask(terminals[number / kSelling % kTerminals], ask,
                                [this](auto outcome) {
                                    require(outcome && *outcome, "a free seat was refused");
                                    ++m_granted;
                                    answered();
                                });
    }

    void answered() {
        const bool isSoldOut = m_asked >= m_desk.cinema().showtimes.size() * kSeats / 2;
        if (!isSoldOut && std::chrono::steady_clock::now() < m_end)
            ask();
        else if (--m_left == 0)
            m_done.set_value();
    }

    Desk& m_desk;
    std::atomic<std::size_t> m_asked{0};
    std::size_t m_granted = 0; // on the writer's thread
    std::atomic<std::size_t> m_left;
    std::chrono::steady_clock::time_point m_end;
    std::promise<void> m_done;
};

Measured measure(std::size_t mostPerCommit, const Options& options) {
    const std::size_t blocks = options.smoke ? 1 : 8;
    Desk desk(mostPerCommit, blocks * kSelling);
    return Askers(desk, static_cast<std::size_t>(options.connections)).run(options.seconds);
}

double memberOf(const std::string& json, const std::string& name) {
    const auto at = json.find("\"" + name + "\":");
    return at == std::string::npos ? 0 : std::atof(json.c_str() + at + name.size() + 3);
}

Measured bareSqlite(int perCommit, const Options& options) {
    const auto program = baselineProgram("sqlite_hold");
    if (program.empty())
        return {};
    const TemporaryFolder folder;
    const Ran ran = run({program, folder.file("hold.db"), "FULL", std::to_string(perCommit), "2",
                         std::to_string(options.seconds), "1", "0"});
    require(ran.status == 0, "sqlite_hold: " + ran.output);
    return {memberOf(ran.output, "ops_ps"), memberOf(ran.output, "ops_per_cpu_s"),
            static_cast<double>(perCommit)};
}

void keepBetter(Measured& best, const Measured& now) {
    if (now.perSecond > best.perSecond)
        best = now;
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    Measured group, single, bareGroup, bareSingle;
    for (int i = 0; i < options.repeats; ++i) {
        keepBetter(group, measure(256, options));
        keepBetter(single, measure(1, options));
        keepBetter(bareGroup, bareSqlite(options.connections, options));
        keepBetter(bareSingle, bareSqlite(1, options));
    }
    require(group.perCommit > 1.5 && single.perCommit < 1.01, "the writers do not group as asked");
    Report report("commit");
    const char* const kAsk = "ask for two seats, group commit";
    report.add({kAsk, group.perSecond, "per second", "one commit each", single.perSecond});
    report.add({kAsk, group.perSecond, "per second", "bare SQLite, grouped", bareGroup.perSecond});
    report.add({kAsk, group.perCpuSecond, "per CPU-second", "bare SQLite, grouped",
                bareGroup.perCpuSecond});
    report.add({"ask for two seats, one commit each", single.perSecond, "per second",
                "bare SQLite, one commit each", bareSingle.perSecond});
    report.add({kAsk, group.perCommit, "requests per commit"});
    report.note(std::to_string(options.connections) +
                " askers, synchronous=FULL; every ask was granted and the seats claimed are the "
                "seats granted.");
    if (baselineProgram("sqlite_hold").empty())
        report.note(kNoBaseline);
    report.print();
}
