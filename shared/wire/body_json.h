#pragma once

// The two halves behind change_json.h, shared with the codec of whole answers.

#include "shared/protocol/sync.h"
#include "shared/wire/json_reader.h"

#include <nlohmann/json.hpp>

namespace foyer::wire {

Json planJson(const domain::SeatingPlan& plan);
Json allotmentJson(const protocol::Allotment& allotment);
Json bodyJson(const protocol::ChangeBody& body);

// duty_json.cpp: the kinds that came with schema 2.
Json taskJson(const protocol::Task& task);
Json recallJson(const protocol::Recall& recall);
Json revocationJson(const protocol::Revocation& revocation);
Json admissionJson(const protocol::Admission& admission);
Json policyJson(const protocol::Policy& policy);
Json terminalKeysJson(const protocol::TerminalKeys& keys);
Json reseatingJson(const protocol::Reseating& reseating);
protocol::ChangeBody readTask(Object& o);
protocol::ChangeBody readRecall(Object& o);
protocol::ChangeBody readRevocation(Object& o);
protocol::ChangeBody readAdmission(Object& o);
protocol::ChangeBody readPolicy(Object& o);
protocol::ChangeBody readTerminalKeys(Object& o);
protocol::ChangeBody readReseating(Object& o);

std::shared_ptr<const domain::SeatingPlan> readPlanValue(const Value& value);
protocol::Allotment readAllotment(const Value& value);
/// Fails at `at` when the kind is not known.
protocol::ChangeBody readBody(std::string_view kind, const Value& at, const Value& body);

} // namespace foyer::wire
