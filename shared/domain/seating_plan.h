#pragma once

// A seating plan is one version of the layout of an auditorium. It never changes: a new layout is a
// new plan with a new id. Seats are numbered by their order in `seats` (SeatNo), and everything
// that is sold, claimed or printed refers to (plan, SeatNo).

#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace foyer::domain {

/// Millimetres on the floor of the auditorium; x to the right, y away from the picture, seen from
/// above with the picture at the top. The origin is the plan's upper left corner.
struct Point {
    std::int32_t x = 0;
    std::int32_t y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

enum class SeatKind : std::uint8_t {
    Standard,
    Premium,
    Sofa,       ///< half of a pair that is sold together; `partner` is the other half
    Wheelchair, ///< a space, not a chair
    Companion,  ///< beside a wheelchair space, `partner` is that space
    Restricted  ///< restricted view
};
constexpr int kSeatKindCount = 6;

/// The word of the API, the plan file and the database for a kind ("standard", "sofa", …).
const char* nameOf(SeatKind kind);
std::optional<SeatKind> seatKindFrom(std::string_view name);

/// A price area. Colour is "#rrggbb", a hint for the legend; meaning never rests on it alone.
struct Area {
    std::string key;  // stable within the cinema, e.g. "parkett"; prices refer to it
    std::string name; // as people read it
    std::string color;
    std::int32_t rank = 0; // higher is better; reseating never goes down
};

struct Row {
    std::string label;        // "F"; rows are listed from the picture to the back
    bool aisleBefore = false; // a cross aisle lies between this row and the one before it
};

struct Seat {
    std::string label;     // the number on the chair, e.g. "12"
    std::uint16_t row = 0; // index into SeatingPlan::rows
    AreaNo area;
    SeatKind kind = SeatKind::Standard;
    Point at;                  // centre of the seat
    std::int16_t rotation = 0; // degrees clockwise; 0 faces the picture (up)
    std::int16_t width = 550;  // millimetres
    std::int16_t depth = 600;
    std::optional<SeatNo> left;    // neighbour in the same row with no aisle between,
    std::optional<SeatNo> right;   // as seen by somebody who faces the picture
    std::optional<SeatNo> partner; // sofa half, or companion ↔ wheelchair space
};

enum class Side : std::uint8_t { Top, Right, Bottom, Left };

struct Entrance {
    std::string label; // "Entrance", "Emergency exit"
    Point at;
    bool emergency = false;
};

/// An aisle, wall, balcony edge or text to draw: a polyline with an optional label.
struct Decoration {
    enum class Kind : std::uint8_t { Aisle, Wall, BalconyEdge, Step, Text } kind = Kind::Aisle;
    std::vector<Point> points;
    std::string label;
};

struct SeatingPlan {
    PlanId id;
    std::string name;
    std::int32_t version = 1;
    Point size;                    // extent in millimetres
    Side picture = Side::Top;      // where the picture is; files may say otherwise, plans in memory
                                   // are turned so that it is Top
    std::int32_t pictureWidth = 0; // millimetres
    std::vector<Area> areas;
    std::vector<Row> rows;
    std::vector<Seat> seats; // in row order, left to right
    std::vector<Entrance> entrances;
    std::vector<Decoration> decorations;

    std::size_t seatCount() const { return seats.size(); }
    const Seat& seat(SeatNo no) const { return seats.at(no.value); }
    const Area& areaOf(SeatNo no) const { return areas.at(seat(no).area.value); }
    /// "F12": row and seat label together, as on the ticket.
    std::string seatName(SeatNo no) const;
    /// The seat with that name, ignoring case and blanks ("f 12"); first match in seat order.
    std::optional<SeatNo> findSeat(std::string_view name) const;
};

} // namespace foyer::domain
