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
        TitleRole = Qt::UserRole + 1, ///< what kind of work it is, in a few words
        TextRole,                     ///< what happened, what is safe, what to do
        FactsRole,                    ///< reference, movie, start, seats, amount
        DeadlineTextRole,             ///< "in 25 min", "overdue"; empty: none
        UrgentRole,
        MineRole,
        IconRole,
        CanPrintRole,
        CanRefundRole,
        CanCallRole,
        CanSettleRole
    };

    TasksModel(Wishes& wishes, QObject* parent);

    void show(const core::TasksView& view);
    void tick(Instant now);
    int count() const { return static_cast<int>(m_rows.size()); }
    int urgent() const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void print(int row);
    Q_INVOKABLE void refund(int row);
    Q_INVOKABLE void called(int row, const QString& note);
    Q_INVOKABLE void settle(int row, const QString& note);

signals:
    void countChanged();

private:
    bool isUrgent(const core::TaskView& task) const;
    const core::TaskView* at(int row) const;

    Wishes& m_wishes;
    std::vector<core::TaskView> m_rows;
    Instant m_now{};
};

} // namespace foyer::viewmodels
