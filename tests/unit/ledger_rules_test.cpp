// links: shared_domain
#include "shared/base/csv.h"
#include "shared/domain/posting_rules.h"

#include <QtTest>
#include <set>

using namespace foyer;
using namespace foyer::domain;

namespace {

const Currency kEuro{};
Money euro(std::int64_t minor) {
    return {minor, kEuro};
}
Tender tender(TenderKind kind, std::int64_t minor) {
    return {kind, euro(minor), euro(minor), euro(0), "ref"};
}

/// "cash_drawer 1000, ticket_revenue -935", in the order of the rule.
std::string said(const std::vector<Posting>& postings) {
    std::string text;
    for (const auto& posting : postings)
        text += (text.empty() ? "" : ", ") + std::string(nameOf(posting.account)) + " " +
                std::to_string(posting.amount.minor);
    return text;
}

} // namespace

/// One rule per business event.
class LedgerRules : public QObject {
    Q_OBJECT

private slots:
    void theChartNamesEachAccountOnce() {
        std::set<std::string> names;
        for (int i = 0; i < kAccountCount; ++i) {
            const auto account = static_cast<Account>(i);
            names.insert(nameOf(account));
            QVERIFY(accountFrom(nameOf(account)) == account);
        }
        QCOMPARE(names.size(), static_cast<std::size_t>(kAccountCount));
        QVERIFY(!accountFrom("petty_cash"));
        QVERIFY(kindOf(Account::CashDrawer) == AccountKind::Asset);
        QVERIFY(kindOf(Account::Suspense) == AccountKind::Liability);
    }

    void thereIsOneRuleForEachEvent() {
        QCOMPARE(postingRules().size(), static_cast<std::size_t>(kLedgerEventCount));
        std::set<std::string> names;
        for (std::size_t i = 0; i < postingRules().size(); ++i) {
            QVERIFY(postingRules()[i].event == static_cast<LedgerEvent>(i));
            names.insert(nameOf(postingRules()[i].event));
        }
        QCOMPARE(names.size(), postingRules().size());
    }

    void eachEventPostsWhatItsRuleSays_data() {
        QTest::addColumn<int>("event");
        QTest::addColumn<QString>("wanted");
        const auto row = [](LedgerEvent event, const char* wanted) {
            QTest::newRow(nameOf(event)) << static_cast<int>(event) << wanted;
        };
        row(LedgerEvent::Sale,
            "cash_drawer 600, card_receivable 400, ticket_revenue -935, tax_payable -65");
        row(LedgerEvent::RefundDue, "cash_drawer 600, card_receivable 400, refund_payable -1000");
        row(LedgerEvent::PaidBack, "ticket_revenue 935, tax_payable 65, refund_payable 200, "
                                   "cash_drawer -600, card_receivable -400, over_short 50, "
                                   "fee_revenue -250");
        row(LedgerEvent::Suspended, "cash_drawer 600, card_receivable 400, suspense -1000");
        row(LedgerEvent::Released, "suspense 1000, cash_drawer -600, card_receivable -400");
        row(LedgerEvent::CardOpen, "card_receivable 1000, suspense -1000");
        row(LedgerEvent::CardSettled, "card_receivable -1000, suspense 1000");
        row(LedgerEvent::Declined, "customer_receivable 1000, card_receivable -1000");
        row(LedgerEvent::TakenBack,
            "ticket_revenue 935, tax_payable 65, customer_receivable -1000");
        row(LedgerEvent::Forgiven, "refund_payable 1000, customer_receivable -1000");
        row(LedgerEvent::Written, "bad_debt 1000, customer_receivable -1000");
    }
    void eachEventPostsWhatItsRuleSays() {
        QFETCH(int, event);
        QFETCH(QString, wanted);
        const auto which = static_cast<LedgerEvent>(event);
        Amounts amounts(kEuro);
        amounts.tenders = {tender(TenderKind::Cash, 600), tender(TenderKind::Card, 400)};
        amounts.net = euro(935);
        amounts.tax = euro(65);
        amounts.owed = euro(which == LedgerEvent::PaidBack ? 200 : 1000);
        amounts.excess = euro(50);
        amounts.kept = euro(250);
        amounts.card = euro(1000);
        const auto postings = post(which, amounts);
        QCOMPARE(QString::fromStdString(said(postings)), wanted);
        QVERIFY(isBalanced(postings));
    }

