#include "tests/simulation/provider.h"

#include "server/gateways/circuit_breaker.h"
#include "server/gateways/stripe_signature.h"
#include "tests/simulation/asleep.h"

#include <sstream>

namespace foyer::simulation {

namespace gateways = server::gateways;
namespace ports = server::ports;
using server::core::IntentStatus;
using server::core::PaymentAct;

namespace {

constexpr const char* kSecret = "whsec_house";

/// Of another house, on the same account; and one of the house's that nobody understands.
constexpr PaymentId kOthers{Uuid{{1}}};
constexpr PaymentId kRiddle{Uuid{{2}}};

server::core::IntentView viewOf(const Intent& intent) {
    server::core::IntentView view;
    view.id = intent.id;
    view.status = intent.status;
    view.capturable = intent.status == IntentStatus::RequiresCapture ? intent.amount : 0;
    view.captured = intent.captured;
    view.refunded = intent.refunded;
    view.reversed = intent.reversed;
    view.decline = intent.decline;
    view.noted = intent.note.has_value();
    return view;
}

std::string bodyOf(const std::string& event, PaymentId payment, const std::string& house,
                   const server::core::IntentView& view) {
    std::ostringstream body;
    body << event << ' ' << payment.toString() << ' ' << view.id << ' '
         << static_cast<int>(view.status) << ' ' << view.capturable << ' ' << view.captured << ' '
         << view.refunded << ' ' << view.reversed << ' '
         << (view.decline.empty() ? "-" : view.decline) << ' ' << view.noted << ' '
         << (house.empty() ? "-" : house);
    return body.str();
}

} // namespace

Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
Provider::readEvent(std::string_view body, std::string_view signature, Instant now) {
    switch (gateways::judgeSignature(kSecret, signature, body, now)) {
    case gateways::SignatureVerdict::Good:
        break;
    case gateways::SignatureVerdict::Bad:
        return Err{ports::EventRefusal::BadSignature};
    case gateways::SignatureVerdict::TooOld:
        return Err{ports::EventRefusal::TooOld};
    }
    std::istringstream words{std::string(body)};
    ports::PaymentEvent event;
    std::string payment;
    int status = 0;
    words >> event.id >> payment >> event.view.id >> status >> event.view.capturable >>
        event.view.captured >> event.view.refunded >> event.view.reversed >> event.view.decline >>
        event.view.noted >> event.house;
    event.payment = PaymentId::parse(payment);
    event.view.status = static_cast<IntentStatus>(status);
    if (event.view.decline == "-")
        event.view.decline.clear();
    return std::optional(event);
}

std::string Provider::named(PaymentId payment) const {
    const std::string name = payment.toString();
    return name.substr(name.size() - 6);
}

/// Its machines are down, or the line to it.
bool Provider::isAway() {
    if (m_house.strikes(Fault::ProviderAway, 30))
        m_awayUntil = m_house.schedule.now() + m_house.between(2'000, 40'000);
    return m_house.schedule.now() < m_awayUntil && !m_house.healed;
}

server::core::ProviderAnswer Provider::ask(const Request& request) {
    ++m_calls;
    if (isAway()) {
        if (m_house.random.chance(2))
            return server::core::NotDone{"away"};
        return server::core::Lost{"time-out"};
    }
    if (m_house.strikes(Fault::PaymentRequestLost, 20))
        return server::core::Lost{"the request is lost"};
    // The server waits no longer; what it asked for is done all the same, whenever.
    const std::uint64_t delayedOneIn = request.act == PaymentAct::Refund ? 4 : 15;
    if (request.act != PaymentAct::Fetch && m_house.strikes(Fault::PaymentDelayed, delayedOneIn)) {
        m_house.schedule.after(m_house.between(500, 25'000),
                               [this, request] { (void)act(request); });
        return server::core::Lost{"time-out"};
    }
    if (m_house.strikes(Fault::PaymentPowerCut, 30))
        m_server.disk().failAt(1, DiskFault::PowerGone, true);
    auto answer = act(request);
    if (m_house.strikes(Fault::PaymentReplyLost, 12))
        return server::core::Lost{"the answer is lost"};
    return answer;
}

Result<std::vector<ports::ListedPayment>, std::string> Provider::list(Instant since) {
    ++m_calls;
    if (isAway() || m_house.strikes(Fault::PaymentRequestLost, 20))
        return Err{std::string("away")};
    m_house.note("the provider lists its payments");
    std::vector<ports::ListedPayment> all;
    for (const auto& [id, intent] : m_books) {
        if (intent.created < since)
            continue;
        ports::ListedPayment listed;
        listed.payment = id;
        listed.house = intent.house;
        listed.amount = {intent.amount, Currency{}};
        listed.createdAt = intent.created;
        listed.view = viewOf(intent);
        listed.note = intent.note;
        listed.refunds = intent.refunds;
        all.push_back(std::move(listed));
    }
    if (m_house.strikes(Fault::PaymentReplyLost, 12))
        return Err{std::string("the answer is lost")};
    addOthers(all);
    return all;
}

/// Whom nobody here may touch.
void Provider::addOthers(std::vector<ports::ListedPayment>& all) const {
    ports::ListedPayment listed;
    listed.payment = kOthers;
    listed.house = "another house";
    listed.createdAt = m_house.schedule.now();
    listed.view.id = "pi_others";
    listed.view.status = IntentStatus::RequiresAction;
    all.push_back(listed);
    listed.payment = kRiddle;
    listed.house = m_books.empty() ? std::string() : m_books.begin()->second.house;
    listed.createdAt = {};
    listed.riddle = "intent pi_riddle";
    all.push_back(std::move(listed));
}

server::core::ProviderAnswer Provider::act(const Request& request) {
    const auto known = m_books.find(request.payment);
    if (request.payment == kOthers || request.payment == kRiddle)
        m_house.complain("a payment was touched that is another's, or that nobody understands");
    m_house.note(std::string("the provider is asked to ") + nameOf(request.act) + " " +
                 named(request.payment));
    if (request.act == PaymentAct::Create)
        return create(request);
    // What was made a moment ago is not found by its reference yet.
    if (known == m_books.end() ||
        (!request.knowsIntent && m_house.strikes(Fault::PaymentNotFoundYet, 6)))
        return server::core::NotFound{};
    Intent& intent = known->second;
    switch (request.act) {
    case PaymentAct::Capture:
        return capture(intent, request);
    case PaymentAct::Cancel:
        return cancel(intent, request.payment);
    case PaymentAct::Refund:
        return refund(intent, request);
    case PaymentAct::Fetch:
        if (request.note)
            intent.note = request.note;
        break;
    case PaymentAct::Confirm:
    case PaymentAct::Create:
    case PaymentAct::None:
    case PaymentAct::Sell:
    case PaymentAct::Undo:
        break;
    }
    return viewOf(intent);
}

server::core::ProviderAnswer Provider::create(const Request& request) {
    const auto [at, isNew] = m_books.try_emplace(request.payment);
    Intent& intent = at->second;
    if (isNew) {
        intent.id = "pi_" + std::to_string(m_books.size());
        intent.amount = request.amount;
        intent.created = m_house.schedule.now();
        intent.house = request.house;
        if (request.method.starts_with("pm_bad")) {
            m_house.count(Fault::PaymentDeclined);
            intent.decline = "card_declined";
        } else if (m_house.strikes(Fault::PaymentNeedsProof, 6)) {
            intent.status = IntentStatus::RequiresAction;
            if (!m_house.strikes(Fault::CustomerLeaves, 4))
                decide(request.payment, IntentStatus::RequiresAction, 1'000, 25'000);
        } else if (m_house.strikes(Fault::PaymentSlow, 10)) {
            intent.status = IntentStatus::Processing;
            decide(request.payment, IntentStatus::Processing, 1'000, 40'000);
        } else {
            authorize(intent);
        }
        changed(request.payment);
    }
    if (intent.status == IntentStatus::RequiresPaymentMethod)
        return server::core::Declined{intent.decline};
    return viewOf(intent);
}

/// Some banks take the money at once, whatever was asked.
void Provider::authorize(Intent& intent) {
    intent.status = IntentStatus::RequiresCapture;
    if (!m_house.strikes(Fault::PaymentTakenEarly, 10))
        return;
    intent.status = IntentStatus::Succeeded;
    intent.captured = intent.amount;
    intent.takenEarly = true;
}

/// The bank, or its customer, takes a while.
void Provider::decide(PaymentId payment, IntentStatus from, std::int64_t low, std::int64_t high) {
    m_house.schedule.after(m_house.between(low, high), [this, payment, from] {
        Intent& intent = m_books.at(payment);
        if (intent.status != from)
            return;
        if (m_house.strikes(Fault::PaymentDeclined, 4)) {
            intent.status = IntentStatus::RequiresPaymentMethod;
            intent.decline = "card_declined";
        } else {
            authorize(intent);
        }
        changed(payment);
    });
}

server::core::ProviderAnswer Provider::capture(Intent& intent, const Request& request) {
    const PaymentId payment = request.payment;
    if (intent.status != IntentStatus::RequiresCapture)
        return viewOf(intent);
    if (m_house.strikes(Fault::CaptureDeclined, 14)) {
        intent.status = IntentStatus::RequiresPaymentMethod;
        intent.decline = "expired";
        changed(payment);
        return server::core::Declined{intent.decline};
    }
    intent.status = IntentStatus::Succeeded;
    intent.captured = intent.amount;
    intent.note = request.note ? request.note : intent.note;
    changed(payment);
    mayReverse(payment);
    mayGiveBack(payment);
    return viewOf(intent);
}

server::core::ProviderAnswer Provider::cancel(Intent& intent, PaymentId payment) {
    if (intent.status == IntentStatus::Succeeded || intent.status == IntentStatus::Canceled)
        return viewOf(intent);
    intent.status = IntentStatus::Canceled;
    changed(payment);
    return viewOf(intent);
}

server::core::ProviderAnswer Provider::refund(Intent& intent, const Request& request) {
    if (intent.reversed || request.amount > intent.captured - intent.refunded)
        return viewOf(intent);
    if (!intent.refundsDone.insert(request.before + request.amount).second)
        return viewOf(intent);
    intent.refunded += request.amount;
    intent.refunds.push_back({request.amount, request.tickets});
    changed(request.payment);
    return viewOf(intent);
}

void Provider::mayReverse(PaymentId payment) {
    if (!reverses || !m_house.strikes(Fault::PaymentReversed, 4))
        return;
    m_house.schedule.after(m_house.between(1'000, 30'000), [this, payment] {
        Intent& intent = m_books.at(payment);
        if (intent.refunded > 0)
            return;
        intent.reversed = true;
        m_house.note("a bank takes back " + named(payment));
        changed(payment);
    });
}

/// Somebody of the house sits at the provider's own desk, now and then.
void Provider::mayGiveBack(PaymentId payment) {
    if (m_house.healed || m_house.quiet || !m_house.rare.chance(8))
        return;
    const Milliseconds wait{1'000 + static_cast<std::int64_t>(m_house.rare.below(39'000))};
    m_house.schedule.after(wait, [this, payment] { giveBackUnasked(payment); });
}

