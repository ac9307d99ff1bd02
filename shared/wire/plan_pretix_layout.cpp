#include "shared/wire/plan_pretix_layout.h"

#include "shared/domain/plan_adjacency.h"
#include "shared/domain/plan_geometry.h"
#include "shared/wire/plan_pretix_words.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace foyer::wire {

namespace {

using domain::Seat;
using domain::SeatKind;
using domain::Side;

constexpr double kAisleRatio = 1.7; // of a row's usual distance from seat to seat

double distance(domain::Point a, domain::Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

class Layout {
public:
    explicit Layout(PretixDrawing drawing) : m_drawing(std::move(drawing)) {}

    ReadPlan make() {
        m_plan.name = m_drawing.name;
        m_plan.size = m_drawing.size;
        m_plan.entrances = std::move(m_drawing.entrances);
        m_plan.decorations = std::move(m_drawing.texts);
        makeAreas();
        joinRows();
        turn();
        makeRows();
        linkRows();
        pairUp();
        completeHouse();
        tellAssumptions();
        return finish();
    }

private:
    void assume(Place place, std::string text) {
        m_messages.push_back(
            {domain::Severity::Warning, place.line, place.column, "", std::move(text)});
    }

    void makeAreas() {
        std::map<std::string, std::size_t> known;
        std::set<std::string> keys;
        for (const DrawnCategory& category : m_drawing.categories) {
            const CategoryMeaning meaning = meaningOf(category.name);
            const auto [at, isNew] = known.emplace(meaning.area, m_plan.areas.size());
            m_meanings.push_back({at->second, meaning.kind});
            if (!isNew)
                continue;
            std::string key = areaKeyFrom(meaning.area);
            while (!keys.insert(key).second)
                key += "-2";
            m_plan.areas.push_back({key, meaning.area, category.color, 0});
            m_places.areas.push_back(category.place);
        }
        for (std::size_t i = 0; i < m_plan.areas.size(); ++i)
            m_plan.areas[i].rank = static_cast<std::int32_t>(m_plan.areas.size() - i);
    }

    /// A row drawn in pieces (left and right of an aisle) is one row.
    void joinRows() {
        std::map<std::pair<std::string, std::string>, std::size_t> known;
        for (DrawnRow& row : m_drawing.rows) {
            if (row.seats.empty())
                continue;
            const auto [at, isNew] = known.emplace(std::pair(row.zone, row.label), m_rows.size());
            if (isNew) {
                m_rows.push_back(std::move(row));
            } else {
                auto& seats = m_rows[at->second].seats;
                seats.insert(seats.end(), row.seats.begin(), row.seats.end());
            }
        }
    }

    /// The side of the drawing the picture is nearest to; the top when nothing says more.
    Side pictureSide() const {
        if (!m_drawing.picture)
            return Side::Top;
        const domain::Point at = *m_drawing.picture;
        const std::pair<std::int32_t, Side> sides[] = {{at.y, Side::Top},
                                                       {m_plan.size.x - at.x, Side::Right},
                                                       {m_plan.size.y - at.y, Side::Bottom},
                                                       {at.x, Side::Left}};
        return std::min_element(std::begin(sides), std::end(sides),
                                [](const auto& a, const auto& b) { return a.first < b.first; })
            ->second;
    }

    /// Turns the whole drawing by way of a plan that holds every seat once.
    void turn() {
        for (const DrawnRow& row : m_rows)
            for (const DrawnSeat& seat : row.seats) {
                Seat turned;
                turned.at = seat.at;
                m_plan.seats.push_back(turned);
            }
        domain::turnPictureToTop(m_plan, pictureSide());
        std::size_t next = 0;
        for (DrawnRow& row : m_rows)
            for (DrawnSeat& seat : row.seats)
                seat.at = m_plan.seats[next++].at;
        m_plan.seats.clear();
    }

    void makeRows() {
        const auto meanDepth = [](const DrawnRow& row) {
            double sum = 0;
            for (const DrawnSeat& seat : row.seats)
                sum += seat.at.y;
            return sum / static_cast<double>(row.seats.size());
        };
        std::stable_sort(m_rows.begin(), m_rows.end(),
                         [&](const auto& a, const auto& b) { return meanDepth(a) < meanDepth(b); });
        nameRows();
        for (DrawnRow& row : m_rows) {
            std::stable_sort(row.seats.begin(), row.seats.end(),
                             [](const auto& a, const auto& b) { return a.at.x < b.at.x; });
            m_plan.rows.push_back({row.label, false});
            m_places.rows.push_back(row.place);
            for (const DrawnSeat& seat : row.seats)
                addSeat(seat);
        }
    }

    /// Zones may number their rows alike; tickets need names that lead to one row.
    void nameRows() {
        std::map<std::string, int> uses;
        for (const DrawnRow& row : m_rows)
            ++uses[row.label];
        for (DrawnRow& row : m_rows)
            if (uses[row.label] > 1 && !row.zone.empty()) {
                assume(row.place, "row " + row.label + " occurs in several zones; it becomes row " +
                                      row.zone + " " + row.label);
                row.label = row.zone + " " + row.label;
            }
    }

    void addSeat(const DrawnSeat& drawn) {
        const auto& [area, kind] = m_meanings[drawn.category];
        Seat seat;
        seat.label = drawn.label;
        seat.row = static_cast<std::uint16_t>(m_plan.rows.size() - 1);
        seat.area.value = static_cast<std::uint8_t>(std::min<std::size_t>(area, 255));
        seat.kind = kind;
        seat.at = drawn.at;
        seat.width = seat.depth = drawn.side;
        m_plan.seats.push_back(std::move(seat));
        m_places.seats.push_back(drawn.place);
    }

    void linkRows() {
        std::vector<bool> gapAfter(m_plan.seats.size(), false);
        for (std::size_t first = 0; first < m_plan.seats.size();) {
            std::size_t end = first;
            while (end < m_plan.seats.size() && m_plan.seats[end].row == m_plan.seats[first].row)
                ++end;
            const double usual = usualDistance(first, end);
            for (std::size_t i = first; i + 1 < end; ++i)
                gapAfter[i] =
                    distance(m_plan.seats[i].at, m_plan.seats[i + 1].at) > usual * kAisleRatio;
            first = end;
        }
        domain::linkNeighbours(m_plan, gapAfter);
        turnSeats();
    }

    double usualDistance(std::size_t first, std::size_t end) const {
        std::vector<double> all;
        for (std::size_t i = first; i + 1 < end; ++i)
            all.push_back(distance(m_plan.seats[i].at, m_plan.seats[i + 1].at));
        if (all.empty())
            return 0;
        std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2),
                         all.end());
        return all[all.size() / 2];
    }

