#pragma once

#include <QLocale>
#include <QStringList>
#include <QTranslator>

namespace foyer::shell {

/// The language of everything that is said. Lives in the GUI thread, as long as the program.
class Words final {
public:
    /// Speaks like that from now on, and writes money and times so; English where there are no
    /// words. What is shown already says nothing new by itself.
    void speak(const QLocale& locale);
    /// Codes of the languages there are words in, that of `first` before the others.
    static QStringList languages(const QLocale& first);

private:
    QTranslator m_translator;
};

} // namespace foyer::shell
