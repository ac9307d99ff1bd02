// links: server_main contract_house
#include "shared/wire/customer_json.h"
#include "shared/wire/exchange_json.h"
#include "tests/contract/access_cells.h"
#include "tests/contract/cast.h"
#include "tests/contract/witness.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr const char* kNothing = "018f3c2e-7a10-7000-8000-000000000001";

std::string pathTo(const http::Route& route, const std::string& id) {
    auto path = route.path;
    if (const auto at = path.find("{id}"); at != path.npos)
        path.replace(at, 4, id);
    return path;
}

bool takesBody(const http::Route& route) {
    return route.method != edge::Method::Get && route.method != edge::Method::Delete;
}

} // namespace

/// Role x route x ownership: every cell, and that nothing changes behind a door that is shut.
class RestDoors : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Cast> m_cast;
    std::unique_ptr<Witness> m_witness;

    const std::vector<http::Route>& routes() const {
        return m_cast->house.node->api().router().routes();
    }
    const http::Route& routeOf(const std::string& operation) const {
        const auto found =
            std::find_if(routes().begin(), routes().end(),
                         [&](const http::Route& route) { return route.operation == operation; });
        CHECK(found != routes().end());
        return *found;
    }
    Answer knock(const http::Route& route, const std::string& bearer) {
        return m_cast->house.ask(std::string(http::nameOf(route.method)), pathTo(route, kNothing),
                                 takesBody(route) ? "{}" : "", {bearer, {}});
    }

    /// One customer: a hold, and a payment of another hold.
    struct Customer {
        std::string bearer;
        wire::HoldAnswer hold;
        wire::HoldAnswer paidHold;
        wire::PaymentAnswer payment;
    };
    Customer customer(const std::string& name) {
        Customer made;
        made.bearer = m_cast->signIn(name + "@example.com", domain::AccountRole::Customer);
        made.hold = m_cast->hold(made.bearer);
        made.paidHold = m_cast->hold(made.bearer);
        const auto paid = m_cast->house.post(
            "/v1/payments",
            wire::encodePaymentRequest({made.paidHold.id, made.paidHold.token, {}, "pm_" + name}),
            {made.bearer, {}});
        CHECK(paid.status == 201);
        made.payment = *wire::decodePayment(paid.body);
        return made;
    }
    /// Another seat as good for the first ticket of theirs.
    std::string exchangeOf(const Customer& whose) {
        const auto swap = services::readOne<wire::ExchangeRequest::Swap>(
            m_cast->house.node->reader(), [&](const ports::Store& store) {
                const auto tickets = store.tickets(whose.payment.booking);
                if (tickets.empty())
                    return wire::ExchangeRequest::Swap{*TicketId::parse(kNothing), SeatNo{0}};
                const auto& line = tickets.front().line;
                const auto plan = store.plan(store.showtime(tickets.front().showtime)->plan);
                const auto claims = store.claims(tickets.front().showtime);
                SeatNo to{0};
                const auto isAsGood = [&](SeatNo seat) {
                    return plan->areaOf(seat).key == plan->areaOf(line.seat).key &&
                           plan->seat(seat).kind == plan->seat(line.seat).kind;
                };
                while (to.value + 1u < plan->seatCount() && (claims.at(to) || !isAsGood(to)))
                    ++to.value;
                return wire::ExchangeRequest::Swap{line.ticket, to};
            });
        return wire::encodeExchangeRequest({{*swap}});
    }
    /// What `who` asks of what is `whose`, by the token that `who` has.
    Answer askOwned(const std::string& operation, const Customer& whose, const Customer& who) {
        const bool isBooking = operation == "getTickets" || operation == "exchangeBooking";
        const bool isPayment = operation == "getPayment" || operation == "cancelPayment";
        const auto& route = routeOf(operation);
        const auto id = isBooking   ? whose.payment.booking.toString()
                        : isPayment ? whose.payment.id.toString()
                                    : whose.hold.id.toString();
        const auto& token = isPayment || isBooking ? who.paidHold.token : who.hold.token;
        const std::string body = operation == "setHoldContact"
                                     ? wire::encodeContact({"new@example.com", "en"})
                                 : operation == "exchangeBooking" ? exchangeOf(whose)
                                                                  : "";
        return m_cast->house.ask(std::string(http::nameOf(route.method)), pathTo(route, id), body,
                                 {who.bearer, {{"Hold-Token", token}}});
    }
    std::vector<std::string> ownedBy(const std::string& owner) const {
        std::vector<std::string> all;
        for (const auto& [operation, door] : doors())
            if (door.owner == owner)
                all.push_back(operation);
        return all;
    }

