#pragma once

#include "app/viewmodels/day_model.h"
#include "app/viewmodels/schedule_model.h"
#include "app/viewmodels/share_model.h"
#include "app/viewmodels/terminals_model.h"

namespace foyer::viewmodels {

/// What the office sees and decides beside its tasks. A page says what it shows; only that is asked
/// of the server, again and again, until another page does.
class OfficeModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(foyer::viewmodels::TerminalsModel* terminals READ terminals CONSTANT)
    Q_PROPERTY(foyer::viewmodels::DayModel* day READ day CONSTANT)
    Q_PROPERTY(foyer::viewmodels::ShareModel* share READ share CONSTANT)
    Q_PROPERTY(bool deciding READ deciding NOTIFY changed)
    Q_PROPERTY(bool waiting READ waiting NOTIFY changed) ///< no answer yet since the page came up
    /// Why what is shown may be old; empty: it is not.
    Q_PROPERTY(QString staleText READ staleText NOTIFY changed)
    /// What became of the last decision; empty: none since the page came up.
    Q_PROPERTY(QString outcomeText READ outcomeText NOTIFY changed)
    Q_PROPERTY(bool outcomeGood READ outcomeGood NOTIFY changed)

public:
    OfficeModel(Wishes& wishes, const ScheduleModel& schedule, QObject* parent);

    void show(const core::OfficeView& view);
    void showPeople(const core::LoginView& people);
    void tick(Instant now, Milliseconds utcOffset);

    TerminalsModel* terminals() { return &m_terminals; }
    DayModel* day() { return &m_day; }
    ShareModel* share() { return &m_share; }
    bool deciding() const { return m_view.deciding; }
    bool waiting() const { return !m_view.heardAt; }
    QString staleText() const;
    QString outcomeText() const;
    bool outcomeGood() const;

    Q_INVOKABLE void watchTerminals();
    Q_INVOKABLE void watchDay();
    Q_INVOKABLE void watchShare(int scheduleRow);
    Q_INVOKABLE void watchNothing();

signals:
    void changed();
    /// A decision has come to its end; `outcomeText` says how.
    void decided();

private:
    Wishes& m_wishes;
    const ScheduleModel& m_schedule;
    core::OfficeView m_view;
    Milliseconds m_utcOffset{};
    TerminalsModel m_terminals;
    DayModel m_day;
    ShareModel m_share;
};

} // namespace foyer::viewmodels
