#pragma once

#include <QQuickWindow>
#include <QString>

namespace foyer::shots {

// What an operator does in a scene.

void press(QQuickWindow& window, int key, const QString& text = {});
void type(QQuickWindow& window, const QString& text);
/// Presses the visible button of that name; ends the program when there is none.
void tap(QQuickWindow& window, const QString& name);

} // namespace foyer::shots
