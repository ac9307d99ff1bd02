#include "shared/domain/plan_adjacency.h"
#include "shared/domain/plan_geometry.h"
#include "shared/wire/plan_fields.h"
#include "shared/wire/plan_json.h"
#include "shared/wire/plan_words.h"

#include <algorithm>
#include <unordered_map>

namespace foyer::wire {

namespace {

using domain::Seat;

constexpr WholeRange kSeatSides{1, 30'000};
constexpr WholeRange kAngles{-359, 359};
constexpr WholeRange kAnyInt{INT32_MIN, INT32_MAX};
constexpr WholeRange kPositive{1, INT32_MAX};

/// Reads one document into a plan. Errors of form make the plan worthless; a name that leads
/// nowhere does not hinder the linter, so both can be told at once.
class PlanReader {
public:
    explicit PlanReader(const SourceValue& root) : m_root(root) {}

    Result<ReadPlan, UnreadablePlan> read() {
        readDocument();
        const bool isFormed = m_messages.empty();
        if (isFormed)
            finishPlan();
        if (m_messages.empty()) {
            PlanMessages findings = lintedMessages(m_plan, m_places);
            return ReadPlan{std::move(m_plan), std::move(findings)};
        }
        if (isFormed)
            addLint();
        sortByPlace(m_messages);
        return Err{UnreadablePlan{std::move(m_messages)}};
    }

private:
    struct PartnerName {
        std::size_t seat;
        std::string name;
        Place place;
    };

    void readDocument() {
        ObjectReader root(m_root, "", m_messages);
        m_places.plan = root.place();
        if (root.text("format") != kPlanFormatName && root.has("format"))
            root.error("format", "this is not a \"foyer-seating-plan\"");
        if (root.whole("version", kPositive) != kPlanFormatVersion && root.has("version"))
            root.error("version", "only version 1 of the format is known");
        root.ignore("$schema");
        m_plan.name = root.text("name");
        m_plan.version = static_cast<std::int32_t>(root.wholeOr("revision", kPositive, 1));
        readSize(root);
        readPicture(root);
        readAreas(root);
        readRows(root);
        readEntrances(root);
        readDecorations(root);
        root.finish();
    }

    void readSize(ObjectReader& root) {
        const SourceValue* value = root.object("size", true);
        if (!value)
            return;
        m_places.size = value->place;
        ObjectReader size(*value, "size", m_messages);
        m_plan.size = {coordinate(size, "width"), coordinate(size, "depth")};
        size.finish();
    }

    void readPicture(ObjectReader& root) {
        const SourceValue* value = root.object("picture", true);
        if (!value)
            return;
        m_places.picture = value->place;
        ObjectReader picture(*value, "picture", m_messages);
        const auto side = sideFrom(picture.textOr("side", "top"));
        if (!side)
            picture.error("side", "should be top, right, bottom or left");
        m_side = side.value_or(domain::Side::Top);
        m_plan.pictureWidth = coordinate(picture, "width");
        picture.finish();
    }

    void readAreas(ObjectReader& root) {
        for (const SourceValue& value : root.list("areas", true)) {
            ObjectReader object(value, "area", m_messages);
            domain::Area area;
            area.key = object.text("key");
            object.rename("area " + area.key);
            area.name = object.text("name");
            area.color = object.text("color");
            area.rank = static_cast<std::int32_t>(object.wholeOr("rank", kAnyInt, 0));
            object.finish();
            m_areaNumbers.emplace(area.key, m_plan.areas.size());
            m_plan.areas.push_back(std::move(area));
            m_places.areas.push_back(value.place);
        }
    }

    void readRows(ObjectReader& root) {
        for (const SourceValue& value : root.list("rows", true)) {
            if (m_plan.rows.size() >= domain::kMaxSeats)
                return complain(m_messages, value.place, "", "more than 65,000 rows");
            ObjectReader object(value, "row", m_messages);
            domain::Row row;
            row.label = object.text("label");
            object.rename("row " + row.label);
            row.aisleBefore = object.flagOr("aisleBefore", false);
            m_plan.rows.push_back(row);
            m_places.rows.push_back(value.place);
            for (const SourceValue& seat : object.list("seats", true))
                if (!readSeat(seat))
                    return;
            object.finish();
        }
    }

    /// False when there is no room for another seat.
    bool readSeat(const SourceValue& value) {
        if (m_plan.seats.size() >= domain::kMaxSeats) {
            complain(m_messages, value.place, "", "more than 65,000 seats");
            return false;
        }
        ObjectReader object(value, "seat", m_messages);
        Seat seat;
        seat.row = static_cast<std::uint16_t>(m_plan.rows.size() - 1);
        seat.label = object.text("label");
        object.rename("seat " + m_plan.rows.back().label + seat.label);
        seat.kind = kindOf(object);
        seat.at = {coordinate(object, "x"), coordinate(object, "y")};
        const auto small = [&](const char* key, WholeRange range, std::int16_t fallback) {
            return static_cast<std::int16_t>(object.wholeOr(key, range, fallback));
        };
        seat.rotation = small("rotation", kAngles, seat.rotation);
        seat.width = small("width", kSeatSides, seat.width);
        seat.depth = small("depth", kSeatSides, seat.depth);
        m_gapAfter.push_back(object.flagOr("gapAfter", false));
        m_areaNames.push_back({m_plan.seats.size(), object.text("area"), object.placeOf("area")});
        if (object.has("partner"))
            m_partners.push_back(
                {m_plan.seats.size(), object.text("partner"), object.placeOf("partner")});
        object.finish();
        m_plan.seats.push_back(std::move(seat));
        m_places.seats.push_back(value.place);
        return true;
    }

    domain::SeatKind kindOf(ObjectReader& object) {
        const auto kind = domain::seatKindFrom(object.textOr("kind", "standard"));
        if (!kind)
            object.error("kind", "should be standard, premium, sofa, wheelchair, companion or "
                                 "restricted");
        return kind.value_or(domain::SeatKind::Standard);
    }

    void readEntrances(ObjectReader& root) {
        for (const SourceValue& value : root.list("entrances", true)) {
            ObjectReader object(value, "entrance", m_messages);
            domain::Entrance entrance;
            entrance.label = object.textOr("label", "");
            entrance.at = {coordinate(object, "x"), coordinate(object, "y")};
            entrance.emergency = object.flagOr("emergency", false);
            object.finish();
            m_plan.entrances.push_back(std::move(entrance));
            m_places.entrances.push_back(value.place);
        }
    }

    void readDecorations(ObjectReader& root) {
        for (const SourceValue& value : root.list("decorations", false)) {
            ObjectReader object(value, "decoration", m_messages);
            domain::Decoration decoration;
            const auto kind = decorationKindFrom(object.text("kind"));
            if (!kind && object.has("kind"))
                object.error("kind", "should be aisle, wall, balconyEdge, step or text");
            decoration.kind = kind.value_or(domain::Decoration::Kind::Aisle);
            decoration.label = object.textOr("label", "");
            for (const SourceValue& point : object.list("points", true))
                decoration.points.push_back(pointOf(point));
            object.finish();
            m_plan.decorations.push_back(std::move(decoration));
            m_places.decorations.push_back(value.place);
        }
    }

    domain::Point pointOf(const SourceValue& value) {
        const bool isPair = value.type == SourceValue::Type::List && value.items.size() == 2;
        if (isPair && isCoordinate(value.items[0]) && isCoordinate(value.items[1]))
            return {static_cast<std::int32_t>(value.items[0].number),
                    static_cast<std::int32_t>(value.items[1].number)};
        complain(m_messages, value.place, "decoration",
                 "a point is a list of two whole numbers, [x, y]");
        return {};
    }

    static bool isCoordinate(const SourceValue& value) {
        return value.type == SourceValue::Type::Number &&
               value.number == static_cast<double>(static_cast<std::int64_t>(
                                   std::clamp(value.number, static_cast<double>(kCoordinates.least),
                                              static_cast<double>(kCoordinates.most))));
    }

    static std::int32_t coordinate(ObjectReader& object, const char* key) {
        return static_cast<std::int32_t>(object.whole(key, kCoordinates));
    }

    void finishPlan() {
        findAreas();
        findPartners();
        domain::linkNeighbours(m_plan, m_gapAfter);
        domain::turnPictureToTop(m_plan, m_side);
    }

    void findAreas() {
        for (const PartnerName& wanted : m_areaNames) {
            const auto found = m_areaNumbers.find(wanted.name);
            if (found == m_areaNumbers.end() || found->second >= domain::kMaxAreas)
                complain(m_messages, wanted.place, seatName(wanted.seat),
                         "area \"" + wanted.name + "\" does not exist");
            else
                m_plan.seats[wanted.seat].area.value = static_cast<std::uint8_t>(found->second);
        }
    }

    void findPartners() {
        std::unordered_map<std::string, std::size_t> seats;
        for (std::size_t i = 0; i < m_plan.seats.size() && !m_partners.empty(); ++i)
            seats.emplace(m_plan.seatName(SeatNo{static_cast<std::uint16_t>(i)}), i);
        for (const PartnerName& wanted : m_partners) {
            const auto found = seats.find(wanted.name);
            if (found == seats.end())
                complain(m_messages, wanted.place, seatName(wanted.seat),
                         "its partner \"" + wanted.name + "\" does not exist");
            else
                m_plan.seats[wanted.seat].partner =
                    SeatNo{static_cast<std::uint16_t>(found->second)};
        }
    }

    std::string seatName(std::size_t index) const {
        return "seat " + m_plan.seatName(SeatNo{static_cast<std::uint16_t>(index)});
    }

    void addLint() {
        PlanMessages found = lintedMessages(m_plan, m_places);
        m_messages.insert(m_messages.end(), found.begin(), found.end());
    }

    const SourceValue& m_root;
    domain::SeatingPlan m_plan;
    domain::Side m_side = domain::Side::Top;
    PlanPlaces m_places;
    PlanMessages m_messages;
    std::vector<bool> m_gapAfter;
    std::vector<PartnerName> m_areaNames;
    std::vector<PartnerName> m_partners;
    std::unordered_map<std::string, std::size_t> m_areaNumbers;
};

} // namespace

std::string PlanMessage::toString(std::string_view fileName) const {
    std::string out(fileName);
    if (line > 0)
        out += ":" + std::to_string(line) + ":" + std::to_string(column);
    out += severity == domain::Severity::Error ? ": error: " : ": warning: ";
    if (!subject.empty())
        out += subject + ": ";
    return out + text;
}

bool hasErrors(const std::vector<PlanMessage>& messages) {
    return std::any_of(messages.begin(), messages.end(), [](const PlanMessage& message) {
        return message.severity == domain::Severity::Error;
    });
}

Result<ReadPlan, UnreadablePlan> readPlan(std::string_view text) {
    const auto source = parseSource(text);
    if (!source) {
        PlanMessages messages;
        complain(messages, source.error().place, "", source.error().text);
        return Err{UnreadablePlan{std::move(messages)}};
    }
    return PlanReader(*source).read();
}

} // namespace foyer::wire
