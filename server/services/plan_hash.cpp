#include "server/services/plan_hash.h"

#include "shared/crypto/hash.h"

namespace foyer::server::services {

namespace {

/// Writes each field so that no two different plans give the same bytes: numbers have one width,
/// texts and lists their length before them.
class Canonical {
public:
    void number(std::int64_t value) {
        std::array<std::uint8_t, 8> bytes;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
        m_hasher.add(bytes);
    }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        m_hasher.add(asBytes(value));
    }
    void point(const domain::Point& value) {
        number(value.x);
        number(value.y);
    }
    void seatNo(const std::optional<SeatNo>& value) { number(value ? value->value : -1); }
    template <class List, class Each>
    void list(const List& values, Each each) {
        number(static_cast<std::int64_t>(values.size()));
        for (const auto& value : values)
            each(value);
    }
    Hash finish() { return m_hasher.finish(); }

private:
    crypto::Hasher m_hasher;
};

void addSeat(Canonical& out, const domain::Seat& seat) {
    out.text(seat.label);
    out.number(seat.row);
    out.number(seat.area.value);
    out.number(static_cast<std::int64_t>(seat.kind));
    out.point(seat.at);
    out.number(seat.rotation);
    out.number(seat.width);
    out.number(seat.depth);
    out.seatNo(seat.left);
    out.seatNo(seat.right);
    out.seatNo(seat.partner);
}

void addDecoration(Canonical& out, const domain::Decoration& decoration) {
    out.number(static_cast<std::int64_t>(decoration.kind));
    out.list(decoration.points, [&](const auto& point) { out.point(point); });
    out.text(decoration.label);
}

} // namespace

Hash contentHash(const domain::SeatingPlan& plan) {
    Canonical out;
    out.text("foyer-plan-1");
    out.text(plan.name);
    out.point(plan.size);
    out.number(static_cast<std::int64_t>(plan.picture));
    out.number(plan.pictureWidth);
    out.list(plan.areas, [&](const auto& area) {
        out.text(area.key);
        out.text(area.name);
        out.text(area.color);
        out.number(area.rank);
    });
    out.list(plan.rows, [&](const auto& row) {
        out.text(row.label);
        out.number(row.aisleBefore);
    });
    out.list(plan.seats, [&](const auto& seat) { addSeat(out, seat); });
    out.list(plan.entrances, [&](const auto& entrance) {
        out.text(entrance.label);
        out.point(entrance.at);
        out.number(entrance.emergency);
    });
    out.list(plan.decorations, [&](const auto& each) { addDecoration(out, each); });
    return out.finish();
}

} // namespace foyer::server::services