private slots:
    void initTestCase() {
        m_cast = std::make_unique<Cast>();
        m_witness = std::make_unique<Witness>(m_cast->house.settings.database());
    }
    void cleanupTestCase() {
        m_witness.reset();
        m_cast.reset();
    }
    void init() { m_witness->look(); }

    void theWitnessSeesAChange() {
        (void)m_cast->hold();
        QVERIFY(!m_witness->change().empty());
        QVERIFY(m_witness->change().empty());
        QCOMPARE(m_cast->house.get("/v1/movies").status, 200);
        QVERIFY(m_witness->change().empty());
    }

    void everyRouteHasItsDoorAndEveryDoorItsRoute() {
        std::set<std::string> operations;
        for (const auto& route : routes()) {
            operations.insert(route.operation);
            QVERIFY2(doors().contains(route.operation),
                     ("add a row to tests/contract/access_cells.h: " + route.operation).c_str());
            const bool namesOne = route.path.find("{id}") != std::string::npos;
            QVERIFY2(namesOne == (doors().at(route.operation).owner != "-"),
                     route.operation.c_str());
        }
        QCOMPARE(operations.size(), doors().size());
    }

    void everyCellIsAsItIsWritten() {
        int open = 0;
        int shut = 0;
        for (const auto& route : routes()) {
            const auto& may = doors().at(route.operation).may;
            for (int i = 0; i < http::kPartyCount; ++i) {
                const auto party = static_cast<Party>(i);
                const auto answer = knock(route, m_cast->token(party));
                const auto cell = route.operation + " by " + kLetters[i] + ": " +
                                  std::to_string(answer.status) + " " + problemOf(answer);
                QVERIFY2(answer.status < 500, cell.c_str());
                const bool isShut = answer.status == 401 || problemOf(answer) == "forbidden";
                QVERIFY2(isShut == (may.find(kLetters[i]) == may.npos), cell.c_str());
                if (!isShut) {
                    ++open;
                    (void)m_witness->change(); // what one may do may change something
                    continue;
                }
                ++shut;
                QCOMPARE(answer.status, party == Party::Anonymous ? 401 : 403);
                QVERIFY2(m_witness->change().empty(), cell.c_str());
            }
        }
        QCOMPARE(open + shut, static_cast<int>(routes().size()) * http::kPartyCount);
        QVERIFY(shut > 150);
    }

    /// What another cinema's server has signed or given out is nothing here.
    void whoBelongsToAnotherCinemaIsNobody() {
        Cast other;
        for (const auto& route : routes())
            for (int i = 1; i < http::kPartyCount; ++i) {
                if (doors().at(route.operation).may.find('A') != std::string::npos)
                    continue;
                const auto answer = knock(route, other.token(static_cast<Party>(i)));
                QVERIFY2(answer.status == 401, (route.operation + " by " + kLetters[i]).c_str());
            }
        QCOMPARE(QString::fromStdString(m_witness->change()), QString());
    }

    void whatIsOnesOwnOpens_data() {
        QTest::addColumn<QString>("operation");
        for (const auto& operation : ownedBy("hold"))
            QTest::newRow(operation.c_str()) << QString::fromStdString(operation);
    }
    void whatIsOnesOwnOpens() {
        QFETCH(QString, operation);
        const auto name = operation.toStdString();
        const auto ada = customer("ada-" + name);
        const auto eve = customer("eve-" + name);
        m_witness->look();
        const auto swapped = askOwned(name, ada, eve);
        QVERIFY2(swapped.status == 404, std::to_string(swapped.status).c_str());
        QCOMPARE(QString::fromStdString(m_witness->change()), QString());
        auto nobody = eve;
        nobody.bearer.clear();
        nobody.hold.token.clear();
        nobody.paidHold.token.clear();
        QCOMPARE(askOwned(name, ada, nobody).status, 404);
        QCOMPARE(QString::fromStdString(m_witness->change()), QString());
        // What is there and not one's own looks like what is not there.
        auto missing = ada;
        missing.hold.id = *HoldId::parse(kNothing);
        missing.payment.id = *PaymentId::parse(kNothing);
        missing.payment.booking = *BookingId::parse(kNothing);
        const auto none = askOwned(name, missing, eve);
        QCOMPARE(problemOf(none), problemOf(swapped));
        const auto own = askOwned(name, ada, ada);
        // A payment that was taken is cancelled no more, and not every seat has one as good; its
        // owner hears so.
        const bool mayConflict = name == "cancelPayment" || name == "exchangeBooking";
        QVERIFY2(own.status == 200 || (mayConflict && own.status == 409),
                 std::to_string(own.status).c_str());
    }

    void aForeignHoldIsNeitherPaidNorSold() {
        const auto ada = customer("ada-sell");
        const auto eve = customer("eve-sell");
        m_witness->look();
        const auto pay = m_cast->house.post(
            "/v1/payments", wire::encodePaymentRequest({ada.hold.id, eve.hold.token, {}, "pm_eve"}),
            {eve.bearer, {}});
        QCOMPARE(pay.status, 404);
        const auto sell = m_cast->shop.post(
            "/v1/bookings", wire::encodeBookingRequest(
                                {ada.hold.id, eve.hold.token, {}, domain::TenderKind::Card, "x"}));
        QCOMPARE(sell.status, 404);
        QCOMPARE(QString::fromStdString(m_witness->change()), QString());
    }

    void aBookingIsFoundByItsOwnAddressOnly() {
        const auto ada = customer("ada-find");
        const auto eve = customer("eve-find");
        const auto find = [&](const Customer& whose, const char* email) {
            return m_cast->house.post(
                "/v1/bookings/find",
                wire::encodeFindBooking({whose.payment.bookingReference, email}));
        };
        QVERIFY(!ada.payment.bookingReference.empty());
        QCOMPARE(find(ada, "eve-find@example.com").status, 404);
        QCOMPARE(find(eve, "ada-find@example.com").status, 404);
    }

    void ticketsAreTheirAccountsToo() {
        const auto ada = customer("ada-tickets");
        const auto eve = customer("eve-tickets");
        const auto ask = [&](const std::string& bearer, const std::string& token) {
            return m_cast->house
                .get("/v1/bookings/" + ada.payment.booking.toString() + "/tickets",
                     {bearer, {{"Hold-Token", token}}})
                .status;
        };
        QCOMPARE(ask(ada.bearer, ""), 200);
        QCOMPARE(ask("", ada.paidHold.token), 200);
        QCOMPARE(ask(m_cast->token(Party::Supervisor), ""), 200);
        QCOMPARE(ask(m_cast->token(Party::Cashier), ""), 404);
        QCOMPARE(ask(eve.bearer, ""), 404);
        QCOMPARE(ask(eve.bearer, ada.hold.token), 404);
    }

    void anAccountShowsItsOwnOnly() {
        const auto ada = customer("ada-account");
        const auto eve = customer("eve-account");
        for (const char* path : {"/v1/account", "/v1/account/bookings", "/v1/account/export"}) {
            const auto answer = m_cast->house.get(path, {eve.bearer, {}});
            QCOMPARE(answer.status, 200);
            QVERIFY2(answer.body.find("ada-account") == std::string::npos, path);
            QVERIFY2(answer.body.find(ada.payment.booking.toString()) == std::string::npos, path);
        }
    }

    void aTerminalReturnsItsOwnSeatsOnly() {
        Till other(m_cast->house);
        const auto seat = m_cast->freeSeat();
        const auto asked = m_cast->till.askFor(m_cast->showtime, {seat});
        QCOMPARE(asked.status, 201);
        const auto lease = wire::decodeAllotments(asked.body)->allotments.front();
        m_witness->look();
        const std::string body = "{\"showtime\":\"" + m_cast->showtime.toString() +
                                 "\",\"epoch\":" + std::to_string(lease.epoch.value) +
                                 ",\"seats\":[" + std::to_string(seat.value) + "]}";
        const auto path = "/v1/allotments/" + lease.id.toString() + "/return";
        const auto foreign = other.post(path, body);
        QVERIFY2(foreign.status >= 200 && foreign.status < 500, foreign.body.c_str());
        QCOMPARE(QString::fromStdString(m_witness->change()), QString());
        QCOMPARE(m_cast->till.post(path, body).status, 200);
        QVERIFY(!m_witness->change().empty());
    }

    void aTerminalProvesItselfAndNoOther() {
        Till other(m_cast->house);
        std::swap(other.id, m_cast->till.id);
        QCOMPARE(other.redeem(other.challenge()).status, 401);
        std::swap(other.id, m_cast->till.id);
        QCOMPARE(other.redeem(other.challenge()).status, 200);
    }

    void ownedThingsAreAllTried() {
        QCOMPARE(ownedBy("hold").size(), std::size_t{8});
        QCOMPARE(ownedBy("lease"), std::vector<std::string>{"returnAllotment"});
        QCOMPARE(ownedBy("self").size(), std::size_t{2});
    }
};

QTEST_GUILESS_MAIN(RestDoors)
#include "rest_doors_test.moc"
