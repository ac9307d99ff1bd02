// links: server_main contract_house
#include "server/services/accounts.h"
#include "shared/wire/exchange_json.h"
#include "shared/wire/online_json.h"
#include "shared/wire/session_json.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {
constexpr const char* kPassword = "correct horse";
constexpr std::size_t kSeats = 6; // that the tests take
} // namespace

/// A customer who has tickets asks for other seats.
class RestExchanges : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;
    std::unique_ptr<Till> m_shop;
    std::string m_showtime;
    std::vector<SeatNo> m_seats;    // standard ones of one area, free at first
    std::optional<SeatNo> m_dearer; // of another area or kind

    struct Booked {
        std::string id;
        TicketId ticket;
    };

    /// Of the showtimes on sale one with enough standard seats.
    void choose() {
        const auto day = QDate::currentDate().addDays(2).toString(Qt::ISODate).toStdString();
        const QJsonArray all =
            jsonOf(m_house->get("/v1/showtimes?limit=200&day=" + day))["items"].toArray();
        for (const auto& item : all)
            if (const auto id = item.toObject()["id"].toString().toStdString();
                m_seats.size() < kSeats)
                look(id);
        CHECK(m_seats.size() == kSeats);
    }
    void look(const std::string& showtime) {
        m_showtime = showtime;
        m_seats.clear();
        m_dearer.reset();
        const auto plan = *services::readOne<core::PlanPtr>(
            m_house->node->reader(), [&](const ports::Store& store) {
                return store.plan(store.showtime(*ShowtimeId::parse(showtime))->plan);
            });
        for (SeatNo seat{0}; seat.value < plan->seatCount(); ++seat.value) {
            const bool isStandard = plan->seat(seat).kind == domain::SeatKind::Standard &&
                                    plan->areaOf(seat).key == plan->areas.front().key;
            if (isStandard && m_seats.size() < kSeats)
                m_seats.push_back(seat);
            else if (!isStandard)
                m_dearer = seat;
        }
    }
    Extra customer(const std::string& email) {
        services::Accounts accounts(m_house->node->context());
        std::promise<bool> done;
        accounts.create({email, "Ada", domain::AccountRole::Customer, "", kPassword}, true,
                        [&](services::Outcome<services::Accounts::Created> made) {
                            done.set_value(made.ok() && made->ok());
                        });
        CHECK(done.get_future().get());
        const auto in = m_house->post("/v1/sessions", wire::encodeSignIn({email, kPassword}));
        return {jsonOf(in)["access_token"].toString().toStdString(), {}};
    }
    Booked book(const Extra& who, SeatNo seat) {
        const auto held = m_house->post("/v1/showtimes/" + m_showtime + "/holds",
                                        wire::encodeHoldRequest({{seat}, ""}), who);
        CHECK(held.status == 201);
        const auto hold = *wire::decodeHold(held.body);
        const auto sold = m_shop->post(
            "/v1/bookings", wire::encodeBookingRequest(
                                {hold.id, hold.token, {}, domain::TenderKind::Card, "pi_1"}));
        CHECK(sold.status == 201);
        const auto booking = *wire::decodeBooking(sold.body);
        return {booking.id.toString(), booking.tickets.front().ticket};
    }
    Answer exchange(const Booked& booked, SeatNo to, const Extra& who) {
        return m_house->post("/v1/bookings/" + booked.id + "/exchange",
                             wire::encodeExchangeRequest({{{booked.ticket, to}}}), who);
    }
    QString states() const {
        const auto map = jsonOf(m_house->get("/v1/showtimes/" + m_showtime + "/seats"));
        return map["states"].toString();
    }

private slots:
    void initTestCase() {
        m_house = std::make_unique<House>();
        m_shop = std::make_unique<Till>(*m_house, "online");
        choose();
    }
    void cleanupTestCase() {
        m_shop.reset();
        m_house.reset();
    }

    void anotherSeatIsTheirsAndTheOldOneIsFree() {
        const auto ada = customer("ada@example.com");
        const auto booked = book(ada, m_seats[0]);
        const auto done = exchange(booked, m_seats[1], ada);
        QCOMPARE(done.status, 200);
        const auto booking = wire::decodeBooking(done.body);
        QVERIFY(booking.ok());
        QCOMPARE(booking->id.toString(), booked.id);
        QCOMPARE(booking->tickets.size(), std::size_t{1});
        QVERIFY(booking->tickets[0].seat == m_seats[1]);
        QVERIFY(booking->tickets[0].ticket != booked.ticket);
        QCOMPARE(states()[m_seats[0].value], QChar('f'));
        QCOMPARE(states()[m_seats[1].value], QChar('s'));
        const auto shown = jsonOf(m_house->get("/v1/account/bookings", ada))["items"].toArray();
        QStringList all;
        for (const auto& ticket : shown[0].toObject()["tickets"].toArray())
            all.append(ticket.toObject()["state"].toString());
        all.sort();
        QCOMPARE(all, (QStringList{"exchanged", "valid"}));
        QCOMPARE(problemOf(exchange(booked, m_seats[2], ada)), std::string("not-exchangeable"));
        QCOMPARE(m_shop
                     ->post("/v1/bookings/" + booked.id + "/refund",
                            wire::encodeRefundRequest({{booking->tickets[0].ticket}, "ill"}))
                     .status,
                 201); // paid back like any other
    }

    void whatCannotBeSaysWhy() {
        const auto bob = customer("bob@example.com");
        const auto eve = customer("eve@example.com");
        const auto booked = book(bob, m_seats[3]);
        (void)book(eve, m_seats[4]);
        const auto before = states();
        const auto taken = exchange(booked, m_seats[4], bob);
        QCOMPARE(problemOf(taken), std::string("seat-taken"));
        QCOMPARE(jsonOf(taken)["seats"].toArray(), QJsonArray{m_seats[4].value});
        if (m_dearer)
            QCOMPARE(problemOf(exchange(booked, *m_dearer, bob)), std::string("other-price"));
        QCOMPARE(problemOf(exchange(booked, SeatNo{9999}, bob)), std::string("unknown-seat"));
        QCOMPARE(problemOf(exchange(booked, m_seats[5], eve)), std::string("unknown-booking"));
        QCOMPARE(problemOf(exchange(booked, m_seats[5], {})), std::string("unknown-booking"));
        const auto path = "/v1/bookings/" + booked.id + "/exchange";
        for (const char* body : {"{}", "{\"swaps\":[]}", "{\"swaps\":[{\"seat\":1}]}"})
            QCOMPARE(m_house->post(path, body, bob).status, 400);
        QCOMPARE(states(), before);
    }

    void theAuditFindsNothingAmiss() {
        m_house->node.reset();
        QVERIFY(audit(m_house->settings) == Exit::Done);
        m_house->start();
    }
};

QTEST_GUILESS_MAIN(RestExchanges)
#include "rest_exchanges_test.moc"
