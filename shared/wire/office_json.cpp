#include "shared/wire/office_json.h"

#include "shared/wire/body_json.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

#include <limits>

namespace foyer::wire {

using protocol::DayAnswer;
using protocol::Exposure;
using protocol::Share;
using protocol::Standing;

namespace {

constexpr std::int64_t kMost = 1'000'000'000;
constexpr std::size_t kMostTerminals = 10'000;
constexpr std::size_t kMostTasks = 100'000;
constexpr std::string_view kProblemType = "urn:foyer:problem:";

Json tasksJson(const std::vector<protocol::Task>& tasks) {
    Json out = Json::array();
    for (const auto& task : tasks)
        out.push_back(taskJson(task));
    return out;
}

Json partJson(const protocol::Share::Part& part) {
    return {{"terminal", part.terminal.toString()},
            {"name", part.name},
            {"seats", part.seats},
            {"reachable", part.reachable}};
}

Json partJson(const protocol::Stake& part) {
    return {{"showtime", part.showtime.toString()}, {"movie", part.movie},
            {"start", timeText(part.start)},        {"seats", part.seats},
            {"at_most", moneyJson(part.most)},      {"expired", part.expired}};
}

constexpr std::size_t kMostPairs = 65'536; // seats a plan can have

Json personJson(const PersonRequest& request) {
    if (request.op.isNull())
        return Json::object();
    return {{"operator", request.op.toString()}, {"pin", request.pin}};
}

PersonRequest readPerson(Object& o) {
    PersonRequest request;
    if (!o.maybe("operator") && !o.maybe("pin"))
        return request; // whoever is signed in
    request.op = o["operator"].id<OperatorId>();
    request.pin = o["pin"].text(100, 1);
    return request;
}

template <class Parts>
Json partsJson(const Parts& parts) {
    Json out = Json::array();
    for (const auto& part : parts)
        out.push_back(partJson(part));
    return out;
}

Json exposureJson(const Exposure& exposure) {
    Json out = {{"terminal", exposure.terminal.toString()},
                {"life", exposure.life.value},
                {"former", exposure.former},
                {"name", exposure.name},
                {"kind", nameOf(exposure.kind)},
                {"state", nameOf(exposure.standing)},
                {"barred", exposure.barred},
                {"reachable", exposure.reachable},
                {"awaited", exposure.awaited},
                {"last_seen", timeText(exposure.lastSeen)},
                {"entries", exposure.entries}};
    if (exposure.unsent)
        out["unsent"] = *exposure.unsent;
    out["seats"] = exposure.seats;
    out["at_most"] = Json::array();
    for (const Money most : exposure.most)
        out["at_most"].push_back(moneyJson(most));
    out["showtimes"] = partsJson(exposure.showtimes);
    if (exposure.declarable)
        out["declarable_at"] = timeText(*exposure.declarable);
    if (exposure.first)
        out["first_key"] = {{"operator", exposure.first->by.toString()},
                            {"at", timeText(exposure.first->at)},
                            {"good_until", timeText(exposure.first->goodUntil)}};
    return out;
}

Incarnation readLife(const Value& value) {
    return {static_cast<std::int32_t>(value.integer(1, std::numeric_limits<std::int32_t>::max()))};
}

std::size_t readSize(const Value& value) {
    return static_cast<std::size_t>(value.integer(0, kMost));
}

protocol::Stake readStake(const Value& value) {
    Object o(value);
    return {o["showtime"].id<ShowtimeId>(), o["movie"].text(500), o["start"].instantText(),
            readSize(o["seats"]),           o["at_most"].money(), o["expired"].boolean()};
}

Exposure::FirstKey readFirstKey(const Value& value) {
    Object o(value);
    return {o["operator"].id<OperatorId>(), o["at"].instantText(), o["good_until"].instantText()};
}

/// Members that a newer server adds are passed over: what is shown here is not a journal.
Exposure readExposure(const Value& value) {
    Object o(value);
    Exposure exposure;
    exposure.terminal = o["terminal"].id<TerminalId>();
    if (const auto life = o.maybe("life"))
        exposure.life = readLife(*life);
    if (const auto former = o.maybe("former"))
        exposure.former = former->boolean();
    exposure.name = o["name"].text(200);
    exposure.kind = o["kind"].word<protocol::TerminalKind>(protocol::terminalKindFrom);
    exposure.standing = o["state"].word<Standing>(protocol::standingFrom);
    exposure.barred = o["barred"].boolean();
    exposure.reachable = o["reachable"].boolean();
    exposure.awaited = o["awaited"].boolean();
    exposure.lastSeen = o["last_seen"].instantText();
    exposure.entries = o["entries"].integer(0, kMost);
    if (const auto unsent = o.maybe("unsent"))
        exposure.unsent = unsent->integer(0, kMost);
    exposure.seats = readSize(o["seats"]);
    for (const auto& item : o["at_most"].items(100))
        exposure.most.push_back(item.money());
    for (const auto& item : o["showtimes"].items(10'000))
        exposure.showtimes.push_back(readStake(item));
    if (const auto declarable = o.maybe("declarable_at"))
        exposure.declarable = declarable->instantText();
    if (const auto first = o.maybe("first_key"))
        exposure.first = readFirstKey(*first);
    return exposure;
}

} // namespace

std::string encodePersonRequest(const PersonRequest& request) {
    return textOf(personJson(request));
}

Result<PersonRequest, DecodeError> decodePersonRequest(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        auto request = readPerson(o);
        o.done();
        return request;
    });
}

std::string encodeLossRequest(const LossRequest& request) {
    Json out = personJson(request.person);
    if (request.life)
        out["life"] = request.life->value;
    return textOf(out);
}

Result<LossRequest, DecodeError> decodeLossRequest(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        LossRequest request;
        request.person = readPerson(o);
        if (const auto life = o.maybe("life"))
            request.life = readLife(*life);
        o.done();
        return request;
    });
}

