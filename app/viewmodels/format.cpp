#include "app/viewmodels/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace foyer::viewmodels {

namespace {

QDateTime localTime(Instant at, Milliseconds utcOffset) {
    // The terminal may stand in another zone than the cinema is set to: the offset comes with the
    // showtime, never from the system.
    return QDateTime::fromMSecsSinceEpoch(toMs(at) + utcOffset.count(), Qt::UTC);
}

QString symbolOf(Currency currency) {
    const QString code = QString::fromStdString(currency.toString());
    if (code == QLatin1String("EUR"))
        return QStringLiteral("€");
    if (code == QLatin1String("GBP"))
        return QStringLiteral("£");
    if (code == QLatin1String("USD"))
        return QStringLiteral("$");
    return code;
}

QString withDigits(Money amount, const QLocale& locale, int digits) {
    const double major = static_cast<double>(amount.minor) / std::pow(10, amount.currency.digits());
    return locale.toCurrencyString(major, symbolOf(amount.currency), digits);
}

QString tr(const char* text) {
    return QCoreApplication::translate("Format", text);
}

} // namespace

QString moneyText(Money amount, const QLocale& locale) {
    return withDigits(amount, locale, amount.currency.digits());
}

QString noteText(Money amount, const QLocale& locale) {
    const auto unit = static_cast<std::int64_t>(std::pow(10, amount.currency.digits()));
    return withDigits(amount, locale, amount.minor % unit == 0 ? 0 : amount.currency.digits());
}

QString withLocalMoney(const QString& text, const QLocale& locale) {
    static const QRegularExpression shape(
        QStringLiteral("(?<![\\w.])(-?\\d{1,15})(?:\\.(\\d{2,3}))? ([A-Z]{3})\\b"));
    QString local;
    qsizetype done = 0;
    for (auto found = shape.globalMatch(text); found.hasNext();) {
        const auto match = found.next();
        const auto currency = Currency::parse(match.captured(3).toStdString());
        if (!currency || match.capturedLength(2) != currency->digits())
            continue;
        const Money amount{(match.captured(1) + match.captured(2)).toLongLong(), *currency};
        local += text.mid(done, match.capturedStart() - done) + moneyText(amount, locale);
        done = match.capturedEnd();
    }
    return local + text.mid(done);
}

QString timeText(Instant at, Milliseconds utcOffset, const QLocale& locale) {
    return locale.toString(localTime(at, utcOffset).time(), QLocale::ShortFormat);
}

QString dateText(Instant at, Milliseconds utcOffset, const QLocale& locale,
                 QLocale::FormatType format) {
    return locale.toString(localTime(at, utcOffset).date(), format);
}

QString dayName(Date day, const QLocale& locale) {
    const QDate date = localTime(Instant{day}, Milliseconds{0}).date();
    return locale.dayName(date.dayOfWeek(), QLocale::ShortFormat) + QLatin1Char(' ') +
           QString::number(date.day());
}

std::optional<Money> parseMoney(const QString& text, Currency currency) {
    static const QRegularExpression shape(QStringLiteral("^(\\d{1,7})(?:[.,](\\d{0,2}))?$"));
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const int digits = currency.digits();
    const QString fraction = match.captured(2);
    if (fraction.size() > digits)
        return {};
    const QString minor = match.captured(1) + fraction.leftJustified(digits, QLatin1Char('0'));
    return Money{minor.toLongLong(), currency};
}

QString ageText(Milliseconds age) {
    using namespace std::chrono;
    if (age < minutes{1})
        return tr("%1 s").arg(std::max<qint64>(0, duration_cast<seconds>(age).count()));
    if (age < hours{1})
        return tr("%1 min").arg(duration_cast<minutes>(age).count());
    if (age < hours{48})
        return tr("%1 h").arg(duration_cast<hours>(age).count());
    return tr("%1 d").arg(duration_cast<hours>(age).count() / 24);
}

QString waitText(Milliseconds until) {
    using namespace std::chrono;
    const auto whole = std::max<qint64>(1, ceil<minutes>(until).count());
    if (whole < 60)
        return tr("%1 min").arg(whole);
    if (whole % 60 == 0)
        return tr("%1 h").arg(whole / 60);
    return tr("%1 h %2 min").arg(whole / 60).arg(whole % 60);
}

} // namespace foyer::viewmodels
