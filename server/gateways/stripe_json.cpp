#include "server/gateways/stripe_json.h"

#include "server/gateways/stripe_note.h"

#include <Poco/Dynamic/Var.h>
#include <Poco/Exception.h>
#include <Poco/JSON/Array.h>
#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <exception>

namespace foyer::server::gateways {

namespace {

using Poco::JSON::Object;

constexpr std::size_t kDeepest = 32;

/// Every call of the JSON library happens in here; what it throws means "not understood".
template <class Read>
auto readJson(std::string_view json, Read read) -> decltype(read(Object::Ptr())) {
    try {
        Poco::JSON::Parser parser;
        parser.setDepth(kDeepest);
        const auto object = parser.parse(std::string(json)).extract<Object::Ptr>();
        return object ? read(object) : decltype(read(object)){};
    } catch (const Poco::Exception&) {
        return {};
    } catch (const std::exception&) {
        return {};
    }
}

std::string textIn(const Object& object, const std::string& key) {
    const auto value = object.get(key);
    return value.isString() ? value.extract<std::string>() : std::string();
}

std::int64_t amountIn(const Object& object, const std::string& key) {
    const auto value = object.get(key);
    return value.isInteger() ? value.convert<std::int64_t>() : 0;
}

bool flagIn(const Object& object, const std::string& key) {
    const auto value = object.get(key);
    return value.isBoolean() && value.extract<bool>();
}

void takeCharge(const Object& charge, core::IntentView& view) {
    view.refunded = amountIn(charge, "amount_refunded");
    view.reversed = flagIn(charge, "disputed");
}

Metadata metadataOf(const Object& object) {
    const auto metadata = object.getObject("metadata");
    return [metadata](const std::string& name) {
        return metadata ? textIn(*metadata, name) : std::string();
    };
}

std::optional<core::IntentView> viewOf(const Object::Ptr& intent) {
    if (!intent || textIn(*intent, "object") != "payment_intent")
        return {};
    const auto status = core::intentStatusFrom(textIn(*intent, "status"));
    core::IntentView view;
    view.id = textIn(*intent, "id");
    if (!status || view.id.empty())
        return {};
    view.status = *status;
    view.capturable = amountIn(*intent, "amount_capturable");
    view.captured = amountIn(*intent, "amount_received");
    if (const auto charge = intent->getObject("latest_charge"))
        takeCharge(*charge, view);
    if (const auto error = intent->getObject("last_payment_error"))
        view.decline = textIn(*error, error->has("decline_code") ? "decline_code" : "code");
    if (const auto next = intent->getObject("next_action"))
        if (const auto redirect = next->getObject("redirect_to_url"))
            view.actionUrl = textIn(*redirect, "url");
    view.noted = hasNote(metadataOf(*intent));
    return view;
}

std::optional<PaymentId> referenceIn(const Object& object) {
    return PaymentId::parse(metadataOf(object)(std::string(kReferenceKey)));
}

std::string upperCase(std::string text) {
    for (char& c : text)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

std::optional<StripeRefunds> refundsFrom(const Object::Ptr& list) {
    const auto data = list ? list->getArray("data") : Poco::JSON::Array::Ptr();
    if (!data)
        return {};
    StripeRefunds refunds;
    refunds.hasMore = flagIn(*list, "has_more");
    for (unsigned i = 0; i < data->size(); ++i) {
        const auto refund = data->getObject(i);
        if (!refund || textIn(*refund, "object") != "refund")
            return {};
        refunds.last = textIn(*refund, "id");
        const auto status = textIn(*refund, "status");
        if (status != "failed" && status != "canceled")
            refunds.all.push_back({amountIn(*refund, "amount"), ticketsIn(metadataOf(*refund))});
    }
    return refunds;
}

/// Requires: it bears a reference of ours.
std::optional<ports::ListedPayment> listedFrom(const Object::Ptr& intent) {
    auto view = viewOf(intent);
    const auto currency = Currency::parse(upperCase(textIn(*intent, "currency")));
    if (!view || !currency)
        return {};
    const Metadata metadata = metadataOf(*intent);
    ports::ListedPayment listed;
    listed.payment = *referenceIn(*intent);
    listed.house = metadata(std::string(kHouseKey));
    listed.amount = {amountIn(*intent, "amount"), *currency};
    listed.createdAt = Instant{std::chrono::seconds{amountIn(*intent, "created")}};
    listed.view = std::move(*view);
    listed.note = noteIn(metadata);
    return listed;
}

std::optional<StripePage> pageFrom(const Object& object) {
    const auto data = object.getArray("data");
    if (!data || textIn(object, "object") != "list")
        return {};
    StripePage page;
    page.hasMore = flagIn(object, "has_more");
    for (unsigned i = 0; i < data->size(); ++i) {
        const auto intent = data->getObject(i);
        if (!intent)
            return {};
        page.last = textIn(*intent, "id");
        if (!referenceIn(*intent))
            continue; // made by somebody else
        auto listed = listedFrom(intent);
        if (!listed)
            return {};
        const auto charge = intent->getObject("latest_charge");
        auto refunds = refundsFrom(charge ? charge->getObject("refunds") : Object::Ptr());
        if (refunds && refunds->hasMore)
            page.refundedOften.push_back(page.last);
        else if (refunds)
            listed->refunds = std::move(refunds->all);
        page.ours.push_back(std::move(*listed));
    }
    return page;
}

/// A charge, or a dispute about one, in terms of its intent.
std::optional<core::IntentView> viewOfCharge(const Object& object) {
    core::IntentView view;
    view.id = textIn(object, "payment_intent");
    view.status = core::IntentStatus::Succeeded;
    view.captured = amountIn(object, "amount_captured");
    takeCharge(object, view);
    view.reversed = view.reversed || textIn(object, "object") == "dispute";
    if (view.id.empty() || (view.captured == 0 && !view.reversed))
        return {};
    return view;
}

std::optional<core::IntentView> viewOfSubject(const Object::Ptr& subject) {
    const auto kind = textIn(*subject, "object");
    if (kind == "payment_intent")
        return viewOf(subject);
    if (kind == "charge" || kind == "dispute")
        return viewOfCharge(*subject);
    return {};
}

} // namespace

std::optional<core::IntentView> intentIn(std::string_view json) {
    return readJson(json, [](const Object::Ptr& object) { return viewOf(object); });
}

std::optional<core::ProviderAnswer> foundIn(std::string_view json) {
    return readJson(json, [](const Object::Ptr& object) -> std::optional<core::ProviderAnswer> {
        const auto data = object->getArray("data");
        if (!data)
            return {};
        if (data->size() == 0)
            return core::NotFound{};
        if (auto view = viewOf(data->getObject(0)))
            return std::move(*view);
        return {};
    });
}

std::optional<StripePage> pageIn(std::string_view json) {
    return readJson(json, [](const Object::Ptr& object) { return pageFrom(*object); });
}

std::optional<StripeRefunds> refundsIn(std::string_view json) {
    return readJson(json, [](const Object::Ptr& object) { return refundsFrom(object); });
}

StripeError errorIn(std::string_view json) {
    auto found = readJson(json, [](const Object::Ptr& object) -> StripeError {
        const auto error = object->getObject("error");
        if (!error)
            return {};
        const auto decline = textIn(*error, "decline_code");
        return {decline.empty() ? textIn(*error, "code") : decline,
                textIn(*error, "type") == "idempotency_error",
                viewOf(error->getObject("payment_intent"))};
    });
    if (found.code.empty())
        found.code = "unknown";
    return found;
}

StripeEvent eventIn(std::string_view json) {
    return readJson(json, [](const Object::Ptr& object) -> StripeEvent {
        const auto data = object->getObject("data");
        const auto subject = data ? data->getObject("object") : Object::Ptr();
        const auto id = textIn(*object, "id");
        if (!subject || id.empty())
            return {};
        auto view = viewOfSubject(subject);
        if (!view)
            return {true, {}};
        return {true, ports::PaymentEvent{id, referenceIn(*subject), std::move(*view),
                                          metadataOf(*subject)(std::string(kHouseKey))}};
    });
}

} // namespace foyer::server::gateways
