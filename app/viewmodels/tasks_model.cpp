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
    if (!task.seats.empty()) {
        QStringList seats;
        for (const std::string& seat : task.seats)
            seats.append(text(seat));
        facts.append(TasksModel::tr("seats %1").arg(seats.join(QStringLiteral(", "))));
    }
    if (task.amount)
        facts.append(moneyText(*task.amount));
    return facts.join(QStringLiteral(" · "));
}

bool allows(const core::TaskView& task, TaskAction action) {
    return std::find(task.actions.begin(), task.actions.end(), action) != task.actions.end();
}

} // namespace

TasksModel::TasksModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void TasksModel::show(const core::TasksView& view) {
    beginResetModel();
    m_rows = view.tasks;
    endResetModel();
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
    case TitleRole:
        return taskTitle(task.kind);
    case TextRole:
        return text(task.text);
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
        return task.mine && allows(task, TaskAction::PrintTicket);
    case CanRefundRole:
        return allows(task, TaskAction::RefundTender);
    case CanCallRole:
        return allows(task, TaskAction::CallCustomer);
    case CanSettleRole:
        return allows(task, TaskAction::Settle);
    }
    return {};
}

QHash<int, QByteArray> TasksModel::roleNames() const {
    return {{TitleRole, "title"},         {TextRole, "explanation"},
            {FactsRole, "facts"},         {DeadlineTextRole, "deadlineText"},
            {UrgentRole, "isUrgent"},     {MineRole, "mine"},
            {IconRole, "iconName"},       {CanPrintRole, "canPrint"},
            {CanRefundRole, "canRefund"}, {CanCallRole, "canCall"},
            {CanSettleRole, "canSettle"}};
}

const core::TaskView* TasksModel::at(int row) const {
    return row >= 0 && row < count() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

void TasksModel::print(int row) {
    if (const auto* task = at(row))
        m_wishes.wish(core::PrintTask{task->id});
}

void TasksModel::refund(int row) {
    if (const auto* task = at(row))
        m_wishes.wish(core::RefundTask{task->id});
}

void TasksModel::called(int row, const QString& note) {
    if (const auto* task = at(row))
        m_wishes.wish(
            core::FinishTask{task->id, TaskAction::CallCustomer, note.trimmed().toStdString()});
}

void TasksModel::settle(int row, const QString& note) {
    if (const auto* task = at(row))
        m_wishes.wish(core::FinishTask{task->id, TaskAction::Settle, note.trimmed().toStdString()});
}

} // namespace foyer::viewmodels
