// links: app_fakes

#include "app/viewmodels/tasks_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QSignalSpy>
#include <QTest>

using namespace foyer;
using namespace std::chrono_literals;
using viewmodels::TasksModel;

namespace {

core::TaskView task(std::size_t number) {
    core::TaskView task;
    task.id = fakes::idOf<TaskId>(9, number);
    task.kind = protocol::TaskKind::RefundDue;
    task.text = "What to do.";
    task.mine = true;
    task.amount = Money{2'500, *Currency::parse("EUR")};
    task.actions = {protocol::TaskAction::RefundTender, protocol::TaskAction::Settle};
    return task;
}

} // namespace

class Tasks : public QObject {
    Q_OBJECT

    fakes::FakeTerminal m_terminal;

    static QString role(const TasksModel& model, int row, int role) {
        return model.data(model.index(row), role).toString();
    }

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale(QStringLiteral("de_DE")));
        m_terminal.answers = false;
    }
    void init() { m_terminal.wishes.clear(); }

    void theTaskThatWasAskedAboutIsTheOneThatIsPaid() {
        TasksModel model(m_terminal, nullptr);
        model.show({{task(1), task(2)}});
        const QString asked = role(model, 1, TasksModel::KeyRole);
        model.show({{task(2), task(3)}}); // the first one was settled meanwhile
        model.refund(asked);
        QCOMPARE(m_terminal.last<core::RefundTask>().task, task(2).id);
    }

    void aTaskThatIsGoneIsLeftAlone() {
        TasksModel model(m_terminal, nullptr);
        model.show({{task(1)}});
        const QString asked = role(model, 0, TasksModel::KeyRole);
        QVERIFY(model.has(asked));
        model.show({{task(2)}});
        QVERIFY(!model.has(asked));
        model.refund(asked);
        model.settle(asked, QStringLiteral("done"));
        QCOMPARE(m_terminal.wishes.size(), 0u);
    }

    void whatIsReadStaysInItsPlaceWhileNumbersChange() {
        TasksModel model(m_terminal, nullptr);
        model.show({{task(1), task(2)}});
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        auto changed = task(2);
        changed.text = "Something else.";
        model.show({{task(1), changed}});
        QCOMPARE(resets.count(), 0);
        QCOMPARE(role(model, 1, TasksModel::TextRole), QStringLiteral("Something else."));
        model.show({{task(2)}});
        QCOMPARE(resets.count(), 1);
    }

    void aReseatingShowsOldSeatAndNew() {
        TasksModel model(m_terminal, nullptr);
        auto moved = task(1);
        moved.seats = {"G7", "G8"};
        model.show({{moved}});
        QVERIFY(role(model, 0, TasksModel::FactsRole).contains(QStringLiteral("G7, G8")));
        moved.moves = {{"F7", "G7"}, {"F8", "G8"}};
        model.show({{moved}});
        QCOMPARE(role(model, 0, TasksModel::MovesTextRole), QStringLiteral("F7 → G7, F8 → G8"));
        QVERIFY(!role(model, 0, TasksModel::FactsRole).contains(QStringLiteral("G7")));
    }

    void whoseWorkItIsIsSaidWhenItIsAnothers() {
        TasksModel model(m_terminal, nullptr);
        auto other = task(2);
        other.mine = false;
        other.owner = "Counter 2";
        auto nobodys = task(3);
        nobodys.mine = false;
        model.show({{task(1), other, nobodys}});
        QVERIFY(role(model, 0, TasksModel::OwnerTextRole).isEmpty());
        QVERIFY(role(model, 1, TasksModel::OwnerTextRole).contains(QStringLiteral("Counter 2")));
        QVERIFY(!role(model, 2, TasksModel::OwnerTextRole).isEmpty());
    }

    void newTicketsArePrintedOnlyWhereTheSaleIs() {
        using protocol::TaskAction;
        TasksModel model(m_terminal, nullptr);
        auto own = task(1);
        own.kind = protocol::TaskKind::Reseated;
        own.actions = {TaskAction::PrintTicket, TaskAction::CallCustomer, TaskAction::Settle};
        own.saleHere = own.printable = true;
        auto waiting = own; // nobody has said yet where to
        waiting.id = fakes::idOf<TaskId>(9, 2);
        waiting.printable = false;
        auto replaced = waiting; // its disk
        replaced.id = fakes::idOf<TaskId>(9, 3);
        replaced.saleHere = false;
        auto others = replaced;
        others.id = fakes::idOf<TaskId>(9, 4);
        others.mine = false;
        others.owner = "Counter 2";
        model.show({{own, waiting, replaced, others}});
        for (int row = 0; row < 4; ++row) {
            const QModelIndex at = model.index(row);
            QCOMPARE(model.data(at, TasksModel::CanPrintRole).toBool(), row == 0);
            QCOMPARE(role(model, row, TasksModel::HintTextRole).isEmpty(), row < 2);
            QVERIFY(model.data(at, TasksModel::CanSettleRole).toBool());
        }
        QVERIFY(role(model, 3, TasksModel::HintTextRole).contains(QStringLiteral("Counter 2")));
        model.settle(role(model, 3, TasksModel::KeyRole), QStringLiteral(" has a seat "));
        const auto& wish = m_terminal.last<core::FinishTask>();
        QCOMPARE(wish.task, others.id);
        QCOMPARE(wish.action, TaskAction::Settle);
        QCOMPARE(wish.note, std::string("has a seat"));
    }

    void whereTheCustomerCanBeReachedIsAFact() {
        TasksModel model(m_terminal, nullptr);
        auto online = task(1);
        online.contact = "ada@example.com";
        auto odd = task(2);
        odd.kind = protocol::TaskKind::QuarantinedEntry;
        model.show({{online, odd}});
        QVERIFY(role(model, 0, TasksModel::FactsRole).contains(QStringLiteral("ada@example.com")));
        QVERIFY(!role(model, 1, TasksModel::FactsRole).contains(QLatin1Char('@')));
        QVERIFY(model.data(model.index(0), TasksModel::OwedRole).toBool());
        QVERIFY(!model.data(model.index(1), TasksModel::OwedRole).toBool());
    }

    void whatWasPaidBackHereCanBeSettledAndNotPaid() {
        TasksModel model(m_terminal, nullptr);
        auto paid = task(1);
        paid.actions = {protocol::TaskAction::RefundTender};
        model.show({{paid}});
        QVERIFY(model.data(model.index(0), TasksModel::CanRefundRole).toBool());
        QVERIFY(!model.data(model.index(0), TasksModel::CanSettleRole).toBool());
        QVERIFY(role(model, 0, TasksModel::HintTextRole).isEmpty());
        paid.paidBack = true;
        model.show({{paid}});
        QVERIFY(!model.data(model.index(0), TasksModel::CanRefundRole).toBool());
        QVERIFY(model.data(model.index(0), TasksModel::CanSettleRole).toBool());
        QVERIFY(!role(model, 0, TasksModel::HintTextRole).isEmpty());
    }

    void moneyGoesBackByTheMeansItCameIn() {
        TasksModel model(m_terminal, nullptr);
        auto card = task(1);
        card.tender = domain::TenderKind::Card;
        model.show({{card, task(2)}});
        QVERIFY(role(model, 0, TasksModel::RefundTextRole) !=
                role(model, 1, TasksModel::RefundTextRole));
        model.refund(role(model, 0, TasksModel::KeyRole));
        QCOMPARE(m_terminal.last<core::RefundTask>().tender, domain::TenderKind::Card);
        model.refund(role(model, 1, TasksModel::KeyRole));
        QCOMPARE(m_terminal.last<core::RefundTask>().tender, domain::TenderKind::Cash);
        QVERIFY(role(model, 0, TasksModel::AmountTextRole).startsWith(QStringLiteral("25,00")));
        card.text = "The money, 25.00 EUR, is owed to the customer.";
        model.show({{card}});
        QVERIFY(
            role(model, 0, TasksModel::TextRole).startsWith(QStringLiteral("The money, 25,00")));
    }
};

QTEST_APPLESS_MAIN(Tasks)
#include "tasks_test.moc"
