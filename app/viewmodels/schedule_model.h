#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The showtimes of the business day, by start. Rows keep their place while numbers change, so that
/// nothing jumps under a finger.
class ScheduleModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int nextRow READ nextRow NOTIFY nextRowChanged)
    Q_PROPERTY(QString dayText READ dayText NOTIFY countChanged)

public:
    enum Role {
        MovieRole = Qt::UserRole + 1,
        RatingRole,      ///< "PG-13" or empty
        MinutesTextRole, ///< "118 min" or empty
        AuditoriumRole,
        StartRole, ///< "20:15"
        EndRole,
        StartsInRole, ///< "in 25 min", "running", "ended"
        PhaseRole,    ///< Phase
        SeatsRole,
        FreeRole, ///< that anybody may still buy: in the pool or this terminal's
        SoldRole,
        FillRole,           ///< 0…1
        SellableOfflineRole ///< seats this terminal may sell without the server
    };
    enum Phase { Coming, Soon, Running, Ended, Cancelled };
    Q_ENUM(Phase)

    ScheduleModel(Wishes& wishes, QObject* parent);

    void show(const core::ScheduleView& view);
    void tick(Instant now);

    int count() const { return static_cast<int>(m_rows.size()); }
    /// The first row that has not started (or started within ten minutes); -1 when none.
    int nextRow() const;
    QString dayText() const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void open(int row);

signals:
    void countChanged();
    void nextRowChanged();

private:
    Phase phaseOf(const core::ShowtimeView& row) const;
    QString startsIn(const core::ShowtimeView& row) const;

    Wishes& m_wishes;
    std::vector<core::ShowtimeView> m_rows;
    Instant m_now{};
};

} // namespace foyer::viewmodels
