// links: server_core
#include "server/core/movie_search.h"
#include "server/core/search_words.h"
#include "shared/base/random.h"

#include <QtTest>

#include <set>

using namespace foyer;
using namespace foyer::server::core;

namespace {

domain::Movie movie(std::uint8_t id, std::string title, std::int32_t year = 2000,
                    std::string genre = {}, std::string director = {}, std::string rating = {}) {
    domain::Movie movie;
    movie.id.uuid.bytes[15] = id;
    movie.title = std::move(title);
    movie.releaseYear = year;
    movie.genre = std::move(genre);
    movie.director = std::move(director);
    movie.rating = std::move(rating);
    return movie;
}

MovieSearch catalogue() {
    return MovieSearch({
        movie(1, "The Godfather", 1972, "Drama", "Francis Ford Coppola", "R"),
        movie(2, "The Godfather: Part II", 1974, "Drama", "Francis Ford Coppola", "R"),
        movie(3, "Le Fabuleux destin d'Amélie Poulain", 2001, "Romantic Comedy"),
        movie(4, "Spider-Man", 2002, "Action", "Sam Raimi", "PG-13"),
        movie(5, "Die Fälscher", 2007, "Drama", "", "R"),
        movie(6, "Große Straße", 2010),
        movie(7, "Alien³", 1992, "Horror", "David Fincher"),
        movie(8, "Annie Hall", 1977, "Comedy", "Woody Allen", "PG"),
        movie(9, "Eyes Wide Shut", 1999, "Thriller/Suspense", "Stanley Kubrick", "R"),
        movie(10, "Schindler's List", 1993, "Drama"),
        movie(11, "Иван Грозный", 1944),
        movie(12, "1776", 1972, "Musical"),
    });
}

std::string found(const MovieSearch& search, const MovieQuery& query) {
    std::string ids;
    for (const auto* each : search.find(query, {}, 100).movies)
        ids += (ids.empty() ? "" : " ") + std::to_string(each->id.uuid.bytes[15]);
    return ids;
}
std::string found(const std::string& text) {
    static const MovieSearch search = catalogue();
    return found(search, {text, {}, {}, {}});
}

} // namespace

