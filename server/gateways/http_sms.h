#pragma once

#include "server/gateways/address_guard.h"
#include "server/gateways/http_call.h"
#include "server/ports/messenger.h"

#include <string>

namespace foyer::server::gateways {

struct SmsOptions {
    std::string url;   // https, or http in the house
    std::string token; // borne with every call
    std::string from;  // a number, or a name that the gateway knows
};

/// SMS by whoever sends them for the house: a POST of {"id", "to", "from", "text"} for each, with a
/// bearer token. The id, which is the Idempotency-Key too, is the same each time a message is
/// tried. The host is looked up and guarded as for webhooks (http_webhooks.h), so that a name which
/// is made to lead inside leads nowhere; redirects are not followed.
///
///   2xx: taken          400, 422: refused, for this message is wrong          else: later
class HttpSms final : public ports::ShortMessenger {
public:
    static constexpr HttpTimes kTimes{Milliseconds{3'000}, Milliseconds{10'000},
                                      Milliseconds{15'000}};

    HttpSms(SmsOptions options, AddressGuard guard, const HttpTimes& times = kTimes);

    ports::Delivery deliver(const ports::ShortText& text) override;

private:
    SmsOptions m_options;
    AddressGuard m_guard;
    HttpTimes m_times;
};

} // namespace foyer::server::gateways
