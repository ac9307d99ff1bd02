// links: server_services server_store shared_wire unit_service_house
#include "server/services/days.h"
#include "server/services/losses.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::tests;
using services::Days;
using services::Losses;
using Refusal = Losses::Refusal;

namespace {

/// A house whose counter has seats on lease, and the two people it takes.
struct Office {
    ServiceHouse house;
    services::Presence presence;
    Losses losses{house.context(), presence};
    Days days{house.context(), presence};
    Device device = house.enrol(1);
    OperatorId first = house.cashier;
    OperatorId second = otherPerson();

    Losses::Answer declare(OperatorId op, std::optional<Incarnation> life = {}) {
        return *answerOf<Losses::Answer>(
            [&](auto reply) { losses.declare(device.terminal, life, op, reply); });
    }
    Days::Answer close(Date day) {
        return *answerOf<Days::Answer>([&](auto reply) { days.close(day, first, reply); });
    }
    void expireAll() {
        // As if half a day had passed, but the showtime is not over.
        CHECK(house.tryExec("UPDATE allotment SET granted_at = granted_at - 50000000"));
        (void)answerOf<std::int64_t>([&](auto reply) { house.allotments().expire(reply); });
    }

private:
    OperatorId otherPerson() {
        domain::Operator op{OperatorId::make(house.clock.now(), house.random), "Ben",
                            domain::Role::Supervisor, "hash", true};
        house.write([&](auto& store) { store.put(op); });
        return op.id;
    }
};

} // namespace

/// Two-key reclaim (I7) and the close of a day (I2).
class ServiceLosses : public QObject {
    Q_OBJECT

private slots:
    void theExposureCountsSeatsAndMoney() {
        Office office;
        QVERIFY(office.house.ask(office.device, {0, 1, 20}).ok());
        const auto exposure = **office.losses.exposure(office.device.terminal);
        QCOMPARE(exposure.seats, std::size_t{3});
        QCOMPARE(exposure.most.size(), std::size_t{1});
        QCOMPARE(exposure.most[0].minor, 1000 + 1000 + 1400);
        QVERIFY(exposure.declarable.has_value());
        QCOMPARE(exposure.showtimes[0].movie, std::string("Metropolis"));
        QVERIFY(services::textOf(exposure).find("3 seats") != std::string::npos);
    }

    void theExposureIsWhatTheDearestTicketsWouldCost() {
        Office office;
        auto dear = office.house.prices;
        dear.ticketTypes.push_back({"gala", "Gala", false});
        dear.rows.push_back({"parkett", "gala", domain::DayPart::Evening, {2500, {}}});
        office.house.prices = dear;
        office.house.discount({}); // a new version of the list
        QVERIFY(office.house.ask(office.device, {0, 1, 20}).ok());
        const auto exposure = **office.losses.exposure(office.device.terminal);
        QCOMPARE(exposure.most.at(0).minor, 2500 + 2500 + 1400); // no gala in the loge
    }

    void theExposureSaysWhenTheTerminalWasLastHeard() {
        Office office;
        const auto lastSeen = [&] {
            const Instant seen = (*office.losses.exposure(office.device.terminal))->lastSeen;
            const auto all = *office.losses.all();
            return all.size() == 1 && all[0].lastSeen == seen ? seen : Instant{};
        };
        office.house.clock.at += std::chrono::minutes{5};
        QVERIFY(office.house.ask(office.device, {0}).ok());
        const Instant leased = office.house.clock.at;
        office.house.clock.at += std::chrono::minutes{5};
        QVERIFY(lastSeen() == leased);
        office.presence.heard(office.device.terminal, office.house.clock.at);
        const Instant heard = office.house.clock.at; // it asked for nothing
        office.house.clock.at += std::chrono::minutes{5};
        QVERIFY(lastSeen() == heard);
    }

    void aLiveLeaseCannotBeDeclaredLost() {
        Office office;
        QVERIFY(office.house.ask(office.device, {0}).ok());
        QVERIFY(office.declare(office.first).error() == Refusal::StillLive);
    }

    void aLiveLeaseThatIsSoldOutCountsToo() {
        Office office;
        const auto allotment = office.house.ask(office.device, {0})->allotments.at(0);
        office.device.write(office.house.sale(allotment, {0}));
        QVERIFY(office.house.drain(office.device).ok());
        QCOMPARE(office.house.letters()[0], 's');
        QVERIFY(office.declare(office.first).error() == Refusal::StillLive);
    }

