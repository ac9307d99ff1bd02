// links: proof_support
// Signing in, which is slow on purpose: as many a second as the worker has hashes in it, beside
// libsodium's own; how long people wait when too many come, how many of them are sent away; and
// what holds are worth meanwhile.

#include "shared/crypto/password.h"
#include "shared/crypto/random.h"
#include "shared/sqlite/connection.h"
#include "shared/wire/session_json.h"
#include "tests/bench/holders.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/proof/cinema.h"
#include "tests/proof/online.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

using namespace foyer;
using namespace foyer::bench;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRows = 20;
constexpr int kSeatsPerRow = 25;
constexpr std::size_t kPairs = std::size_t{kRows} * kSeatsPerRow / 2;

constexpr const char* kPassword = "correct horse battery";
/// So many sign in at a time without anybody being sent away (server/main/node.cpp).
constexpr std::size_t kFewPeople = 8;
/// Who was sent away tries again: sooner than asked to, so that there is always a crowd.
constexpr std::chrono::milliseconds kAgain{100};

std::string emailOf(std::size_t person) {
    return "person-" + std::to_string(person) + "@example.com";
}

/// Before the server starts: so many people have an account, all with the same password.
House::Preparation peopled(std::size_t people) {
    const auto policy = proof::openPolicy(std::chrono::minutes{10}, std::chrono::minutes{5});
    return [policy, people](const std::string& database) {
        policy(database);
        sqlite::Options options;
        options.path = database;
        options.create = false;
        sqlite::Connection connection(options);
        auto insert = connection.prepare(
            "account", "INSERT INTO account (id, email, email_key, name, role, password_hash, "
                       "active, created_at, language) "
                       "VALUES ($1, $2, $2, 'Somebody', 'customer', $3, 1, $4, 'en')");
        const std::string hash = crypto::hashPassword(kPassword, crypto::Cost::Interactive);
        const Instant now = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
        crypto::SystemRandom random;
        for (std::size_t i = 0; i < people; ++i)
            insert.run(AccountId::make(now, random), emailOf(i), hash, now);
    };
}

/// Signs in again and again.
class Person final : public Conversation {
public:
    using IsOver = std::function<bool()>;
    Person(std::size_t number, const IsOver& isOver)
        : m_request(fromAddressOf(
              static_cast<std::uint32_t>(number) | 0x800000,
              postRequest("/v1/sessions", wire::encodeSignIn({emailOf(number), kPassword}))))
        , m_isOver(isOver) {}

    std::string_view next() override {
        if (m_isOver())
            return {};
        m_since = Clock::now();
        return m_request;
    }
    void answered(const Answer& answer) override {
        const std::chrono::duration<float, std::micro> took = Clock::now() - m_since;
        const bool in = answer.status == 201;
        require(in || answer.status == 503, "signing in was answered with " +
                                                std::to_string(answer.status) + ": " +
                                                std::string(answer.body));
        m_wasSentAway = !in;
        (in ? signedIn : sentAway).push_back(took.count());
    }
    std::chrono::milliseconds pause() override {
        return m_wasSentAway ? kAgain : std::chrono::milliseconds{0};
    }

    std::vector<float> signedIn; // microseconds
    std::vector<float> sentAway;

private:
    std::string m_request;
    const IsOver& m_isOver;
    Clock::time_point m_since;
    bool m_wasSentAway = false;
};

struct SignedIn {
    Load in;
    Load sentAway;
    double cpuSeconds = 0; // of the server, whatever else it did

    double perCpuSecond() const {
        return static_cast<double>(in.answers()) / std::max(cpuSeconds, 0.01);
    }
};

SignedIn signIn(const ServerProcess& server, std::size_t people, const Person::IsOver& isOver) {
    std::vector<std::unique_ptr<Person>> persons;
    std::vector<Conversation*> conversations;
    for (std::size_t i = 0; i < people; ++i) {
        persons.push_back(std::make_unique<Person>(i, isOver));
        conversations.push_back(persons.back().get());
    }
    LoadClient client(server.port(), people);
    SignedIn signedIn;
    const double before = server.cpuSeconds();
    signedIn.in.seconds = client.run(conversations).seconds;
    signedIn.cpuSeconds = server.cpuSeconds() - before;
    for (const auto& person : persons) {
        auto& in = signedIn.in.latencies;
        in.insert(in.end(), person->signedIn.begin(), person->signedIn.end());
        auto& sentAway = signedIn.sentAway.latencies;
        sentAway.insert(sentAway.end(), person->sentAway.begin(), person->sentAway.end());
    }
    return signedIn;
}

SignedIn signInFor(const ServerProcess& server, std::size_t people, double seconds) {
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                        std::chrono::duration<double>(seconds));
    return signIn(server, people, [end] { return Clock::now() >= end; });
}

struct Round {
    Measured quiet; // holds while nobody signs in
    Measured busy;  // holds while a crowd does
    SignedIn few;
    SignedIn crowd;
};