class MovieSearchTest : public QObject {
    Q_OBJECT

private slots:
    void wordsHaveNeitherCaseNorAccents() {
        using Words = std::vector<std::string>;
        QCOMPARE(wordsOf("L'Été, ÇA  va – bien!"), (Words{"lete", "ca", "va", "bien"}));
        QCOMPARE(wordsOf("Łódź Ångström Ÿ ĳ"), (Words{"lodz", "angstrom", "y", "i"}));
        QCOMPARE(wordsOf("e\xCC\x81t\xC3\xA9"), (Words{"ete"})); // a combining accent
        QCOMPARE(wordsOf("ΑΒΓ ЖЗ"), (Words{"αβγ", "жз"}));
        QCOMPARE(wordsOf("WALL·E"), (Words{"wall", "e"}));
        QCOMPARE(wordsOf("\xff\xfe"), Words{});
        QCOMPARE(wordsOf(" ... "), Words{});
        QCOMPARE(orderKeyOf("Ökonomie  & Straße"), std::string("okonomie strasse"));
    }
    void umlautsAreFoundHoweverTheyAreTyped() {
        for (const char* typed : {"Fälscher", "Faelscher", "FALSCHER", "fälscher"})
            QCOMPARE(found(typed), std::string("5"));
        for (const char* typed : {"große straße", "grosse strasse", "GROSSE"})
            QCOMPARE(found(typed), std::string("6"));
        QCOMPARE(found("amelie"), std::string("3"));
        QCOMPARE(found("ИВАН"), std::string("11"));
        QCOMPARE(found("alien3"), std::string("7"));
    }
    void editsAreCounted_data() {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<int>("edits");
        QTest::newRow("same") << "alien"
                              << "alien" << 0;
        QTest::newRow("left out") << "alen"
                                  << "alien" << 1;
        QTest::newRow("put in") << "aliien"
                                << "alien" << 1;
        QTest::newRow("mistaken") << "alian"
                                  << "alien" << 1;
        QTest::newRow("swapped") << "alein"
                                 << "alien" << 1;
        QTest::newRow("swapped first") << "laien"
                                       << "alien" << 1;
        QTest::newRow("two") << "alxxn"
                             << "alien" << 2;
        QTest::newRow("too many") << "xxxxx"
                                  << "alien" << 3;
        QTest::newRow("too long") << "alienated"
                                  << "alien" << 3;
        QTest::newRow("nothing") << ""
                                 << "al" << 2;
    }
    void editsAreCounted() {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QFETCH(int, edits);
        QCOMPARE(editsBetween(one.toStdString(), other.toStdString(), 2), edits);
        QCOMPARE(editsBetween(other.toStdString(), one.toStdString(), 2), edits);
    }
    void wordsOfAnyLengthAreCompared() {
        const std::string longest(5'000, 'a');
        QCOMPARE(editsBetween(longest, longest, 2), 0);
        QCOMPARE(editsBetween(longest, longest.substr(1), 2), 3);
        QCOMPARE(editsBetween(std::string(63, 'a'), std::string(62, 'a'), 2), 1);
    }
    void aSlipOfTheKeysIsForgiven() {
        QCOMPARE(found("godfathr"), std::string("1 2"));
        QCOMPARE(found("gdofather"), std::string("1 2"));
        QCOMPARE(found("goodfahter"), std::string("1 2")); // two, in ten letters
        QCOMPARE(found("spidrman"), std::string("4"));
        QCOMPARE(found("kubrik"), std::string("9"));
        QCOMPARE(found("xyz"), std::string());
        QCOMPARE(found("hal"), std::string("8")); // "hall" begins so
        QCOMPARE(found("hxl"), std::string());    // three letters have to be right
    }
    void whatIsFoundAsItStandsBringsNoNeighboursAlong() {
        QCOMPARE(found("alien"), std::string("7")); // and not Woody Allen
        QCOMPARE(found("alien hall"), std::string("8"));
    }
    void everyWordCounts() {
        QCOMPARE(found("godfather coppola"), std::string("1 2"));
        QCOMPARE(found("godfather raimi"), std::string());
        QCOMPARE(found("part godfather"), std::string("2"));
        QCOMPARE(found("schindlers list"), std::string("10"));
        QCOMPARE(found("schindler"), std::string("10"));
        QCOMPARE(found("spiderman"), std::string("4"));
        QCOMPARE(found("spider man"), std::string("4"));
        QCOMPARE(found("bule"), std::string("3")); // within a word
        QCOMPARE(found("rma"), std::string());     // but not across two
        QCOMPARE(found("1776"), std::string("12"));
        QCOMPARE(found("!?"), std::string());
    }
    void theNearestComesFirst() {
        const MovieSearch search({movie(1, "Notes on Love"), movie(2, "Love"), movie(3, "Lovers"),
                                  movie(4, "Love Story"), movie(5, "Clover"),
                                  movie(6, "A", 2000, "", "Courtney Love")});
        QCOMPARE(found(search, {"love", {}, {}, {}}), std::string("2 4 3 1 6 5"));
    }
    void filtersAreKeptTogetherWithTheText() {
        const MovieSearch search = catalogue();
        QCOMPARE(found(search, {{}, "drama", {}, {}}), std::string("5 10 1 2"));
        QCOMPARE(found(search, {{}, "Drama", "r", {}}), std::string("5 1 2"));
        QCOMPARE(found(search, {"godfather", "drama", "R", 1974}), std::string("2"));
        QCOMPARE(found(search, {{}, "suspense", {}, {}}), std::string("9"));
        QCOMPARE(found(search, {{}, "thriller/suspense", {}, {}}), std::string("9"));
        QCOMPARE(found(search, {{}, "com", {}, {}}), std::string());
        QCOMPARE(found(search, {{}, "???", {}, {}}), std::string());
        QCOMPARE(found(search, {{}, {}, "pg", {}}), std::string("8"));
    }
    void withoutATextMoviesComeByTitle() {
        QCOMPARE(found(""), std::string("12 7 8 5 9 6 3 10 4 1 2 11"));
    }
    void pagesLeaveNothingOutWhateverTheirSize() {
        SeededRandom random(7);
        std::vector<domain::Movie> movies;
        for (std::uint8_t i = 1; i <= 60; ++i)
            movies.push_back(movie(i, std::string(random.below(3), 'a') + " film " +
                                          std::string(1 + random.below(2), 'b')));
        const MovieSearch search(std::move(movies));
        for (const char* text : {"", "film", "b", "flim"}) {
            const MovieQuery query{text, {}, {}, {}};
            const auto whole = search.find(query, {}, 1000);
            QVERIFY(!whole.last);
            QVERIFY(!whole.movies.empty());
            for (std::size_t size : {1, 7, 59, 60}) {
                std::vector<const domain::Movie*> pieces;
                std::optional<MoviePlace> after;
                do {
                    const auto page = search.find(query, after, size);
                    pieces.insert(pieces.end(), page.movies.begin(), page.movies.end());
                    after = page.last;
                } while (after);
                QVERIFY(pieces == whole.movies);
            }
        }
    }
    void anyBytesMayBeAskedFor() {
        const MovieSearch search = catalogue();
        SeededRandom random(11);
        for (int i = 0; i < 300; ++i) {
            MovieQuery query;
            for (auto length = random.below(300); length > 0; --length)
                query.text += static_cast<char>(random.below(i % 2 ? 256 : 128));
            query.genre = query.text.substr(0, random.below(3));
            QVERIFY(search.find(query, {}, 100).movies.size() <= search.size());
        }
        QCOMPARE(found(std::string(10'000, 'a')), std::string());
    }
    void aMovieIsKnownByItsId() {
        const MovieSearch search = catalogue();
        QCOMPARE(search.movie(movie(7, "x").id)->title, std::string("Alien³"));
        QVERIFY(search.movie(movie(99, "x").id) == nullptr);
    }
};

QTEST_GUILESS_MAIN(MovieSearchTest)
#include "movie_search_test.moc"