    void aTerminalThatWasJustHeardCannotBeDeclaredLost() {
        Office office;
        QVERIFY(office.house.ask(office.device, {0}).ok());
        office.expireAll();
        office.presence.heard(office.device.terminal, office.house.clock.now());
        QVERIFY(office.declare(office.first).error() == Refusal::Reachable);
    }

    void oneKeyFreesNothing() {
        Office office;
        QVERIFY(office.house.ask(office.device, {0, 1}).ok());
        office.expireAll();
        QCOMPARE(office.house.letters().substr(0, 3), std::string("aaf"));
        QVERIFY(!office.declare(office.first)->lost);
        QVERIFY(office.declare(office.first).error() == Refusal::SamePerson);
        QCOMPARE(office.house.letters().substr(0, 3), std::string("aaf"));
    }

    void theSecondKeyFreesTheSeats() {
        Office office;
        QVERIFY(office.house.ask(office.device, {0, 1}).ok());
        office.expireAll();
        QVERIFY(office.declare(office.first).ok());
        const auto declared = office.declare(office.second);
        QVERIFY(declared.ok() && declared->lost);
        QCOMPARE(declared->freed, std::size_t{2});
        QCOMPARE(office.house.letters().substr(0, 3), std::string("fff"));
        QVERIFY(office.declare(office.second).error() == Refusal::DeclaredBefore);
        const auto tasks = office.house.read([](const auto& s) { return s.openTasks(); });
        QCOMPARE(tasks.size(), std::size_t{1});
        QVERIFY(tasks[0].task.kind == protocol::TaskKind::LostTerminal);
        QVERIFY(tasks[0].task.deadline.has_value());
        QVERIFY(office.house.audit().findings.empty());
    }

    /// It had nothing on lease, so nobody noticed; or somebody has found it.
    void aLostTerminalThatIsBackIsWaitedForAndCanBeLostAgain() {
        Office office;
        QVERIFY(office.declare(office.first).ok());
        QVERIFY(office.declare(office.second)->lost);
        const Date day = businessDayOf(office.house.clock.now(), {});
        const auto standsInTheWay = [&] { return office.days.open(day)->unheard.size(); };
        QCOMPARE(standsInTheWay(), std::size_t{0});

        const auto lease = office.house.ask(office.device, {0})->allotments.at(0);
        QCOMPARE(standsInTheWay(), std::size_t{1});
        QVERIFY(office.declare(office.first).error() == Refusal::StillLive);
        office.expireAll();
        QVERIFY(!office.declare(office.first)->lost); // two are needed again
        QVERIFY(office.declare(office.second)->lost);
        QCOMPARE(office.house.letters()[0], 'f');
        QCOMPARE(standsInTheWay(), std::size_t{0});

        office.house.clock.at += std::chrono::minutes{1};
        office.device.write(office.house.sale(lease, {0}));
        QVERIFY(office.house.drain(office.device).ok());
        QCOMPARE(standsInTheWay(), std::size_t{1});
        QVERIFY(office.house.audit().findings.empty());
    }

    void aClockSetBackHidesNoReturn() {
        Office office;
        QVERIFY(office.declare(office.first).ok());
        QVERIFY(office.declare(office.second)->lost);
        office.house.clock.at -= std::chrono::hours{1};
        office.device.write(
            protocol::Abandon{BookingId::make(office.house.clock.now(), office.house.random),
                              office.first, office.house.clock.now()});
        QVERIFY(office.house.drain(office.device).ok());
        QVERIFY(!office.declare(office.first)->lost); // anew, and by two
        const Date day = businessDayOf(office.house.clock.now(), {});
        QCOMPARE(office.days.open(day)->unheard.size(), std::size_t{1});
    }

