#pragma once

#include "app/core/view.h"

#include <QString>

namespace foyer::viewmodels {

/// What became of a decision of the office: what happened, what is safe, what to do next.
QString outcomeText(const core::OfficeOutcome& outcome);
bool isGood(const core::OfficeOutcome& outcome);

/// What kind of work a task is, in a few words, and the icon for it.
QString taskTitle(protocol::TaskKind kind);
QString taskIcon(protocol::TaskKind kind);

QString kindText(protocol::TerminalKind kind);

} // namespace foyer::viewmodels