std::string encodePlanChange(const PlanChangeRequest& request) {
    Json out = personJson(request.person);
    out["plan"] = request.plan.toString();
    if (request.mapping) {
        out["mapping"] = Json::array();
        for (const auto& [from, to] : *request.mapping)
            out["mapping"].push_back({{"from", from.value}, {"to", to.value}});
    }
    return textOf(out);
}

Result<PlanChangeRequest, DecodeError> decodePlanChange(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        PlanChangeRequest request;
        request.person = readPerson(o);
        request.plan = o["plan"].id<PlanId>();
        if (const auto mapping = o.maybe("mapping")) {
            request.mapping.emplace();
            for (const auto& item : mapping->items(kMostPairs)) {
                Object pair(item);
                request.mapping->emplace_back(pair["from"].seat(), pair["to"].seat());
                pair.done();
            }
        }
        o.done();
        return request;
    });
}

std::string encodePriceChange(const PriceChangeRequest& request) {
    Json out = personJson(request.person);
    out["price_list"] = request.priceList.toString();
    return textOf(out);
}

Result<PriceChangeRequest, DecodeError> decodePriceChange(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        PriceChangeRequest request;
        request.person = readPerson(o);
        request.priceList = o["price_list"].id<PriceListId>();
        o.done();
        return request;
    });
}

std::string encodePolicyRequest(const PolicyRequest& request) {
    Json out = personJson(request.person);
    out["policy"] = policyJson(request.policy);
    return textOf(out);
}

Result<PolicyRequest, DecodeError> decodePolicyRequest(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        PolicyRequest request;
        request.person = readPerson(o);
        Object policy(o["policy"]);
        request.policy = std::get<protocol::Policy>(readPolicy(policy));
        policy.done();
        o.done();
        return request;
    });
}

std::string encodeShowtimeChanged(const ShowtimeChanged& changed) {
    return textOf(
        {{"moved", changed.moved}, {"reseated", changed.reseated}, {"owed", changed.owed}});
}

std::string encodeTasks(const std::vector<protocol::Task>& tasks) {
    return textOf({{"items", tasksJson(tasks)}});
}

