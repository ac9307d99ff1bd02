#pragma once

#include "app/viewmodels/counter_model.h"
#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

namespace foyer::tests {

/// The counter's window over a FakeTerminal, and what an operator can do to it.
class CounterWindow final {
public:
    explicit CounterWindow(const std::function<void(fakes::FakeTerminal&)>& prepare = {},
                           const QString& mode = QStringLiteral("counter"),
                           QSize size = {1280, 800});

    fakes::FakeTerminal& terminal() { return m_terminal; }
    viewmodels::CounterModel& counter() { return m_counter; }
    QQuickWindow& window() { return *m_window; }

    /// The visible item of that name; nullptr when there is none.
    QQuickItem* find(const QString& name) const;
    /// Every visible item of the scene.
    QList<QQuickItem*> items() const;
    QString text(const QString& name) const;

    void press(Qt::Key key, Qt::KeyboardModifiers held = Qt::NoModifier);
    void type(const QString& text);
    /// False when nobody could tap it: missing, disabled or off the screen.
    bool tap(const QString& name);
    bool tapSeat(const QString& name);

private:
    void drawFrame();
    bool tapAt(QQuickItem* item, QPointF at);

    fakes::FakeTerminal m_terminal;
    viewmodels::CounterModel m_counter;
    QQmlApplicationEngine m_engine;
    QQuickWindow* m_window = nullptr;
};

} // namespace foyer::tests
