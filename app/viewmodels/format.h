#pragma once

#include "shared/base/money.h"
#include "shared/base/time.h"

#include <QLocale>
#include <QString>

namespace foyer::viewmodels {

/// "12,50 €" or "€12.50", as the locale writes it.
QString moneyText(Money amount, const QLocale& locale = QLocale());
/// "20 €" for a sum without cents, else as moneyText: for what lies in a drawer as notes.
QString noteText(Money amount, const QLocale& locale = QLocale());
/// A text of the server's, with each "12.50 EUR" in it as the locale writes it.
QString withLocalMoney(const QString& text, const QLocale& locale = QLocale());
/// "20:15", local time of the cinema.
QString timeText(Instant at, Milliseconds utcOffset, const QLocale& locale = QLocale());
QString dateText(Instant at, Milliseconds utcOffset, const QLocale& locale = QLocale(),
                 QLocale::FormatType format = QLocale::ShortFormat);

/// "Sat 22": enough to tell the days of one week apart.
QString dayName(Date day, const QLocale& locale = QLocale());

/// What a person typed on a money keypad: "12,5", "12.50", "1250" with `digits` behind the point
/// when there is none typed are whole units; nothing for what is no amount.
std::optional<Money> parseMoney(const QString& text, Currency currency);

/// "4 s", "3 min", "2 h", "4 d": how long something took.
QString ageText(Milliseconds age);
/// "25 min", "1 h 13 min": how long until something, to the minute; never less than one.
QString waitText(Milliseconds until);

} // namespace foyer::viewmodels
