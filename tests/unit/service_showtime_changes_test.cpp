// links: server_store server_services shared_wire unit_service_house
#include "server/core/deadline.h"
#include "server/services/recovery.h"
#include "tests/unit/showtime_changes.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server::tests;
namespace services = foyer::server::services;
using protocol::Outcome;
using protocol::TaskKind;
using R = protocol::Rule;

/// Showtimes that change while they are sold (verdicts R2, R4, R11).
class ServiceShowtimeChangesTest : public QObject {
    Q_OBJECT

private slots:
    void aCancelledShowtimeOwesItsMoney() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1, 2})->allotments[0];
        const auto sold = house.sale(lease, {0, 1});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QCOMPARE(cancel(house)->owed, std::size_t{2});
        QCOMPARE(tasks(house).size(), std::size_t{1});
        QVERIFY(tasks(house)[0].task.kind == TaskKind::RefundDue);
        const auto start =
            house.read([&](const auto& s) { return s.showtime(house.showtime)->start; });
        QVERIFY(tasks(house)[0].task.deadline == start - server::core::kLeadBeforeShowtime);
        QVERIFY(tasks(house)[0].task.amount == (Money{2000, house.prices.currency}));
        QVERIFY(cancel(house).error() == Changes::Refusal::Cancelled);

        device.write(house.sale(lease, {2})); // it had not heard
        protocol::Refund refund;
        refund.booking = sold.booking;
        refund.showtime = house.showtime;
        refund.tickets = {sold.lines[0].ticket, sold.lines[1].ticket};
        refund.tender = sold.tenders[0];
        refund.task = tasks(house)[0].task.id;
        device.write(refund);
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].rule, R::R2);
        QCOMPARE(answer->verdicts[1].rule, R::R12);
        QCOMPARE(tasks(house).size(), std::size_t{1}); // the later sale's
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 1000);
        QCOMPARE(house.balance(domain::Account::RefundPayable).minor, -1000);
        QCOMPARE(house.balance(domain::Account::TicketRevenue).minor, 0);
        QVERIFY(house.audit().findings.empty());
        // And paid out a second time.
        device.write(refund);
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R13);
        QCOMPARE(house.balance(domain::Account::OverShort).minor, 2000);
    }
    void aSupervisorSettlesWhatTheCustomerHadAlready() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto sold = house.sale(house.ask(device, {0, 1})->allotments[0], {0, 1});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QCOMPARE(cancel(house)->owed, std::size_t{2});
        const auto task = tasks(house).at(0).task;
        const Money nothing{0, house.prices.currency};
        protocol::Refund word{task.booking,
                              task.showtime,
                              task.tickets,
                              {domain::TenderKind::Cash, nothing, nothing, nothing, {}},
                              "the other counter paid",
                              house.cashier,
                              house.cashier,
                              task.id,
                              house.clock.now()};
        const protocol::TaskDone done{task.id, protocol::TaskAction::Settle, "had it",
                                      house.cashier, house.clock.now()};
        const auto say = [&](const protocol::Payload& entry) {
            device.write(entry);
            return house.drain(device)->verdicts.back();
        };
        QCOMPARE(say(word).outcome, Outcome::Noted); // a cashier may not
        QCOMPARE(tasks(house).size(), std::size_t{1});
        house.write([&](auto& store) {
            store.put(domain::Operator{house.cashier, "Ada", domain::Role::Supervisor, "h", true});
        });
        QCOMPARE(say(done).outcome, Outcome::Noted); // it would leave the money owed
        QCOMPARE(tasks(house).size(), std::size_t{1});
        QCOMPARE(say(word).outcome, Outcome::Accepted);
        QVERIFY(tasks(house).empty());
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 2000);
        QCOMPARE(house.balance(domain::Account::TicketRevenue).minor, 0);
        QCOMPARE(house.balance(domain::Account::OverShort).minor, -2000);
        QVERIFY(house.audit().findings.empty());
        QCOMPARE(say(word).outcome, Outcome::Noted); // once is enough
        QCOMPARE(house.balance(domain::Account::OverShort).minor, -2000);
        QCOMPARE(say(house.cancel(sold)).rule, R::R13); // it had been this one
        QVERIFY(tasks(house).at(0).task.text.find("A supervisor had settled 20.00 EUR before") !=
                std::string::npos);
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 0);
        QCOMPARE(house.balance(domain::Account::OverShort).minor, 0);
        QVERIFY(house.audit().findings.empty());
    }
    void aNewPlanTakesItsOwnersAlong() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1, 2})->allotments[0];
        const auto sold = house.sale(lease, {0});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QCOMPARE(house.letters().substr(0, 4), std::string("saaf"));
        const auto plan = addPlan(house, {"ssssssssss", "pppp"});
        const auto summary = change(house, plan, turned());
        QCOMPARE(summary->moved, std::size_t{1});
        QCOMPARE(summary->reseated, std::size_t{0});
        QCOMPARE(house.letters(), std::string("fffffffaasffff"));
        QVERIFY(tasks(house).at(0).task.kind == TaskKind::Reseated);
        QVERIFY(house.audit().findings.empty());

        device.write(house.sale(lease, {1})); // by the former plan: it had not heard
        device.write(house.cancel(sold));
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].rule, R::R4);
        QCOMPARE(answer->verdicts[0].moves.at(0).to, SeatNo{8});
        QCOMPARE(answer->verdicts[1].rule, R::R12);
        const auto now = house.standing(device)->allotments;
        const auto moved = std::find_if(now.begin(), now.end(), [](const auto& each) {
            return each.seats == std::vector{SeatNo{7}, SeatNo{9}}; // with what was given back
        });
        QVERIFY(moved != now.end() && moved->id != lease.id);
        // What tokens are of a former plan is told with each way a lease is told.
        QVERIFY(lease.lastFormer == Epoch{} && moved->lastFormer >= lease.epoch &&
                moved->lastFormer < moved->epoch);
        QCOMPARE(house.ask(device, {12})->allotments.back().lastFormer, moved->lastFormer);
        QCOMPARE(house.read([&](const auto& s) { return s.allotment(moved->id)->lastFormer; }),
                 moved->lastFormer);
        device.write(house.sale(*moved, {7})); // by the present one
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R3);
        QVERIFY(house.audit().findings.empty());
    }
    void whatIsVoidedAfterAChangeIsItsTerminalsStill() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0})->allotments[0];
        const auto sold = house.sale(lease, {0}); // all it had: no seat is left to lease anew
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        QVERIFY(change(house, addPlan(house, {"ssssssssss", "pppp"}), turned()).ok());
        // Its lease goes on under the new plan, without a seat, and as old as it was.
        const auto open = house.read(
            [&](const auto& s) { return s.openAllotments(device.terminal, device.incarnation); });
        QCOMPARE(open.size(), std::size_t{1});
        QVERIFY(open[0].epoch > lease.epoch && open[0].grantedAt == lease.grantedAt);
        device.write(house.cancel(sold));
        QVERIFY(house.drain(device).ok());
        QCOMPARE(house.letters(), std::string("fffffffffaffff"));
        QVERIFY(house.audit().findings.empty());

        device.write(house.sale(lease, {0})); // anew by the former token: it had not heard
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].rule, R::R4);
        QCOMPARE(answer->verdicts[0].moves.at(0).to, SeatNo{9});
        QVERIFY(house.audit().findings.empty());
    }
    /// The first plan comes back, and with it the numbers of the first token.
    void aTokenOfTheFirstPlanStaysOverWhenThatPlanComesBack() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1})->allotments[0];
        const auto sold = house.sale(lease, {0});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        const PlanId first =
            house.read([&](const auto& s) { return s.showtime(house.showtime)->plan; });
        QVERIFY(change(house, addPlan(house, {"ssssssssss", "pppp"}), turned()).ok());
        QVERIFY(change(house, first, turned()).ok());
        device.write(house.cancel(sold));
        QVERIFY(house.drain(device).ok());
        const auto now = house.standing(device)->allotments;
        const std::vector both{SeatNo{0}, SeatNo{1}};
        QVERIFY(std::any_of(now.begin(), now.end(),
                            [&](const auto& each) { return each.seats == both; }));
        QVERIFY(std::none_of(now.begin(), now.end(),
                             [&](const auto& each) { return each.id == lease.id; }));
        QVERIFY(house.audit().findings.empty());
    }
    void ticketsWithoutACounterpartGetOtherSeatsOrTheirMoney() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto first = house.sale(house.ask(device, {10, 11})->allotments[0], {10, 11});
        house.clock.at += std::chrono::minutes{1}; // who bought first is seated first
        const auto second = house.sale(house.ask(device, {12})->allotments[0], {12});
        device.write(first);
        device.write(second);
        QVERIFY(house.drain(device).ok());
        const auto plan = addPlan(house, {"ss"});
        const auto summary = change(house, plan, {});
        QCOMPARE(summary->reseated, std::size_t{2});
        QCOMPARE(summary->owed, std::size_t{1});
        QCOMPARE(house.letters(), std::string("ss"));
        QCOMPARE(tasks(house).size(), std::size_t{2});
        QVERIFY(house.audit().findings.empty());
        protocol::Refund refund;
        refund.booking = second.booking;
        refund.showtime = house.showtime;
        refund.tickets = {second.lines[0].ticket};
        refund.tender = second.tenders[0];
        device.write(refund);
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R12);
        QCOMPARE(tasks(house).size(), std::size_t{1});
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 2000);
        QVERIFY(house.audit().findings.empty());
    }
    void aSaleAtRiskIsJudgedInThePlanItNames() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto atRisk = [&](std::uint16_t seat, PlanId plan) {
            auto sale = house.sale({}, {seat});
            sale.rights = {{}};
            sale.approvedBy = house.sale({}, {0}).op;
            sale.plan = plan;
            return sale;
        };
        const PlanId former = house.plan;
        const auto plan = addPlan(house, {"ssssssssss", "pppp"});
        QVERIFY(change(house, plan, turned()).ok());
        device.write(atRisk(0, former)); // A1 is A10 now
        device.write(atRisk(0, plan));
        device.write(atRisk(1, PlanId{}));
        device.write(atRisk(2, PlanId::make(house.clock.now(), house.random)));
        const auto answer = house.drain(device);
        QCOMPARE(answer->verdicts[0].rule, R::R4);
        QCOMPARE(answer->verdicts[0].moves.at(0).to, SeatNo{9});
        QCOMPARE(answer->verdicts[1].rule, R::R5);
        QCOMPARE(answer->verdicts[2].rule, R::R5);
        QCOMPARE(answer->verdicts[3].rule, R::R14); // of a plan that it never had
        QCOMPARE(house.letters().substr(0, 10), std::string("ssbffffffs"));
        QVERIFY(house.audit().findings.empty());
    }
    void mappingsAreComposed() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0})->allotments[0];
        const auto second = addPlan(house, {"ssssssssss", "pppp"});
        QVERIFY(change(house, second, turned()).ok());
        const auto third = addPlan(house, {"ssssssssss", "pp"});
        server::core::SeatMapping shifted;
        for (std::uint16_t i = 0; i < 9; ++i)
            shifted.emplace_back(SeatNo{static_cast<std::uint16_t>(i + 1)}, SeatNo{i});
        QVERIFY(change(house, third, shifted).ok());
        device.write(house.sale(lease, {0})); // 0, then 9, then 8
        const auto verdict = house.drain(device)->verdicts[0];
        QCOMPARE(verdict.rule, R::R4);
        QCOMPARE(verdict.moves.at(0).to, SeatNo{8});
        QVERIFY(house.audit().findings.empty());
    }
    void aMappingThatIsNoneIsRefused() {
        ServiceHouse house;
        const auto plan = addPlan(house, {"ss"});
        using Refusal = Changes::Refusal;
        QVERIFY(change(house, plan, {{SeatNo{0}, SeatNo{2}}}).error() == Refusal::BadMapping);
        QVERIFY(change(house, plan, {{SeatNo{0}, SeatNo{1}}, {SeatNo{1}, SeatNo{1}}}).error() ==
                Refusal::BadMapping);
        QVERIFY(change(house, house.plan, {}).error() == Refusal::SamePlan);
        QVERIFY(change(house, PlanId{}, {}).error() == Refusal::UnknownPlan);
    }
    void nobodyIsMappedToAWorseSeat() {
        ServiceHouse house;
        const auto plan = addPlan(house, {"wppsssssss", "pppppppppp"});
        const auto back = addPlan(house, {"ssssssssss", "ssssssssss"});
        QVERIFY(change(house, plan, {}).ok());
        const auto lower = change(house, back, {{SeatNo{3}, SeatNo{4}}, {SeatNo{1}, SeatNo{5}}});
        QVERIFY(lower.error() == Changes::Refusal::BadMapping);
        QCOMPARE(lower.error().fault.pair, std::size_t{1});
        QVERIFY(lower.error().fault.reason.find("lower area") != std::string::npos);
        const auto worse = change(house, back, {{SeatNo{0}, SeatNo{4}}});
        QVERIFY(worse.error().fault.reason.find("wheelchair") != std::string::npos);
    }
    void nobodyIsMappedToALesserKind() {
        const auto inOneArea = [](std::string_view row) {
            auto plan = domain::planOf({row});
            plan.areas = {{"parkett", "Parkett", "#3b78c3", 1}};
            for (auto& seat : plan.seats)
                seat.area.value = 0;
            return plan;
        };
        const auto from = inOneArea("pSSwcs");
        const auto to = inOneArea("psSSsswcwcr");
        using Pairs = std::vector<std::pair<std::uint16_t, std::uint16_t>>;
        const auto fault = [&](const Pairs& pairs) {
            server::core::SeatMapping mapping;
            for (const auto& [was, is] : pairs)
                mapping.emplace_back(SeatNo{was}, SeatNo{is});
            const auto found = server::core::faultOf(mapping, from, to);
            return QString::fromStdString(found ? found->reason : "");
        };
        for (const Pairs& good : {Pairs{{0, 0}}, Pairs{{1, 2}, {2, 3}}, Pairs{{1, 4}, {2, 5}},
                                  Pairs{{3, 6}, {4, 7}}, Pairs{{3, 6}}, Pairs{{5, 0}}})
            QCOMPARE(fault(good), QString());
        QCOMPARE(fault({{0, 1}}), QString("A1 is a premium seat and A2 is none."));
        QCOMPARE(fault({{5, 10}}), QString("A11 has a restricted view and A6 has not."));
        QCOMPARE(fault({{5, 6}}), QString("A7 is a wheelchair space and A6 is none."));
        QVERIFY(fault({{1, 2}}).contains("A2 and A3 are one sofa"));
        QVERIFY(fault({{1, 1}, {2, 4}}).contains("A2 and A5 are neither one nor neighbours"));
        QVERIFY(fault({{1, 3}, {2, 4}}).contains("one sofa")); // one half of another
        QVERIFY(fault({{3, 6}, {4, 9}}).contains("A5 is the companion's seat"));
        QVERIFY(fault({{4, 4}, {3, 6}}).contains("A5 is not that of A7"));
    }
    void byNamesNoSofaIsTornApart() {
        const auto from = domain::planOf({"SSSS"});
        const auto to = domain::planOf({"SSS S"}); // the second one is no sofa any more
        const auto mapping = server::core::sameNames(from, to);
        QCOMPARE(mapping.size(), std::size_t{2});
        QVERIFY(!server::core::faultOf(mapping, from, to));
    }
    void withoutAMappingSeatsOfTheSameNameAreMeant() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {1, 2})->allotments[0];
        device.write(house.sale(lease, {1, 2}));
        QVERIFY(house.drain(device).ok());
        // A2 is at another place, A3 of another kind.
        const auto plan = addPlan(house, {"sswsssssss", "ssssssssss"});
        const auto summary = *answerOf<Changes::Answer>([&](auto reply) {
            Changes(house.context()).changePlanByNames(house.showtime, plan, reply);
        });
        QCOMPARE(summary->moved, std::size_t{1});
        QCOMPARE(summary->reseated, std::size_t{1});
        QVERIFY(house.letters()[1] == 's' && house.letters()[2] == 'f');
        QVERIFY(house.audit().findings.empty());
    }
    void nobodyIsMovedIntoAPoolThatIsBeingRefilled() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto plan = addPlan(house, {"ss"});
        house.write([&](auto& store) {
            services::beginRecovery(store, "a test", house.clock.now(), house.random);
        });
        QVERIFY(change(house, plan, {}).error() == Changes::Refusal::Recovering);
        QVERIFY(cancel(house).ok()); // that moves nobody
    }
    void aPriceListInAnotherCurrencyIsRefused() {
        ServiceHouse house;
        domain::PriceList foreign = house.prices;
        foreign.id = PriceListId::make(house.clock.now(), house.random);
        foreign.name = "Yen";
        foreign.currency = *Currency::parse("JPY");
        for (auto& row : foreign.rows)
            row.price.currency = foreign.currency;
        house.write([&](auto& store) { store.put(foreign); });
        const auto refused = *answerOf<Changes::Answer>([&](auto reply) {
            Changes(house.context()).changePrices(house.showtime, foreign.id, reply);
        });
        QVERIFY(refused.error() == Changes::Refusal::OtherCurrency);
    }
    void aPriceListIsForShowtimesThatBeginWhileItIsValid() {
        ServiceHouse house;
        const Instant start = house.read([&](const server::ports::Store& store) {
            return store.showtime(house.showtime)->start;
        });
        const auto changeTo = [&](Instant from, std::optional<Instant> to) {
            domain::PriceList list = house.prices;
            list.id = PriceListId::make(house.clock.now(), house.random);
            list.name = list.id.toString();
            list.validFrom = from;
            list.validTo = to;
            house.write([&](auto& store) { store.put(list); });
            return *answerOf<Changes::Answer>([&](auto reply) {
                Changes(house.context()).changePrices(house.showtime, list.id, reply);
            });
        };
        constexpr Milliseconds kMoment{1};
        QVERIFY(changeTo(start + kMoment, {}).error() == Changes::Refusal::PricesNotValid);
        QVERIFY(changeTo({}, start).error() == Changes::Refusal::PricesNotValid);
        QVERIFY(changeTo(start, start + kMoment).ok());
    }
    void theSellerHearsWhichSeatBecameWhich() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto sold = house.sale(house.ask(device, {0, 1})->allotments[0], {0, 1});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        const CommitSeq before = house.read([](const auto& s) { return s.stamp().commitSeq; });
        const auto plan = addPlan(house, {"ssssssssss", "pppp"});
        QVERIFY(change(house, plan, turned()).ok());
        const auto told = heard(house, device, before, 2);
        QCOMPARE(told.size(), std::size_t{2});
        QCOMPARE(told[0].fromName + " " + told[0].toName, std::string("A1 A10"));
        QCOMPARE(told[0].reason, std::string("Your seats A1 and A2 are not in the new seating "
                                             "plan; you sit in A10 and A9, same price."));
        QVERIFY(tasks(house).at(0).task.text.find(told[0].reason) != std::string::npos);
        // A whole state says it too, and a terminal of the first release hears of neither.
        QCOMPARE(heard(house, device, {}, 2).size(), std::size_t{2});
        QVERIFY(heard(house, device, before, 1).empty());
    }
    void aSecondMoveReplacesTheTaskOfTheFirst() {
        ServiceHouse house;
        Device device = house.enrol(1);
        device.write(house.sale(house.ask(device, {0, 1})->allotments[0], {0, 1}));
        QVERIFY(house.drain(device).ok());
        const auto second = addPlan(house, {"ssssssssss", "pppp"});
        QVERIFY(change(house, second, turned()).ok()); // to A10 and A9
        const auto first = tasks(house).at(0).task.id;
        const auto third = addPlan(house, {"ssssssssss", "ppp"});
        server::core::SeatMapping one = {{SeatNo{9}, SeatNo{5}}, {SeatNo{8}, SeatNo{8}}};
        QVERIFY(change(house, third, one).ok());
        QCOMPARE(tasks(house).size(), std::size_t{1});
        const auto task = tasks(house)[0].task;
        QVERIFY(task.id != first);
        QCOMPARE(task.tickets.size(), std::size_t{2}); // A9 has not got its new paper either
        QVERIFY(task.text.find("A1 and A2") != std::string::npos);
        QVERIFY(task.text.find("A6 and A9") != std::string::npos);
        // Both sit as on their first paper again: there is nothing left to do.
        server::core::SeatMapping home = {{SeatNo{5}, SeatNo{0}}, {SeatNo{8}, SeatNo{1}}};
        QVERIFY(change(house, house.plan, home).ok());
        QVERIFY(tasks(house).empty());
        QVERIFY(house.read([&](const auto& s) { return s.revocationsAhead(Instant{}); }).size() <=
                std::size_t{4});
        QVERIFY(house.audit().findings.empty());
    }
    void aCancellationOwesWhatAPlanChangeOwedAsWell() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto sold = house.sale(house.ask(device, {0, 10, 11})->allotments[0], {0, 10, 11});
        device.write(sold);
        QVERIFY(house.drain(device).ok());
        const auto plan = addPlan(house, {"ss"}); // no two seats for B1 and B2
        QCOMPARE(change(house, plan, {{SeatNo{0}, SeatNo{1}}})->owed, std::size_t{2});
        QCOMPARE(tasks(house).size(), std::size_t{2});
        QCOMPARE(cancel(house)->owed, std::size_t{1});
        QCOMPARE(tasks(house).size(), std::size_t{1}); // no new ticket for a cancelled showtime
        const auto due = tasks(house)[0].task;
        QVERIFY(due.kind == TaskKind::RefundDue);
        QCOMPARE(due.tickets.size(), std::size_t{3});
        QCOMPARE(due.amount->minor, sold.tenders[0].amount.minor);
        protocol::Refund refund;
        refund.booking = sold.booking;
        refund.showtime = house.showtime;
        refund.tickets = due.tickets;
        refund.tender = sold.tenders[0];
        refund.task = due.id;
        device.write(refund);
        QCOMPARE(house.drain(device)->verdicts[0].rule, R::R12);
        QVERIFY(tasks(house).empty());
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 0);
        QVERIFY(house.audit().findings.empty());
    }
    void whoAnswersForAChangeIsOnRecord() {
        ServiceHouse house;
        const auto by = OperatorId::make(house.clock.now(), house.random);
        QVERIFY(answerOf<Changes::Answer>([&](auto reply) {
                    Changes(house.context()).cancel(house.showtime, reply, by);
                })->ok());
        auto found =
            house.connection.prepare("found", "SELECT count(*) FROM audit WHERE actor = $1 "
                                              "AND action = 'showtime.cancelled'");
        QCOMPARE(found.value<std::int64_t>(by.toString()), std::int64_t{1});
    }
    void whatWasPrintedBeforeThePricesChangedCounts() {
        ServiceHouse house;
        Device device = house.enrol(1);
        const auto lease = house.ask(device, {0, 1})->allotments[0];
        domain::PriceList dearer = house.prices;
        dearer.id = PriceListId::make(house.clock.now(), house.random);
        dearer.name = "Spring";
        dearer.rows[0].price.minor = 1200;
        house.write([&](auto& store) { store.put(dearer); });
        QVERIFY(answerOf<Changes::Answer>([&](auto reply) {
                    Changes(house.context()).changePrices(house.showtime, dearer.id, reply);
                })->ok());
        device.write(house.sale(lease, {0}));
        const auto verdict = house.drain(device)->verdicts[0];
        QCOMPARE(verdict.rule, R::R11);
        QCOMPARE(verdict.outcome, Outcome::Accepted);
        QCOMPARE(house.balance(domain::Account::CashDrawer).minor, 1000);
        QVERIFY(house.audit().findings.empty());
        QVERIFY(!house.tryExec("UPDATE price_variance SET printed = 1"));
    }
};

QTEST_APPLESS_MAIN(ServiceShowtimeChangesTest)
#include "service_showtime_changes_test.moc"
