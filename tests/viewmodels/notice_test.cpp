// links: app_fakes

#include "app/viewmodels/notice_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QSet>
#include <QTest>

using namespace foyer;
using viewmodels::NoticeModel;

namespace {

core::Notice noticeOf(int code) {
    core::Notice notice;
    notice.code = static_cast<core::NoticeCode>(code);
    notice.seats = {SeatNo{3}, SeatNo{4}};
    notice.amount = Money{12'50};
    notice.count = 7;
    notice.seconds = 28;
    return notice;
}

} // namespace

class Notices : public QObject {
    Q_OBJECT

private slots:
    void everyCodeHasASentenceOfItsOwn() {
        QSet<QString> sentences;
        for (int code = 0; code < core::kNoticeCodeCount; ++code) {
            const QString text = viewmodels::noticeText(noticeOf(code), QStringLiteral("F12, F13"));
            QVERIFY2(text.size() > 15, qPrintable(text));
            QVERIFY2(text.endsWith(u'.'), qPrintable(text));
            QVERIFY2(!text.contains(u'%'), qPrintable(text));
            sentences.insert(text);
        }
        QCOMPARE(sentences.size(), core::kNoticeCodeCount);
    }

    void whatStopsSellingIsRedAndSaidByTheStopBanner() {
        for (const auto code : {core::NoticeCode::StorageFailed, core::NoticeCode::Quarantined}) {
            QCOMPARE(viewmodels::severityOf(code), NoticeModel::Danger);
            QCOMPARE(viewmodels::topicOf(code), NoticeModel::Stop);
        }
        QCOMPARE(viewmodels::severityOf(core::NoticeCode::SaleVoided), NoticeModel::Good);
        QCOMPARE(viewmodels::topicOf(core::NoticeCode::WrongPin), NoticeModel::Pin);
        QCOMPARE(viewmodels::topicOf(core::NoticeCode::PrinterFailed), NoticeModel::Paper);
        QCOMPARE(viewmodels::topicOf(core::NoticeCode::SeatTaken), NoticeModel::General);
    }

    void seatsAreNamedByThePlan() {
        fakes::FakeTerminal terminal;
        NoticeModel model(terminal, nullptr);
        const auto plan = fakes::plans().front();
        model.showPlan(plan);
        core::Notice notice = noticeOf(0);
        notice.offer = {SeatNo{8}, SeatNo{9}};
        model.show({notice});
        QVERIFY(model.visible());
        QVERIFY(model.text().contains(QString::fromStdString(plan->seatName(SeatNo{3}))));
        QVERIFY(model.offerText().contains(QString::fromStdString(plan->seatName(SeatNo{9}))));
    }

    void withoutAnOfferThereIsNothingToTake() {
        fakes::FakeTerminal terminal;
        NoticeModel model(terminal, nullptr);
        model.show({noticeOf(0)});
        QVERIFY(model.offerText().isEmpty());
    }

    void theAnswersAreWishes() {
        fakes::FakeTerminal terminal;
        terminal.answers = false;
        NoticeModel model(terminal, nullptr);
        model.acceptOffer();
        model.dismiss();
        QCOMPARE(terminal.count<core::AcceptOffer>(), 1u);
        QCOMPARE(terminal.count<core::DismissNotice>(), 1u);
    }

    void aDismissedNoticeIsGone() {
        fakes::FakeTerminal terminal;
        NoticeModel model(terminal, nullptr);
        model.show({noticeOf(5)});
        model.show({});
        QVERIFY(!model.visible());
        QVERIFY(model.text().isEmpty());
        QCOMPARE(model.topic(), NoticeModel::General);
    }
};

QTEST_APPLESS_MAIN(Notices)
#include "notice_test.moc"
