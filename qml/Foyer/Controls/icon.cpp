#include "icon.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

#include <memory>
#include <unordered_map>

namespace foyer::qml {

namespace {

QSvgRenderer& drawing(const QString& name) {
    thread_local std::unordered_map<std::string, std::unique_ptr<QSvgRenderer>> kept;
    auto& slot = kept[name.toStdString()];
    if (!slot) {
        const QString path = QStringLiteral(":/foyer/icons/%1.svg").arg(name);
        if (!QFile::exists(path))
            qWarning("Icon: there is no icon '%s'", qPrintable(name));
        slot = std::make_unique<QSvgRenderer>(path);
    }
    return *slot;
}

} // namespace

Icon::Icon(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setImplicitSize(24, 24);
    setAntialiasing(true);
}

void Icon::setName(const QString& name) {
    if (name == m_name)
        return;
    m_name = name;
    emit nameChanged();
    update();
}

void Icon::setColor(const QColor& color) {
    if (color == m_color)
        return;
    m_color = color;
    emit colorChanged();
    update();
}

void Icon::paint(QPainter* painter) {
    if (m_name.isEmpty() || width() <= 0 || height() <= 0)
        return;
    const qreal ratio = painter->device()->devicePixelRatioF();
    QImage image((QSizeF(width(), height()) * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter tint(&image);
    tint.setRenderHint(QPainter::Antialiasing);
    const qreal side = std::min(image.width(), image.height());
    drawing(m_name).render(
        &tint, QRectF((image.width() - side) / 2, (image.height() - side) / 2, side, side));
    tint.setCompositionMode(QPainter::CompositionMode_SourceIn);
    tint.fillRect(image.rect(), m_color);
    tint.end();
    painter->drawImage(QRectF(0, 0, width(), height()), image);
}

} // namespace foyer::qml
