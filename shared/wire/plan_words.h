#pragma once

// The words of the plan file for sides and drawings (those for kinds are in seating_plan.h).

#include "shared/domain/seating_plan.h"

#include <optional>
#include <string_view>

namespace foyer::wire {

constexpr std::string_view kPlanFormatName = "foyer-seating-plan";
constexpr int kPlanFormatVersion = 1;

const char* nameOf(domain::Side side);
std::optional<domain::Side> sideFrom(std::string_view word);

const char* nameOf(domain::Decoration::Kind kind);
std::optional<domain::Decoration::Kind> decorationKindFrom(std::string_view word);

} // namespace foyer::wire
