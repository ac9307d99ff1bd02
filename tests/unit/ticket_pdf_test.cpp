// links: server_services server_gateways shared_crypto
#include "server/gateways/ticket_pdf.h"
#include "server/services/letters.h"
#include "server/services/ticket_papers.h"
#include "shared/domain/ticket.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <iostream>

using namespace foyer;
using namespace foyer::server;
using domain::LetterKind;
using ports::TicketPapers;

namespace {

constexpr double kMargin = 22; // of the page, in points

/// What a door reads: as long as those of real tickets are.
std::string codeFor(std::uint16_t seat) {
    domain::TicketProof proof;
    proof.seat = SeatNo{seat};
    proof.price = {1250, {}};
    for (std::size_t i = 0; i < 16; ++i)
        proof.ticket.uuid.bytes[i] = proof.booking.uuid.bytes[15 - i] =
            static_cast<std::uint8_t>(seat * 31 + i * 17);
    Signature signature{};
    for (std::size_t i = 0; i < signature.size(); ++i)
        signature[i] = static_cast<std::uint8_t>(seat + i * 29);
    return domain::qrText(proof, signature);
}

/// Three tickets as a letter brings them, with names that are hard to lay out.
TicketPapers papersIn(const std::string& language) {
    auto letter =
        services::sampleLetter(LetterKind::BookingConfirmed, domain::letterLanguageFor(language));
    letter.fields["ticket_language"] = language;
    if (language == "de") {
        letter.fields["movie"] = "Die Rindfleischetikettierungsüberwachungsaufgabenübertragung";
        letter.fields["auditorium"] = "Großer Saal im Obergeschoss links";
        letter.fields["cinema"] = "Lichtspielhaus an der Donaudampfschifffahrtsgesellschaftsbrücke";
    }
    if (language == "ar")
        letter.fields["movie"] = "لورنس العرب";
    letter.rows.push_back(letter.rows.back());
    letter.rows.back()["seat"] = "BB104";
    letter.rows.back()["type"] = "Schwerbehindertenbegleitpersonenermäßigung";
    for (std::size_t i = 0; i < letter.rows.size(); ++i)
        letter.rows[i]["code"] = codeFor(static_cast<std::uint16_t>(i));
    return *services::papersOf(letter, Instant{std::chrono::seconds{1'795'203'600}});
}

QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        qFatal("%s did not run", qPrintable(program));
    return process.readAllStandardOutput();
}

/// Without blanks, marks of direction, the Arabic comma and forms of letters: a reader of PDFs
/// finds the letters, not always in their words.
QString lettersOf(const QString& text) {
    static const QRegularExpression others("[\\s\\x{60c}\\x{200e}\\x{200f}\\x{202a}-\\x{202e}]");
    return text.normalized(QString::NormalizationForm_KC).remove(others);
}

/// A file that other programs look at.
class Paper {
public:
    explicit Paper(const std::string& bytes) {
        QFile file(name());
        if (!file.open(QFile::WriteOnly) || file.write(QByteArray::fromStdString(bytes)) < 0)
            qFatal("no file can be written");
    }
    QString name() const { return m_folder.filePath("tickets.pdf"); }
    QString text() const { return QString::fromUtf8(run("pdftotext", {name(), "-"})); }
    QString info() const { return QString::fromUtf8(run("pdfinfo", {name()})); }
    /// What is scanned from that page, counted from 1.
    std::string code(int page) const {
        const auto picture = m_folder.filePath("page");
        const auto number = QString::number(page);
        run("pdftoppm", {"-png", "-r", "150", "-singlefile", "-f", number, name(), picture});
        auto text = run("zbarimg", {"--quiet", "--raw", picture + ".png"}).toStdString();
        while (text.ends_with('\n')) // blanks are part of it
            text.pop_back();
        return text;
    }
    struct Word {
        int page;
        QRectF box;
        QString text;
    };
    std::vector<Word> words() const {
        static const QRegularExpression either(
            "(<page )|<word xMin=\"([\\d.]+)\" yMin=\"([\\d.]+)\" xMax=\"([\\d.]+)\" "
            "yMax=\"([\\d.]+)\">([^<]*)<");
        std::vector<Word> words;
        int page = 0;
        const auto boxes = QString::fromUtf8(run("pdftotext", {"-bbox", name(), "-"}));
        for (auto found = either.globalMatch(boxes); found.hasNext();) {
            const auto each = found.next();
            const auto at = [&](int i) { return each.captured(i).toDouble(); };
            if (!each.captured(1).isEmpty())
                ++page;
            else
                words.push_back(
                    {page, QRectF(QPointF(at(2), at(3)), QPointF(at(4), at(5))), each.captured(6)});
        }
        return words;
    }

private:
    QTemporaryDir m_folder;
};

/// Two words that cannot both be read, with room for what letters reach beyond their own.
bool collide(const Paper::Word& a, const Paper::Word& b) {
    const auto both = a.box.intersected(b.box);
    const double least = std::min(a.box.height(), b.box.height());
    return a.page == b.page && both.width() > 1.5 && both.height() > least * 0.45;
}

bool hasLibrary() {
    QFile maps("/proc/self/maps");
    return maps.open(QFile::ReadOnly) && maps.readAll().contains("libpango");
}

/// Of the program itself, in the surroundings that a test makes: what it says of drawing.
int drawAndSay() {
    const bool before = hasLibrary();
    gateways::TicketPdf pdf;
    const auto drawn = pdf.draw(papersIn("en"));
    std::cout << (before ? "loaded" : "not loaded") << "; "
              << (hasLibrary() ? "loaded" : "not loaded") << "; "
              << (drawn ? "drawn" : drawn.error().said) << "\n";
    return 0;
}

} // namespace

/// The file as strangers read it: poppler and zbar.
class TicketPdfTest : public QObject {
    Q_OBJECT

private:
    gateways::TicketPdf m_pdf;

    std::string draw(const TicketPapers& papers) {
        auto drawn = m_pdf.draw(papers);
        if (!drawn)
            qFatal("%s", drawn.error().said.c_str());
        return *drawn;
    }
    static void eachLanguage() {
        QTest::addColumn<QString>("language");
        for (const auto& language : domain::ticketLanguages())
            QTest::newRow(language.c_str()) << QString::fromStdString(language);
    }

private slots:
    void eachTicketIsAPageWithItsOwnCode_data() { eachLanguage(); }
    void eachTicketIsAPageWithItsOwnCode() {
        QFETCH(QString, language);
        const auto papers = papersIn(language.toStdString());
        const Paper paper(draw(papers));
        QVERIFY2(paper.info().contains(QRegularExpression("Pages: +3\n")),
                 qPrintable(paper.info()));
        QVERIFY(paper.info().contains("(A6)") || paper.info().contains("297.6"));
        for (int page = 1; page <= 3; ++page)
            QCOMPARE(paper.code(page), papers.tickets[static_cast<std::size_t>(page - 1)].code);
    }

    void whatItSaysIsFoundAsText_data() { eachLanguage(); }
    void whatItSaysIsFoundAsText() {
        QFETCH(QString, language);
        const auto papers = papersIn(language.toStdString());
        const Paper paper(draw(papers));
        auto text = lettersOf(paper.text());
        text.remove(QChar(0x2010)); // where a word is broken
        std::vector<std::string> wanted{papers.movie,     papers.day,       papers.time,
                                        papers.rating,    papers.reference, papers.words.advice,
                                        papers.words.seat};
        for (const auto& ticket : papers.tickets)
            wanted.insert(wanted.end(), {ticket.seat, ticket.price, ticket.type});
        if (language != "ar") // figures and strokes stand the other way round there
            wanted.push_back(papers.tickets[1].number);
        for (const auto& each : wanted)
            QVERIFY2(text.contains(lettersOf(QString::fromStdString(each))),
                     (each + " is not in " + text.toStdString()).c_str());
    }

    void nothingIsCutOffOrDrawnOverAnother_data() { eachLanguage(); }
    void nothingIsCutOffOrDrawnOverAnother() {
        QFETCH(QString, language);
        auto papers = papersIn(language.toStdString());
        papers.tickets[0].condition = "Ermäßigungsnachweis bitte am Einlass vorzeigen, sonst gilt "
                                      "der volle Preis";
        const auto words = Paper(draw(papers)).words();
        QVERIFY(words.size() > 60);
        const QRectF page(kMargin - 1, kMargin - 1, 297.64 - 2 * kMargin + 2,
                          419.53 - 2 * kMargin + 2);
        for (std::size_t i = 0; i < words.size(); ++i) {
            QVERIFY2(page.contains(words[i].box), qPrintable(words[i].text));
            for (std::size_t j = i + 1; j < words.size(); ++j)
                QVERIFY2(!collide(words[i], words[j]),
                         qPrintable(words[i].text + " and " + words[j].text));
        }
    }

    void aPageBeginsWhereItsLanguageDoes() {
        const auto seatOf = [&](const char* language) {
            for (const auto& word : Paper(draw(papersIn(language))).words())
                if (word.text == "F12")
                    return word.box;
            return QRectF();
        };
        QVERIFY(std::abs(seatOf("en").right() - (297.64 - kMargin)) < 4);
        QVERIFY(std::abs(seatOf("ar").left() - kMargin) < 4);
        QVERIFY(seatOf("en").height() > 40); // seen from afar
    }

    void itSaysItsTitleAndItsLanguage() {
        const auto bytes = draw(papersIn("de"));
        const auto info = Paper(bytes).info();
        QVERIFY2(info.contains(QRegularExpression("Title: +Karten K7PX-3M9D\n")), qPrintable(info));
        QVERIFY(info.contains("2026")); // when it was written, not drawn
        QVERIFY(bytes.find("/Lang (de)") != std::string::npos);
        QVERIFY(bytes.find("/DisplayDocTitle true /Direction /L2R") != std::string::npos);
        QVERIFY(draw(papersIn("ar")).find("/Direction /R2L") != std::string::npos);
        // The update at its end is read, and is sound.
        QProcess strict;
        const Paper paper(bytes);
        strict.start("pdfinfo", {"-struct", paper.name()});
        QVERIFY(strict.waitForFinished());
        QCOMPARE(strict.readAllStandardError(), QByteArray());
    }

    void allFontsTravelWithIt_data() { eachLanguage(); }
    void allFontsTravelWithIt() {
        QFETCH(QString, language);
        const Paper paper(draw(papersIn(language.toStdString())));
        auto rows = QString::fromUtf8(run("pdffonts", {paper.name()})).split('\n');
        rows.removeIf([](const QString& row) {
            return row.isEmpty() || row.startsWith("name") || row.startsWith("---");
        });
        QVERIFY(!rows.isEmpty());
        for (const auto& row : rows) // embedded, a subset, with its characters
            QVERIFY2(row.contains(QRegularExpression(" yes yes yes ")), qPrintable(row));
    }

    void theSamePapersAreTheSameBytes() {
        const auto papers = papersIn("en");
        QCOMPARE(draw(papers), draw(papers));
        gateways::TicketPdf other;
        QCOMPARE(*other.draw(papers), draw(papers));
    }

    void severalMayDrawAtOnce() {
        const auto papers = papersIn("de");
        const auto alone = draw(papers);
        std::vector<std::string> drawn(4);
        std::vector<std::thread> threads;
        for (auto& each : drawn)
            threads.emplace_back([&] { each = draw(papers); });
        for (auto& thread : threads)
            thread.join();
        for (const auto& each : drawn)
            QVERIFY(each == alone);
    }

    void whatIsTooLongForACodeIsAFault() {
        auto papers = papersIn("en");
        papers.tickets[1].code = std::string(5000, 'A');
        QVERIFY(!m_pdf.draw(papers).ok());
        QVERIFY(m_pdf.draw(papersIn("en")).ok()); // and the next is drawn
    }

    /// A program without pango to start, and a machine without fonts.
    void nothingIsLoadedBeforeTheFirstAndNoFontIsNoCrash() {
        QProcess usual;
        usual.start(QCoreApplication::applicationFilePath(), {"--draw"});
        QVERIFY(usual.waitForFinished());
        QCOMPARE(usual.readAllStandardOutput(), QByteArray("not loaded; loaded; drawn\n"));
        QTemporaryDir folder;
        QFile config(folder.filePath("fonts.conf"));
        QVERIFY(config.open(QFile::WriteOnly));
        config.write("<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">"
                     "<fontconfig><dir>/nowhere</dir></fontconfig>");
        config.close();
        QProcess bare;
        auto surroundings = QProcessEnvironment::systemEnvironment();
        surroundings.insert("FONTCONFIG_FILE", config.fileName());
        bare.setProcessEnvironment(surroundings);
        bare.start(QCoreApplication::applicationFilePath(), {"--draw"});
        QVERIFY(bare.waitForFinished());
        QCOMPARE(bare.exitStatus(), QProcess::NormalExit);
        QCOMPARE(bare.readAllStandardOutput(),
                 QByteArray("not loaded; loaded; no font has the letters of its language, en\n"));
    }

    void aLetterThatIsOlderThanTheFileBringsNone() {
        auto letter = services::sampleLetter(LetterKind::BookingConfirmed, "en");
        QVERIFY(services::papersOf(letter, {}).has_value());
        letter.fields.erase("utc_offset");
        QVERIFY(!services::papersOf(letter, {}).has_value());
        letter = services::sampleLetter(LetterKind::BookingConfirmed, "en");
        for (auto& row : letter.rows)
            row.erase("code");
        QVERIFY(!services::papersOf(letter, {}).has_value());
    }
};

int main(int count, char** arguments) {
    QCoreApplication application(count, arguments);
    if (application.arguments().value(1) == "--draw")
        return drawAndSay();
    TicketPdfTest test;
    return QTest::qExec(&test, count, arguments);
}
#include "ticket_pdf_test.moc"
