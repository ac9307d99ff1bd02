// links: proof_support
// Whole bookings of online customers: hold two seats, pay by card at a provider that answers at
// once, see the two tickets. Beside the prototype's hold and booking, which asks no provider, keeps
// no ledger and writes to nobody.

#include "shared/wire/customer_json.h"
#include "shared/wire/payment_json.h"
#include "tests/bench/holders.h"
#include "tests/bench/options.h"
#include "tests/bench/report.h"
#include "tests/proof/cinema.h"
#include "tests/proof/online.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>

using namespace foyer;
using namespace foyer::bench;

namespace {

using Clock = std::chrono::steady_clock;

// 500 seats a showtime, as the prototype has them.
constexpr int kRows = 20;
constexpr int kSeatsPerRow = 25;
constexpr std::size_t kPairs = std::size_t{kRows} * kSeatsPerRow / 2;

/// Goes the whole way with one pair after the other, and notes how long it took.
class Buyer : public Conversation {
public:
    explicit Buyer(const std::vector<Wanted>& wanted) : m_wanted(wanted) {}

    std::vector<float> bookings; // microseconds, from the ask for the hold to the tickets

protected:
    const Wanted* begin() {
        if (m_at == m_wanted.size())
            return nullptr;
        m_since = Clock::now();
        return &m_wanted[m_at];
    }
    const Wanted& wanted() const { return m_wanted[m_at]; }
    void end() {
        const std::chrono::duration<float, std::micro> took = Clock::now() - m_since;
        bookings.push_back(took.count());
        ++m_at;
    }

private:
    const std::vector<Wanted>& m_wanted;
    std::size_t m_at = 0;
    Clock::time_point m_since;
};

class Customer final : public Buyer {
public:
    Customer(const std::vector<domain::Showtime>& showtimes, const std::vector<Wanted>& wanted)
        : Buyer(wanted), m_showtimes(showtimes) {}

    std::string_view next() override {
        switch (m_step) {
        case Step::Hold:
            if (const Wanted* pair = begin())
                m_request = holdRequest(*pair);
            else
                m_request.clear();
            break;
        case Step::Pay:
            m_request = payRequest();
            break;
        case Step::Look:
            m_request = getRequest("/v1/payments/" + m_payment.toString(),
                                   "Hold-Token: " + m_hold.token + "\r\n");
            break;
        case Step::Tickets:
            m_request = postRequest("/v1/bookings/find",
                                    wire::encodeFindBooking({m_reference, emailOf(m_customer)}));
            break;
        }
        if (!m_request.empty())
            m_request = fromAddressOf(m_customer, std::move(m_request));
        return m_request;
    }

    void answered(const Answer& answer) override {
        switch (m_step) {
        case Step::Hold:
            require(answer.status == 201, "a free pair was refused: " + std::string(answer.body));
            m_hold = proof::Shop::holdIn(answer);
            m_step = Step::Pay;
            break;
        case Step::Pay:
            require(answer.status == 201, "no payment begins: " + std::string(answer.body));
            take(answer);
            break;
        case Step::Look:
            require(answer.status == 200, "a payment is not there: " + std::string(answer.body));
            take(answer);
            break;
        case Step::Tickets:
            requireTickets(answer);
            m_step = Step::Hold;
            end();
            break;
        }
    }

    /// A payment that somebody else advances just now is looked at again soon.
    std::chrono::milliseconds pause() override {
        return std::chrono::milliseconds{m_step == Step::Look ? 2 : 0};
    }

    std::size_t looks = 0; // at payments that were not at their end when they were answered

private:
    enum class Step : std::uint8_t { Hold, Pay, Look, Tickets };

    static std::string emailOf(std::uint32_t customer) {
        return "customer-" + std::to_string(customer) + "@example.com";
    }

    /// Another customer each time.
    std::string holdRequest(const Wanted& pair) {
        static std::uint32_t customers = 0;
        m_customer = ++customers;
        const auto seat = static_cast<std::uint16_t>(2 * pair.pair);
        return postRequest(
            "/v1/showtimes/" + m_showtimes.at(pair.showtime).id.toString() + "/holds",
            wire::encodeHoldRequest({{SeatNo{seat}, SeatNo{static_cast<std::uint16_t>(seat + 1)}},
                                     "",
                                     emailOf(m_customer),
                                     "en"}));
    }

