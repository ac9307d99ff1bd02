#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The showtimes of one business day, by start; `days` are those to choose from. Rows keep their
/// place while numbers change, so that nothing jumps under a finger. Begins with the first day on
/// which something is still to start.
class ScheduleModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    Q_PROPERTY(int nextRow READ nextRow NOTIFY nextRowChanged)
    Q_PROPERTY(QString dayText READ dayText NOTIFY dayChanged)
    Q_PROPERTY(QStringList days READ days NOTIFY dayChanged)
    Q_PROPERTY(int day READ day WRITE setDay NOTIFY dayChanged)

public:
    enum Role {
        MovieRole = Qt::UserRole + 1,
        RatingRole,      ///< "PG-13" or empty
        MinutesTextRole, ///< "118 min" or empty
        AuditoriumRole,
        StartRole, ///< "20:15"
        EndRole,
        StartsInRole, ///< "in 1 h 25 min", "running", "ended"
        PhaseRole,    ///< Phase
        SeatsRole,
        FreeRole, ///< that anybody may still buy: in the pool or this terminal's
        SoldRole,
        FillRole,            ///< 0…1
        SellableOfflineRole, ///< seats this terminal may sell without the server
        ShareTextRole,       ///< "12 here · 40 allotted"; empty when nothing is on lease
        AllottedTextRole,    ///< "40 allotted", "none allotted"
        AllottedFillRole     ///< 0…1: on lease to terminals, this one's included
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
    /// "Today", "Tomorrow", then short dates.
    QStringList days() const;
    /// Position in `days`; -1 while nothing is known.
    int day() const;
    void setDay(int day);
    /// The showtime of that row; null: there is none.
    const core::ShowtimeView* at(int row) const;
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Nothing happens for a row that has ended or is cancelled.
    Q_INVOKABLE void open(int row);

signals:
    void countChanged();
    void nextRowChanged();
    void dayChanged();

private:
    void chooseDay();
    void showDay();
    Phase phaseOf(const core::ShowtimeView& row) const;
    QString startsIn(const core::ShowtimeView& row) const;
    QString shareText(const core::ShowtimeView& row) const;

    Wishes& m_wishes;
    std::vector<core::ShowtimeView> m_all;
    std::vector<Date> m_days;
    std::optional<Date> m_day;
    bool m_dayPicked = false; // by a person: it stays until it is over
    std::vector<core::ShowtimeView> m_rows;
    Instant m_now{};
};

} // namespace foyer::viewmodels
