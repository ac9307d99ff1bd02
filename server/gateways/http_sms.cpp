#include "server/gateways/http_sms.h"

#include "server/gateways/webhook_url.h"
#include "shared/wire/sms_json.h"

#include <Poco/Net/SSLManager.h>

namespace foyer::server::gateways {

using ports::Delivery;

namespace {

constexpr int kBadRequest = 400;
constexpr int kUnprocessable = 422;

Delivery deliveryOf(const HttpAnswer& answer) {
    if (answer.status / 100 == 2)
        return {Delivery::Outcome::Taken, {}};
    // What it says beside that is left alone: it may repeat what it was sent.
    const std::string said = "the SMS gateway answered with " + std::to_string(answer.status);
    if (answer.status == kBadRequest || answer.status == kUnprocessable)
        return {Delivery::Outcome::Refused, said};
    if (answer.status / 100 == 3)
        return {Delivery::Outcome::Later, said + "; redirects are not followed"};
    return {Delivery::Outcome::Later, said};
}

Delivery deliveryOf(const HttpOutcome& outcome) {
    if (const auto* answer = std::get_if<HttpAnswer>(&outcome))
        return deliveryOf(*answer);
    if (const auto* unsent = std::get_if<NotSent>(&outcome))
        return {Delivery::Outcome::Later, "the SMS gateway could not be reached: " + unsent->why};
    return {Delivery::Outcome::Later, "the SMS gateway gave no whole answer in time"};
}

} // namespace

HttpSms::HttpSms(SmsOptions options, AddressGuard guard, const HttpTimes& times)
    : m_options(std::move(options)), m_guard(std::move(guard)), m_times(times) {
    Poco::Net::initializeSSL();
}

Delivery HttpSms::deliver(const ports::ShortText& text) {
    const auto url = readWebhookUrl(m_options.url);
    if (!url)
        return {Delivery::Outcome::Later, "sms-url " + url.error()};
    const auto address = admittedAddress(*url, m_guard);
    if (!address)
        return {Delivery::Outcome::Later, "sms-url: " + address.error()};
    const std::string id = text.id.toString();
    const HttpRequest request{"POST",
                              m_options.url,
                              {{"Content-Type", "application/json"},
                               {"User-Agent", "Foyer"},
                               {"Authorization", "Bearer " + m_options.token},
                               {"Idempotency-Key", id}},
                              wire::encodeSms({id, text.to, m_options.from, text.text}),
                              textOf(*address)};
    return deliveryOf(httpCall(request, m_times));
}

} // namespace foyer::server::gateways
