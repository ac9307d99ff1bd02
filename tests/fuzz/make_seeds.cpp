// Writes the inputs the kept corpus begins with: real messages, as the house's own codecs write
// them. One file per message, below the folder named by the argument. Deterministic.

#include "shared/domain/ticket.h"
#include "shared/wire/change_json.h"
#include "shared/wire/live_json.h"
#include "shared/wire/lives_text.h"
#include "shared/wire/office_json.h"
#include "shared/wire/online_json.h"
#include "shared/wire/plan_json.h"
#include "shared/wire/plan_pretix.h"
#include "shared/wire/quote_json.h"
#include "shared/wire/report_text.h"
#include "shared/wire/rest_json.h"
#include "shared/wire/sync_json.h"
#include "tests/fuzz/till_scene.h"

#include <filesystem>
#include <fstream>

using namespace foyer;
using namespace foyer::server::tests;

namespace {

std::filesystem::path g_folder;

void keep(const std::string& target, const std::string& name, const std::string& text) {
    std::filesystem::create_directories(g_folder / target);
    std::ofstream(g_folder / target / name, std::ios::binary) << text;
}

void keepLabelled(const std::string& target, const std::string& label, const std::string& text) {
    keep(target, label, label + "\n" + text);
}

/// Once more with every member that is left out above: what no input says, no mutation drops.
void writeApproved(ServiceHouse& house, Device& device, const protocol::Sale& sale) {
    const auto at = house.clock.now();
    auto cancelled = house.cancel(sale);
    cancelled.reason = "twice";
    cancelled.approvedBy = house.cashier;
    device.write(cancelled);
    device.write(protocol::Refund{sale.booking,
                                  sale.showtime,
                                  {sale.lines[1].ticket},
                                  sale.tenders[0],
                                  "",
                                  house.cashier,
                                  house.cashier,
                                  TaskId::make(at, house.random),
                                  at});
    device.write(
        protocol::Return{sale.showtime, sale.rights[0], {}, at, RecallId::make(at, house.random)});
    auto held = sale;
    held.booking = BookingId::make(at, house.random);
    held.hold = HoldId::make(at, house.random);
    held.rights.assign(sale.lines.size(), {});
    device.write(held);
    device.write(protocol::Printed{sale.booking, false, at});
}

/// What schema 2 added.
void writeNewcomers(ServiceHouse& house, Device& device, const protocol::Sale& sale) {
    const auto at = house.clock.now();
    const auto& ticket = sale.lines[0].ticket;
    const auto sealed = device.journal.front();
    auto atRisk = sale;
    atRisk.booking = BookingId::make(at, house.random);
    atRisk.rights.assign(sale.lines.size(), {});
    atRisk.approvedBy = house.cashier;
    for (auto& line : atRisk.lines)
        line.ticket = TicketId::make(at, house.random);
    device.write(atRisk);
    device.write(protocol::Refund{
        sale.booking, sale.showtime, {ticket}, sale.tenders[0], "ill", house.cashier, {}, {}, at});
    device.write(
        protocol::CardDeclined{sale.booking, sale.showtime, "ref-1", sale.tenders[0].amount, at});
    device.write(
        protocol::Admitted{ticket, sale.showtime, SeatNo{0}, "FOYER:AB", house.cashier, at});
    device.write(protocol::AdmissionUndone{ticket, sale.showtime, "went home", house.cashier, at});
    device.write(protocol::TaskDone{TaskId::make(at, house.random), protocol::TaskAction::Settle,
                                    "called", house.cashier, at});
    device.write(protocol::Carried{sealed});
    device.write(protocol::LifeEnded{Incarnation{0}, Seq{1}, at});
    writeApproved(house, device, sale);
}

/// One entry of every type, in an order that a till could have written.
void writeJournal(fuzz::TillScene& scene) {
    auto& [house, device, lease] = scene;
    const auto at = house.clock.now();
    const protocol::Right right{lease.id, lease.epoch};
    const auto sale = house.sale(lease, {0, 1});
    const ShiftId shift = ShiftId::make(at, house.random);
    const Money money{20'000, house.prices.currency};
    protocol::Intent intent{sale.booking,
                            house.showtime,
                            {right},
                            sale.lines,
                            sale.priceList,
                            domain::totalOf(sale.lines),
                            {},
                            "ref-1",
                            house.cashier,
                            at};
    protocol::Exchange exchange{sale.booking, house.showtime, {}, house.cashier, at};
    exchange.swaps = {
        {sale.lines[0].ticket, TicketId::make(at, house.random), SeatNo{0}, SeatNo{2}, right}};
    device.write(protocol::ShiftOpened{shift, house.cashier, money, at});
    device.write(intent);
    device.write(sale);
    device.write(protocol::Printed{sale.booking, true, at});
    device.write(exchange);
    device.write(house.cancel(sale));
    device.write(protocol::Abandon{BookingId::make(at, house.random), house.cashier, at});
    device.write(protocol::Return{house.showtime, right, {SeatNo{3}}, at});
    device.write(protocol::ShiftClosed{shift, house.cashier, money, money, at});
    writeNewcomers(house, device, sale);
}

void keepJournal(ServiceHouse& house, const Device& device) {
    for (const auto& entry : device.journal)
        keep("journal", entry.type + std::to_string(entry.seq.value),
             entry.type + "\n" + entry.payloadText);
    std::string lines;
    for (const auto& entry : device.journal)
        lines += entry.type + " " + entry.payloadText + "\n";
    keep("reconcile", "shift", lines);
    // The disk's second life brings what the first had sent already, and what it had not.
    std::string lives;
    for (std::size_t i = 0; i < 5; ++i)
        lives += device.journal[i].type + " " + device.journal[i].payloadText + "\n" +
                 (i == 2 ? "\n" : "");
    keep("reconcile", "lives", lives + "@enrol\n@carry 2\n@carry 3\n@carry 4\n@end\n");
    keepLabelled("journal", "upload", wire::encodeUpload(device.upload(1, 3)));
    const auto answer = house.drain(device);
    CHECK(answer.ok());
    keepLabelled("json", "answer", wire::encodeJournalAnswer(*answer));
    keepLabelled("json", "verdict", wire::encodeVerdict(answer->verdicts.front()));
}

void keepChanges(ServiceHouse& house, const Device& device) {
    auto answer = *house.changes().after(CommitSeq{0}, device.caller());
    for (const auto& change : answer.changes)
        keepLabelled("json", wire::kindOf(change.body), wire::encodeBody(change.body));
    const auto at = house.clock.now();
    protocol::Task task;
    task.subject = "terminal 1";
    task.tickets = {TicketId{}};
    task.amount = Money{1000, house.prices.currency};
    task.actions = {protocol::TaskAction::Settle, protocol::TaskAction::PrintTicket};
    task.deadline = at;
    keepLabelled("json", "task", wire::encodeBody(task));
    keepLabelled(
        "json", "recall",
        wire::encodeBody(protocol::Recall{
            {}, device.terminal, house.showtime, {}, Epoch{4}, {SeatNo{1}, SeatNo{2}}, at, true}));
    keep("json", "recall_over",
         "recall\n" + wire::encodeBody(protocol::Recall{RecallId::make(at, house.random),
                                                        device.terminal,
                                                        house.showtime,
                                                        AllotmentId::make(at, house.random),
                                                        Epoch{4},
                                                        {SeatNo{1}},
                                                        at,
                                                        false}));
    task.owner = device.terminal;
    task.booking = BookingId::make(at, house.random);
    task.showtime = house.showtime;
    task.closedAt = at;
    keep("json", "task_done", "task\n" + wire::encodeBody(task));
    keep("json", "admission_undone",
         "admission\n" +
             wire::encodeBody(protocol::Admission{TicketId::make(at, house.random), house.showtime,
                                                  SeatNo{7}, device.terminal, "Door", at, true}));
    protocol::Policy strict;
    strict.atRiskAtCounters = false;
    keep("json", "policy_strict", "policy\n" + wire::encodeBody(strict));
    keepLabelled("json", "revocation",
                 wire::encodeBody(protocol::Revocation{
                     {}, {}, house.showtime, SeatNo{7}, protocol::RevocationReason::Reseated, at}));
    keepLabelled("json", "admission",
                 wire::encodeBody(protocol::Admission{
                     {}, house.showtime, SeatNo{7}, device.terminal, "Door", at, false}));
    keepLabelled("json", "policy", wire::encodeBody(protocol::Policy{}));
    keepLabelled("json", "house_policy", wire::encodePolicy({}));
    keepLabelled("json", "report", "2\n" + wire::seenText(answer.stamp) + "\n17");
    const protocol::SeatsChanged delta{
        house.showtime, CommitSeq{9}, {{SeatNo{3}, domain::SeatState::Sold}}};
    keepLabelled("json", "seats_changed", wire::encodeBody(delta));
    std::erase_if(answer.changes, [](const auto& change) {
        return std::string(wire::kindOf(change.body)) == "plan";
    });
    keepLabelled("json", "changes", wire::encodeChanges(answer));
}

void keepAsks(ServiceHouse& house, const Device& device) {
    const auto standing = house.standing(device);
    CHECK(standing.ok());
    keepLabelled("json", "allotments", wire::encodeAllotments(*standing));
    keepLabelled("json", "ask", wire::encodeAsk({house.showtime, {SeatNo{7}, SeatNo{8}}}));
    keepLabelled("json", "return",
                 wire::encodeReturnRequest({house.showtime, Epoch{3}, {SeatNo{1}}}));
    keepLabelled("json", "standing", R"({"showtime":")" + house.showtime.toString() + R"("})");
    keepLabelled("json", "empty", "{}");
    keepLabelled("json", "live",
                 wire::encodeLiveMessage({{{house.showtime, CommitSeq{17}}}, {house.later}}));
    keepLabelled("json", "upload_problem",
                 wire::encodeUploadError({protocol::UploadRefusal::Gap, Seq{5}}));
    keepLabelled("json", "allotment_problem",
                 wire::encodeAllotmentError({protocol::AllotmentRefusal::SeatTaken, {SeatNo{3}}}));
}

/// What customers online and the office ask, and what they are told.
void keepDesk(const ServiceHouse& house) {
    const Money price{1250, house.prices.currency};
    const Money tax{114, house.prices.currency};
    const protocol::Stamp stamp{{}, CommitSeq{21}};
    keepLabelled("json", "hold_request",
                 wire::encodeHoldRequest({{SeatNo{4}, SeatNo{5}}, "ann@example.org"}));
    wire::HoldAnswer hold;
    hold.showtime = house.showtime;
    hold.state = "held";
    hold.seats = {SeatNo{4}, SeatNo{5}};
    hold.expiresAt = house.clock.now();
    hold.token = "secret";
    hold.stamp = stamp;
    keepLabelled("json", "hold", wire::encodeHold(hold));
    keepLabelled("json", "booking_request",
                 wire::encodeBookingRequest(
                     {{}, "secret", {{SeatNo{5}, "adult"}}, domain::TenderKind::Card, "pay-1"}));
    const domain::TicketLine line{{}, SeatNo{4}, "adult", price, tax};
    keepLabelled("json", "booking",
                 wire::encodeBooking({{}, "ABCD-2345", house.showtime, {line}, price, stamp}));
    keepLabelled("json", "refund_request", wire::encodeRefundRequest({{TicketId{}}, "ill"}));
    keepLabelled("json", "refund_answer", wire::encodeRefund({{}, {TicketId{}}, price, stamp}));
    keepLabelled("json", "person", wire::encodePersonRequest({house.cashier, "1234"}));
}

void keepSignIn(ServiceHouse& house, const Device& device) {
    SeededRandom random(7);
    server::services::TerminalAuth auth(*house.db, house.clock, random);
    const auto nonce = auth.challenge(device.terminal);
    const auto proof =
        device.key.sign(server::services::TerminalAuth::signedText(device.caller(), nonce));
    const auto granted = auth.redeem(device.caller(), nonce, proof);
    const auto request = wire::encodeTokenRequest({device.incarnation, nonce, proof});
    keep("token", "granted", (**granted).text);
    keep("token", "request", request);
    keepLabelled("json", "token_request", request);
    keepLabelled("json", "token",
                 wire::encodeTokenAnswer({(**granted).text, std::chrono::seconds{900}}));
    keepLabelled("json", "challenge", wire::encodeChallenge({nonce, std::chrono::seconds{60}}));
    keepLabelled("json", "enrol", wire::encodeEnrolRequest({"ABCD-EFGH", device.key.publicKey()}));
    keepLabelled("json", "enrolled",
                 wire::encodeEnrolAnswer({device.terminal,
                                          device.incarnation,
                                          "Counter 1",
                                          house.cinema.id,
                                          {Uuid{}, CommitSeq{4}}}));
    keepLabelled("json", "lives",
                 wire::livesText({device.terminal,
                                  {{Incarnation{1}, device.key.publicKey()},
                                   {Incarnation{3}, device.key.publicKey()}}}));
}

void keepTicket(const ServiceHouse& house, const Device& device) {
    const domain::TicketProof proof{house.showtime,
                                    SeatNo{12},
                                    TicketId{},
                                    BookingId{},
                                    device.terminal,
                                    AllotmentId{},
                                    Epoch{5},
                                    Seq{9},
                                    device.incarnation,
                                    {1250, house.prices.currency},
                                    domain::TenderKind::Card};
    const auto bytes = domain::encodeProof(proof);
    keep("qr", "ticket", domain::qrText(proof, device.key.sign(bytes)));
    keep("qr", "proof", std::string(bytes.begin(), bytes.end()));
}

/// What people at home, a till and the office ask for: method, target, who, key, body.
void keepRequests(const ServiceHouse& house, const Device& device) {
    const std::string show = "/v1/showtimes/" + house.showtime.toString();
    const std::string till = "/v1/terminals/" + device.terminal.toString();
    const std::string person =
        " till - " + wire::encodePersonRequest({house.cashier, "1234"}) + "\n";
    keep("api", "look",
         "GET /v1/movies - -\nGET /v1/movies/" + house.movie.toString() +
             " - -\nGET /v1/showtimes - -\nGET " + show + " - -\nGET " + show +
             "/seats?since=1 - -\nGET /v1/auditoriums - -\nGET /v1/seating-plans/" +
             house.plan.toString() +
             " - -\nGET /readyz - -\nHEAD /openapi.json - -\nOPTIONS /v1/holds/x - -\n");
    keep("api", "online",
         "POST " + show + "/quote - - " +
             wire::encodeQuoteRequest({{{SeatNo{4}, ""}, {SeatNo{5}, "adult"}}, {"Film-Club"}}) +
             "\nPOST " + show + "/holds - k1 " +
             wire::encodeHoldRequest({{SeatNo{4}, SeatNo{5}}, "ann"}) +
             "\nGET /v1/holds/@hold - -\nPOST /v1/holds/@hold/extend - -\n"
             "POST /v1/bookings shop k2 "
             "{\"hold\":\"@hold\",\"token\":\"@token\",\"tender\":\"card\","
             "\"reference\":\"pay-1\"}\n"
             "POST /v1/bookings/@booking/refund shop k3 {\"reason\":\"ill\"}\n"
             "POST " +
             show + "/holds - - " + wire::encodeHoldRequest({{SeatNo{4}}, ""}) +
             "\nDELETE /v1/holds/@hold - -\n");
    keep("api", "counter",
         "POST /v1/allotments till - " + wire::encodeAsk({house.showtime, {SeatNo{7}}}) +
             "\nPOST /v1/allotments/standing till - {}\nGET /v1/sync/changes?cursor=0 till -\n"
             "POST /v1/sync/journal till - " +
             wire::encodeUpload(device.upload(1, 3)) + "\n");
    keep("api", "office",
         "GET /v1/tasks till -\nGET " + show + "/share till -\nGET " + till +
             "/exposure till -\nGET /v1/business-days/2026-11-20 till -\nGET /v1/recovery till -\n"
             "POST " +
             till + "/loss" + person + "POST /v1/business-days/2026-11-19/close" + person +
             "POST /v1/terminals - - " +
             wire::encodeEnrolRequest({"ABCD-EFGH", device.key.publicKey()}) + "\nPOST " + till +
             "/challenge - - {}\n");
}

/// The last values that base 45 can say in two and three digits, and the first that it cannot.
void keepLimits() {
    const char* texts[] = {"U5", "V5", "FGW", "GGW", "FGWU5", "::", ":::"};
    int number = 0;
    for (const std::string text : texts)
        keep("qr", "base45_" + std::to_string(number++), text);
}

void keepPlans() {
    const auto plan = domain::planOf({"sss s", "SSwc", "prp"});
    keep("plan", "own", wire::writePlan(plan));
    // Everything a plan can say that the one above leaves out.
    auto rich = domain::planOf({"s", "ss ss", "wc"});
    rich.version = 3;
    for (auto& row : rich.rows)
        row.aisleBefore = true;
    rich.seats[1].rotation = -15;
    rich.seats[2].width -= 50;
    rich.seats[2].depth -= 50;
    rich.entrances.push_back({"Exit", {0, 3'000}, true});
    rich.decorations.push_back({{}, {{100, 100}, {200, 100}, {200, 200}}, "Pillar"});
    keep("plan", "rich", wire::writePlan(rich));
    keep("plan", "pretix", wire::writePretixPlan(plan).text);
}

} // namespace

int main(int count, char** words) {
    CHECK(count == 2);
    g_folder = words[1];
    fuzz::TillScene scene;
    auto& [house, device, lease] = scene;
    writeJournal(scene);
    keepJournal(house, device);
    keepChanges(house, device);
    keepAsks(house, device);
    keepDesk(house);
    keepSignIn(house, device);
    keepTicket(house, device);
    keepLimits();
    keepPlans();
    keepRequests(house, device);
}
