#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QString>

namespace foyer::qml {

/// A symbolic icon of resources/icons, drawn in one colour at the item's own resolution. A painted
/// item and not a shader effect, because it must look the same on the software renderer.
class Icon : public QQuickPaintedItem {
    Q_OBJECT
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)
    QML_ELEMENT

public:
    explicit Icon(QQuickItem* parent = nullptr);

    /// The file name without ".svg"; empty draws nothing, an unknown one warns and draws nothing.
    QString name() const { return m_name; }
    void setName(const QString& name);
    QColor color() const { return m_color; }
    void setColor(const QColor& color);

    void paint(QPainter* painter) override;

signals:
    void nameChanged();
    void colorChanged();

private:
    QString m_name;
    QColor m_color = Qt::black;
};

} // namespace foyer::qml
