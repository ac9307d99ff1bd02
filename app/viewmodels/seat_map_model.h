#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"
#include "qml/Foyer/SeatMap/seat_map_plan.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The seat map of the open showtime, and what may be done with it.
class SeatMapModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(bool open READ open NOTIFY opened)
    Q_PROPERTY(foyer::qml::SeatMapPlan plan READ plan NOTIFY opened)
    Q_PROPERTY(QString letters READ letters NOTIFY lettersChanged)
    Q_PROPERTY(QList<int> mine READ mine NOTIFY lettersChanged)
    Q_PROPERTY(QList<int> selection READ selection NOTIFY selectionChanged)
    Q_PROPERTY(QString movie READ movie NOTIFY headingChanged)
    Q_PROPERTY(QString heading READ heading NOTIFY headingChanged)

public:
    SeatMapModel(Wishes& wishes, QObject* parent);

    void show(const core::SeatMapView* view);
    void showSelection(const core::SaleView& sale);
    void showHeading(const core::ScheduleView& schedule);

    bool open() const { return m_view.plan != nullptr; }
    qml::SeatMapPlan plan() const { return {m_view.plan}; }
    /// One letter per seat, those of the API; a seat of `mine` is "a".
    QString letters() const { return m_letters; }
    /// Seats this terminal may sell now, with or without the server.
    QList<int> mine() const { return m_mine; }
    QList<int> selection() const { return m_selection; }
    QString movie() const { return m_movie; }
    QString heading() const { return m_heading; } // "20:15 · Saal 3 · 212 of 300 free"
    ShowtimeId showtime() const { return m_view.showtime; }

    Q_INVOKABLE void toggle(int seat);
    Q_INVOKABLE void chooseBest(int count);
    Q_INVOKABLE void close();

signals:
    void opened();
    void lettersChanged();
    void selectionChanged();
    void headingChanged();

private:
    Wishes& m_wishes;
    core::SeatMapView m_view;
    QString m_letters;
    QList<int> m_mine;
    QList<int> m_selection;
    QString m_movie;
    QString m_heading;
};

} // namespace foyer::viewmodels
