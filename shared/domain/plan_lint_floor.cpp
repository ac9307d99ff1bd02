// Seats on the floor: their sizes, their bounds, who stands on whose feet, and the ways to them.

#include "shared/domain/plan_geometry.h"
#include "shared/domain/plan_lint_parts.h"
#include "shared/domain/plan_reach.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace foyer::domain {

namespace {

// Turns are whole degrees and places whole millimetres, so careful arcs may still touch by this.
constexpr double kOverlapTolerance = 15;
constexpr int kOverlapsPerSeat = 3;
constexpr std::int16_t kLeastSide = 300;
constexpr std::int16_t kLargestSide = 3'000;
constexpr double kPersonWay = 300;
constexpr double kWheelchairWay = 800;

bool hasSaneSize(const Seat& seat) {
    const auto sane = [](std::int16_t side) { return side >= kLeastSide && side <= kLargestSide; };
    return sane(seat.width) && sane(seat.depth);
}

double outsideBy(const SeatingPlan& plan, const Seat& seat) {
    double most = 0;
    for (const Spot corner : cornersOf(seat))
        most =
            std::max({most, -corner.x, -corner.y, corner.x - plan.size.x, corner.y - plan.size.y});
    return most;
}

bool coversPicture(const SeatingPlan& plan, const Seat& seat) {
    const Strip strip = pictureStrip(plan);
    Seat picture;
    picture.at = {(strip.left + strip.right) / 2, strip.bottom / 2};
    picture.depth = static_cast<std::int16_t>(strip.bottom);
    // A picture may be wider than a seat's width can say: compare with its part in front of the
    // seat.
    picture.width = kLargestSide;
    const std::int32_t half = kLargestSide / 2;
    if (strip.right - strip.left > kLargestSide)
        picture.at.x = std::clamp(seat.at.x, strip.left + half, strip.right - half);
    else
        picture.width = static_cast<std::int16_t>(strip.right - strip.left);
    return overlapOf(picture, seat) > 0;
}

void lintBounds(const SeatingPlan& plan, std::size_t index, PlanFindings& findings) {
    const Seat& seat = plan.seats[index];
    if (!hasSaneSize(seat)) {
        findings.error(PlanFault::BadSeatSize, seatSubject(index),
                       "width and depth must lie between 300 mm and 3,000 mm");
        return;
    }
    if (const double out = outsideBy(plan, seat); out > kOverlapTolerance)
        findings.error(PlanFault::SeatOutside, seatSubject(index),
                       "reaches " + millimetres(out) + " outside the plan's size");
    if (coversPicture(plan, seat))
        findings.error(PlanFault::PictureOverlapped, seatSubject(index), "stands in the picture");
}

/// The seats by square of floor, so that only near ones are compared.
class NearSeats {
public:
    explicit NearSeats(const SeatingPlan& plan) : m_plan(plan) {
        for (const Seat& seat : plan.seats)
            m_side = std::max(m_side, std::hypot(seat.width, seat.depth));
        for (std::size_t i = 0; i < plan.seats.size(); ++i)
            m_squares[squareOf(column(i), row(i))].push_back(i);
    }

    /// Calls `visit` with every seat listed after `index` that could touch it, until it says stop.
    template <class Visit>
    void after(std::size_t index, Visit visit) const {
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const auto found = m_squares.find(squareOf(column(index) + dx, row(index) + dy));
                if (found == m_squares.end())
                    continue;
                const auto& seats = found->second;
                for (auto other = std::upper_bound(seats.begin(), seats.end(), index);
                     other != seats.end(); ++other)
                    if (!visit(*other))
                        return;
            }
    }

private:
    std::int64_t column(std::size_t index) const { return cell(m_plan.seats[index].at.x); }
    std::int64_t row(std::size_t index) const { return cell(m_plan.seats[index].at.y); }
    std::int64_t cell(std::int32_t mm) const {
        return static_cast<std::int64_t>(std::floor(mm / m_side));
    }
    static std::int64_t squareOf(std::int64_t column, std::int64_t row) {
        return row * (std::int64_t{1} << 32) + column;
    }

    const SeatingPlan& m_plan;
    double m_side = 1;
    std::unordered_map<std::int64_t, std::vector<std::size_t>> m_squares;
};

void lintOverlaps(const SeatingPlan& plan, PlanFindings& findings) {
    const NearSeats near(plan);
    for (std::size_t i = 0; i < plan.seats.size(); ++i) {
        int found = 0;
        near.after(i, [&](std::size_t other) {
            const double overlap = overlapOf(plan.seats[i], plan.seats[other]);
            if (overlap <= kOverlapTolerance)
                return true;
            findings.error(PlanFault::SeatsOverlap, seatSubject(i),
                           "overlaps " + seatAt(plan, other) + " by " + millimetres(overlap));
            return ++found < kOverlapsPerSeat;
        });
    }
}

void reportUnreached(const SeatingPlan& plan, std::size_t first, std::size_t last,
                     PlanFindings& findings) {
    std::string text = "cannot be reached: no way of 300 mm leads to it from an entrance";
    if (last > first)
        text += " (the same for the seats up to " + seatAt(plan, last) + ")";
    findings.error(PlanFault::Unreachable, seatSubject(first), std::move(text));
}

void lintWays(const SeatingPlan& plan, PlanFindings& findings) {
    const PlanFloor floor(plan, kPersonWay);
    const auto& seats = plan.seats;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        if (floor.reaches(seats[i]))
            continue;
        std::size_t last = i;
        while (last + 1 < seats.size() && seats[last + 1].row == seats[i].row &&
               !floor.reaches(seats[last + 1]))
            ++last;
        reportUnreached(plan, i, last, findings);
        i = last;
    }
}

void lintWheelchairWays(const SeatingPlan& plan, PlanFindings& findings) {
    const auto isSpace = [](const Seat& seat) { return seat.kind == SeatKind::Wheelchair; };
    if (std::none_of(plan.seats.begin(), plan.seats.end(), isSpace))
        return;
    const PlanFloor floor(plan, kWheelchairWay);
    for (std::size_t i = 0; i < plan.seats.size(); ++i)
        if (isSpace(plan.seats[i]) && !floor.reaches(plan.seats[i]))
            findings.error(PlanFault::WheelchairUnreachable, seatSubject(i),
                           "no way of 800 mm leads to this wheelchair space from an entrance");
}

bool hasFloor(const SeatingPlan& plan) {
    const auto isSide = [](std::int32_t side) { return side > 0 && side <= kMaxPlanSide; };
    const auto isDoor = [](const Entrance& entrance) { return !entrance.emergency; };
    return isSide(plan.size.x) && isSide(plan.size.y) &&
           std::any_of(plan.entrances.begin(), plan.entrances.end(), isDoor);
}

} // namespace

void lintPlacement(const SeatingPlan& plan, PlanFindings& findings) {
    for (std::size_t i = 0; i < plan.seats.size(); ++i)
        lintBounds(plan, i, findings);
    lintOverlaps(plan, findings);
}

void lintReach(const SeatingPlan& plan, PlanFindings& findings) {
    // Without doors or a floor every seat would be unreachable; the cause is already told.
    if (!hasFloor(plan) || !std::all_of(plan.seats.begin(), plan.seats.end(), hasSaneSize))
        return;
    lintWays(plan, findings);
    lintWheelchairWays(plan, findings);
}

} // namespace foyer::domain
