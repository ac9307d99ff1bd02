#include "server/gateways/stripe_provider.h"

#include "server/gateways/stripe_note.h"
#include "server/gateways/stripe_signature.h"

#include <Poco/URI.h>

#include <algorithm>
#include <iterator>
#include <thread>

namespace foyer::server::gateways {

namespace {

using core::ProviderAnswer;

constexpr const char* kApiVersion = "2022-11-15"; // the first with latest_charge
constexpr const char* kReserved = "!*'();:@&=+$,/?#[]%";

std::string encoded(const std::string& text) {
    std::string out;
    Poco::URI::encode(text, kReserved, out);
    return out;
}

std::string lowerCase(std::string text) {
    for (char& c : text)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

/// What a status that is no success means, whatever was asked.
ProviderAnswer refusalOf(const HttpAnswer& answer) {
    if (answer.status == 401 || answer.status == 403)
        return core::NotDone{"the provider does not take our key"};
    if (answer.status == 429)
        return core::NotDone{"the provider is asked too much"};
    // 409: the same is under way; 5xx: nobody knows how far it came.
    if (answer.status == 409 || answer.status >= 500 || answer.status < 400)
        return core::Lost{"status " + std::to_string(answer.status)};
    if (answer.status == 404)
        return core::NotFound{};
    auto error = errorIn(answer.body);
    if (error.saidBefore) // what has become of that shows when it is looked at
        return core::Lost{"it was asked before in other words"};
    // It is in another state than we thought: that state is the answer. After a decline the intent
    // waits for another card, and the reason says more.
    if (answer.status != 402 && error.intent)
        return std::move(*error.intent);
    return core::Declined{error.code};
}

/// Answers that are no answer of the provider; nothing when it is one.
std::optional<ProviderAnswer> failureIn(const HttpOutcome& outcome) {
    if (const auto* unsent = std::get_if<NotSent>(&outcome))
        return core::NotDone{unsent->why};
    if (const auto* lost = std::get_if<NoAnswer>(&outcome))
        return core::Lost{lost->why};
    const auto& answer = std::get<HttpAnswer>(outcome);
    if (answer.status != 200)
        return refusalOf(answer);
    return {};
}

ProviderAnswer answerIn(const HttpOutcome& outcome) {
    if (auto failure = failureIn(outcome))
        return std::move(*failure);
    if (auto view = intentIn(std::get<HttpAnswer>(outcome).body))
        return std::move(*view);
    return core::Lost{"an answer that is no payment intent"};
}

std::string pathOf(const ports::PaymentKey& key) {
    return "/v1/payment_intents/" + encoded(key.intent);
}

std::string onceFor(PaymentId payment, const std::string& act) {
    return "foyer-" + payment.toString() + "-" + act;
}

const std::pair<std::string, std::string> kWithCharge{"expand[]", "latest_charge"};

/// What is said with the same key must be the same: whose words may be others has another key.
std::string digestOf(const std::vector<std::pair<std::string, std::string>>& form) {
    std::uint64_t sum = 14695981039346656037U; // FNV-1a
    for (const auto& [name, value] : form)
        for (const char c : name + "=" + value + "\n")
            sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return std::to_string(sum);
}

/// With their charges, their refunds and the longest notes as many fit into an answer
/// (kLongestAnswer).
constexpr int kPageSize = 15;
constexpr int kMostRefunds = 100; // of a page
constexpr int kTriesOfPage = 3;

std::string pageAfter(Instant since, const std::string& last) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since).time_since_epoch();
    return "/v1/payment_intents?limit=" + std::to_string(kPageSize) +
           "&created%5Bgte%5D=" + std::to_string(seconds.count()) +
           "&expand%5B%5D=data.latest_charge.refunds" +
           (last.empty() ? std::string() : "&starting_after=" + encoded(last));
}

std::string sentenceOf(const ProviderAnswer& failure) {
    if (const auto* undone = std::get_if<core::NotDone>(&failure))
        return undone->why;
    if (const auto* lost = std::get_if<core::Lost>(&failure))
        return lost->why;
    return "the provider refuses to list its payments";
}

} // namespace

HttpOutcome StripeProvider::call(HttpRequest request) const {
    request.url = m_options.url + request.url;
    request.headers.emplace_back("Authorization", "Bearer " + m_options.key);
    request.headers.emplace_back("Stripe-Version", kApiVersion);
    return httpCall(request, m_options.times);
}

HttpOutcome StripeProvider::post(const std::string& path, const Form& form,
                                 const std::string& once) const {
    std::string body;
    for (const auto& [name, value] : form)
        body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
    return call({"POST",
                 path,
                 {{"Content-Type", "application/x-www-form-urlencoded"}, {"Idempotency-Key", once}},
                 std::move(body)});
}

HttpOutcome StripeProvider::get(const std::string& path) const {
    return call({"GET", path, {}, {}});
}

ProviderAnswer StripeProvider::create(const ports::PaymentOrder& order) {
    return answerIn(post("/v1/payment_intents",
                         {{"amount", std::to_string(order.amount.minor)},
                          {"currency", lowerCase(order.amount.currency.toString())},
                          {"payment_method", order.method},
                          {"payment_method_types[]", "card"},
                          {"capture_method", "manual"},
                          {"confirm", "true"},
                          {metadataName(kReferenceKey), order.payment.toString()},
                          {metadataName(kHouseKey), order.house},
                          kWithCharge},
                         onceFor(order.payment, "create")));
}