    /// Its machine has burned and another one is in its place.
    void aDiskThatWasReplacedIsDeclaredLostByItself() {
        Office office;
        QVERIFY(office.house.ask(office.device, {0, 1}).ok());
        Device next{2};
        office.house.enrolAgain(next, office.device.terminal);
        office.presence.heard(next.terminal, office.house.clock.now());
        const auto rows = *office.losses.all();
        QCOMPARE(rows.size(), std::size_t{2});
        QVERIFY(!rows[0].isFormer() && rows[0].reachable && rows[0].seats == 0);
        QVERIFY(rows[1].isFormer() && !rows[1].reachable && rows[1].seats == 2);
        QVERIFY(office.declare(office.first).error() == Refusal::Reachable);
        const auto former = office.device.incarnation;
        QVERIFY(office.declare(office.first, former).error() == Refusal::StillLive);
        office.expireAll();
        QVERIFY(office.declare(office.first, Incarnation{7}).error() == Refusal::UnknownTerminal);
        QVERIFY(!office.declare(office.first, former)->lost);
        const auto declared = office.declare(office.second, former);
        QVERIFY(declared->lost);
        QCOMPARE(declared->freed, std::size_t{2});
        QCOMPARE(office.house.letters().substr(0, 2), std::string("ff"));
        QVERIFY(office.declare(office.first, former).error() == Refusal::DeclaredBefore);
        QCOMPARE(office.losses.all()->size(), std::size_t{1});
        const auto tasks = office.house.read([](const auto& s) { return s.openTasks(); });
        QCOMPARE(tasks.size(), std::size_t{1}); // that of the former life is no second one
        QVERIFY(tasks[0].task.kind == protocol::TaskKind::LostTerminal);
        QVERIFY(tasks[0].task.text.starts_with("The former disk of terminal"));
        QVERIFY(office.house.audit().findings.empty());
    }

