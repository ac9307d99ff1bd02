#pragma once

// How letters say times, amounts and tasks, in each of their languages. Pure.

#include "shared/base/money.h"
#include "shared/base/time.h"
#include "shared/protocol/task.h"

#include <string>
#include <string_view>

namespace foyer::server::core {

/// "07", "12". Requires: number >= 0.
std::string twoDigits(std::int64_t number);
/// "Friday, 27 November 2026, 20:15", by the clocks of the cinema.
std::string momentText(std::string_view language, Instant at, std::chrono::minutes utcOffset);
/// "Friday, 27 November 2026", in a language of tickets (domain::ticketLanguages).
std::string dayText(std::string_view language, Instant at, std::chrono::minutes utcOffset);
/// "27 Nov, 20:15", in a few characters.
std::string shortMomentText(std::string_view language, Instant at, std::chrono::minutes utcOffset);
/// "20:15".
std::string timeText(Instant at, std::chrono::minutes utcOffset);
/// "12.50 EUR" or "12,50 EUR".
std::string amountText(std::string_view language, Money money);
/// What waits for somebody; what to do about it where the task's own text, which is English, does
/// not say so to its reader.
const char* taskText(std::string_view language, protocol::TaskKind kind);
/// Whether the task's own text is in that language.
bool hasTaskDetail(std::string_view language);

} // namespace foyer::server::core
