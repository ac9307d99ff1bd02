// links: server_proof server_store server_services shared_wire unit_service_house
#include "server/main/proof/auditor.h"
#include "server/services/holds.h"
#include "server/services/payments.h"
#include "server/services/showtime_changes.h"
#include "shared/sqlite/backup.h"
#include "tests/unit/payment_bank.h"
#include "tests/unit/service_house.h"

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <atomic>
#include <thread>

using namespace foyer;
using namespace foyer::server::tests;
using server::proof::Proof;
using server::proof::prove;
namespace services = server::services;

namespace {

/// Everything a cinema meets, through the real services: sales, a void, an exchange, a refund,
/// one paid back twice, a decline, a quarantine, a reseating, a sale without seats, scans.
struct Busy : ServiceHouse {
    Device counter = enrol(1);
    Device other = enrol(2);
    protocol::Allotment lease = ask(counter, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})->allotments[0];
    std::vector<protocol::Outcome> outcomes;
    void say(Device& device, const protocol::Payload& payload) {
        device.write(payload);
        outcomes.push_back(drain(device)->verdicts.back().outcome);
    }
    protocol::Sale sell(std::vector<std::uint16_t> seats) {
        auto sold = sale(lease, std::move(seats));
        say(counter, sold);
        return sold;
    }
    protocol::Refund refund(const protocol::Sale& sold) {
        auto tender = sold.tenders[0];
        tender.amount = sold.lines[0].price;
        return {sold.booking, showtime,   {sold.lines[0].ticket}, tender, "", cashier, {},
                {},           clock.now()};
    }
    protocol::Admitted scan(const protocol::Sale& sold) {
        return {sold.lines[0].ticket, showtime, sold.lines[0].seat, "", cashier, clock.now()};
    }
    Busy() : ServiceHouse({"ssssssssss", "ssssssssss", "pppppppp"}) {
        const auto voided = sell({0, 1});
        say(counter, cancel(voided));
        const auto paidBack = sell({2});
        say(counter, refund(paidBack));
        say(counter, refund(paidBack)); // R13
        const auto swapped = sell({3});
        const auto next = TicketId::make(clock.now(), random);
        const protocol::Exchange::Swap move{
            swapped.lines[0].ticket, next, SeatNo{3}, SeatNo{4}, {lease.id, lease.epoch}};
        say(counter, protocol::Exchange{swapped.booking, showtime, {move}, cashier, clock.now()});
        auto byCard = sale(lease, {5});
        byCard.tenders[0].kind = domain::TenderKind::Card;
        byCard.tenders[0].reference = "ref-1";
        say(counter, byCard);
        say(counter, protocol::CardDeclined{byCard.booking, showtime, "ref-1",
                                            byCard.tenders[0].amount, clock.now()});
        const auto admitted = sell({6});
        say(other, scan(admitted));
        auto poison = sale(lease, {7});
        poison.lines[0].tax.minor += 1;
        say(counter, poison);
        say(other, sale(lease, {6})); // R6: sold there
        auto pair = sale(lease, {8, 9});
        for (auto& line : pair.lines)
            line.reductions = {{"pair", {150, {}}}, {"club", {50, {}}}};
        say(counter, pair);
    }
    /// Cancelled, so that the next sale has no seat (R2).
    void end() {
        (void)answerOf<services::ShowtimeChanges::Answer>(
            [&](auto reply) { services::ShowtimeChanges(context()).cancel(showtime, reply); });
        say(other, sale(lease, {15}));
    }
    void disarm() {
        std::vector<std::string> drops;
        auto sql = connection.prepare(
            "guards", "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'");
        for (auto rows = sql.query(); rows.next();)
            drops.push_back(rows.get<std::string>(0));
        for (const auto& drop : drops)
            CHECK(tryExec(drop));
        CHECK(tryExec("PRAGMA foreign_keys = OFF"));
        CHECK(tryExec("PRAGMA ignore_check_constraints = ON"));
    }
};

/// Beside them online customers who pay by a provider: one has tickets, one has sent one of two
/// back, and one has paid too late.
struct Paid : Busy {
    services::Presence presence;
    services::Holds holds{context(), presence};
    TestSealer sealer;
    Fuse fuse;
    Bank bank{fuse};
    services::Payments payments{context(), verifier, sealer, &bank};

