#include "app/shell/words.h"

#include <QCoreApplication>
#include <QDir>

namespace foyer::shell {

namespace {

const QString kFolder = QStringLiteral(":/foyer/translations");
const QString kPrefix = QStringLiteral("foyer");

} // namespace

void Words::speak(const QLocale& locale) {
    QLocale::setDefault(locale);
    QCoreApplication::removeTranslator(&m_translator);
    for (const QLocale& each : {locale, QLocale(QLocale::English)})
        if (m_translator.load(each, kPrefix, QStringLiteral("_"), kFolder)) {
            QCoreApplication::installTranslator(&m_translator);
            return;
        }
}

QStringList Words::languages(const QLocale& first) {
    QStringList codes;
    const QStringList files = QDir(kFolder).entryList({kPrefix + QStringLiteral("_*.qm")});
    for (const QString& file : files)
        codes.append(file.section(QLatin1Char('_'), 1).section(QLatin1Char('.'), 0, 0));
    const QString own = QLocale::languageToCode(first.language());
    if (codes.removeAll(own) > 0)
        codes.prepend(own);
    return codes;
}

} // namespace foyer::shell
