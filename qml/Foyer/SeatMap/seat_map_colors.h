#pragma once

#include <QColor>
#include <QObject>
#include <QQmlEngine>

namespace foyer::qml {

/// The colours of a SeatMap, bound to Theme tokens by SeatMapView.qml. One signal for all: a
/// change of palette repaints everything anyway.
class SeatMapColors : public QObject {
    Q_OBJECT
    Q_PROPERTY(QColor background MEMBER background NOTIFY changed)
    Q_PROPERTY(QColor free MEMBER free NOTIFY changed)
    Q_PROPERTY(QColor mine MEMBER mine NOTIFY changed)
    Q_PROPERTY(QColor selected MEMBER selected NOTIFY changed)
    Q_PROPERTY(QColor selectedInk MEMBER selectedInk NOTIFY changed)
    Q_PROPERTY(QColor held MEMBER held NOTIFY changed)
    Q_PROPERTY(QColor allotted MEMBER allotted NOTIFY changed)
    Q_PROPERTY(QColor sold MEMBER sold NOTIFY changed)
    Q_PROPERTY(QColor blocked MEMBER blocked NOTIFY changed)
    Q_PROPERTY(QColor text MEMBER text NOTIFY changed)
    Q_PROPERTY(QColor textMuted MEMBER textMuted NOTIFY changed)
    Q_PROPERTY(QColor line MEMBER line NOTIFY changed)
    Q_PROPERTY(QColor picture MEMBER picture NOTIFY changed)
    QML_ELEMENT
    QML_UNCREATABLE("a SeatMap has its own")

public:
    using QObject::QObject;

    QColor background = QColor(0x0F, 0x12, 0x17);
    QColor free = QColor(0xA9, 0xB8, 0xCE);
    QColor mine = QColor(0x5F, 0xD0, 0xC5);
    QColor selected = QColor(0xFF, 0xB6, 0x5C);
    QColor selectedInk = QColor(0x24, 0x16, 0x03);
    QColor held = QColor(0xB4, 0x9A, 0xE8);
    QColor allotted = QColor(0x7C, 0x87, 0x9A);
    QColor sold = QColor(0x34, 0x3B, 0x47);
    QColor blocked = QColor(0x5D, 0x65, 0x73);
    QColor text = QColor(0xF3, 0xF0, 0xEA);
    QColor textMuted = QColor(0xA7, 0xAE, 0xBB);
    QColor line = QColor(0x2B, 0x32, 0x3D);
    QColor picture = QColor(0xFF, 0xB6, 0x5C);

signals:
    void changed();
};

/// `share` of `front` over an opaque `back`: what a translucent colour looks like, without the
/// darker overlaps of painting it twice.
inline QColor mixed(const QColor& back, const QColor& front, qreal share) {
    return QColor::fromRgbF(
        static_cast<float>(back.redF() + (front.redF() - back.redF()) * share),
        static_cast<float>(back.greenF() + (front.greenF() - back.greenF()) * share),
        static_cast<float>(back.blueF() + (front.blueF() - back.blueF()) * share));
}

} // namespace foyer::qml
