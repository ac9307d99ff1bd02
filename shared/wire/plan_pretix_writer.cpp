#include "shared/base/random.h"
#include "shared/domain/plan_geometry.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/plan_pretix.h"
#include "shared/wire/plan_pretix_words.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace foyer::wire {

namespace {

using domain::Decoration;
using domain::SeatKind;

constexpr const char* kInk = "#5b6470";
constexpr const char* kPaper = "#e6e9ee";

double pixels(std::int32_t mm) {
    return mm / kMillimetresPerPixel;
}

Json position(domain::Point at) {
    return {{"x", pixels(at.x)}, {"y", pixels(at.y)}};
}

/// FNV-1a: the plan's name chooses its uuids, so that writing twice gives the same file.
std::uint64_t seedFrom(const std::string& text) {
    std::uint64_t hash = 14'695'981'039'346'656'037u;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
    return hash;
}

class PretixWriter {
public:
    explicit PretixWriter(const domain::SeatingPlan& plan)
        : m_plan(plan), m_random(seedFrom(plan.name)) {}

    PretixText write() {
        Json zone{{"name", m_plan.name},
                  {"zone_id", "main"},
                  {"uuid", uuid()},
                  {"position", position({})}};
        zone["rows"] = rows();
        zone["areas"] = shapes();
        Json plan{{"name", m_plan.name}};
        plan["categories"] = categories();
        plan["zones"] = Json::array({zone});
        plan["size"] = {{"width", std::lround(std::ceil(pixels(m_plan.size.x)))},
                        {"height", std::lround(std::ceil(pixels(m_plan.size.y)))}};
        return {plan.dump(1, ' ', false, Json::error_handler_t::replace) + "\n", losses()};
    }

private:
    /// Version 4 in form (RFC 9562 §5.4).
    std::string uuid() {
        Uuid made;
        for (auto& byte : made.bytes)
            byte = static_cast<std::uint8_t>(m_random.below(256));
        made.bytes[6] = static_cast<std::uint8_t>((made.bytes[6] & 0x0f) | 0x40);
        made.bytes[8] = static_cast<std::uint8_t>((made.bytes[8] & 0x3f) | 0x80);
        return made.toString();
    }

    std::string categoryOf(const domain::Seat& seat) const {
        return categoryName(m_plan.areas.at(seat.area.value).name, seat.kind);
    }

    /// The best area first: the order is all that can carry the rank.
    Json categories() const {
        std::vector<std::size_t> order(m_plan.areas.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            return m_plan.areas[a].rank > m_plan.areas[b].rank;
        });
        std::set<std::string> used;
        for (const domain::Seat& seat : m_plan.seats)
            used.insert(categoryOf(seat));
        Json list = Json::array();
        for (const std::size_t area : order)
            for (int kind = 0; kind < domain::kSeatKindCount; ++kind) {
                const std::string name =
                    categoryName(m_plan.areas[area].name, static_cast<SeatKind>(kind));
                if (used.erase(name) > 0)
                    list.push_back(Json{{"name", name}, {"color", m_plan.areas[area].color}});
            }
        return list;
    }

    Json rows() {
        Json list = Json::array();
        std::size_t next = 0;
        for (std::size_t row = 0; row < m_plan.rows.size(); ++row) {
            const std::size_t first = next;
            while (next < m_plan.seats.size() && m_plan.seats[next].row == row)
                ++next;
            if (next > first)
                list.push_back(rowOf(row, first, next));
        }
        return list;
    }

    Json rowOf(std::size_t row, std::size_t first, std::size_t end) {
        const domain::Point origin = m_plan.seats[first].at;
        Json json{{"row_number", m_plan.rows[row].label},
                  {"row_number_position", "both"},
                  {"position", position(origin)},
                  {"uuid", uuid()}};
        json["seats"] = Json::array();
        for (std::size_t i = first; i < end; ++i)
            json["seats"].push_back(seatOf(i, origin));
        return json;
    }

    Json seatOf(std::size_t index, domain::Point origin) {
        const domain::Seat& seat = m_plan.seats[index];
        const double side = std::min(seat.width, seat.depth);
        return {{"seat_guid", m_plan.rows[seat.row].label + "-" + seat.label},
                {"seat_number", seat.label},
                {"position", position({seat.at.x - origin.x, seat.at.y - origin.y})},
                {"category", categoryOf(seat)},
                {"uuid", uuid()},
                {"radius", std::lround(side / 2 / kMillimetresPerPixel)}};
    }

