// links: server_proof server_store server_services shared_wire unit_service_house
#include "server/main/proof/auditor.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
namespace ports = foyer::server::ports;

namespace {

struct Generous : ServiceHouse {
    Device till = enrol(3);
    protocol::Allotment lease = ask(till, {1, 2, 3})->allotments[0];
    OperatorId boss;

    Generous() {
        write([&](ports::Store& store) {
            domain::Operator person;
            person.id = OperatorId::make(clock.now(), random);
            person.name = "Dana";
            person.role = domain::Role::Supervisor;
            person.pinHash = "hash";
            store.put(person);
            boss = person.id;
        });
    }
    protocol::Sale give(std::uint16_t seat, OperatorId by) {
        auto entry = sale(lease, {seat});
        const Money nothing{0, {}};
        for (auto& line : entry.lines) {
            line.reductions = {{domain::kCompKey, line.price}};
            line.price = line.tax = nothing;
        }
        entry.tenders = {{domain::TenderKind::Cash, nothing, nothing, nothing, {}}};
        entry.comp = protocol::Comp{"the projector failed", by};
        till.write(entry);
        return entry;
    }
    std::optional<protocol::Comp> kept(BookingId booking) {
        return read([&](const ports::Store& store) { return store.comp(booking); });
    }
    std::string finding() {
        const auto proof = server::proof::prove(connection);
        return proof.findings.kept().empty() ? std::string() : proof.findings.kept()[0].text;
    }
};

} // namespace

/// Tickets for nothing, with a reason: from the journal into the books.
class ServiceComp : public QObject {
    Q_OBJECT

private slots:
    void aCompIsKeptWithItsReasonAndMovesNoMoney() {
        Generous house;
        const auto given = house.give(1, house.boss);
        const auto verdict = house.drain(house.till)->verdicts.back();
        QCOMPARE(verdict.rule, protocol::Rule::R3);
        QVERIFY(house.kept(given.booking) == given.comp);
        QCOMPARE(house.letters()[1], 's');
        QVERIFY(house.balance(domain::Account::CashDrawer).isZero());
        QVERIFY(house.balance(domain::Account::TicketRevenue).isZero());
        QVERIFY(house.audit().findings.empty());
        QCOMPARE(house.finding(), std::string());
        house.till.write(house.cancel(given));
        QCOMPARE(house.drain(house.till)->verdicts.back().rule, protocol::Rule::R12);
        QCOMPARE(house.finding(), std::string());
    }
    void whatNobodyInChargeAnswersForIsAVariance() {
        Generous house;
        const auto given = house.give(1, house.cashier);
        QCOMPARE(house.drain(house.till)->verdicts.back().rule, protocol::Rule::R11);
        QVERIFY(house.kept(given.booking) == given.comp);
        auto variances = house.connection.prepare(
            "test", "SELECT count(*) FROM price_variance WHERE printed = 0 AND listed = 1000");
        QCOMPARE(*variances.value<std::int64_t>(), 1);
        house.write([](ports::Store& store) {
            auto policy = store.policy();
            policy.compsNeedSupervisor = false;
            store.put(policy);
        });
        (void)house.give(2, {});
        QCOMPARE(house.drain(house.till)->verdicts.back().rule, protocol::Rule::R3);
        QCOMPARE(house.finding(), std::string());
    }
    void theAuditKnowsWhatWasGivenAndWhy() {
        Generous house;
        (void)house.give(1, house.boss);
        QVERIFY(house.drain(house.till).ok());
        QVERIFY(house.tryExec("UPDATE comp SET reason = 'a friend'"));
        QVERIFY(house.finding().find("given for free by \"a friend") != std::string::npos);
        QVERIFY(house.tryExec("DELETE FROM comp"));
        QVERIFY(house.finding().find("given for free by \"\"") != std::string::npos);
        QVERIFY(!house.tryExec("INSERT INTO comp SELECT id, '', NULL FROM booking"));
    }
};

QTEST_APPLESS_MAIN(ServiceComp)
#include "service_comp_test.moc"
