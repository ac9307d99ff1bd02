#pragma once

#include "qml/Foyer/SeatMap/seat_map_plan.h"

#include <QList>
#include <QObject>
#include <QString>

namespace foyer::gallery {

/// A showtime as a counter might see it on a Friday night, made up but always the same.
class GalleryModel : public QObject {
    Q_OBJECT
    Q_PROPERTY(foyer::qml::SeatMapPlan plan READ plan CONSTANT)
    Q_PROPERTY(QString planName READ planName CONSTANT)
    Q_PROPERTY(QString states READ states CONSTANT)
    Q_PROPERTY(QList<int> mine READ mine CONSTANT)
    Q_PROPERTY(QList<int> selection READ selection NOTIFY selectionChanged)

public:
    explicit GalleryModel(domain::SeatingPlan plan);

    qml::SeatMapPlan plan() const { return m_plan; }
    QString planName() const { return QString::fromStdString(m_plan.plan->name); }
    QString states() const { return m_states; }
    QList<int> mine() const { return m_mine; }
    QList<int> selection() const { return m_selection; }
    Q_INVOKABLE void toggle(int seat);

signals:
    void selectionChanged();

private:
    void fillSeats();
    void chooseSeats();
    bool isFree(std::size_t seat) const;

    qml::SeatMapPlan m_plan;
    QString m_states;
    QList<int> m_mine;
    QList<int> m_selection;
};

} // namespace foyer::gallery
