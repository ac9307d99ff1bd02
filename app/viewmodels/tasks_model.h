#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// Human work that verdicts have opened, the most urgent first, with what may be done about it.
class TasksModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int urgent READ urgent NOTIFY countChanged) ///< due within the half hour, or overdue

public:
    enum Role {
        KeyRole = Qt::UserRole + 1, ///< names the task, wherever its row has moved to
        TitleRole,                  ///< what kind of work it is, in a few words
        TextRole,                   ///< what happened, what is safe, what to do
        FactsRole,                  ///< reference, movie, start, seats, amount
        MovesTextRole,              ///< "F7 → G7, F8 → G8"; empty: nobody moved
        OwnerTextRole,              ///< whose work it is when it is not this terminal's
        HintTextRole,               ///< why its tickets do not come out here; empty: they do
        AmountTextRole,             ///< what is owed; empty: nothing
        RefundTextRole,             ///< "Pay back in cash", by the means it came in
        DeadlineTextRole,           ///< "in 25 min", "overdue"; empty: none
        UrgentRole,
        MineRole,
        IconRole,
        CanPrintRole,
        CanRefundRole,
        CanCallRole,
        CanSettleRole,
        OwedRole
    };

    TasksModel(Wishes& wishes, QObject* parent);

    void show(const core::TasksView& view);
    void tick(Instant now);
    int count() const { return static_cast<int>(m_rows.size()); }
    int urgent() const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// `key` is a KeyRole: while a person reads a question, rows move. A task that is gone
    /// meanwhile is left alone.
    Q_INVOKABLE void print(const QString& key);
    Q_INVOKABLE void refund(const QString& key);
    Q_INVOKABLE void called(const QString& key, const QString& note);
    Q_INVOKABLE void settle(const QString& key, const QString& note);
    Q_INVOKABLE bool has(const QString& key) const { return find(key) != nullptr; }

signals:
    void countChanged();

private:
    bool isUrgent(const core::TaskView& task) const;
    const core::TaskView* find(const QString& key) const;

    Wishes& m_wishes;
    std::vector<core::TaskView> m_rows;
    Instant m_now{};
};

} // namespace foyer::viewmodels
