#pragma once

#include "shared/base/time.h"

#include <string>
#include <string_view>

namespace foyer::server::gateways {

/// How far the time of a signature may be from ours.
constexpr std::chrono::minutes kSignatureTolerance{5};

enum class SignatureVerdict { Good, Bad, TooOld };

/// The `Stripe-Signature` header: t=SECONDS,v1=HEX of HMAC-SHA256 over "SECONDS.BODY"; several v1
/// while a secret is being changed, other schemes are passed over. Compares in constant time.
SignatureVerdict judgeSignature(std::string_view secret, std::string_view header,
                                std::string_view body, Instant now);
/// The header for a body signed at that moment.
std::string signatureFor(std::string_view secret, std::string_view body, Instant at);

} // namespace foyer::server::gateways
