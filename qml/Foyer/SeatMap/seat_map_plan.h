#pragma once

#include "shared/domain/seating_plan.h"

#include <QMetaType>

#include <memory>

namespace foyer::qml {

/// A seating plan on its way from a view model to a SeatMap:
///     Q_PROPERTY(foyer::qml::SeatMapPlan plan READ plan NOTIFY planChanged)
/// Shared, immutable, cheap to copy. This header needs no Qt Quick, so that view models may use it
/// without linking the module.
struct SeatMapPlan {
    std::shared_ptr<const domain::SeatingPlan> plan;

    bool isNull() const { return !plan; }
    friend bool operator==(const SeatMapPlan&, const SeatMapPlan&) = default;
};

} // namespace foyer::qml

Q_DECLARE_METATYPE(foyer::qml::SeatMapPlan)