bool Provider::isAgreed(PaymentId payment) {
    if (!m_server.isUp())
        return false;
    const Asleep guard(m_server.disk());
    auto agreed = m_server.db().prepare("agreed", "SELECT 1 FROM payment WHERE id = $1 AND "
                                                  "to_refund = refunded AND refunded = $2");
    return agreed.value<std::int64_t>(payment, m_books.at(payment).refunded).has_value();
}

/// What one ticket has cost, or any part. Of that and of what is asked for at the same time nobody
/// could say which is which.
void Provider::giveBackUnasked(PaymentId payment) {
    Intent& intent = m_books.at(payment);
    const std::int64_t left = intent.kept();
    if (m_house.healed || left <= 0 || !intent.note || !isAgreed(payment))
        return;
    const std::int64_t price = intent.note->lines.front().price.minor;
    const bool isForOne = m_house.rare.chance(2) && price > 0 && price <= left;
    const std::int64_t amount =
        isForOne
            ? price
            : 1 + static_cast<std::int64_t>(m_house.rare.below(static_cast<std::uint64_t>(left)));
    m_house.count(Fault::PaidBackUnasked);
    m_house.note("somebody gives " + std::to_string(amount) + " of " + named(payment) +
                 " back at the provider's desk");
    intent.refunded += amount;
    intent.unasked += amount;
    intent.refunds.push_back({amount, {}});
    changed(payment);
}