    services::PaymentView pay(std::vector<SeatNo> seats, int callsLost = 0) {
        const auto made = **answerOf<services::Holds::MakeAnswer>([&](auto reply) {
            holds.make({showtime, std::move(seats), "", ""}, reply);
        });
        const auto begun = *answerOf<services::Payments::Answer>([&](auto reply) {
            payments.begin({made.hold.id, made.token, {}, "", "pm_" + made.token}, reply);
        });
        for (int i = 1; i <= callsLost; ++i)
            bank.faults[bank.calls + i] = Bank::Fault::LostAfter;
        payments.advance(begun->id);
        return **payments.find(begun->id);
    }
    Paid() {
        bank.refundsDone.clear();
        (void)pay({SeatNo{20}});
        const auto two = pay({SeatNo{21}, SeatNo{22}});
        const auto tickets = read([&](const auto& store) { return store.tickets(two.booking); });
        (void)*answerOf<services::Payments::Answer>(
            [&](auto reply) { payments.refund(two.id, {tickets[0].line.ticket}, "ill", reply); });
        payments.advance(two.id);
        const auto late = pay({SeatNo{23}}, 1);
        auto& atBank = bank.of(late.id);
        atBank.status = server::core::IntentStatus::Succeeded;
        atBank.captured = atBank.capturable;
        clock.at += std::chrono::minutes{20};
        bank.refundsDone.clear();
        payments.advance(late.id);
    }
};

QString listOf(const Proof& proof) {
    QString text;
    for (const auto& finding : proof.findings.kept())
        text += QString::fromStdString(finding.promise + ": " + finding.text + "\n");
    return text;
}

} // namespace

