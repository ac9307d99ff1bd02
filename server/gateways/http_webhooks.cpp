#include "server/gateways/http_webhooks.h"

#include "server/gateways/webhook_signature.h"
#include "server/gateways/webhook_url.h"

#include <Poco/Net/SSLManager.h>

namespace foyer::server::gateways {

using ports::WebhookReply;

namespace {

constexpr int kGone = 410;

WebhookReply sendLater(std::string said) {
    return {WebhookReply::Outcome::Later, 0, std::move(said)};
}

WebhookReply replyOf(const HttpAnswer& answer) {
    if (answer.status / 100 == 2)
        return {WebhookReply::Outcome::Taken, answer.status, {}};
    const std::string said = "the receiver answered with " + std::to_string(answer.status);
    if (answer.status == kGone)
        return {WebhookReply::Outcome::Gone, answer.status, said};
    if (answer.status / 100 == 3)
        return {WebhookReply::Outcome::Later, answer.status, said + "; redirects are not followed"};
    return {WebhookReply::Outcome::Later, answer.status, said};
}

WebhookReply replyOf(const HttpOutcome& outcome) {
    if (const auto* answer = std::get_if<HttpAnswer>(&outcome))
        return replyOf(*answer);
    if (const auto* unsent = std::get_if<NotSent>(&outcome))
        return sendLater("the receiver could not be reached: " + unsent->why);
    return sendLater("no whole answer came in time");
}

} // namespace

HttpWebhooks::HttpWebhooks(AddressGuard guard, const HttpTimes& times)
    : m_guard(std::move(guard)), m_times(times) {
    Poco::Net::initializeSSL();
}

std::optional<std::string> HttpWebhooks::complaintAbout(const std::string& text) const {
    const auto url = readWebhookUrl(text);
    if (!url)
        return url.error();
    if (!url->ip)
        return {}; // where the name leads is asked when something is sent, each time
    const auto address = admittedAddress(*url, m_guard);
    return address ? std::nullopt : std::optional<std::string>(address.error());
}

WebhookReply HttpWebhooks::send(const ports::WebhookCall& call) {
    const auto url = readWebhookUrl(call.url);
    if (!url)
        return sendLater("the address " + url.error());
    const auto address = admittedAddress(*url, m_guard);
    if (!address)
        return sendLater(address.error());
    const auto timestamp = webhookTimestamp(call.at);
    const auto signature = webhookSignature(call.secrets, call.id, timestamp, call.body);
    if (!signature)
        return sendLater("the secret cannot be used; change it");
    HttpRequest request{"POST",
                        call.url,
                        {{"Content-Type", "application/cloudevents+json; charset=utf-8"},
                         {"User-Agent", "Foyer"},
                         {"webhook-id", call.id},
                         {"webhook-timestamp", timestamp},
                         {"webhook-signature", *signature}},
                        call.body,
                        textOf(*address)};
    return replyOf(httpCall(request, m_times));
}

} // namespace foyer::server::gateways
