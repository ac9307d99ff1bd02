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
constexpr std::size_t kLongestWord = 64;
constexpr std::int64_t kMostSeconds = 100'000'000'000; // since 1970: far beyond our time

/// Every call of the JSON library happens in here; what it throws means "not understood".
template <class Read>
auto understood(Read read) -> decltype(read()) {
    try {
        return read();
    } catch (const Poco::Exception&) {
        return {};
    } catch (const std::exception&) {
        return {};
    }
}

template <class Read>
auto readJson(std::string_view json, Read read) -> decltype(read(Object::Ptr())) {
    return understood([&]() -> decltype(read(Object::Ptr())) {
        Poco::JSON::Parser parser;
        parser.setDepth(kDeepest);
        const auto object = parser.parse(std::string(json)).extract<Object::Ptr>();
        return object ? read(object) : decltype(read(object)){};
    });
}

std::string textIn(const Object& object, const std::string& key) {
    const auto value = object.get(key);
    return value.isString() ? value.extract<std::string>() : std::string();
}

std::optional<std::int64_t> numberIn(const Object& object, const std::string& key) {
    const auto value = object.get(key);
    if (!value.isInteger())
        return {};
    return understood([&] { return std::optional(value.convert<std::int64_t>()); });
}

std::int64_t amountIn(const Object& object, const std::string& key) {
    return numberIn(object, key).value_or(0);
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

std::optional<Instant> createdIn(const Object& object) {
    const auto seconds = numberIn(object, "created");
    if (!seconds || *seconds < 0 || *seconds > kMostSeconds)
        return {};
    return Instant{std::chrono::seconds{*seconds}};
}

/// Requires: it bears a reference of ours.
std::optional<ports::ListedPayment> listedFrom(const Object::Ptr& intent) {
    auto view = viewOf(intent);
    const auto currency = Currency::parse(upperCase(textIn(*intent, "currency")));
    const auto amount = numberIn(*intent, "amount");
    const auto createdAt = createdIn(*intent);
    if (!view || !currency || !amount || !createdAt || !numberIn(*intent, "amount_received"))
        return {};
    const Metadata metadata = metadataOf(*intent);
    ports::ListedPayment listed;
    listed.payment = *referenceIn(*intent);
    listed.house = metadata(std::string(kHouseKey));
    listed.amount = {*amount, *currency};
    listed.createdAt = *createdAt;
    listed.view = std::move(*view);
    listed.note = noteIn(metadata);
    return listed;
}

/// What can be read of one that is not understood. Without a reference or a currency nobody could
/// keep account of its money.
ports::ListedPayment riddleFrom(const Object& intent) {
    ports::ListedPayment listed;
    listed.riddle = "intent " + textIn(intent, "id").substr(0, kLongestWord) + ", status " +
                    textIn(intent, "status").substr(0, kLongestWord);
    const Metadata metadata = metadataOf(intent);
    listed.house = metadata(std::string(kHouseKey));
    listed.createdAt = createdIn(intent).value_or(Instant{});
    listed.view.id = textIn(intent, "id");
    const auto reference = referenceIn(intent);
    const auto currency = Currency::parse(upperCase(textIn(intent, "currency")));
    if (!reference)
        return listed;
    listed.payment = *reference;
    if (!currency)
        return listed;
    listed.amount = {amountIn(intent, "amount"), *currency};
    listed.view.captured = amountIn(intent, "amount_received");
    if (const auto charge = intent.getObject("latest_charge"))
        takeCharge(*charge, listed.view);
    return listed;
}

/// Said to be ours, whatever it says.
bool bearsOurMark(const Object& intent) {
    const Metadata metadata = metadataOf(intent);
    return !metadata(std::string(kReferenceKey)).empty() ||
           !metadata(std::string(kHouseKey)).empty();
}

/// It is left out where not even its mark can be read: anybody's.
void addTo(StripePage& page, const Object::Ptr& intent) {
    const bool isMarked = understood([&] { return bearsOurMark(*intent); });
    if (!isMarked)
        return;
    auto listed = understood([&]() -> std::optional<ports::ListedPayment> {
        return referenceIn(*intent) ? listedFrom(intent) : std::nullopt;
    });
    if (!listed) {
        page.ours.push_back(understood([&] { return riddleFrom(*intent); }));
        return;
    }
    auto refunds = understood([&] {
        const auto charge = intent->getObject("latest_charge");
        return refundsFrom(charge ? charge->getObject("refunds") : Object::Ptr());
    });
    if (refunds && refunds->hasMore)
        page.refundedOften.push_back(listed->view.id);
    else if (refunds)
        listed->refunds = std::move(refunds->all);
    page.ours.push_back(std::move(*listed));
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
        if (auto id = textIn(*intent, "id"); !id.empty())
            page.last = std::move(id);
        addTo(page, intent);
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
