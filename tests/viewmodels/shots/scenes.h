#pragma once

#include "tests/viewmodels/fakes/fake_terminal.h"

#include <QString>

#include <vector>

class QQuickWindow;

namespace foyer::shots {

/// One state of the counter worth looking at.
struct Scene {
    QString name;
    std::function<void(fakes::FakeTerminal&)> set;      ///< before the window shows it
    std::function<void(QQuickWindow&)> touch = nullptr; ///< what the operator then does
    QString mode = QStringLiteral("counter");
};

std::vector<Scene> scenes();
/// scenes_office.cpp
void addOffice(std::vector<Scene>& all);
/// scenes_kiosk.cpp
void addKiosk(std::vector<Scene>& all);
/// New seats to print, money to hand back, and an entry nobody can read.
core::TasksView someTasks();

} // namespace foyer::shots
