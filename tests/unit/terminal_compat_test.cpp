// links: app_core shared_wire unit_terminal_world
#include "shared/wire/sync_json.h"
#include "tests/unit/terminal_world.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

/// What a released server said to the terminal of terminal_world.h, answer by answer, as text.
class OlderServer {
public:
    explicit OlderServer(const QString& path) {
        QFile file(path);
        CHECK(file.open(QIODevice::ReadOnly));
        m_answers = QJsonDocument::fromJson(file.readAll()).object();
    }
    std::shared_ptr<const protocol::ChangesAnswer> changes() {
        auto answer = wire::decodeChanges(next("changes"));
        CHECK(answer.ok());
        return std::make_shared<const protocol::ChangesAnswer>(std::move(*answer));
    }
    protocol::AllotmentAnswer allotments(const char* request) {
        auto answer = wire::decodeAllotments(next(request));
        CHECK(answer.ok());
        return *answer;
    }
    protocol::JournalAnswer verdicts() {
        auto answer = wire::decodeJournalAnswer(next("journal"));
        CHECK(answer.ok());
        return *answer;
    }
    bool hasToldAll() const {
        for (const char* request : {"changes", "standing", "ask", "journal"})
            if (m_answers[request].toArray().size() != m_told.value(request))
                return false;
        return true;
    }

private:
    std::string next(const char* request) {
        const auto answers = m_answers[request].toArray();
        const int told = m_told[request]++;
        CHECK(told < answers.size());
        return answers[told].toString().toStdString();
    }

    QJsonObject m_answers;
    QHash<QString, int> m_told;
};

/// Everything is on disk, and an older server can read what will be sent of it.
void store(Rig& rig) {
    for (const auto& payload : rig.disk())
        QCOMPARE(protocol::schemaOf(payload), 1);
}

BookingId sellAndPrint(Rig& rig, SeatNo seat) {
    rig.tell(ToggleSeat{seat});
    rig.tell(PayCash{});
    store(rig);
    rig.tell(ConfirmCash{{5'000, {}}});
    store(rig);
    rig.tell(TicketsPrinted{rig.take<PrintTickets>()->print});
    store(rig);
    const BookingId booking = rig.terminal.view().sale->booking;
    rig.tell(NextSale{});
    return booking;
}

/// Sends what waits.
void upload(Rig& rig, OlderServer& server) {
    const auto sent = rig.take<SendJournal>();
    QVERIFY(sent.has_value());
    const auto answer = server.verdicts();
    QCOMPARE(sent->upload.entries.size(), answer.verdicts.size());
    QCOMPARE(sent->upload.fromSeq, answer.verdicts.front().seq);
    rig.tell(JournalAnswered{sent->request, answer});
    rig.disk();
}

} // namespace

/// A terminal of today with a server one release older, by that server's own words.
class TerminalCompat : public QObject {
    Q_OBJECT

private slots:
    void aTerminalWorksWithAServerOfEveryReleasedSchema_data() {
        QTest::addColumn<QString>("path");
        const QDir folder(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/tests/compat");
        const auto files = folder.entryInfoList({"answers-*.json"});
        QCOMPARE(files.size(), protocol::kJournalSchema - 1);
        for (const auto& file : files)
            QTest::newRow(qPrintable(file.baseName())) << file.filePath();
    }
    void aTerminalWorksWithAServerOfEveryReleasedSchema() {
        QFETCH(QString, path);
        OlderServer server(path);
        Rig rig;
        rig.start();
        rig.tell(ChangesAnswered{rig.take<SendChanges>()->request, server.changes()});
        rig.disk();
        rig.tell(Login{kOperator, "1234"});
        rig.tell(PinVerified{rig.take<VerifyPin>()->request, true});
        rig.tell(OpenShowtime{kShowtime});
        rig.tell(
            AllotmentsGranted{rig.take<SendStanding>()->request, server.allotments("standing")});
        rig.disk();

        rig.tell(ToggleSeat{SeatNo{7}}); // not of its share: it asks
        const auto ask = rig.take<SendAsk>();
        QCOMPARE(ask->ask.seats, std::vector<SeatNo>{SeatNo{7}});
        rig.tell(AllotmentsGranted{ask->request, server.allotments("ask")});
        rig.disk();
        QCOMPARE(rig.terminal.view().seatMap->letters.at(7), kMineLetter);
        rig.tell(ClearBasket{});

        const BookingId booking = sellAndPrint(rig, SeatNo{3});
        upload(rig, server); // the INTENT
        QVERIFY(!rig.saleView(booking).synced);
        upload(rig, server); // the SALE and that it is printed
        QVERIFY(rig.saleView(booking).printed && rig.saleView(booking).synced);
        QCOMPARE(rig.saleView(booking).outcome, protocol::Outcome::Accepted);

        rig.tell(VoidSale{booking, "wrong film"});
        store(rig);
        upload(rig, server);
        QVERIFY(rig.saleView(booking).voided);
        QVERIFY(!rig.wants<SendJournal>()); // everything is settled

        rig.pass(core::Changes::kPollEvery);
        rig.tell(ChangesAnswered{rig.take<SendChanges>()->request, server.changes()});
        rig.disk();
        QCOMPARE(rig.terminal.view().seatMap->letters.at(15), 's');
        QVERIFY(server.hasToldAll());
    }
};

QTEST_APPLESS_MAIN(TerminalCompat)
#include "terminal_compat_test.moc"
