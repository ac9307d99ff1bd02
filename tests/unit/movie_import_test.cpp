// links: shared_wire shared_domain

#include "shared/domain/movie_import_report.h"
#include "shared/domain/text_repair.h"
#include "shared/wire/movies_json.h"

#include <QFile>
#include <QtTest>

#include <set>

using namespace foyer;
using namespace foyer::domain;

namespace {

constexpr std::int32_t kThisYear = 2026;

std::vector<MovieRow> realRows() {
    QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/resources/demo/movies.json");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto rows = wire::readMovieRows(file.readAll().toStdString());
    return rows ? *rows : std::vector<MovieRow>{};
}

ImportContext contextOf(const std::vector<MovieRow>& rows) {
    ImportContext context;
    context.latestYear = latestPlausibleYear(rows, kThisYear);
    return context;
}

MovieRow row(std::int32_t number, const std::string& title, const std::string& released) {
    MovieRow row;
    row.number = number;
    row.title = {RawField::Kind::Text, title};
    row.releaseDate = {RawField::Kind::Text, released};
    return row;
}

RowVerdict judgeAlone(const MovieRow& row, std::int32_t latestYear = 2011) {
    ImportContext context;
    context.latestYear = latestYear;
    return judge(row, context);
}

Movie catalogued(const std::string& title, std::int32_t year) {
    Movie movie;
    movie.id.uuid.bytes[15] = 7;
    movie.title = title;
    movie.releaseYear = year;
    return movie;
}

QString q(const std::string& text) {
    return QString::fromStdString(text);
}

} // namespace

class MovieImport : public QObject {
    Q_OBJECT

private slots:
    void givesEveryRowOfTheRealFileExactlyOneVerdict() {
        const auto rows = realRows();
        const auto verdicts = judgeAll(rows, contextOf(rows));
        QCOMPARE(verdicts.size(), std::size_t{3201});
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            QCOMPARE(verdicts[i].row, static_cast<std::int32_t>(i) + 1);
        const ImportTotals totals = totalsOf(verdicts);
        QCOMPARE(totals.count(ImportOutcome::New), std::size_t{3200});
        QCOMPARE(totals.count(ImportOutcome::Rejected), std::size_t{1});
        QCOMPARE(totals.count(RejectReason::NoTitle), std::size_t{1});
        QCOMPARE(verdicts[3053].reason, std::optional(RejectReason::NoTitle));
        QCOMPARE(q(summaryOf(totals)), QString("3201 rows: 3200 new, 0 unchanged, 0 different, "
                                               "1 rejected; 58 rows repaired."));
    }

    void makesExactlyTheseRepairsInTheRealFile() {
        const auto rows = realRows();
        const ImportTotals totals = totalsOf(judgeAll(rows, contextOf(rows)));
        QCOMPARE(totals.count(MovieRepair::TitleWasNumber), std::size_t{9});
        QCOMPARE(totals.count(MovieRepair::TitleEncoding), std::size_t{18});
        QCOMPARE(totals.count(MovieRepair::TitleEntities), std::size_t{0});
        QCOMPARE(totals.count(MovieRepair::TitleBlanks), std::size_t{2});
        QCOMPARE(totals.count(MovieRepair::TitleArticle), std::size_t{6});
        QCOMPARE(totals.count(MovieRepair::ReleaseCentury), std::size_t{22});
        QCOMPARE(totals.count(MovieRepair::ReleaseDayImpossible), std::size_t{0});
        QCOMPARE(totals.count(MovieRepair::RunningTimeImplausible), std::size_t{0});
        QCOMPARE(totals.count(MovieRepair::RatingUnknown), std::size_t{2});
        QCOMPARE(totals.count(MovieRepair::FieldUnusable), std::size_t{0});
    }

