// The bodies of schema 2: what people and doors have to do or to know beside seats and prices.

#include "shared/wire/body_json.h"
#include "shared/wire/change_json.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

using namespace protocol;

namespace {

constexpr std::size_t kMostTickets = 200;

constexpr std::size_t kLongestSentence = 20'000; // names every seat of a party

std::optional<Instant> maybeInstant(Object& o, const char* key) {
    const auto value = o.maybe(key);
    return value ? std::optional(value->instantMs()) : std::nullopt;
}

/// Seconds of a length that is kept in whole `Unit`s: a part of one would be lost without a word.
template <class Unit>
Unit readWhole(const Value& value) {
    const auto seconds = readSeconds(value);
    const auto whole = std::chrono::duration_cast<Unit>(seconds);
    if (whole != seconds)
        value.fail("must be a multiple of " +
                   std::to_string(std::chrono::seconds{Unit{1}}.count()));
    return whole;
}

std::int32_t readCount(const Value& value, std::int32_t most) {
    return static_cast<std::int32_t>(value.integer(0, most));
}

} // namespace

Json taskJson(const Task& task) {
    Json out = {{"id", task.id.toString()},
                {"kind", nameOf(task.kind)},
                {"subject", task.subject},
                {"text", task.text}};
    addId(out, "owner", task.owner);
    addId(out, "booking", task.booking);
    addId(out, "showtime", task.showtime);
    out["tickets"] = Json::array();
    for (const TicketId ticket : task.tickets)
        out["tickets"].push_back(ticket.toString());
    if (task.amount)
        out["amount"] = moneyJson(*task.amount);
    if (task.tender) {
        out["tender"] = domain::nameOf(*task.tender);
        out["reference"] = task.reference;
    }
    if (!task.contact.empty())
        out["contact"] = task.contact;
    out["actions"] = Json::array();
    for (const TaskAction action : task.actions)
        out["actions"].push_back(nameOf(action));
    out["opened_at"] = toMs(task.openedAt);
    if (task.deadline)
        out["deadline"] = toMs(*task.deadline);
    if (task.closedAt)
        out["closed_at"] = toMs(*task.closedAt);
    return out;
}

ChangeBody readTask(Object& o) {
    Task task;
    task.id = o["id"].id<TaskId>();
    task.kind = o["kind"].word<TaskKind>(taskKindFrom);
    task.subject = o["subject"].text(200);
    task.text = o["text"].text(2000);
    task.owner = maybeId<TerminalId>(o, "owner");
    task.booking = maybeId<BookingId>(o, "booking");
    task.showtime = maybeId<ShowtimeId>(o, "showtime");
    for (const auto& item : o["tickets"].items(kMostTickets))
        task.tickets.push_back(item.id<TicketId>());
    if (const auto amount = o.maybe("amount"))
        task.amount = amount->money();
    if (const auto tender = o.maybe("tender")) {
        task.tender = tender->word<domain::TenderKind>(domain::tenderKindFrom);
        task.reference = o["reference"].text(kLongestReference);
    }
    if (const auto contact = o.maybe("contact"))
        task.contact = contact->text(320);
    for (const auto& item : o["actions"].items(kTaskActionCount))
        task.actions.push_back(item.word<TaskAction>(taskActionFrom));
    task.openedAt = o["opened_at"].instantMs();
    task.deadline = maybeInstant(o, "deadline");
    task.closedAt = maybeInstant(o, "closed_at");
    return task;
}

Json recallJson(const Recall& recall) {
    return {{"id", recall.id.toString()},
            {"terminal", recall.terminal.toString()},
            {"showtime", recall.showtime.toString()},
            {"allotment", recall.allotment.toString()},
            {"epoch", recall.epoch.value},
            {"seats", seatsJson(recall.seats)},
            {"until", toMs(recall.until)},
            {"open", recall.open}};
}

ChangeBody readRecall(Object& o) {
    Recall recall;
    recall.id = o["id"].id<RecallId>();
    recall.terminal = o["terminal"].id<TerminalId>();
    recall.showtime = o["showtime"].id<ShowtimeId>();
    recall.allotment = o["allotment"].id<AllotmentId>();
    recall.epoch = o["epoch"].number<Epoch>(0, std::numeric_limits<std::int64_t>::max());
    for (const auto& item : o["seats"].items(kMostTickets, 1))
        recall.seats.push_back(item.seat());
    recall.until = o["until"].instantMs();
    recall.open = o["open"].boolean();
    return recall;
}

Json revocationJson(const Revocation& revocation) {
    return {{"id", revocation.id.toString()},
            {"ticket", revocation.ticket.toString()},
            {"showtime", revocation.showtime.toString()},
            {"seat", revocation.seat.value},
            {"reason", nameOf(revocation.reason)},
            {"at", toMs(revocation.at)}};
}

ChangeBody readRevocation(Object& o) {
    Revocation revocation;
    revocation.id = o["id"].id<RevocationId>();
    revocation.ticket = o["ticket"].id<TicketId>();
    revocation.showtime = o["showtime"].id<ShowtimeId>();
    revocation.seat = o["seat"].seat();
    revocation.reason = o["reason"].word<RevocationReason>(revocationReasonFrom);
    revocation.at = o["at"].instantMs();
    return revocation;
}

