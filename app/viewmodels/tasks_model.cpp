#include "app/viewmodels/tasks_model.h"

#include "app/viewmodels/format.h"
#include "app/viewmodels/office_text.h"

#include <algorithm>

namespace foyer::viewmodels {

using protocol::TaskAction;

namespace {

constexpr std::chrono::minutes kUrgent{30};

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

QString factsOf(const core::TaskView& task) {
    QStringList facts;
    if (!task.reference.empty())
        facts.append(text(task.reference));
    if (!task.movie.empty())
        facts.append(text(task.movie));
    if (task.start)
        facts.append(timeText(*task.start, task.utcOffset));
    // Where somebody moved, the moves say more.
    if (!task.seats.empty() && task.moves.empty()) {
        QStringList seats;
        for (const std::string& seat : task.seats)
            seats.append(text(seat));
        facts.append(TasksModel::tr("seats %1").arg(seats.join(QStringLiteral(", "))));
    }
    if (task.amount)
        facts.append(moneyText(*task.amount));
    if (!task.contact.empty())
        facts.append(text(task.contact));
    return facts.join(QStringLiteral(" · "));
}

QString movesOf(const core::TaskView& task) {
    QStringList moves;
    for (const auto& move : task.moves)
        moves.append(TasksModel::tr("%1 → %2").arg(text(move.from), text(move.to)));
    return moves.join(QStringLiteral(", "));
}

QString ownerOf(const core::TaskView& task) {
    if (task.mine)
        return {};
    return task.owner.empty() ? TasksModel::tr("For the office")
                              : TasksModel::tr("For %1").arg(text(task.owner));
}

QString refundOf(const core::TaskView& task) {
    using domain::TenderKind;
    switch (task.tender.value_or(TenderKind::Cash)) {
    case TenderKind::Cash:
        return TasksModel::tr("Pay back in cash");
    case TenderKind::Card:
        return TasksModel::tr("Pay back to the card");
    case TenderKind::Voucher:
        return TasksModel::tr("Pay back as a voucher");
    }
    CHECK(false);
}

QString keyOf(const core::TaskView& task) {
    return text(task.id.toString());
}

bool sameTasks(const std::vector<core::TaskView>& a, const std::vector<core::TaskView>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto& left, const auto& right) { return left.id == right.id; });
}

bool allows(const core::TaskView& task, TaskAction action) {
    return std::find(task.actions.begin(), task.actions.end(), action) != task.actions.end();
}

/// The sale may be on another terminal, or on a disk that was replaced.
QString hintOf(const core::TaskView& task) {
    if (task.paidBack)
        return TasksModel::tr("This terminal has given the money back already, and that is on "
                              "record. Hand nothing out again. This closes by itself once the "
                              "server has heard of it, or settle it now.");
    if (task.saleHere || !allows(task, TaskAction::PrintTicket))
        return {};
    const QString where =
        task.mine ? TasksModel::tr("The new tickets cannot be printed here: this terminal does "
                                   "not have the sale any more.")
        : task.owner.empty()
            ? TasksModel::tr("The new tickets cannot be printed here.")
            : TasksModel::tr("Only %1 can print the new tickets.").arg(text(task.owner));
    if (!allows(task, TaskAction::Settle))
        return where;
    return where + u' ' + TasksModel::tr("It can be settled here once the customer has a seat.");
}

} // namespace

TasksModel::TasksModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void TasksModel::show(const core::TasksView& view) {
    // What is being read stays where it is while others' numbers change.
    if (sameTasks(m_rows, view.tasks)) {
        m_rows = view.tasks;
        if (!m_rows.empty())
            emit dataChanged(index(0), index(count() - 1));
    } else {
        beginResetModel();
        m_rows = view.tasks;
        endResetModel();
    }
    emit countChanged();
}

void TasksModel::tick(Instant now) {
    const int before = urgent();
    m_now = now;
    if (m_rows.empty())
        return;
    emit dataChanged(index(0), index(count() - 1), {DeadlineTextRole, UrgentRole});
    if (urgent() != before)
        emit countChanged();
}

bool TasksModel::isUrgent(const core::TaskView& task) const {
    return task.deadline && *task.deadline < m_now + kUrgent;
}

int TasksModel::urgent() const {
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(),
                                          [this](const auto& task) { return isUrgent(task); }));
}

int TasksModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count();
}

QVariant TasksModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::TaskView& task = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole:
        return keyOf(task);
    case MovesTextRole:
        return movesOf(task);
    case OwnerTextRole:
        return ownerOf(task);
    case HintTextRole:
        return hintOf(task);
    case AmountTextRole:
        return task.amount ? moneyText(*task.amount) : QString();
    case RefundTextRole:
        return refundOf(task);
    case TitleRole:
        return taskTitle(task.kind);
    case TextRole:
        return withLocalMoney(text(task.text));
    case FactsRole:
        return factsOf(task);
    case DeadlineTextRole:
        if (!task.deadline)
            return QString();
        return *task.deadline <= m_now ? tr("overdue")
                                       : tr("in %1").arg(waitText(*task.deadline - m_now));
    case UrgentRole:
        return isUrgent(task);
    case MineRole:
        return task.mine;
    case IconRole:
        return taskIcon(task.kind);
    case CanPrintRole:
        return task.printable && allows(task, TaskAction::PrintTicket);
    case CanRefundRole:
        return allows(task, TaskAction::RefundTender) && !task.paidBack;
    case CanCallRole:
        return allows(task, TaskAction::CallCustomer);
    case CanSettleRole:
        return allows(task, TaskAction::Settle) || task.paidBack;
    case OwedRole:
        return task.kind == protocol::TaskKind::RefundDue && !task.paidBack;
    }
    return {};
}

QHash<int, QByteArray> TasksModel::roleNames() const {
    return {{KeyRole, "key"},
            {TitleRole, "title"},
            {TextRole, "explanation"},
            {FactsRole, "facts"},
            {MovesTextRole, "movesText"},
            {OwnerTextRole, "ownerText"},
            {HintTextRole, "hintText"},
            {AmountTextRole, "amountText"},
            {RefundTextRole, "refundText"},
            {DeadlineTextRole, "deadlineText"},
            {UrgentRole, "isUrgent"},
            {MineRole, "mine"},
            {IconRole, "iconName"},
            {CanPrintRole, "canPrint"},
            {CanRefundRole, "canRefund"},
            {CanCallRole, "canCall"},
            {CanSettleRole, "canSettle"},
            {OwedRole, "isOwed"}};
}

const core::TaskView* TasksModel::find(const QString& key) const {
    const auto at = std::find_if(m_rows.begin(), m_rows.end(),
                                 [&](const auto& task) { return keyOf(task) == key; });
    return at == m_rows.end() ? nullptr : &*at;
}

void TasksModel::print(const QString& key) {
    if (const auto* task = find(key))
        m_wishes.wish(core::PrintTask{task->id});
}

void TasksModel::refund(const QString& key) {
    if (const auto* task = find(key))
        m_wishes.wish(core::RefundTask{task->id, task->tender.value_or(domain::TenderKind::Cash)});
}

void TasksModel::called(const QString& key, const QString& note) {
    if (const auto* task = find(key))
        m_wishes.wish(
            core::FinishTask{task->id, TaskAction::CallCustomer, note.trimmed().toStdString()});
}

void TasksModel::settle(const QString& key, const QString& note) {
    if (const auto* task = find(key))
        m_wishes.wish(core::FinishTask{task->id, TaskAction::Settle, note.trimmed().toStdString()});
}

} // namespace foyer::viewmodels