std::string encodeShare(const Share& share) {
    return textOf({{"showtime", share.showtime.toString()},
                   {"seats", share.seats},
                   {"free", share.free},
                   {"held", share.held},
                   {"allotted", share.allotted},
                   {"sold", share.sold},
                   {"blocked", share.blocked},
                   {"terminals", partsJson(share.terminals)}});
}

Result<Share, DecodeError> decodeShare(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        Share share;
        share.showtime = o["showtime"].id<ShowtimeId>();
        share.seats = readSize(o["seats"]);
        share.free = readSize(o["free"]);
        share.held = readSize(o["held"]);
        share.allotted = readSize(o["allotted"]);
        share.sold = readSize(o["sold"]);
        share.blocked = readSize(o["blocked"]);
        for (const auto& item : o["terminals"].items(kMostTerminals)) {
            Object part(item);
            share.terminals.push_back({part["terminal"].id<TerminalId>(), part["name"].text(200),
                                       part["seats"].integer(0, kMost),
                                       part["reachable"].boolean()});
        }
        return share;
    });
}

std::string encodeTerminals(const protocol::Exposures& terminals) {
    Json items = Json::array();
    for (const Exposure& each : terminals)
        items.push_back(exposureJson(each));
    return textOf({{"items", std::move(items)}});
}

Result<protocol::Exposures, DecodeError> decodeTerminals(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        protocol::Exposures terminals;
        for (const auto& item : o["items"].items(kMostTerminals))
            terminals.push_back(readExposure(item));
        return terminals;
    });
}

std::string encodeExposure(const Exposure& exposure) {
    return textOf(exposureJson(exposure));
}

std::string encodeLoss(const protocol::LossAnswer& answer) {
    return textOf({{"state", answer.lost ? "lost" : "proposed"}, {"freed_seats", answer.freed}});
}

Result<protocol::LossAnswer, DecodeError> decodeLoss(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        const auto standing = o["state"].word<Standing>(protocol::standingFrom);
        return protocol::LossAnswer{standing == Standing::Lost, readSize(o["freed_seats"])};
    });
}

std::string encodeDay(const DayAnswer& day) {
    Json out = {{"day", dateText(day.day)}, {"closed", day.closed}};
    if (day.endsAt)
        out["ends_at"] = timeText(*day.endsAt);
    out["tasks"] = tasksJson(day.tasks);
    out["unheard"] = day.unheard;
    out["recovering"] = day.recovering;
    return textOf(out);
}

Result<DayAnswer, DecodeError> decodeDay(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        DayAnswer day;
        day.day = o["day"].date();
        day.closed = o["closed"].boolean();
        if (const auto ends = o.maybe("ends_at"))
            day.endsAt = ends->instantText();
        for (const auto& item : o["tasks"].items(kMostTasks)) {
            Object task(item);
            day.tasks.push_back(std::get<protocol::Task>(readTask(task)));
        }
        for (const auto& item : o["unheard"].items(kMostTerminals))
            day.unheard.push_back(item.text(200));
        day.recovering = o["recovering"].boolean();
        return day;
    });
}

std::optional<protocol::OfficeRefusal> decodeOfficeRefusal(std::string_view problem) {
    const auto type = decodeText(problem, [](const Value& value) {
        Object o(value);
        return o["type"].text(200);
    });
    if (!type || type->rfind(kProblemType, 0) != 0)
        return {};
    return protocol::officeRefusalFrom(std::string_view(*type).substr(kProblemType.size()));
}

std::string encodeRecovery(const RecoveryAnswer& recovery) {
    Json out = {{"recovering", recovery.recovering}};
    if (recovery.startedAt) {
        out["reason"] = recovery.reason;
        out["started_at"] = timeText(*recovery.startedAt);
    }
    out["waits_for"] = Json::array();
    for (const TerminalId terminal : recovery.waitsFor)
        out["waits_for"].push_back(terminal.toString());
    out["waits_for_payments"] = recovery.waitsForPayments;
    if (!recovery.paymentsProblem.empty())
        out["payments_problem"] = recovery.paymentsProblem;
    return textOf(out);
}

} // namespace foyer::wire