ProviderAnswer StripeProvider::confirm(const ports::PaymentKey& key, const std::string& method) {
    return answerIn(post(pathOf(key) + "/confirm", {{"payment_method", method}, kWithCharge},
                         onceFor(key.payment, "confirm")));
}

ProviderAnswer StripeProvider::capture(const ports::PaymentKey& key, Money amount,
                                       const std::optional<protocol::SaleNote>& note) {
    Form form{{"amount_to_capture", std::to_string(amount.minor)}, kWithCharge};
    if (note)
        addNote(form, *note);
    return answerIn(
        post(pathOf(key) + "/capture", form, onceFor(key.payment, "capture-" + digestOf(form))));
}

ProviderAnswer StripeProvider::annotate(const ports::PaymentKey& key,
                                        const protocol::SaleNote& note) {
    Form form{kWithCharge};
    addNote(form, note);
    return answerIn(post(pathOf(key), form, onceFor(key.payment, "note-" + digestOf(form))));
}

ProviderAnswer StripeProvider::cancel(const ports::PaymentKey& key) {
    return answerIn(post(pathOf(key) + "/cancel", {kWithCharge}, onceFor(key.payment, "cancel")));
}

/// The API answers with the refund; what counts is what the intent shows then.
ProviderAnswer StripeProvider::refund(const ports::PaymentKey& key, Money amount, Money before,
                                      const std::vector<ports::RefundedTicket>& tickets) {
    Form form{{"payment_intent", key.intent}, {"amount", std::to_string(amount.minor)}};
    addTickets(form, tickets);
    const auto outcome =
        post("/v1/refunds", form,
             onceFor(key.payment, "refund-" + std::to_string((before + amount).minor)));
    auto failure = failureIn(outcome);
    if (!failure)
        return fetch(key);
    if (const auto* declined = std::get_if<core::Declined>(&*failure))
        if (declined->code == "charge_already_refunded")
            return fetch(key);
    return std::move(*failure);
}

ProviderAnswer StripeProvider::fetch(const ports::PaymentKey& key) {
    if (!key.intent.empty())
        return answerIn(get(pathOf(key) + "?expand%5B%5D=latest_charge"));
    const auto query =
        "metadata['" + std::string(kReferenceKey) + "']:'" + key.payment.toString() + "'";
    const auto outcome = get("/v1/payment_intents/search?query=" + encoded(query) +
                             "&expand%5B%5D=data.latest_charge");
    if (auto failure = failureIn(outcome))
        return std::move(*failure);
    if (auto found = foundIn(std::get<HttpAnswer>(outcome).body))
        return std::move(*found);
    return core::Lost{"an answer that is no search result"};
}

Result<std::vector<ports::ListedRefund>, std::string>
StripeProvider::refundsOf(const std::string& intent) const {
    std::vector<ports::ListedRefund> all;
    for (std::string last;;) {
        const auto outcome = get("/v1/refunds?limit=" + std::to_string(kMostRefunds) +
                                 "&payment_intent=" + encoded(intent) +
                                 (last.empty() ? std::string() : "&starting_after=" + last));
        if (const auto failure = failureIn(outcome))
            return Err{sentenceOf(*failure)};
        auto page = refundsIn(std::get<HttpAnswer>(outcome).body);
        if (!page || (page->hasMore && (page->last.empty() || page->last == last)))
            return Err{std::string("an answer that is no list of refunds")};
        std::move(page->all.begin(), page->all.end(), std::back_inserter(all));
        if (!page->hasMore)
            return all;
        last = page->last;
    }
}

Result<StripePage, std::string> StripeProvider::askPage(Instant since,
                                                        const std::string& after) const {
    const auto outcome = get(pageAfter(since, after));
    if (const auto failure = failureIn(outcome))
        return Err{sentenceOf(*failure)};
    auto page = pageIn(std::get<HttpAnswer>(outcome).body);
    if (!page || (page->hasMore && (page->last.empty() || page->last == after)))
        return Err{std::string("an answer that is no list of payments")};
    return std::move(*page);
}

/// The newest come first, so what is made meanwhile shifts no page. A page is asked for some times:
/// one lost answer of many must not cost all that came before it.
Result<std::vector<ports::ListedPayment>, std::string> StripeProvider::list(Instant since) {
    std::vector<ports::ListedPayment> all;
    for (std::string last;;) {
        auto page = askPage(since, last);
        auto wait = m_options.pageWait;
        for (int again = 1; !page && again < kTriesOfPage; ++again, wait *= 2) {
            std::this_thread::sleep_for(wait);
            page = askPage(since, last);
        }
        if (!page)
            return Err{page.error()};
        for (auto& listed : page->ours) {
            const auto& often = page->refundedOften;
            if (std::find(often.begin(), often.end(), listed.view.id) != often.end()) {
                auto refunds = refundsOf(listed.view.id);
                if (!refunds)
                    return Err{refunds.error()};
                listed.refunds = std::move(*refunds);
            }
            all.push_back(std::move(listed));
        }
        if (!page->hasMore)
            return all;
        last = page->last;
    }
}

Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
StripeProvider::readEvent(std::string_view body, std::string_view signature, Instant now) const {
    switch (judgeSignature(m_options.webhookSecret, signature, body, now)) {
    case SignatureVerdict::Good:
        break;
    case SignatureVerdict::Bad:
        return Err{ports::EventRefusal::BadSignature};
    case SignatureVerdict::TooOld:
        return Err{ports::EventRefusal::TooOld};
    }
    auto read = eventIn(body);
    if (!read.understood)
        return Err{ports::EventRefusal::NotUnderstood};
    return std::move(read.event);
}

} // namespace foyer::server::gateways
