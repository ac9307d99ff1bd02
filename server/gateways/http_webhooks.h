#pragma once

#include "server/gateways/address_guard.h"
#include "server/gateways/http_call.h"
#include "server/ports/webhook_sender.h"

namespace foyer::server::gateways {

/// Webhooks over HTTP, signed by Standard Webhooks. Whoever names an address may not reach what
/// only this machine can: the host is resolved, every address it has is looked at, and the
/// connection goes to the very address that was. Redirects are not followed.
class HttpWebhooks final : public ports::WebhookSender {
public:
    static constexpr HttpTimes kTimes{Milliseconds{3'000}, Milliseconds{10'000},
                                      Milliseconds{15'000}};

    explicit HttpWebhooks(AddressGuard guard, const HttpTimes& times = kTimes);

    std::optional<std::string> complaintAbout(const std::string& url) const override;
    ports::WebhookReply send(const ports::WebhookCall& call) override;

private:
    AddressGuard m_guard;
    HttpTimes m_times;
};

} // namespace foyer::server::gateways
