#pragma once

#include "seat_map_colors.h"

#include <QQuickPaintedItem>

#include <memory>

namespace foyer::qml {

/// One seat drawn alone, for the legend: `look` is one of "free", "mine", "selected", "held",
/// "allotted", "sold", "blocked"; `kind` a word of the plan file.
class SeatSample : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QString look MEMBER m_look NOTIFY changed)
    Q_PROPERTY(QString kind MEMBER m_kind NOTIFY changed)
    Q_PROPERTY(foyer::qml::SeatMapColors* colors READ colors WRITE setColors NOTIFY changed)
    QML_ELEMENT

public:
    explicit SeatSample(QQuickItem* parent = nullptr);

    /// Not owned; those of the map the legend belongs to.
    SeatMapColors* colors() const { return m_colors; }
    void setColors(SeatMapColors* colors);
    void paint(QPainter* painter) override;

signals:
    void changed();

private:
    QString m_look = QStringLiteral("free");
    QString m_kind = QStringLiteral("standard");
    SeatMapColors* m_colors = nullptr;
};

} // namespace foyer::qml
