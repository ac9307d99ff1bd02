// links: server_gateways
#include "server/gateways/circuit_breaker.h"
#include "server/gateways/stripe_json.h"
#include "server/gateways/stripe_note.h"
#include "server/gateways/stripe_provider.h"
#include "server/gateways/stripe_signature.h"

#include <QtTest>

#include <map>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::gateways;

namespace {

class SetClock final : public ports::Clock {
public:
    Instant at{std::chrono::seconds{1764244800}};
    Instant now() const override { return at; }
};

/// Answers what it is told to, and counts.
class Scripted final : public ports::PaymentProvider {
public:
    core::ProviderAnswer answer = core::Lost{"cut"};
    int calls = 0;

    core::ProviderAnswer create(const ports::PaymentOrder&) override { return next(); }
    core::ProviderAnswer confirm(const ports::PaymentKey&, const std::string&) override {
        return next();
    }
    core::ProviderAnswer capture(const ports::PaymentKey&, Money,
                                 const std::optional<protocol::SaleNote>&) override {
        return next();
    }
    core::ProviderAnswer annotate(const ports::PaymentKey&, const protocol::SaleNote&) override {
        return next();
    }
    Result<std::vector<ports::ListedPayment>, std::string> list(Instant) override {
        (void)next();
        return Err{std::string("cut")};
    }
    core::ProviderAnswer cancel(const ports::PaymentKey&) override { return next(); }
    core::ProviderAnswer refund(const ports::PaymentKey&, Money, Money,
                                const std::vector<ports::RefundedTicket>&) override {
        return next();
    }
    core::ProviderAnswer fetch(const ports::PaymentKey&) override { return next(); }
    Result<std::optional<ports::PaymentEvent>, ports::EventRefusal>
    readEvent(std::string_view, std::string_view, Instant) const override {
        return Err{ports::EventRefusal::NotUnderstood};
    }

private:
    core::ProviderAnswer next() {
        ++calls;
        return answer;
    }
};

constexpr const char* kBody = R"({"id":"evt_1"})";
// HMAC-SHA256 of "1764244800.{"id":"evt_1"}" by whsec_test, made by Python's hmac.
const std::string kMac = "f0e9b35f026a386625737e06343abfc4f98bf90d27e11b17868d03463acaea75";
const Instant kSigned{std::chrono::seconds{1764244800}};

SignatureVerdict judged(const std::string& header, Instant now = kSigned,
                        const std::string& body = kBody) {
    return judgeSignature("whsec_test", header, body, now);
}

} // namespace

/// What crosses the line to a payment provider, and when the line is given up for a while.
class PaymentGateway : public QObject {
    Q_OBJECT

private slots:
    void aSignatureIsTheOneOthersMake() {
        QVERIFY(judged("t=1764244800,v1=" + kMac) == SignatureVerdict::Good);
        QCOMPARE(signatureFor("whsec_test", kBody, kSigned), "t=1764244800,v1=" + kMac);
        QVERIFY(judged("t=1764244800,v1=00,v0=11,v1=" + kMac) == SignatureVerdict::Good);
    }

    void anythingElseIsBad() {
        auto changed = kMac;
        changed.back() = changed.back() == '0' ? '1' : '0';
        for (const std::string& header :
             {"t=1764244800,v1=" + changed, "t=1764244801,v1=" + kMac, "v1=" + kMac,
              "t=x,v1=" + kMac, "t=1764244800,v0=" + kMac, "t=1764244800,v1=" + kMac + "0",
              std::string(), std::string("t=1764244800")})
            QVERIFY2(judged(header) == SignatureVerdict::Bad, header.c_str());
        QVERIFY(judged("t=1764244800,v1=" + kMac, kSigned, "{}") == SignatureVerdict::Bad);
        QVERIFY(judgeSignature("", signatureFor("", kBody, kSigned), kBody, kSigned) ==
                SignatureVerdict::Bad);
    }