    /// People look across the line through their neighbours. Larger places reach forward and
    /// would turn that line, so only neighbours of the same size count, and a place that has none
    /// looks where the seat beside it looks.
    void turnSeats() {
        std::vector<bool> turned(m_plan.seats.size());
        for (std::size_t i = 0; i < m_plan.seats.size(); ++i) {
            Seat& seat = m_plan.seats[i];
            const Seat& left = neighbourAlike(seat, seat.left);
            const Seat& right = neighbourAlike(seat, seat.right);
            turned[i] = &left != &right;
            if (turned[i])
                seat.rotation = angleOf(left.at, right.at);
        }
        for (std::size_t i = 1; i < m_plan.seats.size(); ++i)
            copyTurn(i, m_plan.seats[i].left, turned);
        for (std::size_t i = m_plan.seats.size(); i-- > 0;)
            copyTurn(i, m_plan.seats[i].right, turned);
    }

    void copyTurn(std::size_t seat, const std::optional<SeatNo>& from, std::vector<bool>& turned) {
        if (turned[seat] || !from || !turned[from->value])
            return;
        m_plan.seats[seat].rotation = m_plan.seat(*from).rotation;
        turned[seat] = true;
    }

    const Seat& neighbourAlike(const Seat& seat, const std::optional<SeatNo>& side) const {
        return side && m_plan.seat(*side).width == seat.width ? m_plan.seat(*side) : seat;
    }

    static std::int16_t angleOf(domain::Point from, domain::Point to) {
        const double angle = std::atan2(to.y - from.y, to.x - from.x);
        return static_cast<std::int16_t>(std::lround(angle * 180 / std::numbers::pi));
    }

    void pairUp() {
        for (std::size_t i = 0; i < m_plan.seats.size(); ++i) {
            Seat& seat = m_plan.seats[i];
            if (seat.kind == SeatKind::Sofa && !seat.partner && seat.right)
                join(i, seat.right->value, SeatKind::Sofa);
            if (seat.kind != SeatKind::Companion)
                continue;
            for (const auto& side : {seat.left, seat.right})
                if (side && !seat.partner)
                    join(i, side->value, SeatKind::Wheelchair);
        }
    }

    void join(std::size_t a, std::size_t b, SeatKind wanted) {
        if (m_plan.seats[b].kind != wanted || m_plan.seats[b].partner)
            return;
        m_plan.seats[a].partner = SeatNo{static_cast<std::uint16_t>(b)};
        m_plan.seats[b].partner = SeatNo{static_cast<std::uint16_t>(a)};
    }

    void completeHouse() {
        if (m_drawing.pictureWidth <= 0) {
            m_plan.pictureWidth = std::max(1, m_plan.size.x * 6 / 10);
            assume(m_drawing.place, "no picture is drawn; it is assumed at the top");
        } else {
            m_plan.pictureWidth = std::min(m_drawing.pictureWidth, m_plan.size.x);
        }
        const auto isDoor = [](const domain::Entrance& door) { return !door.emergency; };
        if (std::none_of(m_plan.entrances.begin(), m_plan.entrances.end(), isDoor)) {
            m_plan.entrances.push_back({"Entrance", {0, m_plan.size.y}, false});
            assume(m_drawing.place, "no entrance is drawn; it is assumed at the back, on the left");
        }
    }

    void tellAssumptions() {
        if (m_plan.areas.size() > 1)
            assume(m_drawing.place, "the areas are ranked in the order of the categories, the best "
                                    "first");
        if (m_drawing.leftOut > 0)
            assume(m_drawing.place,
                   std::to_string(m_drawing.leftOut) +
                       (m_drawing.leftOut == 1 ? " drawn shape without a text is left out"
                                               : " drawn shapes without a text are left out"));
    }

    ReadPlan finish() {
        m_places.plan = m_places.picture = m_drawing.place;
        m_places.size = m_drawing.sizePlace;
        m_places.entrances.assign(m_plan.entrances.size(), m_drawing.place);
        m_places.decorations.assign(m_plan.decorations.size(), m_drawing.place);
        PlanMessages found = lintedMessages(m_plan, m_places, DrawnToScale::No);
        m_messages.insert(m_messages.end(), found.begin(), found.end());
        sortByPlace(m_messages);
        return {std::move(m_plan), std::move(m_messages)};
    }

    PretixDrawing m_drawing;
    std::vector<std::pair<std::size_t, SeatKind>> m_meanings; // per category
    std::vector<DrawnRow> m_rows;
    domain::SeatingPlan m_plan;
    PlanPlaces m_places;
    PlanMessages m_messages;
};

} // namespace

ReadPlan layOut(PretixDrawing drawing) {
    return Layout(std::move(drawing)).make();
}

} // namespace foyer::wire
