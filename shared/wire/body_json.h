#pragma once

// The two halves behind change_json.h, shared with the codec of whole answers.

#include "shared/protocol/sync.h"
#include "shared/wire/json_reader.h"

#include <nlohmann/json.hpp>

namespace foyer::wire {

Json planJson(const domain::SeatingPlan& plan);
Json allotmentJson(const protocol::Allotment& allotment);
Json bodyJson(const protocol::ChangeBody& body);

std::shared_ptr<const domain::SeatingPlan> readPlanValue(const Value& value);
protocol::Allotment readAllotment(const Value& value);
/// Fails at `at` when the kind is not known.
protocol::ChangeBody readBody(std::string_view kind, const Value& at, const Value& body);

} // namespace foyer::wire