    /// Each card is another: what is tried too often is turned away.
    std::string payRequest() const {
        return postRequest(
            "/v1/payments",
            wire::encodePaymentRequest(
                {m_hold.id, m_hold.token, {}, "pm_card_visa_" + std::to_string(m_customer)}));
    }

    void take(const Answer& answer) {
        const auto payment = wire::decodePayment(answer.body);
        require(payment.ok() && payment->failure.empty() && payment->reviewRule.empty(),
                "a payment fails: " + std::string(answer.body));
        m_payment = payment->id;
        m_reference = payment->bookingReference;
        const bool isPaid = payment->settled && payment->state == "captured";
        require(isPaid || !payment->settled, "a payment ends: " + std::string(answer.body));
        looks += isPaid ? 0 : 1;
        m_step = isPaid ? Step::Tickets : Step::Look;
    }

    static void requireTickets(const Answer& answer) {
        std::size_t tickets = 0;
        constexpr std::string_view name = "\"seat_name\"";
        for (auto at = answer.body.find(name); at != std::string_view::npos;
             at = answer.body.find(name, at + name.size()))
            ++tickets;
        require(answer.status == 200 && tickets == 2,
                "a booking has not two tickets: " + std::string(answer.body));
    }

    const std::vector<domain::Showtime>& m_showtimes;
    Step m_step = Step::Hold;
    std::uint32_t m_customer = 0;
    proof::Hold m_hold;
    PaymentId m_payment;
    std::string m_reference;
    std::string m_request;
};

/// The same pair at the prototype: hold, then booking, whose answer has the tickets.
class PrototypeCustomer final : public Buyer {
public:
    using Buyer::Buyer;

    std::string_view next() override {
        if (!m_holds && !begin())
            return {};
        const Wanted& pair = wanted();
        const std::string showtime = std::to_string(1 + pair.showtime);
        const std::string body = "\"seats\":[" + std::to_string(2 * pair.pair + 1) + "," +
                                 std::to_string(2 * pair.pair + 2) + "],\"session\":" +
                                 std::to_string(1 + pair.showtime * kPairs + pair.pair);
        m_request = m_holds ? postRequest("/bookings", "{\"showtime\":" + showtime + "," + body +
                                                           ",\"amount\":2400,\"method\":\"card\"}")
                            : postRequest("/showtimes/" + showtime + "/hold", "{" + body + "}");
        return m_request;
    }
    void answered(const Answer& answer) override {
        require(answer.status == 200, "the prototype refused: " + std::string(answer.body));
        if (m_holds)
            end();
        m_holds = !m_holds;
    }

private:
    bool m_holds = false;
    std::string m_request;
};

struct Sold {
    Load bookings;
    double cpuSeconds = 0;
    std::size_t looks = 0;

    double perCpuSecond() const {
        return static_cast<double>(bookings.answers()) / std::max(cpuSeconds, 0.01);
    }
};

template <class Each, class Make>
Sold sellAll(const ServerProcess& server, const Script& script, Make make) {
    std::vector<std::unique_ptr<Each>> buyers;
    std::vector<Conversation*> conversations;
    for (const auto& wanted : script) {
        buyers.push_back(make(wanted));
        conversations.push_back(buyers.back().get());
    }
    LoadClient client(server.port(), script.size());
    Sold sold;
    const double before = server.cpuSeconds();
    sold.bookings.seconds = client.run(conversations).seconds;
    sold.cpuSeconds = server.cpuSeconds() - before;
    for (const auto& buyer : buyers) {
        auto& all = sold.bookings.latencies;
        all.insert(all.end(), buyer->bookings.begin(), buyer->bookings.end());
        if constexpr (std::is_same_v<Each, Customer>)
            sold.looks += buyer->looks;
    }
    return sold;
}

/// The provider simulator; the servers that are started from now on know it.
class Provider {
public:
    explicit Provider(const TemporaryFolder& folder)
        : m_port(freePort())
        , m_server({builtProgram("foyer-provider-simulator"), "--port", std::to_string(m_port),
                    "--key", kKey, "--webhook-secret", kSecret},
                   m_port, folder.file("provider.log")) {
        ::setenv("FOYER_PAYMENT_KEY", kKey, 1);
        ::setenv("FOYER_PAYMENT_WEBHOOK_KEY", kSecret, 1);
        ::setenv("FOYER_PAYMENT_URL", ("http://127.0.0.1:" + std::to_string(m_port)).c_str(), 1);
    }
    double cpuSeconds() const { return m_server.cpuSeconds(); }

private:
    static constexpr const char* kKey = "sk_test_bench";
    static constexpr const char* kSecret = "whsec_bench";