Json admissionJson(const Admission& admission) {
    return {{"ticket", admission.ticket.toString()},
            {"showtime", admission.showtime.toString()},
            {"seat", admission.seat.value},
            {"door", admission.door.toString()},
            {"door_name", admission.doorName},
            {"at", toMs(admission.at)},
            {"undone", admission.undone}};
}

ChangeBody readAdmission(Object& o) {
    Admission admission;
    admission.ticket = o["ticket"].id<TicketId>();
    admission.showtime = o["showtime"].id<ShowtimeId>();
    admission.seat = o["seat"].seat();
    admission.door = o["door"].id<TerminalId>();
    admission.doorName = o["door_name"].text(200);
    admission.at = o["at"].instantMs();
    admission.undone = o["undone"].boolean();
    return admission;
}

Json policyJson(const Policy& policy) {
    return {{"at_risk_at_counters", policy.atRiskAtCounters},
            {"at_risk_seats_per_showtime", policy.atRiskSeatsPerShowtime},
            {"at_risk_minor", policy.atRiskMinor},
            {"rate_window_seconds", std::chrono::seconds{policy.rateWindow}.count()},
            {"outage_seconds", std::chrono::seconds{policy.outage}.count()},
            {"horizon_seconds", std::chrono::seconds{policy.horizon}.count()},
            {"most_percent", policy.mostPercent},
            {"hold_seconds", policy.holdLasts.count()},
            {"hold_extension_seconds", policy.holdExtension.count()},
            {"hold_seats_per_customer", policy.holdSeatsPerCustomer},
            {"hold_seats_per_address", policy.holdSeatsPerAddress},
            {"recall_seconds", policy.recallAnswersIn.count()},
            {"euro_cash_to_five", policy.euroCashToFive},
            {"comps_need_supervisor", policy.compsNeedSupervisor}};
}

ChangeBody readPolicy(Object& o) {
    Policy policy;
    policy.atRiskAtCounters = o["at_risk_at_counters"].boolean();
    policy.atRiskSeatsPerShowtime = readCount(o["at_risk_seats_per_showtime"], 1000);
    policy.atRiskMinor = o["at_risk_minor"].integer(0, kLargestAmount);
    policy.rateWindow = readWhole<std::chrono::minutes>(o["rate_window_seconds"]);
    policy.outage = readWhole<std::chrono::minutes>(o["outage_seconds"]);
    policy.horizon = readWhole<std::chrono::hours>(o["horizon_seconds"]);
    policy.mostPercent = readCount(o["most_percent"], 100);
    policy.holdLasts = readSeconds(o["hold_seconds"]);
    policy.holdExtension = readSeconds(o["hold_extension_seconds"]);
    policy.holdSeatsPerCustomer = readCount(o["hold_seats_per_customer"], 1000);
    policy.holdSeatsPerAddress = readCount(o["hold_seats_per_address"], 100'000);
    policy.recallAnswersIn = readSeconds(o["recall_seconds"]);
    if (const auto toFive = o.maybe("euro_cash_to_five"))
        policy.euroCashToFive = toFive->boolean();
    if (const auto asked = o.maybe("comps_need_supervisor"))
        policy.compsNeedSupervisor = asked->boolean();
    if (policy.rateWindow.count() == 0)
        o.fail("needs a rate window of at least a minute");
    return policy;
}

Json terminalKeysJson(const TerminalKeys& keys) {
    Json out = {{"terminal", keys.terminal.toString()}, {"name", keys.name}};
    out["lives"] = Json::array();
    for (const auto& life : keys.lives)
        out["lives"].push_back(
            {{"incarnation", life.incarnation.value}, {"public_key", toBase64Url(life.key)}});
    return out;
}

ChangeBody readTerminalKeys(Object& o) {
    TerminalKeys keys;
    keys.terminal = o["terminal"].id<TerminalId>();
    keys.name = o["name"].text(200);
    for (const auto& item : o["lives"].items(10'000)) {
        Object life(item);
        keys.lives.push_back({life["incarnation"].number<Incarnation>(0, 1'000'000),
                              life["public_key"].publicKey()});
        life.done();
    }
    return keys;
}

Json reseatingJson(const Reseating& reseating) {
    return {{"ticket", reseating.ticket.toString()},
            {"booking", reseating.booking.toString()},
            {"showtime", reseating.showtime.toString()},
            {"from", reseating.from.value},
            {"to", reseating.to.value},
            {"from_name", reseating.fromName},
            {"to_name", reseating.toName},
            {"reason", reseating.reason},
            {"at", toMs(reseating.at)}};
}

ChangeBody readReseating(Object& o) {
    Reseating reseating;
    reseating.ticket = o["ticket"].id<TicketId>();
    reseating.booking = o["booking"].id<BookingId>();
    reseating.showtime = o["showtime"].id<ShowtimeId>();
    reseating.from = o["from"].seat();
    reseating.to = o["to"].seat();
    reseating.fromName = o["from_name"].text(100);
    reseating.toName = o["to_name"].text(100);
    reseating.reason = o["reason"].text(kLongestSentence);
    reseating.at = o["at"].instantMs();
    return reseating;
}

std::string encodePolicy(const Policy& policy) {
    return textOf(policyJson(policy));
}

Result<Policy, DecodeError> decodePolicy(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        auto policy = std::get<Policy>(readPolicy(o));
        o.done();
        return policy;
    });
}

} // namespace foyer::wire
