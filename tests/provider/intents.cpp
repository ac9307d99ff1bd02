#include "tests/provider/intents.h"

#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>

#include <algorithm>
#include <sstream>

namespace foyer::provider {

namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

std::string textOf(const Object& object) {
    std::ostringstream out;
    object.stringify(out);
    return out.str();
}

constexpr std::size_t kLongestKey = 40;
constexpr std::size_t kLongestValue = 500;
constexpr std::size_t kMostMetadata = 50;
constexpr std::size_t kRefundsShown = 10; // in a charge

/// They are numbered as they come.
std::size_t numberOf(const std::string& id) {
    return std::stoul(id.substr(3));
}

std::string valueIn(const Form& form, const std::string& name) {
    const auto found = form.find(name);
    return found == form.end() ? std::string() : found->second;
}

std::int64_t amountIn(const Form& form, const std::string& name, std::int64_t otherwise) {
    const auto text = valueIn(form, name);
    const bool isNumber =
        !text.empty() && text.size() < 13 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::stoll(text) : otherwise;
}

using Texts = std::map<std::string, std::string>;

Object::Ptr metadataOf(const Texts& kept) {
    Object::Ptr metadata(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    for (const auto& [name, value] : kept)
        metadata->set(name, value);
    return metadata;
}

Object::Ptr jsonOf(const Refund& refund, const Intent& intent) {
    Object::Ptr object(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    object->set("id", refund.id);
    object->set("object", "refund");
    object->set("amount", refund.amount);
    object->set("currency", intent.currency);
    object->set("metadata", metadataOf(refund.metadata));
    object->set("payment_intent", intent.id);
    object->set("status", "succeeded");
    return object;
}

/// The newest first, from the one after `after` on.
Object::Ptr refundsOf(const Intent& intent, std::size_t limit, const std::string& after = {}) {
    Array::Ptr data(new Array(Poco::JSON_PRESERVE_KEY_ORDER));
    bool hasMore = false;
    bool isFurther = after.empty();
    for (auto at = intent.refunds.rbegin(); at != intent.refunds.rend(); ++at) {
        hasMore = isFurther && data->size() == limit;
        if (hasMore)
            break;
        if (isFurther)
            data->add(jsonOf(*at, intent));
        isFurther = isFurther || at->id == after;
    }
    Object::Ptr list(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    list->set("object", "list");
    list->set("url", "/v1/refunds");
    list->set("has_more", hasMore);
    list->set("data", data);
    return list;
}

Object::Ptr chargeOf(const Intent& intent, bool withRefunds = false) {
    Object::Ptr charge(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    charge->set("id", "ch" + intent.id.substr(2));
    charge->set("object", "charge");
    charge->set("amount", intent.amount);
    charge->set("amount_captured", intent.captured);
    charge->set("amount_refunded", intent.refunded);
    charge->set("disputed", intent.reversed);
    charge->set("payment_intent", intent.id);
    if (withRefunds)
        charge->set("refunds", refundsOf(intent, kRefundsShown));
    return charge;
}

Object::Ptr errorOf(const std::string& code) {
    Object::Ptr error(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    error->set("type", "card_error");
    error->set("code", "card_declined");
    error->set("decline_code", code);
    error->set("message", "Your card was declined.");
    return error;
}

Object::Ptr actionOf(const Intent& intent) {
    Object::Ptr redirect(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    redirect->set("url", "https://bank.example/prove/" + intent.id);
    Object::Ptr action(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    action->set("type", "redirect_to_url");
    action->set("redirect_to_url", redirect);
    return action;
}

Object::Ptr jsonOf(const Intent& intent, bool withRefunds = false) {
    Object::Ptr object(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    object->set("id", intent.id);
    object->set("object", "payment_intent");
    object->set("amount", intent.amount);
    object->set("amount_capturable", intent.capturable());
    object->set("amount_received", intent.captured);
    object->set("capture_method", intent.manual ? "manual" : "automatic");
    object->set("client_secret", intent.id + "_secret");
    object->set("created", intent.created);
    object->set("currency", intent.currency);
    object->set("livemode", false);
    object->set("payment_method", intent.method);
    object->set("metadata", metadataOf(intent.metadata));
    object->set("status", intent.status);
    if (intent.capturable() > 0 || intent.captured > 0)
        object->set("latest_charge", chargeOf(intent, withRefunds));
    if (!intent.decline.empty())
        object->set("last_payment_error", errorOf(intent.decline));
    if (intent.status == "requires_action")
        object->set("next_action", actionOf(intent));
    return object;
}

Reply good(const Intent& intent) {
    return {200, textOf(*jsonOf(intent))};
}

Reply refused(int status, const std::string& code, const std::string& message,
              const Intent* intent = nullptr) {
    Object::Ptr error(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    error->set("type", "invalid_request_error");
    error->set("code", code);
    error->set("message", message);
    if (intent)
        error->set("payment_intent", jsonOf(*intent));
    Object all(Poco::JSON_PRESERVE_KEY_ORDER);
    all.set("error", error);
    return {status, textOf(all)};
}

Reply missing() {
    return refused(404, "resource_missing", "No such payment_intent.");
}

Reply unexpected(const Intent& intent) {
    return refused(400, "payment_intent_unexpected_state",
                   "The intent is " + intent.status + " already.", &intent);
}

} // namespace

Intent* Intents::find(const std::string& id) {
    const auto found = m_all.find(id);
    return found == m_all.end() ? nullptr : &found->second;
}

void Intents::tell(const std::string& type, const Intent& intent) {
    Object::Ptr data(new Object(Poco::JSON_PRESERVE_KEY_ORDER));
    data->set("object", type.starts_with("charge.") ? chargeOf(intent) : jsonOf(intent));
    Object event(Poco::JSON_PRESERVE_KEY_ORDER);
    event.set("id", "evt_" + std::to_string(++m_last));
    event.set("object", "event");
    event.set("type", type);
    event.set("data", data);
    m_events.push_back(textOf(event));
}

Reply Intents::declined(const std::string& code, const Intent* intent) {
    Object::Ptr error = errorOf(code);
    if (intent)
        error->set("payment_intent", jsonOf(*intent));
    Object all(Poco::JSON_PRESERVE_KEY_ORDER);
    all.set("error", error);
    return {402, textOf(all)};
}

/// The bank's word on a confirmed intent.
Reply Intents::settle(Intent& intent) {
    if (intent.method.find("Declined") != std::string::npos) {
        intent.decline = "generic_decline";
        intent.status = "requires_payment_method";
        tell("payment_intent.payment_failed", intent);
        return declined(intent.decline, &intent);
    }
    if (intent.method == "pm_card_authenticationRequired") {
        intent.status = "requires_action";
        tell("payment_intent.requires_action", intent);
        return good(intent);
    }
    authenticate(intent.id);
    return good(intent);
}

Reply Intents::create(const Form& form, std::int64_t now) {
    Intent intent;
    intent.amount = amountIn(form, "amount", 0);
    intent.currency = valueIn(form, "currency");
    if (intent.amount <= 0 || intent.currency.size() != 3)
        return refused(400, "parameter_missing", "An amount and a currency are needed.");
    intent.id = "pi_" + std::to_string(m_all.size() + 1);
    intent.method = valueIn(form, "payment_method");
    intent.manual = valueIn(form, "capture_method") == "manual";
    intent.created = now;
    if (auto refusal = annotate(intent.metadata, form))
        return *refusal;
    intent.status = intent.method.empty() ? "requires_payment_method" : "requires_confirmation";
    auto& kept = m_all[intent.id] = intent;
    tell("payment_intent.created", kept);
    if (valueIn(form, "confirm") == "true" && !kept.method.empty())
        return settle(kept);
    return good(kept);
}

Reply Intents::confirm(const std::string& id, const Form& form) {
    Intent* intent = find(id);
    if (!intent)
        return missing();
    if (intent->status != "requires_confirmation" && intent->status != "requires_payment_method")
        return unexpected(*intent);
    if (const auto method = valueIn(form, "payment_method"); !method.empty())
        intent->method = method;
    if (intent->method.empty())
        return refused(400, "parameter_missing", "A payment_method is needed.", intent);
    intent->decline.clear();
    return settle(*intent);
}

Reply Intents::capture(const std::string& id, const Form& form) {
    Intent* intent = find(id);
    if (!intent)
        return missing();
    const auto amount = amountIn(form, "amount_to_capture", intent->amount);
    if (intent->status != "requires_capture" || amount <= 0 || amount > intent->amount)
        return unexpected(*intent);
    if (auto refusal = annotate(intent->metadata, form))
        return *refusal;
    intent->captured = amount;
    intent->status = "succeeded";
    tell("payment_intent.succeeded", *intent);
    return good(*intent);
}

Reply Intents::cancel(const std::string& id) {
    Intent* intent = find(id);
    if (!intent)
        return missing();
    if (intent->status == "succeeded" || intent->status == "canceled")
        return unexpected(*intent);
    intent->status = "canceled";
    tell("payment_intent.canceled", *intent);
    return good(*intent);
}

Reply Intents::refund(const Form& form) {
    Intent* intent = find(valueIn(form, "payment_intent"));
    if (!intent)
        return missing();
    const auto left = intent->captured - intent->refunded;
    const auto amount = amountIn(form, "amount", left);
    if (left == 0)
        return refused(400, "charge_already_refunded", "The charge has been refunded.");
    if (amount <= 0 || amount > left)
        return refused(400, "amount_too_large", "So much is not left.");
    Refund refund{"re_" + std::to_string(++m_last), amount};
    if (auto refusal = annotate(refund.metadata, form))
        return *refusal;
    intent->refunded += amount;
    intent->refunds.push_back(std::move(refund));
    tell("charge.refunded", *intent);
    return {200, textOf(*jsonOf(intent->refunds.back(), *intent))};
}

Reply Intents::refunds(const Form& query) const {
    const auto found = m_all.find(valueIn(query, "payment_intent"));
    const auto limit = amountIn(query, "limit", 10);
    if (found == m_all.end())
        return missing();
    if (limit < 1 || limit > 100)
        return refused(400, "parameter_invalid", "No such page.");
    return {200, textOf(*refundsOf(found->second, static_cast<std::size_t>(limit),
                                   valueIn(query, "starting_after")))};
}

Reply Intents::show(const std::string& id) const {
    const auto found = m_all.find(id);
    return found == m_all.end() ? missing() : good(found->second);
}

Reply Intents::update(const std::string& id, const Form& form) {
    Intent* intent = find(id);
    if (!intent)
        return missing();
    if (auto refusal = annotate(intent->metadata, form))
        return *refusal;
    return good(*intent);
}

/// What is there stays, an empty value takes its name away. Nothing is kept when anything is too
/// long.
std::optional<Reply> Intents::annotate(std::map<std::string, std::string>& kept, const Form& form) {
    auto metadata = kept;
    for (const auto& [name, value] : form) {
        if (!name.starts_with("metadata[") || !name.ends_with("]"))
            continue;
        const auto key = name.substr(9, name.size() - 10);
        if (key.size() > kLongestKey || value.size() > kLongestValue)
            return refused(400, "parameter_invalid_string", "The metadata is too long.");
        metadata[key] = value;
        if (value.empty())
            metadata.erase(key);
    }
    if (metadata.size() > kMostMetadata)
        return refused(400, "parameter_invalid", "There is too much metadata.");
    kept = std::move(metadata);
    return {};
}

Reply Intents::list(const Form& query) const {
    const auto since = amountIn(query, "created[gte]", 0);
    const auto limit = amountIn(query, "limit", 10);
    const auto after = valueIn(query, "starting_after");
    if (limit < 1 || limit > 100 || (!after.empty() && m_all.count(after) == 0))
        return refused(400, "parameter_invalid", "No such page.");
    const bool withRefunds = std::any_of(query.begin(), query.end(), [](const auto& each) {
        return each.first.starts_with("expand[") && each.second == "data.latest_charge.refunds";
    });
    Array::Ptr data(new Array(Poco::JSON_PRESERVE_KEY_ORDER));
    bool hasMore = false;
    const auto first = after.empty() ? m_all.size() : numberOf(after) - 1;
    for (auto number = first; number > 0; --number) {
        const Intent& intent = m_all.at("pi_" + std::to_string(number));
        if (intent.created < since)
            continue;
        hasMore = data->size() == static_cast<std::size_t>(limit);
        if (hasMore)
            break;
        data->add(jsonOf(intent, withRefunds));
    }
    Object result(Poco::JSON_PRESERVE_KEY_ORDER);
    result.set("object", "list");
    result.set("url", "/v1/payment_intents");
    result.set("has_more", hasMore);
    result.set("data", data);
    return {200, textOf(result)};
}

/// metadata['NAME']:'VALUE', the one form that is asked for.
Reply Intents::search(const std::string& query) const {
    Array::Ptr data(new Array(Poco::JSON_PRESERVE_KEY_ORDER));
    for (const auto& [id, intent] : m_all)
        for (const auto& [name, value] : intent.metadata)
            if (query == "metadata['" + name + "']:'" + value + "'")
                data->add(jsonOf(intent));
    Object result(Poco::JSON_PRESERVE_KEY_ORDER);
    result.set("object", "search_result");
    result.set("url", "/v1/payment_intents/search");
    result.set("has_more", false);
    result.set("data", data);
    return {200, textOf(result)};
}

bool Intents::authenticate(const std::string& id) {
    Intent* intent = find(id);
    if (!intent || intent->captured > 0 || intent->status == "canceled" ||
        intent->status == "requires_capture")
        return false;
    intent->status = "requires_capture";
    if (intent->manual) {
        tell("payment_intent.amount_capturable_updated", *intent);
        return true;
    }
    return captureLate(id);
}

bool Intents::captureLate(const std::string& id) {
    return capture(id, {}).status == 200;
}

bool Intents::reverse(const std::string& id) {
    Intent* intent = find(id);
    if (!intent || intent->captured == 0)
        return false;
    intent->reversed = true;
    tell("charge.dispute.created", *intent);
    return true;
}

std::vector<std::string> Intents::takeEvents() {
    return std::exchange(m_events, {});
}

} // namespace foyer::provider
