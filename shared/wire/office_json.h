#pragma once

// What the office sees and decides, as JSON: tasks, shares, exposure, losses, business days,
// recovery. Answers are written only: nothing of ours reads them back.

#include "shared/base/result.h"
#include "shared/protocol/sync.h"
#include "shared/wire/decode_error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// The body of what a person answers for: who, and their PIN.
struct PersonRequest {
    OperatorId op;
    std::string pin;
};
std::string encodePersonRequest(const PersonRequest& request);
Result<PersonRequest, DecodeError> decodePersonRequest(std::string_view text);

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

/// Who has how many seats of a showtime.
struct Share {
    ShowtimeId showtime;
    std::size_t seats = 0;
    std::size_t free = 0;
    std::size_t held = 0;
    std::size_t allotted = 0;
    std::size_t sold = 0;
    std::size_t blocked = 0;
    struct Part {
        TerminalId terminal;
        std::string name;
        std::int64_t seats = 0;
        bool reachable = false;
    };
    std::vector<Part> terminals;
};
std::string encodeShare(const Share& share);

struct Exposure {
    TerminalId terminal;
    std::string name;
    Instant lastSeen{};
    std::size_t seats = 0;
    std::vector<Money> most; // a sum per currency
    struct Part {
        ShowtimeId showtime;
        std::string movie;
        Instant start{};
        std::size_t seats = 0;
        Money most;
        bool expired = false;
    };
    std::vector<Part> showtimes;
    std::optional<Instant> declarable; // not before
    std::string state;                 // "present", "proposed", "lost"
};
std::string encodeExposure(const Exposure& exposure);

struct LossAnswer {
    bool lost = false;
    std::size_t freed = 0;
};
std::string encodeLoss(const LossAnswer& answer);

struct DayAnswer {
    Date day{};
    bool closed = false;
    std::vector<protocol::Task> tasks;
    std::vector<std::string> unheard; // names of terminals that may have entries still
    bool recovering = false;
};
std::string encodeDay(const DayAnswer& day);

struct RecoveryAnswer {
    bool recovering = false;
    std::string reason;
    std::optional<Instant> startedAt;
    std::vector<TerminalId> waitsFor;
};
std::string encodeRecovery(const RecoveryAnswer& recovery);

} // namespace foyer::wire