/// The auditor that shares nothing with the services.
class AuditProofTest : public QObject {
    Q_OBJECT
private slots:
    void whatTheServicesHaveMadeIsSound() {
        Busy busy;
        using protocol::Outcome;
        QVERIFY(std::count(busy.outcomes.begin(), busy.outcomes.end(), Outcome::Quarantined) == 1);
        QVERIFY(std::count(busy.outcomes.begin(), busy.outcomes.end(), Outcome::Reseated) == 1);
        QCOMPARE(listOf(prove(busy.connection)), QString());
        busy.end();
        QVERIFY(busy.outcomes.back() == Outcome::RefundDue);
        const Proof proof = prove(busy.connection);
        QCOMPARE(listOf(proof), QString());
        QCOMPARE(proof.entries, static_cast<std::int64_t>(busy.outcomes.size()));
        for (const auto& [which, sum] : proof.implied.sums())
            QCOMPARE(busy.balance(which.first).minor, sum);
    }
    /// Paid back in cash, and then the card payment never came: the customer owes it.
    void aDeclineAfterACashRefundIsADebt() {
        Busy busy;
        auto sold = busy.sale(busy.lease, {0});
        sold.tenders[0].kind = domain::TenderKind::Card;
        sold.tenders[0].reference = "ref-9";
        busy.say(busy.counter, sold);
        auto refund = busy.refund(sold);
        refund.tender.kind = domain::TenderKind::Cash;
        busy.say(busy.counter, refund);
        busy.say(busy.counter, protocol::CardDeclined{sold.booking, busy.showtime, "ref-9",
                                                      sold.tenders[0].amount, busy.clock.now()});
        QVERIFY(busy.outcomes.back() == protocol::Outcome::Accepted);
        QCOMPARE(listOf(prove(busy.connection)), QString());
        busy.disarm();
        QVERIFY(busy.tryExec("UPDATE verdict SET outcome = 'noted' WHERE (terminal, incarnation, "
                             "seq) IN (SELECT terminal, incarnation, seq FROM card_decline "
                             "WHERE reference = 'ref-9')"));
        QVERIFY(listOf(prove(busy.connection)).contains("nobody owes it"));
    }
    /// Nobody could say whether the card was charged: one had not been, one had.
    void cardsOfWhichNobodyKnewAreProven() {
        Busy busy;
        const OperatorId boss = OperatorId::make(busy.clock.now(), busy.random);
        busy.write([&](server::ports::Store& store) {
            store.put(domain::Operator{boss, "Bo", domain::Role::Manager, "hash", true});
        });
        const Currency euro = busy.prices.currency;
        for (const char* reference : {"ref-7", "ref-8"}) {
            const protocol::Abandon entry{
                BookingId::make(busy.clock.now(), busy.random), busy.cashier, busy.clock.now(),
                protocol::OpenPayment{busy.showtime, reference, Money{2'400, euro}}};
            busy.say(busy.counter, entry);
            busy.say(busy.other, entry); // a copy of the disk says so too
            QVERIFY(busy.outcomes.back() == protocol::Outcome::Noted);
        }
        const Money before = busy.balance(domain::Account::Suspense);
        QCOMPARE(listOf(prove(busy.connection)), QString());
        const auto task = [&](const char* reference) {
            return busy.read([&](const server::ports::Store& store) {
                return store.openTask(protocol::TaskKind::CardUnconfirmed, reference)->task;
            });
        };
        const protocol::TaskDone settled{task("ref-7").id, protocol::TaskAction::Settle, "", boss,
                                         busy.clock.now()};
        busy.say(busy.counter, settled);
        busy.say(busy.other, settled);
        const protocol::Task taken = task("ref-8");
        busy.say(busy.counter, protocol::Refund{taken.booking,
                                                taken.showtime,
                                                {},
                                                {domain::TenderKind::Card, *taken.amount,
                                                 *taken.amount, Money{0, euro}, "ref-8"},
                                                "",
                                                boss,
                                                boss,
                                                taken.id,
                                                busy.clock.now()});
        QVERIFY(busy.outcomes.back() == protocol::Outcome::Accepted);
        QCOMPARE(busy.balance(domain::Account::Suspense) - before, (Money{4'800, euro}));
        QCOMPARE(listOf(prove(busy.connection)), QString());
        busy.disarm();
        QVERIFY(busy.tryExec("DELETE FROM task WHERE kind = 'card-unconfirmed' AND subject = "
                             "'ref-7'"));
        QVERIFY(listOf(prove(busy.connection)).contains("card-unconfirmed"));
    }
    void paymentsOfOnlineCustomersAreProven() {
        Paid paid;
        const auto states = paid.connection
                                .prepare("states", "SELECT group_concat(state) FROM (SELECT state "
                                                   "FROM payment ORDER BY state)")
                                .value<std::string>();
        QCOMPARE(*states, std::string("captured,captured,refunded"));
        QCOMPARE(listOf(prove(paid.connection)), QString());
    }
    void everyDamageOfAPaymentIsNamed_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* sql, const char* words) {
            QTest::newRow(name) << sql << words;
        };
        row("booking changed",
            "UPDATE payment SET booking = (SELECT id FROM booking WHERE seq = 1 LIMIT 1) WHERE id "
            "= (SELECT id FROM payment WHERE booking IS NOT NULL LIMIT 1)",
            "whose journal does not say so");
        row("booking forgotten", "UPDATE payment SET booking = NULL", "which does not say so");
        row("amount changed", "UPDATE payment SET amount = amount + 1", "does not say so");
        row("more asked back",
            "UPDATE payment SET to_refund = to_refund + 1 WHERE booking IS NOT "
            "NULL",
            "should have left");
        row("less asked back", "UPDATE payment SET to_refund = 0", "should have left");
        row("late money kept", "UPDATE payment SET to_refund = 0 WHERE booking IS NULL",
            "does not go back");
        row("late money never counted", "UPDATE payment SET captured = 0 WHERE booking IS NULL",
            "is counted as taken");
        row("money taken unseen",
            "INSERT INTO payment SELECT randomblob(16), randomblob(16), token_hash, showtime, "
            "NULL, 'refunded', asked, amount, currency, authorized, captured, refunded, to_refund, "
            "undone, given_up, NULL, method, failure, action_url, created_at, attempts, NULL, "
            "method_hash, address, customer, seats, in_review, review_rule, refund_goal, "
            "note FROM payment WHERE booking IS NULL",
            "no journal counts it");
        row("never came", "UPDATE payment SET state = 'reversed' WHERE booking IS NOT NULL",
            "never came");
        row("left for ever", "UPDATE payment SET state = 'authorized' WHERE booking IS NOT NULL",
            "nobody comes back to it");
    }
    void everyDamageOfAPaymentIsNamed() {
        QFETCH(QString, sql);
        QFETCH(QString, words);
        Paid paid;
        paid.disarm();
        QVERIFY2(paid.tryExec(sql.toStdString()), qPrintable(sql));
        QVERIFY2(listOf(prove(paid.connection)).contains(words),
                 qPrintable(listOf(prove(paid.connection))));
    }
    void moneyThatStandsInSuspenseTwiceIsNamed() {
        Paid paid;
        auto unsold =
            paid.connection.prepare("late", "SELECT id FROM payment WHERE booking IS NULL");
        auto poison = paid.sale(paid.lease, {10});
        poison.tenders[0].kind = domain::TenderKind::Card;
        poison.tenders[0].reference = unsold.value<PaymentId>()->toString();
        poison.lines[0].tax.minor += 1;
        paid.say(paid.counter, poison);
        QVERIFY(paid.outcomes.back() == protocol::Outcome::Quarantined);
        QVERIFY(listOf(prove(paid.connection)).contains("stands in suspense twice"));
    }
    void everyDamageIsNamed_data() {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("promise");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* sql, const char* promise,
                            const char* words) { QTest::newRow(name) << sql << promise << words; };
        row("claim gone", "DELETE FROM seat_claim WHERE kind = 'ticket' AND seat = 8", "I1",
            "does not own seat no. 8");
        row("claim moved", "UPDATE seat_claim SET seat = 19 WHERE seat = 8", "I1", "seat no. 19");
        row("claim of a void ticket",
            "UPDATE seat_claim SET kind = 'ticket', allotment = NULL, ticket = (SELECT id FROM "
            "ticket WHERE state = 'void' AND seat = 0) WHERE seat = 0",
            "I1", "which is void");
        row("claim beyond the plan",
            "INSERT INTO seat_claim SELECT showtime, 900, kind, hold, allotment, ticket, block, "
            "epoch FROM seat_claim WHERE kind = 'ticket' LIMIT 1",
            "I1", "not in its plan");
        row("claim's token", "UPDATE seat_claim SET epoch = epoch + 1 WHERE kind = 'allotment'",
            "I7", "another token");
        row("allotment over", "UPDATE allotment SET state = 'lost'", "I5", "is over (lost)");
        row("allotment gone", "DELETE FROM allotment", "I5", "not there");
        row("token given twice", "UPDATE counter SET value = 0 WHERE name = 'epoch'", "I7",
            "behind");
        row("ticket void", "UPDATE ticket SET state = 'void' WHERE seat = 8", "I1",
            "its state is void");
        row("ticket revived", "UPDATE ticket SET state = 'valid' WHERE state = 'void' AND seat = 0",
            "I1", "its state is valid");
        row("ticket's seat", "UPDATE ticket SET seat = 18 WHERE seat = 8", "I1",
            "its seat is no. 18, the journals imply no. 8");
        row("ticket gone", "DELETE FROM ticket WHERE seat = 8", "I2", "is missing");
        row("ticket forged",
            "INSERT INTO ticket (id, booking, showtime, seat, ticket_type, price, tax, currency, "
            "state) SELECT randomblob(16), booking, showtime, 17, ticket_type, price, tax, "
            "currency, state FROM ticket WHERE seat = 8",
            "I1", "stands in no journal");
        row("ticket's price", "UPDATE ticket SET price = price + 1 WHERE seat = 8", "I3",
            "10.01 EUR");
        row("ticket's tax", "UPDATE ticket SET tax = tax + 1 WHERE seat = 8", "I3", "tax");
        row("ticket's type", "UPDATE ticket SET ticket_type = 'child' WHERE seat = 8", "I3",
            "\"child\"");
        row("reduction changed", "UPDATE ticket_reduction SET amount = 49 WHERE amount = 50", "I3",
            "\"pair 1.50 EUR, club 0.49 EUR, 0.01 EUR by nothing\"");
        row("reduction gone", "DELETE FROM ticket_reduction WHERE discount = 'pair'", "I3",
            "its journal says \"pair 1.50 EUR, club 0.50 EUR\"");
        row("reduction's sum", "UPDATE ticket SET reduced = 0 WHERE seat = 8", "I3",
            "-2.00 EUR by nothing");
        row("use gone", "DELETE FROM discount_use WHERE discount = 'club'", "I3",
            "\"club\" is counted for 1 bookings and listed for 0; their tickets imply 1.");
        row("use forged",
            "INSERT INTO discount_use SELECT id, 'gift' FROM booking ORDER BY id LIMIT 1", "I3",
            "said to have the discount \"gift\"");
        row("uses miscounted", "UPDATE discount_count SET used = used + 1 WHERE discount = 'club'",
            "I3", "\"club\" is counted for 2 bookings");
        row("reduction forged",
            "INSERT INTO ticket_reduction SELECT id, 0, 'gift', 1 FROM ticket WHERE reduced = 0",
            "I3", "\"gift 0.01 EUR");
        row("paper's seat", "UPDATE ticket SET paper_seat = NULL", "I1", "the seat on its paper");
        row("booking gone",
            "DELETE FROM booking WHERE id = (SELECT booking FROM ticket WHERE seat = 8)", "I2",
            "is missing");
        row("booking void", "UPDATE booking SET state = 'void'", "I2", "its state is void");
        row("booking's total", "UPDATE booking SET total = total - 1 WHERE seq = 1", "I3",
            "its journal says 20.00 EUR");
        row("booking's entry", "UPDATE booking SET seq = 99 WHERE seq = 1", "I2", "its entry");
        row("booking's day", "UPDATE booking SET business_day = business_day + 1 WHERE seq = 1",
            "I2", "its business day");
        row("tender changed", "UPDATE tender SET amount = amount - 1", "I3", "was paid by");
        row("tender rounded", "UPDATE tender SET rounded = 5", "I3", ", rounded by 5");
        row("tender gone", "DELETE FROM tender", "I3", "was paid by nothing");
        row("tender's means", "UPDATE tender SET kind = 'voucher'", "I3", "voucher");
        row("posting changed",
            "UPDATE ledger_posting SET amount = amount + 1 WHERE account = 'cash_drawer'", "I3",
            "out of balance");
        row("both sides changed",
            "UPDATE ledger_posting SET amount = amount * 2 WHERE ledger_transaction = (SELECT id "
            "FROM ledger_transaction WHERE event = 'sale' LIMIT 1)",
            "I3", "it implies");
        row("posting's account",
            "UPDATE ledger_posting SET account = 'over_short' WHERE account = 'cash_drawer'", "I3",
            "over_short");
        row("transaction gone", "DELETE FROM ledger_transaction WHERE event = 'void'", "I3",
            "has posted nothing");
        row("transaction moved", "UPDATE ledger_transaction SET seq = 77 WHERE event = 'void'",
            "I3", "which no journal has");
        row("transaction's event",
            "UPDATE ledger_transaction SET event = 'refund' WHERE event = 'void'", "I3",
            "it is \"void\"");
        row("transaction's day",
            "UPDATE ledger_transaction SET business_day = 1 WHERE event = 'sale'", "I3",
            "another business day");
        row("refund gone", "DELETE FROM refund WHERE amount > 0", "I3", "paid back twice");
        row("refund's amount", "UPDATE refund SET amount = 1", "I3", "The refund of ticket");
        row("refund's entry", "UPDATE refund SET seq = 1", "I3", "The refund of ticket");
        row("debt gone", "DELETE FROM refund_due WHERE posted = 1", "I2", "not on record as owed");
        row("debt forged",
            "INSERT INTO refund_due SELECT id, booking, 1 FROM ticket WHERE state = 'exchanged'",
            "I2", "is said to be owed");
        row("decline gone", "DELETE FROM card_decline", "I3", "not on record as declined");
        row("decline forged", "UPDATE card_decline SET reference = 'ref-2'", "I3", "ref-2");
        row("task gone", "DELETE FROM task WHERE kind = 'quarantined-entry'", "I2",
            "has no task \"quarantined-entry\"");
        row("task closed by nobody",
            "UPDATE task SET closed_at = 1 WHERE kind = 'quarantined-entry'", "I2",
            "nobody's entry says");
        row("debt's task closed", "UPDATE task SET closed_at = 1 WHERE kind = 'refund-due'", "I2",
            "no open task");
        row("reseated's task gone", "DELETE FROM task WHERE kind = 'reseated'", "I2",
            "has no task \"reseated\"");
        row("revocation gone", "DELETE FROM revocation WHERE reason = 'exchanged'", "I1",
            "Doors are not told");
        row("revocation's reason", "UPDATE revocation SET reason = 'declined'", "I1",
            "no journal says so");
        row("admission gone", "DELETE FROM admission", "I2", "The admission of ticket");
        row("admission undone", "UPDATE admission SET undone = 1", "I2", "earliest scan");
        row("verdict gone", "DELETE FROM verdict WHERE seq = 2", "I2", "has no verdict");
        row("verdict turned",
            "UPDATE verdict SET outcome = 'refund_due' WHERE seq = 1 AND outcome = 'accepted'",
            "I3", "it is \"refund_due\"");
        row("verdict's rule", "UPDATE verdict SET rule = 'R99' WHERE seq = 1", "I2",
            "none of R0 to R14");
        row("move changed", "UPDATE verdict_move SET to_seat = 2", "I1",
            "the journals imply no. 2");
        row("move gone", "DELETE FROM verdict_move", "I2", "with 0 moves");
        row("entry edited", "UPDATE journal_entry SET payload = payload || ' ' WHERE seq = 1", "I8",
            "not what its terminal signed");
        row("entry gone", "DELETE FROM journal_entry WHERE seq = 2", "I8", "has a gap before");
        row("end of the journal cut",
            "DELETE FROM journal_entry WHERE seq = (SELECT max(seq) FROM journal_entry)", "I8",
            "its journal ends at");
        row("entry filed elsewhere", "UPDATE journal_entry SET booking = NULL WHERE seq = 1", "I2",
            "is filed under");
        row("head moved", "UPDATE terminal SET next_seq = next_seq + 1", "I8", "The head of");
        row("key changed", "UPDATE terminal_key SET public_key = randomblob(32)", "I8",
            "not what its terminal signed");
        row("trail edited", "UPDATE audit SET actor = 'nobody' WHERE number = 2", "I8",
            "broken at record 2");
        row("trail cut", "DELETE FROM audit WHERE number = 1", "I8", "broken at record 2");
        row("feed's counter", "UPDATE counter SET value = 1 WHERE name = 'commit_seq'", "I6",
            "behind the changes");
        row("the seat's lock", "DROP INDEX ticket_valid_seat", "I1", "The lock");
        row("a carried entry that was none",
            "INSERT INTO carried_entry SELECT terminal, 1, 1, 1, 2, hash FROM journal_entry "
            "WHERE seq = 1 LIMIT 1",
            "I4", "has not carried");
    }
    void everyDamageIsNamed() {
        QFETCH(QString, sql);
        QFETCH(QString, promise);
        QFETCH(QString, words);
        Busy busy;
        busy.end();
        busy.disarm();
        QVERIFY(busy.tryExec(sql.toStdString()));
        const Proof proof = prove(busy.connection);
        for (const auto& finding : proof.findings.kept())
            if (QString::fromStdString(finding.promise) == promise &&
                QString::fromStdString(finding.text).contains(words))
                return;
        QFAIL(qPrintable("not named among:\n" + listOf(proof)));
    }
    void aTriggerThatIsGoneIsNamed() {
        Busy busy;
        QVERIFY(busy.tryExec("DROP TRIGGER audit_no_update"));
        QVERIFY(listOf(prove(busy.connection)).contains("A trigger"));
    }
    void aCopyMadeWhileEntriesAreTakenInIsProven() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("foyer.db").toStdString();
        const std::string target = folder.filePath("copy.db").toStdString();
        ServiceHouse house({"ssssssssss"}, path);
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1})->allotments[0];
        std::int64_t entries = 0;
        const auto sellAndVoid = [&] {
            const auto sold = house.sale(lease, {0, 1});
            device.write(sold);
            device.write(house.cancel(sold));
            CHECK(house.drain(device).ok());
            entries += 2;
        };
        for (int i = 0; i < 200; ++i)
            sellAndVoid();
        const std::int64_t before = entries;
        std::atomic<bool> done = false;
        std::thread copier([&] {
            sqlite::Connection source(sqlite::Options{.path = path, .create = false});
            sqlite::backupTo(source, target);
            done = true;
        });
        do
            sellAndVoid();
        while (!done);
        copier.join();
        sqlite::Connection copy(sqlite::Options{.path = target, .readOnly = true});
        const Proof proof = prove(copy);
        QCOMPARE(listOf(proof), QString());
        QVERIFY(proof.entries >= before && proof.entries <= entries);
    }
};

QTEST_APPLESS_MAIN(AuditProofTest)
#include "audit_proof_test.moc"
