#include "shared/wire/office_json.h"

#include "shared/wire/body_json.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {

Json tasksJson(const std::vector<protocol::Task>& tasks) {
    Json out = Json::array();
    for (const auto& task : tasks)
        out.push_back(taskJson(task));
    return out;
}

Json partJson(const Share::Part& part) {
    return {{"terminal", part.terminal.toString()},
            {"name", part.name},
            {"seats", part.seats},
            {"reachable", part.reachable}};
}

Json partJson(const Exposure::Part& part) {
    return {{"showtime", part.showtime.toString()}, {"movie", part.movie},
            {"start", timeText(part.start)},        {"seats", part.seats},
            {"at_most", moneyJson(part.most)},      {"expired", part.expired}};
}

constexpr std::size_t kMostPairs = 65'536; // seats a plan can have

Json personJson(const PersonRequest& request) {
    return {{"operator", request.op.toString()}, {"pin", request.pin}};
}

PersonRequest readPerson(Object& o) {
    PersonRequest request;
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

std::string encodeExposure(const Exposure& exposure) {
    Json out = {{"terminal", exposure.terminal.toString()},
                {"name", exposure.name},
                {"state", exposure.state},
                {"last_seen", timeText(exposure.lastSeen)},
                {"seats", exposure.seats},
                {"at_most", Json::array()},
                {"showtimes", partsJson(exposure.showtimes)}};
    for (const Money most : exposure.most)
        out["at_most"].push_back(moneyJson(most));
    if (exposure.declarable)
        out["declarable_at"] = timeText(*exposure.declarable);
    return textOf(out);
}

std::string encodeLoss(const LossAnswer& answer) {
    return textOf({{"state", answer.lost ? "lost" : "proposed"}, {"freed_seats", answer.freed}});
}

std::string encodeDay(const DayAnswer& day) {
    return textOf({{"day", dateText(day.day)},
                   {"closed", day.closed},
                   {"tasks", tasksJson(day.tasks)},
                   {"unheard", day.unheard},
                   {"recovering", day.recovering}});
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
    return textOf(out);
}

} // namespace foyer::wire
