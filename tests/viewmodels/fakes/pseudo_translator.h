#pragma once

#include <QTranslator>

namespace foyer::fakes {

/// Makes every text as long as German can be (half as long again, at least three letters more) and
/// marks its ends, so that what is cut off or was never in qsTr can be seen.
class PseudoTranslator final : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* sourceText, const char*,
                      int) const override {
        const QString text = QString::fromUtf8(sourceText);
        if (qstrcmp(context, "Format") == 0)
            return text; // units are as short everywhere
        static const QString filler = QStringLiteral("ungsträgerüberprüfungsgewährleistung");
        const auto more = std::max<qsizetype>(3, text.size() / 3);
        const auto whole = more / filler.size();
        QString tail;
        for (qsizetype each = 0; each < whole; ++each)
            tail += filler.left(12) + u' ' + filler.mid(12) + u' ';
        return u'«' + text + tail + filler.left(more - whole * filler.size()) + u'»';
    }
};

} // namespace foyer::fakes
