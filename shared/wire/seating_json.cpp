#include "shared/domain/plan_lint.h"
#include "shared/wire/body_json.h"
#include "shared/wire/change_json.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

#include <algorithm>
#include <limits>

namespace foyer::wire {

using namespace domain;

namespace {

constexpr std::int64_t kFurthest = 1'000'000; // a kilometre
constexpr auto kLeastInt = std::numeric_limits<std::int32_t>::min();
constexpr auto kMostInt = std::numeric_limits<std::int32_t>::max();

constexpr const char* kSideWords[] = {"top", "right", "bottom", "left"};
constexpr const char* kDecorations[] = {"aisle", "wall", "balcony_edge", "step", "text"};

template <class Enum, std::size_t Count>
Enum readWord(const char* const (&words)[Count], const Value& value) {
    const auto word = value.text(20);
    for (std::size_t i = 0; i < Count; ++i)
        if (word == words[i])
            return static_cast<Enum>(i);
    value.fail("\"" + word + "\" is not one of the words allowed here");
    return Enum{};
}

Json pointJson(Point at) {
    return Json::array({at.x, at.y});
}

Point readPoint(const Value& value) {
    const auto xy = value.items(2, 2);
    if (xy.size() != 2)
        return {};
    return {static_cast<std::int32_t>(xy[0].integer(-kFurthest, kFurthest)),
            static_cast<std::int32_t>(xy[1].integer(-kFurthest, kFurthest))};
}

Json areaJson(const Area& area) {
    return {{"key", area.key}, {"name", area.name}, {"color", area.color}, {"rank", area.rank}};
}

Area readArea(const Value& value) {
    Object o(value);
    Area area;
    area.key = o["key"].text(kLongestAreaKey, 1);
    area.name = o["name"].text(kLongestPlanName);
    area.color = o["color"].text(20);
    area.rank = static_cast<std::int32_t>(o["rank"].integer(kLeastInt, kMostInt));
    o.done();
    return area;
}

Json rowJson(const Row& row) {
    return {{"label", row.label}, {"aisle_before", row.aisleBefore}};
}

Row readRow(const Value& value) {
    Object o(value);
    Row row;
    row.label = o["label"].text(kLongestPlanLabel);
    row.aisleBefore = o["aisle_before"].boolean();
    o.done();
    return row;
}

Json seatJson(const Seat& seat) {
    Json out = {{"label", seat.label},      {"row", seat.row},
                {"area", seat.area.value},  {"kind", nameOf(seat.kind)},
                {"at", pointJson(seat.at)}, {"rotation", seat.rotation},
                {"width", seat.width},      {"depth", seat.depth}};
    if (seat.left)
        out["left"] = seat.left->value;
    if (seat.right)
        out["right"] = seat.right->value;
    if (seat.partner)
        out["partner"] = seat.partner->value;
    return out;
}

/// A reference to a seat; whether there is one so far up the list shows when all have been read.
std::optional<SeatNo> readSeatRef(Object& o, const char* key, std::size_t seatCount) {
    const auto value = o.maybe(key);
    if (!value)
        return {};
    return value->number<SeatNo>(0, static_cast<std::int64_t>(seatCount) - 1);
}

template <class Rep>
Rep readSmall(const Value& value, std::int64_t lowest, std::int64_t highest) {
    return static_cast<Rep>(value.integer(lowest, highest));
}

Seat readSeat(const Value& value, const SeatingPlan& plan, std::size_t seatCount) {
    Object o(value);
    Seat seat;
    seat.label = o["label"].text(kLongestPlanLabel);
    seat.row = readSmall<std::uint16_t>(o["row"], 0, std::ssize(plan.rows) - 1);
    seat.area =
        o["area"].number<AreaNo>(0, std::min<std::int64_t>(255, std::ssize(plan.areas) - 1));
    seat.kind = o["kind"].word<SeatKind>(seatKindFrom);
    seat.at = readPoint(o["at"]);
    seat.rotation = readSmall<std::int16_t>(o["rotation"], -360, 360);
    seat.width = readSmall<std::int16_t>(o["width"], 1, 10'000);
    seat.depth = readSmall<std::int16_t>(o["depth"], 1, 10'000);
    seat.left = readSeatRef(o, "left", seatCount);
    seat.right = readSeatRef(o, "right", seatCount);
    seat.partner = readSeatRef(o, "partner", seatCount);
    o.done();
    return seat;
}

Json entranceJson(const Entrance& entrance) {
    return {{"label", entrance.label},
            {"at", pointJson(entrance.at)},
            {"emergency", entrance.emergency}};
}

Entrance readEntrance(const Value& value) {
    Object o(value);
    Entrance entrance;
    entrance.label = o["label"].text(kLongestPlanName);
    entrance.at = readPoint(o["at"]);
    entrance.emergency = o["emergency"].boolean();
    o.done();
    return entrance;
}

Json decorationJson(const Decoration& decoration) {
    Json points = Json::array();
    for (const auto& point : decoration.points)
        points.push_back(pointJson(point));
    return {{"kind", kDecorations[static_cast<int>(decoration.kind)]},
            {"points", std::move(points)},
            {"label", decoration.label}};
}

Decoration readDecoration(const Value& value) {
    Object o(value);
    Decoration decoration;
    decoration.kind = readWord<Decoration::Kind>(kDecorations, o["kind"]);
    for (const auto& point : o["points"].items(kMaxPoints))
        decoration.points.push_back(readPoint(point));
    decoration.label = o["label"].text(kLongestPlanName);
    o.done();
    return decoration;
}

template <class T>
std::vector<T> readAll(const Value& value, std::size_t most, T (*read)(const Value&)) {
    std::vector<T> out;
    for (const auto& item : value.items(most))
        out.push_back(read(item));
    return out;
}

void readSeats(const Value& value, SeatingPlan& plan) {
    const auto items = value.items(kMaxSeats);
    if (!items.empty() && (plan.rows.empty() || plan.areas.empty()))
        return value.fail("needs rows and areas to refer to");
    for (const auto& item : items)
        plan.seats.push_back(readSeat(item, plan, items.size()));
}

} // namespace

Json planJson(const SeatingPlan& plan) {
    return {{"id", plan.id.toString()},
            {"name", plan.name},
            {"version", plan.version},
            {"size", pointJson(plan.size)},
            {"picture", kSideWords[static_cast<int>(plan.picture)]},
            {"picture_width", plan.pictureWidth},
            {"areas", arrayOf(plan.areas, areaJson)},
            {"rows", arrayOf(plan.rows, rowJson)},
            {"seats", arrayOf(plan.seats, seatJson)},
            {"entrances", arrayOf(plan.entrances, entranceJson)},
            {"decorations", arrayOf(plan.decorations, decorationJson)}};
}

std::shared_ptr<const SeatingPlan> readPlanValue(const Value& value) {
    auto plan = std::make_shared<SeatingPlan>();
    Object o(value);
    plan->id = o["id"].id<PlanId>();
    plan->name = o["name"].text(kLongestPlanName);
    plan->version = static_cast<std::int32_t>(o["version"].integer(0, kMostInt));
    plan->size = readPoint(o["size"]);
    plan->picture = readWord<Side>(kSideWords, o["picture"]);
    plan->pictureWidth = static_cast<std::int32_t>(o["picture_width"].integer(0, kFurthest));
    plan->areas = readAll(o["areas"], kMaxAreas, readArea);
    plan->rows = readAll(o["rows"], kMaxSeats, readRow);
    readSeats(o["seats"], *plan);
    plan->entrances = readAll(o["entrances"], kMaxEntrances, readEntrance);
    plan->decorations = readAll(o["decorations"], kMaxDecorations, readDecoration);
    o.done();
    return plan;
}

std::string encodePlan(const SeatingPlan& plan) {
    return textOf(planJson(plan));
}

Result<std::shared_ptr<const SeatingPlan>, DecodeError> decodePlan(std::string_view text) {
    return decodeText(text, readPlanValue);
}

} // namespace foyer::wire
