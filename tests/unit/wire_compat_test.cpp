// links: server_services server_store shared_wire unit_service_house
#include "server/core/authority.h"
#include "shared/wire/sync_json.h"
#include "tests/unit/service_house.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace foyer;

namespace {

/// A journal as a released program wrote it, with the verdicts it was given.
struct Recorded {
    PublicKey key{};
    protocol::JournalUpload upload;
    std::vector<std::string> verdicts;
};

Recorded read(const QString& path) {
    QFile file(path);
    CHECK(file.open(QIODevice::ReadOnly));
    const auto all = QJsonDocument::fromJson(file.readAll()).object();
    Recorded recorded;
    const auto key = fromBase64Url(all["public_key"].toString().toStdString());
    CHECK(key && key->size() == recorded.key.size());
    std::copy(key->begin(), key->end(), recorded.key.begin());
    const auto text = QJsonDocument(all["upload"].toObject()).toJson(QJsonDocument::Compact);
    auto upload = wire::decodeUpload(text.toStdString());
    CHECK(upload.ok());
    recorded.upload = std::move(*upload);
    for (const auto& verdict : all["verdicts"].toArray())
        recorded.verdicts.push_back(verdict.toString().toStdString());
    return recorded;
}

/// The house a recorded journal is from: its terminal, operator, prices, showtime and leases by
/// their ids, at the time of its first entry.
struct RecordedHouse : server::tests::ServiceHouse {
    explicit RecordedHouse(const Recorded& recorded)
        : ServiceHouse(std::vector<std::string_view>(11, "ssssssssss")) {
        for (const auto& entry : recorded.upload.entries)
            if (const auto payload = verifier.decode(entry);
                const auto* intent = std::get_if<protocol::Intent>(&payload))
                m_intents.push_back(*intent);
        CHECK(!m_intents.empty());
        clock.at = m_intents.front().at;
        showtime = m_intents.front().showtime;
        write([&](server::ports::Store& store) {
            openFor(store, recorded);
            for (const auto& intent : m_intents)
                lease(store, recorded, intent);
        });
    }

private:
    void openFor(server::ports::Store& store, const Recorded& recorded) {
        cashier = m_intents.front().op;
        store.put(domain::Operator{cashier, "Bo", domain::Role::Cashier, "hash", true});
        prices.id = m_intents.front().priceList;
        prices.name = "Of then";
        prices.rows.clear();
        for (const auto part : {domain::DayPart::Matinee, domain::DayPart::Afternoon,
                                domain::DayPart::Evening, domain::DayPart::Weekend})
            prices.rows.push_back(
                {"parkett", "adult", part, m_intents.front().lines.front().price});
        store.put(prices);
        auto show = showtimeAt(std::chrono::hours{2});
        show.id = showtime;
        store.put(show);
        server::ports::TerminalRecord terminal;
        terminal.id = recorded.upload.terminal;
        terminal.cinema = cinema.id;
        terminal.name = "Counter";
        terminal.key = recorded.key;
        terminal.incarnation = recorded.upload.incarnation;
        store.put(terminal);
    }
    void lease(server::ports::Store& store, const Recorded& recorded,
               const protocol::Intent& intent) {
        CHECK(intent.rights.size() == 1);
        const auto& right = intent.rights.front();
        while (store.nextEpoch() < right.epoch) {
        }
        protocol::Allotment allotment;
        allotment.id = right.allotment;
        allotment.terminal = recorded.upload.terminal;
        allotment.incarnation = recorded.upload.incarnation;
        allotment.showtime = showtime;
        allotment.epoch = right.epoch;
        allotment.grantedAt = clock.now();
        store.put(allotment);
        std::vector<SeatNo> seats;
        for (const auto& line : intent.lines)
            seats.push_back(line.seat);
        CHECK(store.apply(showtime, server::core::leaseTo(right.allotment, right.epoch, seats)));
    }

    std::vector<protocol::Intent> m_intents;
};

} // namespace

/// What a terminal one release older sends and keeps is understood, word for word.
class WireCompat : public QObject {
    Q_OBJECT

    static void schemas() {
        QTest::addColumn<QString>("path");
        const QDir folder(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/tests/compat");
        const auto files = folder.entryInfoList({"schema-*.json"});
        QCOMPARE(files.size(), protocol::kJournalSchema - 1);
        for (const auto& file : files)
            QTest::newRow(qPrintable(file.baseName())) << file.filePath();
    }
private slots:
    void everyReleasedSchemaIsKept_data() { schemas(); }
    void everyReleasedSchemaIsKept() {
        QFETCH(QString, path);
        const Recorded recorded = read(path);
        QVERIFY(recorded.upload.entries.size() >= 6);
        Hash prev{};
        for (const auto& entry : recorded.upload.entries) {
            QVERIFY(entry.prevHash == prev);
            QVERIFY(server::tests::RealVerifier().isSound(recorded.upload.terminal, recorded.key,
                                                          entry));
            const auto payload = wire::decodePayload(entry.type, entry.payloadText);
            QVERIFY2(payload.ok(), payload.ok() ? "" : payload.error().c_str());
            QVERIFY2(!std::holds_alternative<protocol::Unknown>(*payload), entry.type.c_str());
            // Said again by this program it is the same text: an older server understands it.
            QCOMPARE(wire::encodePayload(*payload), entry.payloadText);
            prev = entry.hash;
        }
        QCOMPARE(recorded.verdicts.size(), recorded.upload.entries.size());
        for (const auto& verdict : recorded.verdicts)
            QVERIFY(wire::decodeVerdict(verdict).ok());
    }

    void everyReleasedSchemaIsJudgedAsItWas_data() { schemas(); }
    void everyReleasedSchemaIsJudgedAsItWas() {
        QFETCH(QString, path);
        const Recorded recorded = read(path);
        RecordedHouse house(recorded);
        for (int time = 0; time < 2; ++time) { // its answer may have been lost
            const auto answer = house.upload(recorded.upload);
            QVERIFY(answer.ok());
            QCOMPARE(answer->verdicts.size(), recorded.verdicts.size());
            for (std::size_t i = 0; i < recorded.verdicts.size(); ++i)
                QCOMPARE(wire::encodeVerdict(answer->verdicts[i]), recorded.verdicts[i]);
        }
        QVERIFY(house.audit().findings.empty());
        QVERIFY(house.read([](const auto& s) { return s.openTasks(); }).empty());
        // What was sold was voided, and what was given up was never taken.
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 0);
        QCOMPARE(house.letters().substr(97, 7), std::string("faaaaaf"));
    }
};

QTEST_APPLESS_MAIN(WireCompat)
#include "wire_compat_test.moc"
