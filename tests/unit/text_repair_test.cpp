// links: shared_domain

#include "shared/domain/text_repair.h"
#include "shared/domain/utf8.h"

#include <QtTest>

using namespace foyer::domain;

namespace {

QString q(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

class TextRepair : public QObject {
    Q_OBJECT

private slots:
    void repairsTitlesOnlyWithEvidence_data() {
        QTest::addColumn<QString>("seen");
        QTest::addColumn<QString>("meant");
        const auto add = [](const char* seen, const char* meant) {
            QTest::newRow(seen) << QString(seen) << QString(meant);
        };
        add("AstÈrix", "Astérix");
        add("DÈj‡ Vu", "Déjà Vu");
        add("pi˘", "più");
        add("2Ω", "2½");
        add("I Love You Ö Don't Touch Me!", "I Love You … Don't Touch Me!");
        for (const char* good : {"Alien³",
                                 "Ri¢hie Ri¢h",
                                 "Amélie",
                                 "Être et avoir",
                                 "L'Été",
                                 "Élisa",
                                 "LÉON",
                                 "WALL·E",
                                 "Col·lecció",
                                 "Å",
                                 "En Ö i havet",
                                 "Ödipussi",
                                 "À bout de souffle",
                                 "Ω Man",
                                 "Don’t",
                                 "100‰",
                                 "DeÁngelis",
                                 "McÉlroy",
                                 "¡Three Amigos!",
                                 "Über uns",
                                 "Good Bye, Lenin! ™",
                                 "千と千尋の神隠し",
                                 "Åsa-Nisse",
                                 "Ćma",
                                 "AstÈrix³",
                                 "DÈj‡ Vu’s",
                                 "AstÈrix Ć"})
            add(good, good);
    }
    void repairsTitlesOnlyWithEvidence() {
        QFETCH(QString, seen);
        QFETCH(QString, meant);
        QCOMPARE(q(undoWrongEncoding(seen.toStdString())), meant);
    }

    void decodesEntities() {
        QCOMPARE(q(decodeEntities("Tom &amp; Jerry &#39;s &#xE9; &unknown; & &#0; &#1114112;")),
                 QString("Tom & Jerry 's é &unknown; & &#0; &#1114112;"));
    }

    void collapsesBlanksOfEveryKind() {
        QCOMPARE(q(collapseBlanks("  a \t b\xC2\xA0 c\n")), QString("a b c"));
        QCOMPARE(q(collapseBlanks(" \t ")), QString());
    }

    void movesArticlesToTheFront() {
        QCOMPARE(q(frontArticle("Boot, Das")), QString("Das Boot"));
        QCOMPARE(q(frontArticle("Avventura, L'")), QString("L'Avventura"));
        for (const char* good : {"First Love, Last Rites", ", The", "The", "Live, Die", "Me, The "})
            QCOMPARE(q(frontArticle(good)), QString(good));
    }

    void leavesTextThatIsNotUtf8Alone() {
        for (const char* broken : {"Ast\xE9rix", "\xC0\x80", "\xED\xA0\x80", "\xE0\x80\x80",
                                   "\xF4\x90\x80\x80", "abc\xE2\x82", "\xF5"}) {
            QVERIFY(!decodeUtf8(broken));
            QCOMPARE(undoWrongEncoding(broken), std::string(broken));
            QCOMPARE(collapseBlanks(broken), std::string(broken));
            QCOMPARE(foldCase(broken), std::string(broken));
        }
    }

    void carriesEveryPlaneOfUnicode() {
        for (const char* text : {"a", "é", "千", "🎬"})
            QCOMPARE(encodeUtf8(*decodeUtf8(text)), std::string(text));
    }

    void comparesWithoutRegardToCase() {
        QCOMPARE(foldCase("ÉTÉ À PARIS × 2"), std::string("été à paris × 2"));
    }
};

QTEST_APPLESS_MAIN(TextRepair)
#include "text_repair_test.moc"
