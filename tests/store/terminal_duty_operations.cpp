#include "tests/store/terminal_duty_operations.h"

#include "app/core/changes.h"
#include "app/core/standing.h"
#include "shared/domain/ticket.h"

namespace foyer::tests {
namespace {

const TaskId kTask{uuidOf(21, 1)};

/// The feed brings these, as commit `number`.
void feed(Counter& counter, std::vector<protocol::ChangeBody> bodies, std::int64_t number = 12) {
    counter.rig.pass(Changes::kPollEvery);
    counter.settle();
    protocol::ChangesAnswer more;
    more.cursor = {number};
    more.stamp = {kDatabase, {number}};
    for (auto& body : bodies)
        more.changes.push_back({{number}, std::move(body)});
    answerChanges(counter, std::move(more));
}
void owe(Counter& counter) {
    counter.drain(
        {{2}, protocol::Rule::R7, protocol::Outcome::RefundDue, "No such seat is left.", {}});
}
protocol::Task taskFor(Counter& counter, BookingId booking, protocol::TaskKind kind,
                       protocol::TaskAction action) {
    protocol::Task task;
    task.id = kTask;
    task.kind = kind;
    task.subject = "x";
    task.text = "What to do.";
    task.owner = kTerminal;
    task.booking = booking;
    task.showtime = kShowtime;
    task.tickets = counter.rig.saleView(booking).tickets;
    task.amount = Money{1'200, {}};
    task.actions = {action};
    task.openedAt = kStart;
    task.deadline = kStart + std::chrono::hours{1};
    return task;
}
/// A sale that has become a task of that kind.
void sellIntoTask(Counter& counter, protocol::TaskKind kind, protocol::TaskAction action) {
    sellOne(counter);
    const BookingId booking = counter.printed.at(0);
    if (kind == protocol::TaskKind::Reseated)
        counter.reseat(booking);
    else
        owe(counter);
    feed(counter, {taskFor(counter, booking, kind, action)}, 13);
}
domain::TicketProof otherTerminalsProof() {
    domain::TicketProof proof;
    proof.showtime = kShowtime;
    proof.seat = SeatNo{15};
    proof.ticket = {uuidOf(71, 1)};
    proof.booking = {uuidOf(72, 1)};
    proof.terminal = {uuidOf(70, 1)};
    proof.incarnation = {1};
    proof.seq = {7};
    proof.price = {1'000, *Currency::parse("EUR")};
    return proof;
}
/// A door that knows the seller of the paper.
void meetAsDoor(Counter& counter) {
    meet(counter);
    feed(counter, {protocol::TerminalKeys{
                      otherTerminalsProof().terminal, "Counter 7", {{{1}, PublicKey{9}}}}});
}
void scan(Counter& counter) {
    counter.tell(ScanPaper{domain::qrText(otherTerminalsProof(), Signature{})});
    if (const auto verify = counter.rig.take<VerifyPaper>())
        counter.tell(PaperVerified{verify->request, true});
}
void allowRisk(Counter& counter) {
    meet(counter);
    protocol::Policy policy;
    policy.atRiskSeatsPerShowtime = 2;
    policy.atRiskMinor = 10'000;
    feed(counter, {policy, domain::Operator{kSupervisor, "Grace", domain::Role::Supervisor,
                                            "$argon2id$y", true}});
}
void sellAtRisk(Counter& counter) {
    counter.tell(LinkChanged{false});
    counter.tell(ToggleSeat{SeatNo{15}});
    counter.tell(ApproveAtRisk{kSupervisor, "9999", kShowtime, {SeatNo{15}}});
    counter.tell(PayCash{});
    counter.tell(ConfirmCash{{2'000, {}}});
}
protocol::Recall recallOfThree() {
    protocol::Recall recall;
    recall.id = {uuidOf(20, 1)};
    recall.terminal = kTerminal;
    recall.showtime = kShowtime;
    recall.allotment = {uuidOf(11, 1)};
    recall.epoch = {1};
    recall.seats = {SeatNo{3}, SeatNo{4}};
    recall.until = kStart + std::chrono::minutes{1};
    return recall;
}
protocol::Reseating reseatedByTheServer(Counter& counter) {
    protocol::Reseating row;
    row.booking = firstSale(counter);
    row.ticket = counter.rig.saleView(row.booking).tickets.at(0);
    row.showtime = kShowtime;
    row.from = SeatNo{3};
    row.to = SeatNo{8};
    row.fromName = "A4";
    row.toName = "A9";
    row.reason = "The auditorium was changed.";
    row.at = kStart;
    return row;
}
protocol::Revocation revokedByTheServer(Counter& counter) {
    protocol::Revocation row;
    row.id = {uuidOf(22, 1)};
    row.ticket = counter.rig.saleView(firstSale(counter)).tickets.at(0);
    row.showtime = kShowtime;
    row.seat = SeatNo{3};
    row.at = kStart;
    return row;
}
/// The server was put back to a backup: another database answers.
void meetRestoredServer(Counter& counter) {
    counter.rig.pass(Changes::kPollEvery);
    counter.settle();
    protocol::ChangesAnswer nothing;
    nothing.cursor = {5};
    nothing.stamp = {uuidOf(4, 2), {5}};
    answerChanges(counter, std::move(nothing));
}
void hearAllOfRestoredServer(Counter& counter) {
    counter.rig.pass(Changes::kPollEvery);
    counter.settle();
    auto all = smallWorld();
    all.stamp.dbIncarnation = uuidOf(4, 2);
    answerChanges(counter, std::move(all));
}

} // namespace

std::vector<Operation> everyDutyOperation() {
    using protocol::TaskAction;
    using protocol::TaskKind;
    return {
        {"recall", meet, welcome, [](Counter& c) { feed(c, {recallOfThree()}); }},
        {"recall of a sold seat", sellOne, welcome,
         [](Counter& c) {
             protocol::Recall recall = recallOfThree();
             recall.seats = {SeatNo{3}};
             feed(c, {std::move(recall)});
         }},
        {"shift end", meet, welcome, [](Counter& c) { c.tell(EndShift{}); }},
        {"shift after another",
         [](Counter& c) {
             meet(c);
             c.tell(EndShift{});
         },
         greet, [](Counter& c) { c.logIn(); }},
        {"lease changed by the server", meet, welcome,
         [](Counter& c) {
             feed(c, {protocol::AllotmentChanged{allotmentOf(1, {SeatNo{3}, SeatNo{4}},
                                                             protocol::AllotmentKind::Standing)}});
         }},
        {"reseated by the server", sellOne, welcome,
         [](Counter& c) { feed(c, {reseatedByTheServer(c)}); }},
        {"revoked by the server", sellOne, welcome,
         [](Counter& c) { feed(c, {revokedByTheServer(c)}); }},
        {"the server was restored", sellOne, welcome, meetRestoredServer},
        {"all of a restored server",
         [](Counter& c) {
             sellOne(c);
             meetRestoredServer(c);
         },
         [](Counter& c) { c.logIn(); }, hearAllOfRestoredServer},
        {"the clock goes back", meet, welcome,
         [](Counter& c) {
             c.rig.now.wall -= std::chrono::hours{2};
             c.rig.now.boot += std::chrono::minutes{1};
             c.tell(Tick{});
         }},
        {"refund", sellOne, welcome,
         [](Counter& c) {
             c.tell(RefundSale{firstSale(c), {}, "ill", {}, {}});
         }},
        {"reseated", sellOne, welcome, [](Counter& c) { c.reseat(firstSale(c)); }},
        {"money is owed", sellOne, welcome, owe},
        {"task arrives",
         [](Counter& c) {
             sellOne(c);
             owe(c);
         },
         welcome,
         [](Counter& c) {
             feed(c, {taskFor(c, firstSale(c), TaskKind::RefundDue, TaskAction::RefundTender)}, 13);
         }},
        {"task paid back",
         [](Counter& c) { sellIntoTask(c, TaskKind::RefundDue, TaskAction::RefundTender); },
         welcome, [](Counter& c) { c.tell(RefundTask{kTask}); }},
        {"task printed",
         [](Counter& c) { sellIntoTask(c, TaskKind::Reseated, TaskAction::PrintTicket); }, welcome,
         [](Counter& c) { c.tell(PrintTask{kTask}); }},
        {"customer called",
         [](Counter& c) { sellIntoTask(c, TaskKind::Reseated, TaskAction::CallCustomer); }, welcome,
         [](Counter& c) {
             c.tell(FinishTask{kTask, TaskAction::CallCustomer, "told"});
         }},
        {"task settled",
         [](Counter& c) { sellIntoTask(c, TaskKind::Reseated, TaskAction::Settle); }, welcome,
         [](Counter& c) {
             c.tell(FinishTask{kTask, TaskAction::Settle, "told the customer"});
         }},
        {"admission", meetAsDoor, welcome, scan},
        {"admission undone",
         [](Counter& c) {
             meetAsDoor(c);
             scan(c);
         },
         welcome,
         [](Counter& c) {
             c.tell(UndoAdmission{otherTerminalsProof().ticket, "wrong auditorium"});
         }},
        {"sale at risk", allowRisk, welcome, sellAtRisk},
        {"carried over into a new life", sellOne, {}, [](Counter& c) { c.logIn(); }, false, true},
        {"sale in a new life", sellOne,
         [](Counter& c) {
             welcome(c);
             if (const auto ask = c.rig.take<SendStanding>()) {
                 auto lease = leased(5, {SeatNo{6}, SeatNo{7}}, protocol::AllotmentKind::Standing);
                 lease.allotments[0].incarnation = kReborn.incarnation;
                 c.tell(AllotmentsGranted{ask->request, lease});
             }
         },
         [](Counter& c) { c.sell(SeatNo{6}); }, false, true},
    };
}

} // namespace foyer::tests
