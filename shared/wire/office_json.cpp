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

template <class Parts>
Json partsJson(const Parts& parts) {
    Json out = Json::array();
    for (const auto& part : parts)
        out.push_back(partJson(part));
    return out;
}

} // namespace

std::string encodePersonRequest(const PersonRequest& request) {
    return textOf({{"operator", request.op.toString()}, {"pin", request.pin}});
}

Result<PersonRequest, DecodeError> decodePersonRequest(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        PersonRequest request;
        request.op = o["operator"].id<OperatorId>();
        request.pin = o["pin"].text(100, 1);
        o.done();
        return request;
    });
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