    void leavesEveryRealTitleBeyondAsciiAsItShouldBe() {
        const std::set<std::string> expected = {"Astérix aux Jeux Olympiques",
                                                "De battre mon coeur s'est arrêté",
                                                "Les Bronzés 3: amis pour la vie",
                                                "Per qualche dollaro in più",
                                                "I Love You … Don't Touch Me!",
                                                "Alien³",
                                                "The Naked Gun 2½: The Smell of Fear",
                                                "Léon",
                                                "Ri¢hie Ri¢h",
                                                "Le Fabuleux destin d'Amélie Poulain",
                                                "Aimée & Jaguar",
                                                "La mala educación",
                                                "Caché",
                                                "Die Fälscher",
                                                "Déjà Vu",
                                                "Indigènes",
                                                "Obsluhoval jsem anglického krále",
                                                "La Môme",
                                                "Joyeux Noël",
                                                "Molière"};
        std::set<std::string> found;
        const auto rows = realRows();
        for (const RowVerdict& verdict : judgeAll(rows, contextOf(rows)))
            if (std::any_of(verdict.title.begin(), verdict.title.end(),
                            [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
                found.insert(verdict.title);
        QCOMPARE(found, expected);
    }

    void letsNoReleaseYearOfTheRealFileLieBehindTheListItself() {
        const auto rows = realRows();
        QCOMPARE(latestPlausibleYear(rows, kThisYear), 2011);
        QCOMPARE(latestPlausibleYear(rows, 2050), 2011);
        for (const RowVerdict& verdict : judgeAll(rows, contextOf(rows)))
            QVERIFY(!verdict.accepted() ||
                    (verdict.movie.releaseYear >= 1915 && verdict.movie.releaseYear <= 2011));
    }

    void findsEveryRowOfTheRealFileUnchangedTheSecondTime() {
        const auto rows = realRows();
        ImportContext context = contextOf(rows);
        for (const RowVerdict& verdict : judgeAll(rows, context))
            if (verdict.accepted())
                context.know(verdict.movie);
        const ImportTotals totals = totalsOf(judgeAll(rows, context));
        QCOMPARE(totals.count(ImportOutcome::Unchanged), std::size_t{3200});
        QCOMPARE(totals.count(ImportOutcome::Rejected), std::size_t{1});
    }

    void keepsANumberAsTitleText() {
        MovieRow number = row(22, "1776", "Nov 09 1972");
        number.title.kind = RawField::Kind::Number;
        const RowVerdict verdict = judgeAlone(number);
        QCOMPARE(q(verdict.movie.title), QString("1776"));
        QCOMPARE(verdict.repairs.at(0).kind, MovieRepair::TitleWasNumber);
        QCOMPARE(q(sentenceOf(verdict)), QString("Row 22 \"1776\" (1972): new; the title was the "
                                                 "number 1776 and is kept as text."));
    }

    void movesAYearBehindTheListBackByACentury() {
        const RowVerdict verdict = judgeAlone(row(10, "Duel in the Sun", "Dec 31 2046"));
        QCOMPARE(verdict.movie.releaseYear, 1946);
        QCOMPARE(verdict.repairs.at(0),
                 (Repair{MovieRepair::ReleaseCentury, "Dec 31 2046", "1946-12-31"}));
        QCOMPARE(judgeAlone(row(1, "Restless", "Jan 28 2011")).movie.releaseYear, 2011);
        QCOMPARE(judgeAlone(row(1, "Restless", "Jan 28 2012")).movie.releaseYear, 1912);
        QCOMPARE(judgeAlone(row(1, "Old", "12-Jun-98")).movie.releaseYear, 1998);
    }

    void keepsOnlyTheYearOfADayThatDoesNotExist() {
        for (const char* day : {"Feb 30 1998", "Feb 29 1999", "Apr 31 2001", "Jan 00 2001"}) {
            const RowVerdict verdict = judgeAlone(row(1, "Any", day));
            QVERIFY(verdict.accepted());
            QVERIFY(!verdict.movie.released);
            QCOMPARE(verdict.repairs.at(0).kind, MovieRepair::ReleaseDayImpossible);
        }
        QVERIFY(judgeAlone(row(1, "Any", "Feb 29 2000")).movie.released.has_value());
        const RowVerdict moved = judgeAlone(row(1, "Any", "Feb 29 2100"), 1950);
        QCOMPARE(moved.reason, std::optional(RejectReason::ReleaseYearImplausible));
    }

    void rejectsWithAReasonWhatHasNoName() {
        MovieRow notARecord;
        notARecord.isRecord = false;
        QCOMPARE(judgeAlone(notARecord).reason, std::optional(RejectReason::NotARecord));
        QCOMPARE(judgeAlone(row(1, " \t ", "1998")).reason, std::optional(RejectReason::NoTitle));
        QCOMPARE(judgeAlone(row(1, "Any", "soon")).reason,
                 std::optional(RejectReason::NoReleaseYear));
        QCOMPARE(judgeAlone(row(1, "Any", "Jan 01 1066")).reason,
                 std::optional(RejectReason::ReleaseYearImplausible));
    }

    void namesTheFirstRowOfADuplicate() {
        const std::vector rows = {row(1, "Das Boot", "Feb 10 1982"), row(2, "Das Boot", "1997"),
                                  row(3, "BOOT, DAS", "1982"), row(4, "Boot, Das", "1982")};
        const auto verdicts = judgeAll(rows, contextOf(rows));
        QVERIFY(verdicts[1].accepted());
        QVERIFY(verdicts[2].accepted());
        QCOMPARE(verdicts[3].reason, std::optional(RejectReason::DuplicateInFile));
        QCOMPARE(verdicts[3].firstRow, 1);
        QCOMPARE(q(sentenceOf(verdicts[3])),
                 QString("Row 4 \"Das Boot\": rejected, it repeats row 1."));
    }

    void leavesAnImplausibleRunningTimeEmpty() {
        for (const char* minutes : {"0", "-5", "601", "soon", "90x"}) {
            MovieRow odd = row(1, "Any", "1998");
            odd.runningTime = {RawField::Kind::Text, minutes};
            const RowVerdict verdict = judgeAlone(odd);
            QVERIFY(!verdict.movie.runningMinutes);
            QCOMPARE(verdict.repairs.at(0).kind, MovieRepair::RunningTimeImplausible);
        }
        MovieRow good = row(1, "Any", "1998");
        good.runningTime = {RawField::Kind::Text, "222 min"};
        QCOMPARE(judgeAlone(good).movie.runningMinutes, std::optional(222));
    }

    void keepsNotRatedAndEmptiesWhatIsNoRating() {
        MovieRow rated = row(1, "Any", "1998");
        rated.rating = {RawField::Kind::Text, "Not Rated"};
        QCOMPARE(q(judgeAlone(rated).movie.rating), QString("Not Rated"));
        rated.rating.text = "Open";
        const RowVerdict verdict = judgeAlone(rated);
        QCOMPARE(q(verdict.movie.rating), QString());
        QCOMPARE(verdict.repairs.at(0).kind, MovieRepair::RatingUnknown);
    }

    void reportsFieldByFieldWhatTheFileKnowsBetter() {
        Movie known = catalogued("The Secret", 2006);
        known.director = "Drew Heriot";
        known.rating = "G";
        MovieRow changed = row(1, "Secret, The", "Nov 07 2006");
        changed.rating = {RawField::Kind::Text, "PG"};
        changed.runningTime = {RawField::Kind::Number, "92"};
        ImportContext context;
        context.latestYear = 2011;
        context.know(known);
        const RowVerdict verdict = judge(changed, context);
        QCOMPARE(verdict.outcome, ImportOutcome::Different);
        QCOMPARE(verdict.movie.id, known.id);
        QCOMPARE(q(verdict.movie.director), QString("Drew Heriot"));
        const std::vector<FieldDifference> expected = {
            {"released", "", "2006-11-07"}, {"running time", "", "92"}, {"rating", "G", "PG"}};
        QCOMPARE(verdict.differences, expected);
    }

    void canReverseTheRepairOfEveryRealTitle() {
        const auto rows = realRows();
        int reversed = 0;
        for (const RowVerdict& verdict : judgeAll(rows, contextOf(rows)))
            for (const Repair& repair : verdict.repairs)
                if (repair.kind == MovieRepair::TitleEncoding) {
                    QCOMPARE(q(applyWrongEncoding(repair.now)), q(repair.was));
                    ++reversed;
                }
        QCOMPARE(reversed, 18);
    }

    void writesCsvAsRfc4180Says() {
        const std::vector rows = {row(1, "Me, \"Myself\"\n& Irene", "2000"), row(2, "", "2000")};
        const std::string csv = importCsv(judgeAll(rows, contextOf(rows)));
        QCOMPARE(q(csv),
                 QString("row,title,release_year,outcome,reason,repairs,differences,message\r\n"
                         "1,\"Me, \"\"Myself\"\" & Irene\",2000,new,,title-blanks,,"
                         "\"Row 1 \"\"Me, \"\"Myself\"\" & Irene\"\" (2000): new; the title had "
                         "needless blanks (\"\"Me, \"\"Myself\"\"\n& Irene\"\" → \"\"Me, "
                         "\"\"Myself\"\" & Irene\"\").\"\r\n"
                         "2,,,rejected,no-title,,,\"Row 2 without title: rejected, it has no "
                         "title.\"\r\n"));
    }

    void tellsProgressRowByRow() {
        const std::vector rows = {row(1, "A", "2000"), row(2, "B", "2000")};
        std::vector<std::size_t> done;
        judgeAll(rows, contextOf(rows), [&](std::size_t at, std::size_t total) {
            QCOMPARE(total, std::size_t{2});
            done.push_back(at);
        });
        QCOMPARE(done, (std::vector<std::size_t>{1, 2}));
    }

    void readsDirtyRowsAndPointsAtBrokenJson() {
        const auto rows = wire::readMovieRows(
            R"([{"Title": true, "Release Date": "1998"}, 17, {"Title": 9, "Running Time min": 80}])");
        QVERIFY(rows.ok());
        QCOMPARE(rows->size(), std::size_t{3});
        QCOMPARE((*rows)[0].title.kind, RawField::Kind::Other);
        QVERIFY(!(*rows)[1].isRecord);
        QCOMPARE(q((*rows)[2].title.text), QString("9"));
        QCOMPARE((*rows)[2].number, 3);
        const auto broken = wire::readMovieRows("[\n{\"Title\": }\n]");
        QVERIFY(!broken.ok());
        QCOMPARE(broken.error().line, std::size_t{2});
        QCOMPARE(broken.error().column, std::size_t{11});
        QVERIFY(!wire::readMovieRows("{}").ok());
    }

    void aNumberBeyondAllBoundsIsAFaultOfTheFile() {
        const auto rows = wire::readMovieRows(R"([{"Title": 171e375}])");
        QVERIFY(!rows.ok());
        QCOMPARE(rows.error().line, std::size_t{0});
        QVERIFY(!rows.error().message.empty());
    }

    void aFieldNestedWithoutEndIsARowLikeAnother() {
        const std::string deep(200'000, '[');
        const std::string end(200'000, ']');
        const auto rows = wire::readMovieRows(R"([{"Title": "A", "Release Date": )" + deep + end +
                                              R"(}, {"Title": {"b": 1}}])");
        QVERIFY(rows.ok());
        QCOMPARE((*rows)[0].releaseDate.kind, RawField::Kind::Other);
        QCOMPARE(q((*rows)[0].releaseDate.text), QString("[…]"));
        QCOMPARE(q((*rows)[1].title.text), QString("{…}"));
    }
};

QTEST_APPLESS_MAIN(MovieImport)
#include "movie_import_test.moc"
