#pragma once

// What the office sees and decides, as JSON: tasks, shares, exposure, losses, business days,
// recovery. The terminal in the office reads back what it shows.

#include "shared/base/result.h"
#include "shared/protocol/office.h"
#include "shared/protocol/sync.h"
#include "shared/wire/decode_error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// The body of what a person answers for: who, and their PIN. Without both of them (a null `op`) it
/// is whoever is signed in.
struct PersonRequest {
    OperatorId op;
    std::string pin;
};
std::string encodePersonRequest(const PersonRequest& request);
Result<PersonRequest, DecodeError> decodePersonRequest(std::string_view text);

/// POST /v1/terminals/{id}/loss. `life` nothing: its present one.
struct LossRequest {
    PersonRequest person;
    std::optional<Incarnation> life;
};
std::string encodeLossRequest(const LossRequest& request);
Result<LossRequest, DecodeError> decodeLossRequest(std::string_view text);

/// POST /v1/showtimes/{id}/plan. `mapping`: pairs of a seat of the present plan and its counterpart
/// in the new one; nothing: seats of the same name are each other's.
struct PlanChangeRequest {
    PersonRequest person;
    PlanId plan;
    std::optional<std::vector<std::pair<SeatNo, SeatNo>>> mapping;
};
std::string encodePlanChange(const PlanChangeRequest& request);
Result<PlanChangeRequest, DecodeError> decodePlanChange(std::string_view text);

/// POST /v1/showtimes/{id}/prices.
struct PriceChangeRequest {
    PersonRequest person;
    PriceListId priceList;
};
std::string encodePriceChange(const PriceChangeRequest& request);
Result<PriceChangeRequest, DecodeError> decodePriceChange(std::string_view text);

/// PUT /v1/policy: the whole policy, and who answers for it.
struct PolicyRequest {
    PersonRequest person;
    protocol::Policy policy;
};
std::string encodePolicyRequest(const PolicyRequest& request);
Result<PolicyRequest, DecodeError> decodePolicyRequest(std::string_view text);

/// What a change has done to the tickets of its showtime.
struct ShowtimeChanged {
    std::size_t moved = 0;
    std::size_t reseated = 0;
    std::size_t owed = 0;
};
std::string encodeShowtimeChanged(const ShowtimeChanged& changed);

std::string encodeTasks(const std::vector<protocol::Task>& tasks);

std::string encodeShare(const protocol::Share& share);
Result<protocol::Share, DecodeError> decodeShare(std::string_view text);

/// The terminals of the house, each with what it has at stake.
std::string encodeTerminals(const protocol::Exposures& terminals);
Result<protocol::Exposures, DecodeError> decodeTerminals(std::string_view text);

std::string encodeExposure(const protocol::Exposure& exposure);

std::string encodeLoss(const protocol::LossAnswer& answer);
Result<protocol::LossAnswer, DecodeError> decodeLoss(std::string_view text);

std::string encodeDay(const protocol::DayAnswer& day);
Result<protocol::DayAnswer, DecodeError> decodeDay(std::string_view text);

/// The refusal a problem's `type` names; nothing when it is none of the office's.
std::optional<protocol::OfficeRefusal> decodeOfficeRefusal(std::string_view problem);

struct RecoveryAnswer {
    bool recovering = false;
    std::string reason;
    std::optional<Instant> startedAt;
    std::vector<TerminalId> waitsFor;
    bool waitsForPayments = false; // until the payment provider has told what it has
    std::string paymentsProblem{}; // why it was asked in vain, this time or the second
};
std::string encodeRecovery(const RecoveryAnswer& recovery);

} // namespace foyer::wire