    std::uint16_t m_port;
    ServerProcess m_server;
};

/// Of all showtimes together, counted at the server.
std::size_t soldSeats(const House& house, const proof::Shop& shop, const Replica& replica) {
    std::size_t sold = 0;
    for (const auto& showtime : replica.showtimes) {
        const Reply map = call(house.port(), shop.map(showtime.id));
        require(map.status == 200, "a seat map is not served");
        sold += static_cast<std::size_t>(std::count(map.body.begin(), map.body.end(), 's'));
    }
    return sold;
}

Sold ownRound(std::size_t connections, std::size_t count) {
    const TemporaryFolder folder;
    const Provider provider(folder);
    proof::describePlainCinema(folder.file("cinema"), kRows, kSeatsPerRow);
    const House house(folder.file("cinema"),
                      proof::openPolicy(std::chrono::minutes{10}, std::chrono::minutes{5}));
    const proof::Shop shop(house);
    const Replica replica = readReplica(house.port(), shop.device());
    const Script script = distinct(connections, replica.showtimes.size(), kPairs, count);
    Sold sold = sellAll<Customer>(house.server(), script, [&](const auto& wanted) {
        return std::make_unique<Customer>(replica.showtimes, wanted);
    });
    require(soldSeats(house, shop, replica) == 2 * sold.bookings.answers(),
            "sold seats are not those of the bookings");
    const Ran audit = house.audit();
    require(audit.status == 0, "the audit found something: " + audit.output);
    return sold;
}

std::optional<Sold> prototypeRound(std::size_t connections, std::size_t count) {
    if (!Prototype::isBuilt())
        return {};
    const Prototype prototype;
    const ServerProcess& server = prototype.server();
    return sellAll<PrototypeCustomer>(
        server, distinct(connections, Prototype::kShowtimes, kPairs, count),
        [](const auto& wanted) { return std::make_unique<PrototypeCustomer>(wanted); });
}

void keepBetter(Sold& best, Sold now) {
    if (best.bookings.answers() == 0 || now.perCpuSecond() > best.perCpuSecond())
        best = std::move(now);
}

} // namespace

int main(int count, char** arguments) {
    const Options options = readOptions(count, arguments);
    believeProxies();
    const auto connections = static_cast<std::size_t>(options.connections);
    // A booking is five of the hold bench's holds and more.
    const auto bookings = std::max<std::size_t>(static_cast<std::size_t>(options.sales) / 4, 1);
    Sold own;
    std::optional<Sold> alone, base;
    for (int i = 0; i < options.repeats; ++i) {
        keepBetter(own, ownRound(connections, bookings));
        if (!alone)
            alone = ownRound(1, std::max<std::size_t>(bookings / 20, 1));
        if (auto other = prototypeRound(connections, 4 * bookings)) {
            if (!base)
                base.emplace();
            keepBetter(*base, *std::move(other));
        }
    }
    Report report("booking");
    const char* const kWhat = "booking of two seats";
    const char* const kName = "prototype";
    const auto tell = [&](const char* unit, auto number) {
        report.add({kWhat, number(own), unit, kName, base ? number(*base) : 0});
    };
    tell("per CPU-second", [](const Sold& sold) { return sold.perCpuSecond(); });
    tell("per second", [](const Sold& sold) { return sold.bookings.perSecond(); });
    tell("µs, half of them below", [](const Sold& sold) { return sold.bookings.percentile(0.5); });
    tell("µs, 99 of 100 below", [](const Sold& sold) { return sold.bookings.percentile(0.99); });
    tell("µs at most", [](const Sold& sold) { return sold.bookings.percentile(1); });
    report.add(
        {"booking by one customer", alone->bookings.percentile(0.5), "µs, half of them below"});
    report.note(std::to_string(connections) + " connections, " +
                std::to_string(own.bookings.answers()) +
                " bookings, each with hold, payment, a letter in the outbox and its two tickets "
                "seen; as many seats are sold, and the audit agrees. " +
                std::to_string(own.looks) +
                " times a payment was not at its end when it was answered. The provider's own "
                "processor time is not counted, the time it takes is.");
    if (!base)
        report.note(kNoBaseline);
    report.print();
}
