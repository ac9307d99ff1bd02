#include "shared/domain/plan_adjacency.h"
#include "shared/domain/plan_geometry.h"
#include "shared/wire/plan_fields.h"
#include "shared/wire/plan_pretix.h"
#include "shared/wire/plan_pretix_layout.h"
#include "shared/wire/plan_pretix_words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace foyer::wire {

namespace {

using domain::Decoration;

struct Offset {
    double x = 0;
    double y = 0;
};

domain::Point millimetresOf(Offset pixels) {
    const auto limited = [](double px) {
        return static_cast<std::int32_t>(std::llround(
            std::clamp(px * kMillimetresPerPixel, static_cast<double>(kCoordinates.least),
                       static_cast<double>(kCoordinates.most))));
    };
    return {limited(pixels.x), limited(pixels.y)};
}

bool begins(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return text.starts_with(word); });
}

/// Reads the document as it is written; PretixLayout makes an auditorium of it.
class PretixReader {
public:
    explicit PretixReader(const SourceValue& root) : m_root(root) {}

    Result<ReadPlan, UnreadablePlan> read(std::string_view nameIfEmpty) {
        readDocument();
        if (!m_messages.empty()) {
            sortByPlace(m_messages);
            return Err{UnreadablePlan{std::move(m_messages)}};
        }
        if (m_drawing.name.empty())
            m_drawing.name = nameIfEmpty;
        return layOut(std::move(m_drawing));
    }

private:
    void readDocument() {
        ObjectReader root(m_root, "", m_messages);
        m_drawing.place = root.place();
        m_drawing.name = root.text("name");
        if (const SourceValue* value = root.object("size", true)) {
            ObjectReader size(*value, "size", m_messages);
            const double width = size.number("width");
            m_drawing.size = millimetresOf({width, size.number("height")});
            m_drawing.sizePlace = value->place;
            size.finish();
        }
        for (const SourceValue& value : root.list("categories", true))
            readCategory(value);
        for (const SourceValue& value : root.list("zones", true))
            readZone(value);
        root.finish();
    }

    void readCategory(const SourceValue& value) {
        ObjectReader object(value, "category", m_messages);
        const std::string name = object.text("name");
        m_drawing.categories.push_back({name, object.textOr("color", "#808080"), value.place});
        m_categoryNames.emplace(name, m_drawing.categories.size() - 1);
        object.finish();
    }

    void readZone(const SourceValue& value) {
        ObjectReader zone(value, "zone", m_messages);
        const std::string name = zone.textOr("name", "");
        zone.rename("zone " + name);
        zone.ignore("zone_id");
        zone.ignore("uuid");
        const Offset origin = positionOf(zone, {}, true);
        for (const SourceValue& row : zone.list("rows", true))
            if (!readRow(row, name, origin))
                return;
        for (const SourceValue& area : zone.list("areas", false))
            readShape(area, origin);
        zone.finish();
    }

    Offset positionOf(ObjectReader& object, Offset origin, bool required) {
        const SourceValue* value = object.object("position", required);
        if (!value)
            return origin;
        ObjectReader position(*value, "position", m_messages);
        origin.x += position.number("x");
        origin.y += position.number("y");
        position.finish();
        return origin;
    }

    /// False when there is no room for more seats.
    bool readRow(const SourceValue& value, const std::string& zone, Offset origin) {
        ObjectReader object(value, "row", m_messages);
        DrawnRow row;
        row.zone = zone;
        row.label = object.text("row_number");
        row.place = value.place;
        object.rename("row " + row.label);
        for (const char* known : {"row_label", "seat_label", "row_number_position", "uuid"})
            object.ignore(known);
        const Offset start = positionOf(object, origin, false);
        for (const SourceValue& seat : object.list("seats", true)) {
            if (++m_seats > domain::kMaxSeats) {
                complain(m_messages, seat.place, "", "more than 65,000 seats");
                return false;
            }
            row.seats.push_back(seatOf(seat, row.label, start));
        }
        object.finish();
        m_drawing.rows.push_back(std::move(row));
        return true;
    }