    void aSignatureIsGoodForFiveMinutes() {
        const auto header = "t=1764244800,v1=" + kMac;
        QVERIFY(judged(header, kSigned + kSignatureTolerance) == SignatureVerdict::Good);
        QVERIFY(judged(header, kSigned + kSignatureTolerance + std::chrono::seconds{1}) ==
                SignatureVerdict::TooOld);
        QVERIFY(judged(header, kSigned - kSignatureTolerance - std::chrono::seconds{1}) ==
                SignatureVerdict::TooOld);
    }

    void anIntentIsRead() {
        const auto view = intentIn(R"({"object":"payment_intent","id":"pi_7","status":"succeeded",
            "amount_capturable":0,"amount_received":2400,"latest_charge":{"amount_refunded":900,
            "disputed":true}})");
        QVERIFY(view.has_value());
        QCOMPARE(view->id, std::string("pi_7"));
        QVERIFY(view->status == core::IntentStatus::Succeeded && view->reversed);
        QCOMPARE(view->captured, std::int64_t{2400});
        QCOMPARE(view->refunded, std::int64_t{900});
    }

    void aNoteLiesInPiecesThatTheProviderTakes() {
        protocol::SaleNote note;
        note.booking.uuid.bytes[3] = 7;
        for (std::uint16_t seat = 0; seat < 40; ++seat)
            note.lines.push_back({{}, SeatNo{seat}, "adult", {1000, {}}, {70, {}}});
        std::vector<std::pair<std::string, std::string>> form;
        addNote(form, note);
        QVERIFY(form.size() > 2);
        std::map<std::string, std::string> kept;
        for (const auto& [name, value] : form) {
            QVERIFY(!value.empty() && value.size() <= 500);
            const auto key = name.substr(9, name.size() - 10);
            QVERIFY(name == metadataName(key) && key.size() <= 40);
            kept[key] = value;
        }
        const Metadata metadata = [&](const std::string& name) { return kept[name]; };
        QVERIFY(hasNote(metadata));
        QVERIFY(noteIn(metadata) == note);
        kept.erase("foyer_sale_2");
        QVERIFY(hasNote(metadata) && !noteIn(metadata));
        kept.clear();
        QVERIFY(!hasNote(metadata) && !noteIn(metadata));
    }

    void ticketsOfARefundLieInPiecesThatTheProviderTakes() {
        std::vector<ports::RefundedTicket> tickets(200);
        for (std::size_t i = 0; i < tickets.size(); ++i) {
            tickets[i].ticket.uuid.bytes[3] = static_cast<std::uint8_t>(i);
            tickets[i].by.uuid.bytes[5] = static_cast<std::uint8_t>(i);
        }
        std::vector<std::pair<std::string, std::string>> form;
        addTickets(form, tickets);
        QVERIFY(form.size() > 2 && form.size() <= 50);
        std::map<std::string, std::string> kept;
        for (const auto& [name, value] : form) {
            QVERIFY(!value.empty() && value.size() <= 500);
            const auto key = name.substr(9, name.size() - 10);
            QVERIFY(name == metadataName(key) && key.size() <= 40);
            kept[key] = value;
        }
        const Metadata metadata = [&](const std::string& name) { return kept[name]; };
        QVERIFY(ticketsIn(metadata) == tickets);
        kept["foyer_tickets_1"][0] = 'x';
        QVERIFY(ticketsIn(metadata).empty());
        kept.clear();
        QVERIFY(ticketsIn(metadata).empty());
        form.clear();
        addTickets(form, {});
        QVERIFY(form.empty());
    }

    void refundsAreListedWithTheirPayment() {
        const auto page = pageIn(R"({"object":"list","has_more":false,"data":[
            {"object":"payment_intent","id":"pi_9","status":"succeeded","amount":2400,
             "amount_received":2400,"currency":"chf","created":1764244800,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcdef"},
             "latest_charge":{"amount_refunded":1000,"refunds":{"object":"list","has_more":false,
             "data":[{"object":"refund","id":"re_3","amount":300,"status":"failed","metadata":{}},
             {"object":"refund","id":"re_2","amount":600,"status":"pending","metadata":{
             "foyer_tickets_1":"01234567-89ab-7cde-8123-000000000001@01234567-89ab-7cde-8123-",
             "foyer_tickets_2":"000000000002"}},
             {"object":"refund","id":"re_1","amount":400,"status":"succeeded"}]}}},
            {"object":"payment_intent","id":"pi_8","status":"succeeded","amount":2400,
             "amount_received":2400,"currency":"chf","created":1764244800,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcdee"},
             "latest_charge":{"amount_refunded":1000,"refunds":{"object":"list","has_more":true,
             "data":[]}}}]})");
        QVERIFY(page.has_value());
        const auto& refunds = page->ours.at(0).refunds;
        QCOMPARE(refunds.size(), std::size_t{2});
        QCOMPARE(refunds[0].amount, std::int64_t{600});
        QCOMPARE(refunds[0].tickets.size(), std::size_t{1});
        QCOMPARE(refunds[0].tickets[0].ticket.toString(),
                 std::string("01234567-89ab-7cde-8123-000000000001"));
        QCOMPARE(refunds[0].tickets[0].by.toString(),
                 std::string("01234567-89ab-7cde-8123-000000000002"));
        QVERIFY(refunds[1].amount == 400 && refunds[1].tickets.empty());
        QVERIFY(page->ours.at(1).refunds.empty());
        QVERIFY(page->refundedOften == std::vector<std::string>{"pi_8"}); // the rest is asked for
    }

    void aPageOfAListIsReadAndWhatIsOfOthersIsLeft() {
        const auto page = pageIn(R"({"object":"list","has_more":true,"data":[
            {"object":"payment_intent","id":"pi_9","status":"succeeded","amount":2400,
             "amount_received":2400,"currency":"chf","created":1764244800,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcdef","foyer_house":"us"}},
            {"object":"payment_intent","id":"pi_8","status":"of the year 2040","amount":1,
             "currency":"chf","created":1764244801,"metadata":{"order":"7"}}]})");
        QVERIFY(page.has_value() && page->hasMore);
        QCOMPARE(page->last, std::string("pi_8"));
        QCOMPARE(page->ours.size(), std::size_t{1});
        const auto& ours = page->ours.front();
        QCOMPARE(ours.payment.toString(), std::string("01234567-89ab-7cde-8123-456789abcdef"));
        QCOMPARE(ours.house, std::string("us"));
        QCOMPARE(ours.amount.minor, std::int64_t{2400});
        QCOMPARE(ours.amount.currency.toString(), std::string("CHF"));
        QVERIFY(ours.createdAt == kSigned && ours.view.captured == 2400);
        QVERIFY(!ours.note && !ours.view.noted);
    }

    void whatIsNoListIsNotUnderstood() {
        for (const char* text :
             {"", "[]", R"({"object":"list"})", R"({"object":"search_result","data":[]})",
              R"({"object":"list","data":[7]})"})
            QVERIFY2(!pageIn(text), text);
        QVERIFY(pageIn(R"({"object":"list","data":[]})").has_value());
    }

    void oneOfOursThatIsNotUnderstoodIsARiddleInItsList() {
        const auto page = pageIn(R"({"object":"list","has_more":true,"data":[
            {"object":"payment_intent","id":"pi_9","status":"succeeded","amount":2400,
             "amount_received":2400,"currency":"chf","created":1764244800,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcd09","foyer_house":"us"}},
            {"object":"payment_intent","id":"pi_8","status":"paid","amount":2400,
             "amount_received":2400,"currency":"chf","created":1764244800,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcd08","foyer_house":"us"},
             "latest_charge":{"amount_refunded":900,"disputed":false}},
            {"object":"payment_intent","id":"pi_7","status":"succeeded","amount":2400,
             "currency":"chf","created":1764244800,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcd07","foyer_house":"us"}},
            {"object":"payment_intent","id":"pi_6","status":"succeeded","amount":2400,
             "amount_received":2400,"currency":"shells","created":1764244800,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcd06","foyer_house":"us"}},
            {"object":"payment_intent","id":"pi_5","status":"succeeded","amount":2400,
             "amount_received":2400,"currency":"chf","created":18446744073709551615,"metadata":{
             "foyer_payment":"01234567-89ab-7cde-8123-456789abcd05","foyer_house":"us"}},
            {"object":"payment_intent","id":"pi_4","status":"succeeded","amount":2400,
             "amount_received":2400,"currency":"chf","created":1764244800,"metadata":{
             "foyer_payment":"4","foyer_house":"us"}},
            {"object":"payment_intent","id":"pi_3","status":"paid","metadata":[]},
            {"object":"payment_intent","status":"paid","metadata":null}]})");
        QVERIFY(page.has_value());
        QCOMPARE(page->last, std::string("pi_3")); // the next page begins with what has no id
        const std::vector<std::int64_t> captured{2400, 2400, 0, 0, 2400, 0};
        QCOMPARE(page->ours.size(), captured.size());
        for (std::size_t i = 0; i < captured.size(); ++i) {
            const auto& each = page->ours[i];
            QCOMPARE(each.riddle.empty(), i == 0);
            QCOMPARE(each.house, std::string("us"));
            QCOMPARE(each.view.captured, captured[i]);
            QCOMPARE(each.payment.isNull(), i == 5);
            QCOMPARE(each.view.id, "pi_" + std::to_string(9 - i));
        }
        QCOMPARE(page->ours[1].view.refunded, std::int64_t{900});
        QVERIFY(page->ours[1].riddle.find("pi_8") != std::string::npos);
        QVERIFY(page->ours[1].createdAt == kSigned);
    }

    void whatIsNoIntentIsNotUnderstood() {
        for (const char* text :
             {"", "[]", "7", "{", "{}", R"({"object":"charge","id":"ch_1","status":"succeeded"})",
              R"({"object":"payment_intent","id":"pi_1","status":"paid"})",
              R"({"object":"payment_intent","id":7,"status":"succeeded"})"})
            QVERIFY2(!intentIn(text), text);
        std::string deep(2000, '[');
        QVERIFY(!intentIn(deep));
    }

    void errorsAreRead() {
        const auto error =
            errorIn(R"({"error":{"code":"card_declined","decline_code":"lost_card"}})");
        QCOMPARE(error.code, std::string("lost_card"));
        QVERIFY(!error.saidBefore);
        QCOMPARE(errorIn("<html>").code, std::string("unknown"));
        QVERIFY(errorIn(R"({"error":{"type":"idempotency_error"}})").saidBefore);
    }

    void aProviderThatCannotBeReachedHasDoneNothing() {
        StripeOptions options;
        options.url = "http://127.0.0.1:1"; // nobody listens there
        StripeProvider provider(options);
        const auto answer = provider.fetch({PaymentId{}, "pi_1"});
        QVERIFY(std::holds_alternative<core::NotDone>(answer));
    }

    void theBreakerOpensAndTriesOneCallAfterAWhile() {
        SetClock clock;
        auto owned = std::make_unique<Scripted>();
        Scripted& provider = *owned;
        CircuitBreaker breaker(std::move(owned), clock);
        for (int i = 0; i < CircuitBreaker::kMostInVain; ++i)
            QVERIFY(std::holds_alternative<core::Lost>(breaker.fetch({})));
        QVERIFY(std::holds_alternative<core::NotDone>(breaker.fetch({})));
        QCOMPARE(provider.calls, CircuitBreaker::kMostInVain);
        clock.at += CircuitBreaker::kOpenFor;
        QVERIFY(std::holds_alternative<core::Lost>(breaker.fetch({})));
        QVERIFY(std::holds_alternative<core::NotDone>(breaker.fetch({})));
        clock.at += CircuitBreaker::kOpenFor;
        provider.answer = core::Declined{"card_declined"}; // a clear word: it is well again
        QVERIFY(std::holds_alternative<core::Declined>(breaker.fetch({})));
        QVERIFY(std::holds_alternative<core::Declined>(breaker.fetch({})));
        QCOMPARE(provider.calls, CircuitBreaker::kMostInVain + 3);
    }
};

QTEST_APPLESS_MAIN(PaymentGateway)
#include "payment_gateway_test.moc"
