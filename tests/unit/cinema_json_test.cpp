// links: shared_wire shared_domain

#include "shared/domain/discount.h"
#include "shared/wire/cinema_json.h"

#include <QFile>
#include <QtTest>

using namespace foyer;
using namespace foyer::domain;

namespace {

QString demoText() {
    QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/resources/demo/cinema.json");
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class CinemaFile : public QObject {
    Q_OBJECT

    static QString faultOf(const QString& was, const QString& now) {
        QString text = demoText();
        if (!text.contains(was))
            return "the test's text is not in the file";
        const auto setup =
            wire::readCinema(text.replace(text.indexOf(was), was.size(), now).toStdString());
        return setup ? QString() : QString::fromStdString(setup.error().pointer);
    }

private slots:
    void describesTheDemoCinema() {
        const auto read = wire::readCinema(demoText().toStdString());
        QVERIFY(read.ok());
        const CinemaSetup& setup = *read;
        QCOMPARE(setup.cinema.name, std::string("Foyer Lichtspiele"));
        QCOMPARE(setup.zone.name, std::string("Europe/Berlin"));
        QCOMPARE(setup.auditoriums.size(), std::size_t{8});
        QCOMPARE(setup.movies.size(), std::size_t{12});
        QCOMPARE(setup.operators.size(), std::size_t{4});
        QCOMPARE(setup.operators.at(2).role, Role::Supervisor);
        QCOMPARE(setup.trailerMinutes, 20);
        QCOMPARE(setup.cleaningMinutes, 15);
        QCOMPARE(setup.openingHours.at(5).closing, 26 * 60 + 30);
        const PriceList& list = setup.priceLists.at(0).list;
        QCOMPARE(list.taxBasisPoints, 700);
        QCOMPARE(setup.priceLists.at(1).list.taxBasisPoints, 1900);
        QCOMPARE(list.ticketTypes.at(0).key, std::string("adult"));
        QVERIFY(list.ticketTypes.at(4).companionOnly);
        QCOMPARE(list.price("loge", "child", DayPart::Weekend)->toString(),
                 std::string("10.50 EUR"));
        QVERIFY(list.price("parkett", "companion", DayPart::Evening)->isZero());
        QCOMPARE(discountByCode(list, "film club")->value, std::int64_t{1'000});
        QCOMPARE(list.discounts.at(1).fewest, 10);
        QCOMPARE(list.discounts.at(1).mostUses, 0);
        QCOMPARE(list.discounts.at(2).mostUses, 200);
        QCOMPARE(list.discounts.at(2).mostPerCustomer, 1);
    }

    void isRefusedWithThePlaceOfItsFault_data() {
        QTest::addColumn<QString>("was");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("pointer");
        const auto add = [](const char* name, const char* was, const char* now, const char* where) {
            QTest::newRow(name) << QString(was) << QString(now) << QString(where);
        };
        add("zone", "Europe/Berlin", "Europe/Atlantis", "/cinema/timeZone");
        add("time", "\"13:30\"", "\"13:60\"", "/openingHours/0/firstStart");
        add("too late", "\"24:45\"", "\"28:01\"", "/openingHours/0/closing");
        add("weekday", "\"tue\"", "\"mon\"", "/openingHours/0/days/1");
        add("missing day", "\"tue\", ", "", "/openingHours");
        add("price list", "\"priceList\": \"served\"", "\"priceList\": \"none\"", "/auditoriums");
        add("twice", "\"key\": \"saal-2\"", "\"key\": \"saal-1\"", "/auditoriums");
        add("demand", "\"demand\": 10", "\"demand\": 11", "/movies/0/demand");
        add("role", "\"cashier\"", "\"king\"", "/operators/0/role");
        add("price twice", "\"ticketType\": \"child\"", "\"ticketType\": \"adult\"",
            "/priceLists/0/prices/1");
        add("discount twice", "\"key\": \"group\"", "\"key\": \"filmclub\"", "/priceLists/0");
        add("more than all", "\"value\": 1000", "\"value\": 10001",
            "/priceLists/0/discounts/0/value");
        add("discount for nobody", "\"ticketTypes\": [\"adult\", \"student\"",
            "\"ticketTypes\": [\"adult\", \"pensioner\"", "/priceLists/0");
        add("a limit without a code", "\"fewest\": 10", "\"mostUses\": 10", "/priceLists/0");
        add("a limit of nobody", "\"step\": 2", "\"mostPerCustomer\": 0",
            "/priceLists/0/discounts/0/mostPerCustomer");
        add("midnight there is not", "\"step\": 2", "\"from\": \"2026-02-30\"",
            "/priceLists/0/discounts/0/from");
    }
    void aDiscountLastsFromMidnightToMidnightOfItsCinema() {
        QString text = demoText();
        text.replace("\"step\": 2", "\"from\": \"2026-11-27\", \"to\": \"2026-12-01\"");
        const auto setup = wire::readCinema(text.toStdString());
        QVERIFY(setup.ok());
        const Discount& club = setup->priceLists.at(0).list.discounts.at(0);
        // Berlin is an hour ahead of UTC in winter.
        QCOMPARE(toMs(*club.from), std::int64_t{1'795'734'000'000});
        QCOMPARE(toMs(*club.to) - toMs(*club.from), std::int64_t{4 * 86'400'000});
    }
    void isRefusedWithThePlaceOfItsFault() {
        QFETCH(QString, was);
        QFETCH(QString, now);
        QFETCH(QString, pointer);
        QCOMPARE(faultOf(was, now), pointer);
    }
};

QTEST_APPLESS_MAIN(CinemaFile)
#include "cinema_json_test.moc"