    DrawnSeat seatOf(const SourceValue& value, const std::string& row, Offset origin) {
        ObjectReader object(value, "seat", m_messages);
        DrawnSeat seat;
        seat.label = object.text("seat_number");
        seat.place = value.place;
        object.rename("seat " + row + seat.label);
        object.text("seat_guid");
        object.ignore("uuid");
        object.ignore("start_direction");
        seat.at = millimetresOf(positionOf(object, origin, true));
        const auto radius = object.wholeOr("radius", {1, 60}, kPretixRadius);
        seat.side = static_cast<std::int16_t>(
            std::lround(static_cast<double>(radius) * 2 * kMillimetresPerPixel));
        const std::string category = object.text("category");
        const auto found = m_categoryNames.find(category);
        if (found != m_categoryNames.end())
            seat.category = found->second;
        else if (object.has("category"))
            object.error("category", "category \"" + category + "\" does not exist");
        object.finish();
        return seat;
    }

    void readShape(const SourceValue& value, Offset origin) {
        ObjectReader object(value, "area", m_messages);
        const Offset at = positionOf(object, origin, false);
        const std::string shape = object.textOr("shape", "");
        for (const char* known :
             {"color", "border_color", "rotation", "uuid", "ellipse", "circle", "polygon"})
            object.ignore(known);
        Offset middle = at;
        double width = 0;
        if (const SourceValue* value = object.object("rectangle", false)) {
            ObjectReader rectangle(*value, "rectangle", m_messages);
            width = rectangle.number("width");
            middle = {at.x + width / 2, at.y + rectangle.number("height") / 2};
            rectangle.finish();
        }
        const std::string text = textOf(object);
        object.finish();
        place(shape, text, middle, width);
    }

    std::string textOf(ObjectReader& shape) {
        const SourceValue* value = shape.object("text", false);
        if (!value)
            return {};
        ObjectReader text(*value, "text", m_messages);
        const std::string label = text.text("text");
        for (const char* known : {"position", "color", "size"})
            text.ignore(known);
        text.finish();
        return label;
    }

    /// What a drawn shape means can only be told from its text.
    void place(const std::string& shape, const std::string& text, Offset middle, double width) {
        const domain::Point at = millimetresOf(middle);
        if (shape == "rectangle" && width > 0 &&
            begins(text, {"Picture", "Screen", "Stage", "Leinwand", "Bühne", "Bild"})) {
            m_drawing.picture = at;
            m_drawing.pictureWidth = millimetresOf({width, 0}).x;
        } else if (begins(text, {"! ", "Notausgang", "Emergency"})) {
            const bool marked = text.starts_with("! ");
            m_drawing.entrances.push_back({marked ? text.substr(2) : text, at, true});
        } else if (begins(text, {"Entrance", "Eingang", "Door", "Tür"})) {
            m_drawing.entrances.push_back({text, at, false});
        } else if (!text.empty()) {
            m_drawing.texts.push_back({Decoration::Kind::Text, {at}, text});
        } else {
            ++m_drawing.leftOut;
        }
    }

    const SourceValue& m_root;
    PretixDrawing m_drawing;
    PlanMessages m_messages;
    std::map<std::string, std::size_t> m_categoryNames;
    std::size_t m_seats = 0;
};

} // namespace

Result<ReadPlan, UnreadablePlan> readPretixPlan(std::string_view text,
                                                std::string_view nameIfEmpty) {
    const auto source = parseSource(text);
    if (!source) {
        PlanMessages messages;
        complain(messages, source.error().place, "", source.error().text);
        return Err{UnreadablePlan{std::move(messages)}};
    }
    return PretixReader(*source).read(nameIfEmpty);
}

} // namespace foyer::wire