/// Says so by itself, some time later.
void Provider::changed(PaymentId payment) {
    const std::uint64_t number = ++m_events;
    const std::string body = bodyOf("evt_" + std::to_string(number), payment,
                                    m_books.at(payment).house, viewOf(m_books.at(payment)));
    m_house.note("the provider writes " + body);
    // Whatever can be asked for is asked for; what nobody here has asked for comes by itself alone.
    const Intent& intent = m_books.at(payment);
    if (!intent.reversed && intent.unasked == 0 && m_house.strikes(Fault::WebhookLost, 8))
        return;
    const bool late = m_house.strikes(Fault::WebhookLate, 6);
    sendLater(body, payment, number,
              late ? m_house.between(20'000, 120'000) : m_house.between(20, 1'500));
    if (m_house.strikes(Fault::WebhookTwice, 6))
        sendLater(body, payment, number, m_house.between(20, 9'000));
}

void Provider::sendLater(const std::string& body, PaymentId payment, std::uint64_t number,
                         Milliseconds delay) {
    m_house.schedule.after(delay, [this, body, payment, number] {
        const std::string signature = gateways::signatureFor(kSecret, body, m_house.schedule.now());
        if (!m_send(body, signature))
            return sendLater(body, payment, number, m_house.between(2'000, 20'000));
        m_overheard = {body, signature};
        auto& newest = m_newestSent[payment];
        if (number < newest)
            m_house.count(Fault::WebhookOvertaken);
        newest = std::max(newest, number);
    });
}

void Provider::forge() {
    if (m_books.empty() || m_house.healed)
        return;
    auto at = m_books.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(m_house.below(m_books.size())));
    server::core::IntentView view = viewOf(at->second);
    view.status = IntentStatus::Succeeded;
    view.captured = at->second.amount;
    m_house.count(Fault::WebhookForged);
    const std::string body =
        bodyOf("evt_forged_" + std::to_string(++m_events), at->first, at->second.house, view);
    if (m_send(body, gateways::signatureFor("whsec_guess", body, m_house.schedule.now())))
        m_house.complain("I3: news that somebody has forged were taken in");
}

void Provider::replay() {
    if (m_overheard.first.empty() || m_house.healed)
        return;
    const auto [body, signature] = m_overheard;
    m_house.schedule.after(m_house.between(1'000, 400'000),
                           [this, body = body, signature = signature] {
                               m_house.count(Fault::WebhookReplayed);
                               (void)m_send(body, signature);
                           });
}

namespace {

/// The same questions, one by one.
class Wire final : public ports::PaymentProvider {
public:
    explicit Wire(Provider& provider) : m_provider(provider) {}
    server::core::ProviderAnswer create(const ports::PaymentOrder& order) override {
        return m_provider.ask({PaymentAct::Create,
                               order.payment,
                               order.amount.minor,
                               0,
                               order.method,
                               false,
                               {},
                               order.house});
    }
    server::core::ProviderAnswer confirm(const ports::PaymentKey& key,
                                         const std::string& method) override {
        return m_provider.ask({PaymentAct::Confirm, key.payment, 0, 0, method, true});
    }
    server::core::ProviderAnswer capture(const ports::PaymentKey& key, Money amount,
                                         const std::optional<protocol::SaleNote>& note) override {
        return m_provider.ask({PaymentAct::Capture, key.payment, amount.minor, 0, {}, true, note});
    }
    server::core::ProviderAnswer annotate(const ports::PaymentKey& key,
                                          const protocol::SaleNote& note) override {
        return m_provider.ask({PaymentAct::Fetch, key.payment, 0, 0, {}, true, note});
    }
    Result<std::vector<ports::ListedPayment>, std::string> list(Instant since) override {
        return m_provider.list(since);
    }
    server::core::ProviderAnswer cancel(const ports::PaymentKey& key) override {
        return m_provider.ask({PaymentAct::Cancel, key.payment, 0, 0, {}, true});
    }
    server::core::ProviderAnswer
    refund(const ports::PaymentKey& key, Money amount, Money before,
           const std::vector<ports::RefundedTicket>& tickets) override {
        Provider::Request request{PaymentAct::Refund, key.payment, amount.minor,
                                  before.minor,       {},          true};
        request.tickets = tickets;
        return m_provider.ask(request);
    }
    server::core::ProviderAnswer fetch(const ports::PaymentKey& key) override {
        return m_provider.ask({PaymentAct::Fetch, key.payment, 0, 0, {}, !key.intent.empty()});
    }
    Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
    readEvent(std::string_view body, std::string_view signature, Instant now) const override {
        return Provider::readEvent(body, signature, now);
    }

private:
    Provider& m_provider;
};

} // namespace

ProviderLine::ProviderLine(House& house, Provider& provider, const ports::Clock& clock)
    : m_house(house)
    , m_provider(provider)
    , m_guarded(
          std::make_unique<gateways::CircuitBreaker>(std::make_unique<Wire>(provider), clock)) {}

ProviderLine::~ProviderLine() = default;

template <class Call>
auto ProviderLine::counted(Call call) {
    const auto before = m_provider.calls();
    auto answer = call();
    if (m_provider.calls() == before)
        m_house.count(Fault::BreakerOpen);
    return answer;
}

server::core::ProviderAnswer ProviderLine::create(const ports::PaymentOrder& order) {
    return counted([&] { return m_guarded->create(order); });
}
server::core::ProviderAnswer ProviderLine::confirm(const ports::PaymentKey& key,
                                                   const std::string& method) {
    return counted([&] { return m_guarded->confirm(key, method); });
}
server::core::ProviderAnswer ProviderLine::capture(const ports::PaymentKey& key, Money amount,
                                                   const std::optional<protocol::SaleNote>& note) {
    return counted([&] { return m_guarded->capture(key, amount, note); });
}
server::core::ProviderAnswer ProviderLine::annotate(const ports::PaymentKey& key,
                                                    const protocol::SaleNote& note) {
    return counted([&] { return m_guarded->annotate(key, note); });
}
Result<std::vector<ports::ListedPayment>, std::string> ProviderLine::list(Instant since) {
    return counted([&] { return m_guarded->list(since); });
}
server::core::ProviderAnswer ProviderLine::cancel(const ports::PaymentKey& key) {
    return counted([&] { return m_guarded->cancel(key); });
}
server::core::ProviderAnswer
ProviderLine::refund(const ports::PaymentKey& key, Money amount, Money before,
                     const std::vector<ports::RefundedTicket>& tickets) {
    return counted([&] { return m_guarded->refund(key, amount, before, tickets); });
}
server::core::ProviderAnswer ProviderLine::fetch(const ports::PaymentKey& key) {
    return counted([&] { return m_guarded->fetch(key); });
}

Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
ProviderLine::readEvent(std::string_view body, std::string_view signature, Instant now) const {
    return m_guarded->readEvent(body, signature, now);
}

} // namespace foyer::simulation
