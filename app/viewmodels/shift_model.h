#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The question before a shift ends: what its end does, or what stands in its way. What became of
/// it is a notice.
class ShiftModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(bool canEnd READ canEnd NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(bool serverAway READ serverAway NOTIFY changed) ///< seats cannot go to anybody yet

public:
    ShiftModel(Wishes& wishes, QObject* parent);

    void showStatus(const core::StatusView& view);
    void showSale(const core::SaleView& view);
    void showTasks(const core::TasksView& view);

    bool canEnd() const { return obstacle().isEmpty(); }
    QString text() const;
    bool serverAway() const { return m_connection != core::Connection::Online; }

    /// Does nothing when it cannot end now.
    Q_INVOKABLE void end();

signals:
    void changed();

private:
    QString obstacle() const;

    Wishes& m_wishes;
    core::Connection m_connection = core::Connection::Connecting;
    core::SellingStop m_stop = core::SellingStop::None;
    core::SaleState m_sale = core::SaleState::Choosing;
    int m_tasks = 0;
};

} // namespace foyer::viewmodels
