#include "shared/domain/plan_adjacency.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/plan_json.h"
#include "shared/wire/plan_words.h"

#include <nlohmann/json.hpp>

namespace foyer::wire {

namespace {

std::string lineOf(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The order of the fields is the order in which a person wants to read them.

Json areaInFile(const domain::Area& area) {
    return {{"key", area.key}, {"name", area.name}, {"color", area.color}, {"rank", area.rank}};
}

Json seatJson(const domain::SeatingPlan& plan, std::size_t index) {
    const domain::Seat& seat = plan.seats[index];
    const domain::Seat usual;
    Json json{{"label", seat.label}};
    if (seat.kind != usual.kind)
        json["kind"] = nameOf(seat.kind);
    json["area"] = plan.areas.at(seat.area.value).key;
    json["x"] = seat.at.x;
    json["y"] = seat.at.y;
    if (seat.rotation != usual.rotation)
        json["rotation"] = seat.rotation;
    if (seat.width != usual.width)
        json["width"] = seat.width;
    if (seat.depth != usual.depth)
        json["depth"] = seat.depth;
    if (seat.partner)
        json["partner"] = plan.seatName(*seat.partner);
    const bool lastOfRow = index + 1 == plan.seats.size() || plan.seats[index + 1].row != seat.row;
    if (!lastOfRow && !seat.right)
        json["gapAfter"] = true;
    return json;
}

Json entranceInFile(const domain::Entrance& entrance) {
    Json json{{"label", entrance.label}, {"x", entrance.at.x}, {"y", entrance.at.y}};
    if (entrance.emergency)
        json["emergency"] = true;
    return json;
}

Json decorationInFile(const domain::Decoration& decoration) {
    Json json{{"kind", nameOf(decoration.kind)}};
    if (!decoration.label.empty())
        json["label"] = decoration.label;
    json["points"] = Json::array();
    for (const domain::Point& point : decoration.points)
        json["points"].push_back({point.x, point.y});
    return json;
}

/// A list with each item on a line of its own, so that messages can point at it.
std::string listOf(const std::vector<std::string>& items, const std::string& indent) {
    if (items.empty())
        return "[]";
    std::string out = "[";
    for (std::size_t i = 0; i < items.size(); ++i)
        out += (i == 0 ? "\n" : ",\n") + indent + "  " + items[i];
    return out + "\n" + indent + "]";
}

template <class Item, class Write>
std::string itemsOf(const std::vector<Item>& items, Write write) {
    std::vector<std::string> lines;
    for (const Item& item : items)
        lines.push_back(lineOf(write(item)));
    return listOf(lines, "  ");
}

std::string rowText(const domain::Row& row, const std::vector<std::string>& seats) {
    std::string out = "{\"label\":" + lineOf(row.label);
    if (row.aisleBefore)
        out += ",\"aisleBefore\":true";
    return out + ",\"seats\":" + listOf(seats, "    ") + "}";
}

std::string rowsText(const domain::SeatingPlan& plan) {
    std::vector<std::vector<std::string>> seats(plan.rows.size());
    for (std::size_t i = 0; i < plan.seats.size(); ++i)
        seats.at(plan.seats[i].row).push_back(lineOf(seatJson(plan, i)));
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < plan.rows.size(); ++i)
        rows.push_back(rowText(plan.rows[i], seats[i]));
    return listOf(rows, "  ");
}

} // namespace

std::string writePlan(const domain::SeatingPlan& plan) {
    const Json size{{"width", plan.size.x}, {"depth", plan.size.y}};
    const Json picture{{"side", nameOf(plan.picture)}, {"width", plan.pictureWidth}};
    std::string out = "{\n  \"format\":" + lineOf(std::string(kPlanFormatName)) +
                      ",\n  \"version\":" + std::to_string(kPlanFormatVersion) +
                      ",\n  \"name\":" + lineOf(plan.name);
    if (plan.version != 1)
        out += ",\n  \"revision\":" + std::to_string(plan.version);
    out += ",\n  \"size\":" + lineOf(size) + ",\n  \"picture\":" + lineOf(picture);
    out += ",\n  \"areas\":" + itemsOf(plan.areas, areaInFile);
    out += ",\n  \"rows\":" + rowsText(plan);
    out += ",\n  \"entrances\":" + itemsOf(plan.entrances, entranceInFile);
    out += ",\n  \"decorations\":" + itemsOf(plan.decorations, decorationInFile);
    return out + "\n}\n";
}

} // namespace foyer::wire
