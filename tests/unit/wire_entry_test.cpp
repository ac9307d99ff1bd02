// links: shared_wire
#include "shared/wire/entry_json.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;
using namespace foyer::protocol;

namespace {

template <class T>
T idOf(std::uint8_t last) {
    T id;
    id.uuid.bytes[0] = 1;
    id.uuid.bytes[15] = last;
    return id;
}

Money euros(std::int64_t cents) {
    return {cents, *Currency::parse("EUR")};
}

domain::TicketLine line(std::uint8_t number) {
    return {idOf<TicketId>(number), SeatNo{number}, "adult", euros(1250), euros(82)};
}

Right right(std::uint8_t number) {
    return {idOf<AllotmentId>(number), Epoch{number}};
}

Sale twoSeats() {
    Sale sale;
    sale.booking = idOf<BookingId>(1);
    sale.showtime = idOf<ShowtimeId>(2);
    sale.lines = {line(3), line(4)};
    sale.rights = {right(5), right(6)};
    sale.priceList = idOf<PriceListId>(7);
    sale.tenders = {{domain::TenderKind::Cash, euros(2500), euros(5000), euros(2500), ""}};
    sale.op = idOf<OperatorId>(8);
    sale.businessDay = Date{std::chrono::days{20777}};
    sale.at = instantFromMs(1'795'000'000'123);
    return sale;
}

std::vector<Payload> oneOfEach() {
    const auto at = instantFromMs(1'795'000'000'123);
    const auto booking = idOf<BookingId>(1);
    const auto showtime = idOf<ShowtimeId>(2);
    const auto op = idOf<OperatorId>(8);
    Exchange exchange{booking, showtime, {}, op, at};
    exchange.swaps = {{idOf<TicketId>(3), idOf<TicketId>(9), SeatNo{3}, SeatNo{9}, right(5)}};
    return {Intent{booking,
                   showtime,
                   {right(5)},
                   {line(3)},
                   idOf<PriceListId>(7),
                   euros(1250),
                   domain::TenderKind::Card,
                   "ref-1",
                   op,
                   at},
            twoSeats(),
            Abandon{booking, op, at},
            Printed{booking, true, at},
            Return{showtime, right(5), {SeatNo{1}, SeatNo{2}}, at},
            Void{booking, showtime, "wrong \"showtime\" – ä", op, idOf<OperatorId>(9), at},
            exchange,
            ShiftOpened{idOf<ShiftId>(1), op, euros(20000), at},
            ShiftClosed{idOf<ShiftId>(1), op, euros(45000), euros(45010), at},
            Refund{booking,
                   showtime,
                   {idOf<TicketId>(3), idOf<TicketId>(4)},
                   {domain::TenderKind::Card, euros(2500), euros(2500), euros(0), "ref-1"},
                   "no seat was left",
                   op,
                   idOf<OperatorId>(9),
                   idOf<TaskId>(1),
                   at},
            CardDeclined{booking, showtime, "ref-1", euros(2500), at},
            Admitted{idOf<TicketId>(3), showtime, SeatNo{3}, "FOYER:6BF/8", op, at},
            AdmissionUndone{idOf<TicketId>(3), showtime, "wrong auditorium", op, at},
            TaskDone{idOf<TaskId>(1), TaskAction::CallCustomer, "reached at 19:05", op, at},
            Carried{{Seq{7}, Incarnation{1}, "sale", "{\"schema\":1}", {}, {}, {}}},
            LifeEnded{Incarnation{1}, Seq{7}, at}};
}

/// What schema 1 could not say, in kinds it knew.
std::vector<Payload> secondSchemaOfOldKinds() {
    Sale fromHold = twoSeats();
    fromHold.rights = {Right{}, Right{}};
    fromHold.hold = idOf<HoldId>(1);
    Sale atRisk = twoSeats();
    atRisk.rights[1] = Right{};
    atRisk.approvedBy = idOf<OperatorId>(9);
    atRisk.plan = idOf<PlanId>(10);
    Sale reduced = twoSeats();
    reduced.lines[0].reductions = {{"group", euros(250)}, {"club", euros(100)}};
    const Intent reducedIntent{
        reduced.booking,   reduced.showtime, reduced.rights,           reduced.lines,
        reduced.priceList, euros(2500),      domain::TenderKind::Cash, "",
        reduced.op,        reduced.at};
    Return refusal{idOf<ShowtimeId>(2), right(5), {}, instantFromMs(1'795'000'000'123)};
    refusal.recall = idOf<RecallId>(1);
    const Abandon setAside{idOf<BookingId>(1), idOf<OperatorId>(8), refusal.at,
                           OpenPayment{idOf<ShowtimeId>(2), "ref-1", euros(1250)}};
    return {fromHold, atRisk, reduced, reducedIntent, refusal, setAside};
}

/// JSON in C++ strings is read more easily with single quotes.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    return at == std::string::npos ? "" : text.replace(at, from.size(), to);
}

} // namespace

