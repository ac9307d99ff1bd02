// links: server_gateways contract_edge_client
#include "server/gateways/stripe_provider.h"
#include "shared/base/random.h"
#include "tests/provider/provider_process.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;
using namespace foyer::server;
using provider::ProviderProcess;

namespace {

constexpr std::int64_t kAmount = 2400;

} // namespace

/// What our adapter and a provider in a process of its own say to each other about one payment.
class PaymentProviderTest : public QObject {
    Q_OBJECT

private:
    ProviderProcess m_process;
    SeededRandom m_random{7};
    std::unique_ptr<gateways::StripeProvider> m_line;

    ports::PaymentKey taken() {
        const ports::PaymentOrder order{
            PaymentId::make(Instant{}, m_random), {kAmount, {}}, "pm_card_visa", "our house"};
        const auto intent = std::get<core::IntentView>(m_line->create(order));
        const ports::PaymentKey key{order.payment, intent.id};
        CHECK(std::get<core::IntentView>(m_line->capture(key, order.amount, {})).captured ==
              kAmount);
        return key;
    }
    std::vector<ports::RefundedTicket> tickets(int count) {
        std::vector<ports::RefundedTicket> all;
        const auto by = TerminalId::make(Instant{}, m_random);
        for (int i = 0; i < count; ++i)
            all.push_back({TicketId::make(Instant{}, m_random), by});
        return all;
    }
    std::vector<ports::ListedRefund> refundsOf(const ports::PaymentKey& key) {
        const auto listed = m_line->list(Instant{});
        CHECK(listed.ok());
        const auto ours = std::find_if(listed->begin(), listed->end(), [&](const auto& each) {
            return each.payment == key.payment;
        });
        CHECK(ours != listed->end());
        return ours->refunds;
    }

private slots:
    void initTestCase() {
        gateways::StripeOptions options;
        options.url = m_process.url();
        options.key = ProviderProcess::kKey;
        options.webhookSecret = ProviderProcess::kWebhookSecret;
        options.times.answer = Milliseconds{500};
        m_line = std::make_unique<gateways::StripeProvider>(options);
    }

    void whatARefundIsForIsKeptWithIt_data() {
        QTest::addColumn<int>("count");
        QTest::newRow("by hand") << 0;
        QTest::newRow("a ticket") << 1;
        QTest::newRow("more than a value holds") << 40;
    }
    void whatARefundIsForIsKeptWithIt() {
        QFETCH(int, count);
        const auto key = taken();
        QVERIFY(refundsOf(key).empty());
        const auto what = tickets(count);
        const auto back =
            std::get<core::IntentView>(m_line->refund(key, {1000, {}}, {0, {}}, what));
        QCOMPARE(back.refunded, std::int64_t{1000});
        // The same again is done once.
        (void)m_line->refund(key, {1000, {}}, {0, {}}, what);
        const auto listed = refundsOf(key);
        QCOMPARE(listed.size(), std::size_t{1});
        QCOMPARE(listed[0].amount, std::int64_t{1000});
        QVERIFY(listed[0].tickets == what);
    }

    void aPaymentThatWentBackInManyPartsIsListedWithAll() {
        const auto key = taken();
        const auto what = tickets(12);
        for (int i = 0; i < 12; ++i)
            QVERIFY(std::holds_alternative<core::IntentView>(
                m_line->refund(key, {100, {}}, {100 * i, {}}, {what[std::size_t(i)]})));
        const auto listed = refundsOf(key);
        QCOMPARE(listed.size(), std::size_t{12});
        for (const auto& ticket : what)
            QCOMPARE(std::count_if(
                         listed.begin(), listed.end(),
                         [&](const auto& each) { return each.tickets == std::vector{ticket}; }),
                     std::ptrdiff_t{1});
        m_process.control("fault", "act=refunds&kind=error");
        QVERIFY(!m_line->list(Instant{}).ok()); // all of them or none
    }

    /// Such as after a restart by which the provider had the note already.
    void aCaptureThatIsAskedForAgainWithAnotherNoteIsTheSame() {
        const ports::PaymentOrder order{
            PaymentId::make(Instant{}, m_random), {kAmount, {}}, "pm_card_visa", "our house"};
        const auto intent = std::get<core::IntentView>(m_line->create(order));
        const ports::PaymentKey key{order.payment, intent.id};
        protocol::SaleNote note;
        note.email = "somebody@example.com";
        m_process.control("fault", "act=capture&kind=lose");
        QVERIFY(std::holds_alternative<core::Lost>(m_line->capture(key, order.amount, note)));
        const auto again = m_line->capture(key, order.amount, {});
        QVERIFY(std::holds_alternative<core::IntentView>(again));
        QCOMPARE(std::get<core::IntentView>(again).captured, kAmount);
        note.email = "another@example.com";
        QVERIFY(std::get<core::IntentView>(m_line->annotate(key, note)).noted);
        note.email.clear();
        QVERIFY(std::get<core::IntentView>(m_line->annotate(key, note)).noted);
    }

    /// Nobody knows what has become of the other words: it is no refusal.
    void whatWasAskedBeforeInOtherWordsIsLookedAt() {
        const auto key = taken();
        const auto what = tickets(2);
        QVERIFY(std::holds_alternative<core::IntentView>(
            m_line->refund(key, {1000, {}}, {0, {}}, {what[0]})));
        QVERIFY(std::holds_alternative<core::Lost>(
            m_line->refund(key, {1000, {}}, {0, {}}, {what[1]})));
        QCOMPARE(std::get<core::IntentView>(m_line->fetch(key)).refunded, std::int64_t{1000});
    }
};

QTEST_GUILESS_MAIN(PaymentProviderTest)
#include "payment_provider_test.moc"