    void whatCashWasRoundedByIsALineOfItsOwn() {
        Amounts amounts(kEuro);
        amounts.tenders = {tender(TenderKind::Cash, 598), tender(TenderKind::Card, 400)};
        amounts.tenders[0].rounded = 2;
        amounts.net = euro(998);
        amounts.owed = amounts.card = euro(998);
        QCOMPARE(said(post(LedgerEvent::Sale, amounts)),
                 std::string("cash_drawer 600, card_receivable 400, rounding -2, ticket_revenue "
                             "-998"));
        QCOMPARE(said(post(LedgerEvent::RefundDue, amounts)),
                 std::string("cash_drawer 600, card_receivable 400, rounding -2, refund_payable "
                             "-998"));
        QCOMPARE(said(post(LedgerEvent::Suspended, amounts)),
                 std::string("cash_drawer 600, card_receivable 400, rounding -2, suspense -998"));
        QCOMPARE(said(post(LedgerEvent::Released, amounts)),
                 std::string("suspense 998, cash_drawer -600, card_receivable -400, rounding 2"));
        amounts.owed = euro(0);
        QCOMPARE(said(post(LedgerEvent::PaidBack, amounts)),
                 std::string("ticket_revenue 998, cash_drawer -600, card_receivable -400, rounding "
                             "2"));
    }

    void whatIsZeroIsNotPosted() {
        Amounts amounts(kEuro);
        amounts.tenders = {tender(TenderKind::Voucher, 0), tender(TenderKind::Cash, 500)};
        amounts.net = euro(500);
        QCOMPARE(said(post(LedgerEvent::Sale, amounts)),
                 std::string("cash_drawer 500, ticket_revenue -500"));
    }

    void aFieldIsDataAndNoFormula_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("field");
        QTest::newRow("plain") << QByteArray("Counter 1") << QByteArray("Counter 1");
        QTest::newRow("comma") << QByteArray("a,b") << QByteArray("\"a,b\"");
        QTest::newRow("quotes") << QByteArray("a\"b") << QByteArray("\"a\"\"b\"");
        QTest::newRow("lines") << QByteArray("a\nb") << QByteArray("\"a\nb\"");
        QTest::newRow("formula") << QByteArray("=1+1") << QByteArray("\"'=1+1\"");
        QTest::newRow("plus") << QByteArray("+1") << QByteArray("\"'+1\"");
        QTest::newRow("minus") << QByteArray("-1") << QByteArray("\"'-1\"");
        QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("\"'@SUM(A1)\"");
        QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("\"'\t=1\"");
        QTest::newRow("behind blanks") << QByteArray("  =1") << QByteArray("\"'  =1\"");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
    }
    void aFieldIsDataAndNoFormula() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, field);
        QCOMPARE(QByteArray::fromStdString(csvText(text.toStdString())), field);
    }

    void amountsHaveTheDigitsOfTheirCurrency() {
        QCOMPARE(csvAmount(euro(-5)), std::string("-0.05"));
        QCOMPARE(csvAmount({1250, *Currency::parse("JPY")}), std::string("1250"));
        QCOMPARE(csvAmount({1250, *Currency::parse("KWD")}), std::string("1.250"));
        QCOMPARE(csvLine({"a", "", "b"}), std::string("a,,b\r\n"));
    }
};

QTEST_APPLESS_MAIN(LedgerRules)
#include "ledger_rules_test.moc"