    Json shapes() {
        Json list = Json::array();
        list.push_back(picture());
        for (const domain::Entrance& entrance : m_plan.entrances)
            list.push_back(door(entrance));
        for (const Decoration& decoration : m_plan.decorations)
            if (!decoration.points.empty())
                list.push_back(drawing(decoration));
        return list;
    }

    Json shape(const char* kind, domain::Point at, const std::string& text, domain::Point textAt) {
        return {{"shape", kind},
                {"color", kPaper},
                {"border_color", kInk},
                {"rotation", 0},
                {"uuid", uuid()},
                {"position", position(at)},
                {"text", {{"position", position(textAt)}, {"color", kInk}, {"text", text}}}};
    }

    Json picture() {
        const domain::Strip strip = domain::pictureStrip(m_plan);
        const std::int32_t width = strip.right - strip.left;
        Json json = shape("rectangle", {strip.left, 0}, "Picture", {width / 2, strip.bottom / 2});
        json["rectangle"] = {{"width", std::lround(pixels(width))},
                             {"height", std::lround(pixels(strip.bottom))}};
        return json;
    }

    Json door(const domain::Entrance& entrance) {
        const std::string label = entrance.label.empty() ? "Entrance" : entrance.label;
        Json json = shape("circle", entrance.at, entrance.emergency ? "! " + label : label, {});
        json["circle"] = {{"radius", 12}};
        return json;
    }

    /// A line becomes a polygon there and back, because pretix closes its polygons.
    Json drawing(const Decoration& decoration) {
        const domain::Point origin = decoration.points.front();
        if (decoration.kind == Decoration::Kind::Text)
            return shape("text", origin, decoration.label, {});
        Json json = shape("polygon", origin, decoration.label, {});
        Json points = Json::array();
        const auto add = [&](const domain::Point& point) {
            points.push_back(position({point.x - origin.x, point.y - origin.y}));
        };
        std::for_each(decoration.points.begin(), decoration.points.end(), add);
        std::for_each(decoration.points.rbegin() + 1, decoration.points.rend(), add);
        json["polygon"] = {{"points", std::move(points)}};
        return json;
    }

    std::vector<std::string> losses() const {
        std::vector<std::string> list = {
            "Seats are circles: their turn, width and depth are not written."};
        for (int i = 1; i < domain::kSeatKindCount; ++i)
            addKindLoss(list, static_cast<SeatKind>(i));
        if (hasKind(SeatKind::Sofa) || hasKind(SeatKind::Companion))
            list.push_back("Who is whose partner is not written; it shows only by who sits beside "
                           "whom.");
        if (hasAisles())
            list.push_back("Aisles are not written; they show only as wider distances.");
        if (m_plan.areas.size() > 1)
            list.push_back("The areas' ranks are carried by the order of the categories, the best "
                           "first; their keys are not written.");
        if (!m_plan.decorations.empty())
            list.push_back("Walls, steps, aisles and balcony edges are written as plain lines.");
        addNameLosses(list);
        return list;
    }

    bool hasKind(SeatKind kind) const { return seatsOf(kind) > 0; }
    std::ptrdiff_t seatsOf(SeatKind kind) const {
        return std::count_if(m_plan.seats.begin(), m_plan.seats.end(),
                             [&](const domain::Seat& seat) { return seat.kind == kind; });
    }

    void addKindLoss(std::vector<std::string>& list, SeatKind kind) const {
        const auto count = seatsOf(kind);
        if (count > 0)
            list.push_back("The kind of " + std::to_string(count) + " " + nameOf(kind) +
                           (count == 1 ? " seat" : " seats") +
                           " is carried by category names ending in \"(" + nameOf(kind) + ")\".");
    }

    bool hasAisles() const {
        const bool cross = std::any_of(m_plan.rows.begin(), m_plan.rows.end(),
                                       [](const domain::Row& row) { return row.aisleBefore; });
        for (std::size_t i = 1; i < m_plan.seats.size(); ++i)
            if (m_plan.seats[i].row == m_plan.seats[i - 1].row && !m_plan.seats[i].left)
                return true;
        return cross;
    }

    void addNameLosses(std::vector<std::string>& list) const {
        std::set<std::string> names;
        for (const domain::Area& area : m_plan.areas) {
            if (!names.insert(area.name).second)
                list.push_back("Two areas are named \"" + area.name +
                               "\"; they become one category.");
            if (meaningOf(area.name).kind != SeatKind::Standard)
                list.push_back("The name of the area \"" + area.name +
                               "\" will be read back as a kind of seat.");
        }
    }

    const domain::SeatingPlan& m_plan;
    SeededRandom m_random;
};

} // namespace

PretixText writePretixPlan(const domain::SeatingPlan& plan) {
    return PretixWriter(plan).write();
}

} // namespace foyer::wire