class WireEntry : public QObject {
    Q_OBJECT

private slots:
    void everyKindOfPayloadComesBackWhole() {
        const auto payloads = oneOfEach();
        QCOMPARE(payloads.size() + 1, kPayloadCount);
        for (const auto& payload : payloads) {
            const auto text = wire::encodePayload(payload);
            const auto back = wire::decodePayload(typeOf(payload), text);
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().c_str());
            QCOMPARE(back->index(), payload.index());
            QCOMPARE(wire::encodePayload(*back), text);
        }
    }

    void theTextIsTheSameForEver() {
        const Payload printed =
            Printed{idOf<BookingId>(1), false, instantFromMs(1'795'000'000'123)};
        QCOMPARE(wire::encodePayload(printed),
                 json("{'schema':1,'booking':'01000000-0000-0000-0000-000000000001',"
                      "'copy':false,'at':1795000000123}"));
    }

    void whatTheFirstSchemaCouldSayIsStillSaidInIt() {
        for (const auto& payload : oneOfEach()) {
            const bool isOld = payload.index() < std::variant_size_v<Payload> - 8;
            const std::string start = isOld ? "{\"schema\":1," : "{\"schema\":2,";
            QVERIFY2(wire::encodePayload(payload).starts_with(start), typeOf(payload));
        }
    }

    void whatItCouldNotSayIsOfTheSecond() {
        for (const auto& payload : secondSchemaOfOldKinds()) {
            const auto text = wire::encodePayload(payload);
            QVERIFY2(text.starts_with("{\"schema\":2,"), text.c_str());
            const auto back = wire::decodePayload(typeOf(payload), text);
            QVERIFY2(back.ok(), back.ok() ? "" : back.error().c_str());
            QCOMPARE(wire::encodePayload(*back), text);
        }
    }

    void aTypeOrSchemaOfTheFutureIsUnknownNotDamage() {
        const auto type = wire::decodePayload("hologram", json("{'schema':1}"));
        QVERIFY(type.ok() && std::holds_alternative<Unknown>(*type));
        QCOMPARE(std::get<Unknown>(*type).type, std::string("hologram"));
        const auto schema = wire::decodePayload("sale", json("{'schema':3,'tip':1}"));
        QVERIFY(schema.ok() && std::holds_alternative<Unknown>(*schema));
    }

    void damageNamesItsPlace_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("place");
        QTest::newRow("a price in euros") << "'price':{'amount':1250"
                                          << "'price':{'amount':12.5"
                                          << "/lines/0/price/amount";
        QTest::newRow("an unknown member") << "'at':"
                                           << "'tip':1,'at':"
                                           << "/tip";
        QTest::newRow("a missing member") << "'schema':1,"
                                          << ""
                                          << "/schema";
        QTest::newRow("an upper case id") << "'booking':'01"
                                          << "'booking':'0A"
                                          << "/booking";
        QTest::newRow("a negative tender") << "'cash','amount':{'amount':2500"
                                           << "'cash','amount':{'amount':-2500"
                                           << "/tenders";
        QTest::newRow("another currency") << "'EUR'},'tax'"
                                          << "'USD'},'tax'"
                                          << "/lines";
        QTest::newRow("a seat sold twice") << "'seat':4"
                                           << "'seat':3"
                                           << "/lines";
        QTest::newRow("a member twice") << "'at':"
                                        << "'at':1,'at':"
                                        << "twice";
        QTest::newRow("a date there is not") << "'business_day':'2026-11-"
                                             << "'business_day':'2026-13-"
                                             << "/business_day";
    }
    void damageNamesItsPlace() {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, place);
        const auto text = replaced(wire::encodePayload(twoSeats()), json(from.toStdString()),
                                   json(to.toStdString()));
        QVERIFY2(!text.empty(), "the text to damage is not there");
        const auto back = wire::decodePayload("sale", text);
        QVERIFY(!back.ok());
        QVERIFY2(QString::fromStdString(back.error()).contains(place), back.error().c_str());
    }

    void whatWasTakenOffComesBackAndIsNeverLessThanNothing() {
        Sale sale = twoSeats();
        sale.lines[0].reductions = {{"group", euros(250)}, {"club", euros(100)}};
        const auto back = wire::decodePayload("sale", wire::encodePayload(sale));
        QVERIFY(back.ok());
        QVERIFY(std::get<Sale>(*back).lines == sale.lines);
        for (const Money amount : {euros(0), euros(-100), Money{100, *Currency::parse("USD")}}) {
            sale.lines[0].reductions[1].amount = amount;
            const auto bad = wire::decodePayload("sale", wire::encodePayload(sale));
            QVERIFY(!bad.ok());
            QVERIFY2(bad.error().find("/lines/0/reductions/1") != std::string::npos,
                     bad.error().c_str());
        }
    }

    void rightsAreParallelToLines() {
        auto sale = twoSeats();
        sale.rights.pop_back();
        QVERIFY(!wire::decodePayload("sale", wire::encodePayload(sale)).ok());
    }

    void anyPrefixOfATextIsAnErrorAndNothingWorse() {
        const auto text = wire::encodePayload(twoSeats());
        for (std::size_t length = 0; length < text.size(); ++length)
            QVERIFY(!wire::decodePayload("sale", text.substr(0, length)).ok());
    }

    void nestingWithoutEndIsRefused() {
        const std::string deep(100'000, '[');
        QVERIFY(!wire::decodePayload("sale", deep).ok());
    }
};

QTEST_APPLESS_MAIN(WireEntry)
#include "wire_entry_test.moc"
