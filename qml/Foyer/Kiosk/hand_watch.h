#pragma once

#include <QObject>
#include <QPointer>
#include <QtQml/qqmlregistration.h>

namespace foyer::qml {

/// Says that somebody touched the window or a key, wherever that was, and takes nothing away from
/// whom it was meant for.
class HandWatch : public QObject {
    Q_OBJECT
    Q_PROPERTY(QObject* watched READ watched WRITE setWatched NOTIFY watchedChanged)
    QML_ELEMENT

public:
    using QObject::QObject;

    /// The window; not owned.
    QObject* watched() const { return m_watched; }
    void setWatched(QObject* watched);
    bool eventFilter(QObject* object, QEvent* event) override;

signals:
    void watchedChanged();
    void moved();

private:
    QPointer<QObject> m_watched;
};

} // namespace foyer::qml
