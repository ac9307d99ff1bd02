#pragma once

#include "server/edge/message.h"

#include <cstdint>
#include <string_view>

namespace foyer::edge {

/// Why the edge itself refuses a request, before any handler has seen it.
enum class Fault : std::uint8_t {
    MalformedHead,
    MissingHost,
    BadTarget,
    BadFraming,
    MalformedBody,
    RequestTimeout,
    BodyTooLarge,
    TargetTooLong,
    ExpectationUnknown,
    HeadTooLarge,
    MethodUnknown,
    CodingUnknown,
    VersionUnknown,
    UpgradeMalformed,
    UpgradeVersion,
    Busy,
    Unanswered,
};

/// How a fault reads in `application/problem+json` (RFC 9457).
struct FaultText {
    int status;
    std::string_view type;
    std::string_view title;
};

FaultText describe(Fault fault);

/// The answer the edge gives for `fault`.
Response faultResponse(Fault fault);

/// The reason phrase of `status` (RFC 9110 §15), empty when there is none.
std::string_view reasonPhrase(int status);

} // namespace foyer::edge
