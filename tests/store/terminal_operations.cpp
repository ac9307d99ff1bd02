#include "tests/store/terminal_operations.h"

#include "shared/sqlite/connection.h"

namespace foyer::tests {

core::Identity identityFor(const Operation& work, bool isPresent) {
    core::Identity identity = work.isReborn && isPresent ? kReborn : kIdentity;
    identity.reader = work.reader;
    return identity;
}

protocol::AllotmentAnswer leased(std::uint8_t number, std::vector<SeatNo> seats,
                                 protocol::AllotmentKind kind) {
    protocol::AllotmentAnswer answer;
    answer.stamp = {kDatabase, {11}};
    answer.allotments = {allotmentOf(number, std::move(seats), kind)};
    return answer;
}

void answerChanges(Counter& counter, protocol::ChangesAnswer answer) {
    if (const auto ask = counter.rig.take<SendChanges>())
        counter.tell(ChangesAnswered{
            ask->request, std::make_shared<const protocol::ChangesAnswer>(std::move(answer))});
}

void greet(Counter& counter) {
    const auto& known = *counter.store->restored();
    protocol::ChangesAnswer nothing;
    nothing.cursor = std::max(known.cursor, CommitSeq{10});
    nothing.stamp = {kDatabase, std::max(known.stamp.commitSeq, CommitSeq{11})};
    answerChanges(counter, std::move(nothing));
}

void meet(Counter& counter) {
    answerChanges(counter, smallWorld());
    if (const auto ask = counter.rig.take<SendStanding>())
        counter.tell(
            AllotmentsGranted{ask->request, leased(1, {SeatNo{2}, SeatNo{3}, SeatNo{4}, SeatNo{5}},
                                                   protocol::AllotmentKind::Standing)});
    counter.logIn();
}

void welcome(Counter& counter) {
    greet(counter);
    counter.logIn();
}

void askForNine(Counter& counter) {
    counter.tell(ToggleSeat{SeatNo{9}});
    if (const auto ask = counter.rig.take<SendAsk>())
        counter.tell(AllotmentsGranted{ask->request,
                                       leased(3, {SeatNo{9}}, protocol::AllotmentKind::Asked)});
}

void sellOne(Counter& counter) {
    meet(counter);
    counter.sell(SeatNo{3});
}

void sellWithoutPaper(Counter& counter) {
    counter.printerWorks = false;
    sellOne(counter);
}

void beginPaying(Counter& counter) {
    counter.tell(ToggleSeat{SeatNo{3}});
    counter.tell(PayCash{});
}

BookingId firstSale(Counter& counter) {
    return counter.store->restored()->sales.at(0).booking;
}

void refuseUpload(Counter& counter, protocol::UploadRefusal refusal, Seq expected) {
    if (const auto sent = counter.rig.take<SendJournal>())
        counter.tell(JournalRefused{sent->request, {refusal, expected}});
}

void fillWal(const std::string& path) {
    sqlite::Connection other({.path = path, .walAutoCheckpoint = 0});
    other.exec("CREATE TABLE ballast (body blob); INSERT INTO ballast VALUES (zeroblob(4500000))");
}

std::vector<Operation> everyOperation() {
    using protocol::UploadRefusal;
    const Step nothing = [](Counter&) {};
    return {
        {"first start", {}, {}, nothing},
        {"restart", sellOne, {}, [](Counter& c) { c.logIn(); }},
        {"first contact", nothing, nothing, meet},
        {"changes", meet, nothing,
         [](Counter& c) {
             protocol::ChangesAnswer more;
             more.cursor = {12};
             more.stamp = {kDatabase, {12}};
             more.changes = {{{12},
                              protocol::SeatsChanged{
                                  kShowtime, {12}, {{SeatNo{12}, domain::SeatState::Sold}}}}};
             answerChanges(c, std::move(more));
         }},
        {"standing allotment", meet, welcome,
         [](Counter& c) {
             if (const auto ask = c.rig.take<SendStanding>())
                 c.tell(AllotmentsGranted{ask->request, leased(2, {SeatNo{6}, SeatNo{7}},
                                                               protocol::AllotmentKind::Standing)});
         }},
        {"ask", meet, welcome, askForNine},
        {"sale", meet, welcome, [](Counter& c) { c.sell(SeatNo{3}); }},
        {"two sales", meet, welcome,
         [](Counter& c) {
             c.sell(SeatNo{3});
             c.sell(SeatNo{4});
         }},
        {"abandon", meet, welcome,
         [](Counter& c) {
             beginPaying(c);
             c.tell(CancelPayment{});
         }},
        {"void", sellOne, welcome,
         [](Counter& c) {
             c.tell(VoidSale{firstSale(c), "wrong film"});
         }},
        {"copy", sellOne, welcome, [](Counter& c) { c.tell(Reprint{firstSale(c)}); }},
        {"paper owed", sellWithoutPaper, welcome,
         [](Counter& c) { c.tell(Reprint{firstSale(c)}); }},
        {"paper was out", sellWithoutPaper, welcome,
         [](Counter& c) { c.tell(ConfirmPrinted{firstSale(c)}); }},
        {"money was taken",
         [](Counter& c) {
             meet(c);
             beginPaying(c);
         },
         welcome,
         [](Counter& c) {
             c.tell(ResolveIntent{firstSale(c), true});
         }},
        {"money was not taken",
         [](Counter& c) {
             meet(c);
             beginPaying(c);
         },
         welcome,
         [](Counter& c) {
             c.tell(ResolveIntent{firstSale(c), false});
         }},
        {"return", meet,
         [](Counter& c) {
             welcome(c);
             askForNine(c);
             c.tell(ToggleSeat{SeatNo{9}});
         },
         [](Counter& c) {
             c.rig.pass(std::chrono::minutes{1});
             c.settle();
             c.rig.pass(std::chrono::minutes{11});
             c.settle();
         }},
        {"verdicts", sellOne, welcome, [](Counter& c) { c.drain(); }},
        {"read back",
         [](Counter& c) {
             sellOne(c);
             c.drain();
         },
         [](Counter& c) {
             welcome(c);
             c.sell(SeatNo{4});
         },
         [](Counter& c) {
             refuseUpload(c, UploadRefusal::Gap, Seq{1});
             c.drain();
         }},
        {"barred", sellOne, welcome,
         [](Counter& c) { refuseUpload(c, UploadRefusal::Quarantine, {}); }},
        {"a day passes",
         [](Counter& c) {
             sellOne(c);
             c.drain();
         },
         welcome,
         [](Counter& c) {
             c.rig.pass(std::chrono::hours{48});
             c.settle();
         }},
        {"sale with a checkpoint", meet, welcome, [](Counter& c) { c.sell(SeatNo{3}); }, true},
    };
}

} // namespace foyer::tests
