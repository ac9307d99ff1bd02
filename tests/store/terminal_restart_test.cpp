// links: app_store store_disk store_counter
#include "tests/store/faulty_disk.h"
#include "tests/store/terminal_on_disk.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::store;
using namespace foyer::tests;

/// What a terminal knows about money after a restart.
class TerminalRestartTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(fastFolder()); }

    void thatAPersonCalledACardNotTakenOutlivesARestart() {
        const Identity identity{
            kTerminal, {1}, "Counter 1", TerminalMode::Counter, CardReader::Attached};
        const auto open = [&] { return Counter::open(path(), {}, kStart, kBoot, identity); };
        std::string reference;
        {
            auto counter = open();
            counter->meetServer();
            counter->tell(ToggleSeat{SeatNo{3}});
            counter->tell(PayCard{});
            reference = *counter->charged.begin();
            counter->tell(CardAnswered{reference, CardOutcome::Unknown});
            const BookingId booking = counter->rig.terminal.view().sale->booking;
            counter->tell(TellCard{booking, CardOutcome::Declined});
        }
        {
            auto again = open();
            QVERIFY(again->store->restored()->sales.at(0).notTaken);
            QCOMPARE(again->rig.take<AskCard>()->reference, reference);
            again->logIn();
            again->tell(CardAnswered{reference, CardOutcome::Approved});
        }
        auto settled = open();
        QVERIFY(!settled->store->restored()->sales.at(0).notTaken);
        QVERIFY(!settled->rig.wants<AskCard>());
        QCOMPARE(settled->store->restored()->tail.size(), 3u); // INTENT and twice ABANDON
    }

    void whatWasPaidBackIsKnownAfterARestart() {
        TicketId ticket;
        {
            auto counter = Counter::open(path());
            counter->meetServer();
            counter->sell(SeatNo{3});
            const BookingId booking = counter->rig.terminal.view().sale->booking;
            ticket = counter->rig.saleView(booking).tickets.at(0);
            counter->tell(RefundSale{booking, {}, "ill", {}, {}});
        }
        auto again = TerminalStore::open({path(), {}}, kIdentity, testKey(), kStart);
        QCOMPARE((*again)->restored()->refundedTickets, std::vector<TicketId>{ticket});
    }

private:
    std::string path() const { return m_folder->filePath("terminal.db").toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TerminalRestartTest)
#include "terminal_restart_test.moc"