    /// What it sold unseen may be of the day it was last heard on, however late it is replaced.
    void aDiskThatWasReplacedKeepsItsLastDayOpen() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        office.house.clock.at += std::chrono::hours{30};
        Device next{2};
        office.house.enrolAgain(next, office.device.terminal);
        QCOMPARE(office.days.open(day)->tasks.size(), std::size_t{1});
        office.house.write([&](auto& store) {
            store.close(store.openTasks()[0].task.id,
                        {office.house.clock.now(), office.first, protocol::TaskAction::Settle,
                         "nothing on it"});
        });
        QVERIFY(office.days.open(day)->tasks.empty());
    }

    /// It had sold all of a lease, which was over then; the office pays one ticket back.
    void whatIsPaidBackOfALostTerminalIsThePools() {
        Office office;
        const auto lease = office.house.ask(office.device, {0, 1})->allotments.at(0);
        const auto sold = office.house.sale(lease, {0});
        office.device.write(sold);
        protocol::Return rest;
        rest.showtime = office.house.showtime;
        rest.right = {lease.id, lease.epoch};
        rest.seats = {SeatNo{1}};
        office.device.write(rest);
        QVERIFY(office.house.drain(office.device).ok());
        QVERIFY(office.declare(office.first).ok());
        QVERIFY(office.declare(office.second)->lost);
        Device desk = office.house.enrol(2);
        protocol::Refund refund;
        refund.booking = sold.booking;
        refund.showtime = office.house.showtime;
        refund.tickets = {sold.lines[0].ticket};
        refund.tender = sold.tenders[0];
        refund.op = refund.approvedBy = office.second;
        desk.write(refund);
        QCOMPARE(office.house.drain(desk)->verdicts[0].rule, protocol::Rule::R12);
        QCOMPARE(office.house.letters().substr(0, 2), std::string("ff"));
        QVERIFY(office.declare(office.first).error() == Refusal::DeclaredBefore); // gone still
        QVERIFY(office.house.audit().findings.empty());
    }

    void aFirstKeyOfYesterdayIsWorthNothing() {
        Office office;
        QVERIFY(office.house.ask(office.device, {0}).ok());
        office.expireAll();
        QVERIFY(office.declare(office.first).ok());
        office.house.clock.at += Losses::kWaitsForSecond;
        QVERIFY(!office.declare(office.second)->lost);
        QVERIFY(office.declare(office.first)->lost);
    }

    void theDatabaseKnowsThatTwoAreTwo() {
        Office office;
        const ports::LossRecord one{office.device.terminal,
                                    office.device.incarnation,
                                    office.first,
                                    office.house.clock.now(),
                                    office.first,
                                    office.house.clock.now(),
                                    "one person with two keys"};
        office.house.write([&](auto& store) { store.put(one); });
        QVERIFY(!office.house.read(
            [&](const auto& s) { return s.loss(one.terminal, one.incarnation).has_value(); }));
    }

    void aDayWithAnOpenTaskCannotBeClosed() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        QVERIFY(office.close(day).error().refusal == Days::Refusal::NotOver);
        protocol::Task task;
        task.id = TaskId::make(office.house.clock.now(), office.house.random);
        task.subject = "x";
        task.actions = {protocol::TaskAction::Settle};
        office.house.write([&](auto& store) { store.open({task, day}); });
        office.house.clock.at += std::chrono::hours{24};
        office.presence.heard(office.device.terminal, office.house.clock.now());
        const auto refused = office.close(day);
        QVERIFY(refused.error().refusal == Days::Refusal::ItemsOpen);
        QCOMPARE(refused.error().open.tasks.size(), std::size_t{1});
        office.house.write([&](auto& store) {
            store.close(task.id, {office.house.clock.now(), office.first,
                                  protocol::TaskAction::Settle, "seen"});
        });
        QVERIFY(office.close(day).ok());
        QVERIFY(office.close(day).error().refusal == Days::Refusal::ClosedBefore);
    }

    /// What it is about is of the day before.
    void aSaleThatArrivesTheNextDayKeepsItsOwnDayOpen() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        const auto lease = office.house.ask(office.device, {0})->allotments.at(0);
        auto damaged = office.house.sale(lease, {0});
        damaged.tenders[0].amount = damaged.tenders[0].amount * 2;
        office.device.write(damaged);
        office.house.clock.at += std::chrono::hours{24};
        QCOMPARE(office.house.drain(office.device)->verdicts[0].rule, protocol::Rule::R14);
        office.presence.heard(office.device.terminal, office.house.clock.now());
        const auto refused = office.close(day);
        QVERIFY(refused.error().refusal == Days::Refusal::ItemsOpen);
        QCOMPARE(refused.error().open.tasks.size(), std::size_t{1});
    }

    void aTerminalNobodyHasHeardKeepsTheDayOpen() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        office.house.clock.at += std::chrono::hours{24};
        const auto refused = office.close(day);
        QCOMPARE(refused.error().open.unheard.size(), std::size_t{1});
        office.presence.heard(office.device.terminal, office.house.clock.now());
        QVERIFY(office.close(day).ok());
    }

    /// To be reachable is not enough: what it wrote last may be on its way.
    void aTerminalHeardOnlyBeforeTheDaysEndKeepsItOpen() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        const Instant end = std::chrono::sys_days{day} + std::chrono::hours{30};
        office.presence.heard(office.device.terminal, end - Milliseconds{1});
        office.house.clock.at = end + Milliseconds{5'000};
        QCOMPARE(office.close(day).error().open.unheard.size(), std::size_t{1});
        office.presence.heard(office.device.terminal, end);
        QVERIFY(office.close(day).ok());
    }

    /// A request may have been sent before the day's end and arrive after it.
    void whatATerminalHasHeardFromUsDatesWhatItSays() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        const Instant end = std::chrono::sys_days{day} + std::chrono::hours{30};
        office.house.clock.at = end + Milliseconds{5'000};
        const auto hear = [&](Instant told) {
            office.presence.heard(office.device.terminal, office.house.clock.now(), Seq{0}, told);
        };
        hear(Instant{});
        QCOMPARE(office.close(day).error().open.unheard.size(), std::size_t{1});
        hear(end - Milliseconds{1});
        QCOMPARE(office.close(day).error().open.unheard.size(), std::size_t{1});
        hear(end);
        QVERIFY(office.close(day).ok());
    }

    /// Its disk may hold sales of that day, which come inside the entries of its new life.
    void aTerminalEnrolledAnewAfterTheDaysEndKeepsItOpenUntilItIsHeard() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        const Instant end = std::chrono::sys_days{day} + std::chrono::hours{30};
        auto record =
            *office.house.read([&](auto& store) { return store.terminal(office.device.terminal); });
        ++record.incarnation.value;
        record.enrolledAt = record.lastSeenAt = end + Milliseconds{1'000};
        office.house.write([&](auto& store) { store.put(record); });
        office.house.clock.at = end + Milliseconds{5'000};
        QCOMPARE(office.close(day).error().open.unheard.size(), std::size_t{1});
        office.presence.heard(office.device.terminal, office.house.clock.now());
        QVERIFY(office.close(day).ok());
    }

    void aTerminalThatSaidItHasMoreKeepsTheDayOpen() {
        Office office;
        const Date day = businessDayOf(office.house.clock.now(), {});
        office.house.clock.at += std::chrono::hours{24};
        office.device.write(
            protocol::Abandon{BookingId::make(office.house.clock.now(), office.house.random),
                              office.first, office.house.clock.now()});
        office.presence.heard(office.device.terminal, office.house.clock.now(), Seq{1});
        QCOMPARE(office.close(day).error().open.unheard.size(), std::size_t{1});
        QVERIFY(office.house.drain(office.device).ok());
        QVERIFY(office.close(day).ok());
    }
};

QTEST_APPLESS_MAIN(ServiceLosses)
#include "service_losses_test.moc"