Round ownRound(const Options& options) {
    const auto connections = static_cast<std::size_t>(options.connections);
    // A crowd is more than the queue takes.
    const std::size_t crowd = std::max<std::size_t>(connections, 64);
    const TemporaryFolder folder;
    proof::describePlainCinema(folder.file("cinema"), kRows, kSeatsPerRow);
    const House house(folder.file("cinema"), peopled(crowd));
    const proof::Shop shop(house);
    const Replica replica = readReplica(house.port(), shop.device());
    const auto from = [&](std::size_t first) {
        return AskFor([&, first](std::size_t showtime, std::size_t pair) {
            const auto seat = static_cast<std::uint16_t>(2 * (first + pair));
            return fromElsewhere(
                shop.hold(replica.showtimes.at(showtime).id,
                          {SeatNo{seat}, SeatNo{static_cast<std::uint16_t>(seat + 1)}}));
        });
    };
    const Script script = distinct(connections, replica.showtimes.size(), kPairs / 2,
                                   static_cast<std::size_t>(options.sales));
    Round round;
    round.few = signInFor(house.server(), kFewPeople, options.seconds);
    require(round.few.sentAway.answers() == 0, "somebody was sent away although few came");
    round.quiet = holdAll(house.server(), from(0), script);
    std::atomic<bool> isOver{false};
    std::thread people(
        [&] { round.crowd = signIn(house.server(), crowd, [&] { return isOver.load(); }); });
    round.busy = holdAll(house.server(), from(kPairs / 2), script);
    isOver = true;
    people.join();
    require(round.quiet.refused.answers() + round.busy.refused.answers() == 0,
            "a free pair was refused");
    require(round.crowd.in.answers() > 0 && round.crowd.sentAway.answers() > 0,
            "the queue has no end");
    return round;
}

/// Hashes a second of one core by the bare program; 0: not at hand. It measures for 13 s.
double bareHashes() {
    const auto program = baselineProgram("hash_bench");
    if (program.empty())
        return 0;
    const Ran ran = run({program});
    require(ran.status == 0, "hash_bench: " + ran.output);
    return printedNumber(ran.output, "argon2id_19m_t2_ps");
}

void tell(Report& report, const Round& own, double bare) {
    const char* const kBare = "libsodium on one core";
    const char* const kQuiet = "nobody signs in";
    const char* const kHold = "hold of two seats while a crowd signs in";
    report.add({"sign-in", own.few.in.perSecond(), "per second", kBare, bare});
    report.add({"sign-in", own.few.perCpuSecond(), "per CPU-second", kBare, bare});
    report.add({"sign-in", own.few.in.percentile(0.99) / 1e3, "ms, 99 of 100 below"});
    report.add(
        {"sign-in, a crowd beside holds", own.crowd.in.perSecond(), "per second", kBare, bare});
    report.add({"sign-in, a crowd beside holds", own.crowd.in.percentile(0.99) / 1e3,
                "ms, 99 of 100 below"});
    report.add({"sign-in, a crowd beside holds", own.crowd.in.percentile(1) / 1e3, "ms at most"});
    report.add(
        {"sent away by 503", own.crowd.sentAway.percentile(0.99) / 1e3, "ms, 99 of 100 below"});
    report.add(
        {kHold, own.busy.all.perSecond(), "answers per second", kQuiet, own.quiet.all.perSecond()});
    report.add({kHold, own.busy.held.percentile(0.5), "µs, half of them below", kQuiet,
                own.quiet.held.percentile(0.5)});
    report.add({kHold, own.busy.held.percentile(0.99), "µs, 99 of 100 below", kQuiet,
                own.quiet.held.percentile(0.99)});
    report.add(
        {kHold, own.busy.held.percentile(1), "µs at most", kQuiet, own.quiet.held.percentile(1)});
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    believeProxies();
    Round own;
    double bare = 0;
    for (int i = 0; i < options.repeats; ++i) {
        Round now = ownRound(options);
        if (i == 0 || now.few.perCpuSecond() > own.few.perCpuSecond())
            own.few = std::move(now.few);
        // These belong together: what one takes, the other lacks.
        if (i == 0 || now.busy.all.perSecond() > own.busy.all.perSecond()) {
            own.busy = std::move(now.busy);
            own.quiet = std::move(now.quiet);
            own.crowd = std::move(now.crowd);
        }
        if (!options.smoke)
            bare = std::max(bare, bareHashes());
    }
    Report report("sign_in");
    tell(report, own, bare);
    report.note(
        std::to_string(own.few.in.answers()) + " sign-ins by " + std::to_string(kFewPeople) +
        " at a time; in the crowd " + std::to_string(own.crowd.in.answers()) + " and " +
        std::to_string(own.crowd.sentAway.answers()) +
        " times somebody was sent away, to come again after " + std::to_string(kAgain.count()) +
        " ms. One worker hashes. On two cores the holds, their writer and both clients "
        "share what it leaves.");
    if (bare == 0 && !options.smoke)
        report.note(kNoBaseline);
    report.print();
}
