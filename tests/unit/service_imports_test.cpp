// links: server_store server_services shared_wire unit_service_house
#include "server/services/catalogue.h"
#include "server/services/plan_hash.h"
#include "tests/unit/service_house.h"

#include <QtTest>
#include <set>

using namespace foyer;
using namespace foyer::server::tests;
using server::services::Catalogue;
using server::services::Imports;
using namespace std::chrono_literals;

/// What is stored from files, and how it is found again.
class ServiceImportsTest : public QObject {
    Q_OBJECT

    static std::vector<Imports::MovieOutcome> store(ServiceHouse& house,
                                                    std::vector<domain::Movie> movies) {
        return *answerOf<std::vector<Imports::MovieOutcome>>(
            [&](auto reply) { house.imports().movies(movies, reply); });
    }
    static domain::Movie movie(std::string title, std::int32_t year) {
        domain::Movie movie;
        movie.title = std::move(title);
        movie.releaseYear = year;
        return movie;
    }
    static Imports::PlanOutcome storePlan(ServiceHouse& house, const domain::SeatingPlan& plan) {
        return *answerOf<Imports::PlanOutcome>(
            [&](auto reply) { house.imports().plan(plan, reply); });
    }

private slots:
    void moviesAreKnownByTitleAndYear() {
        ServiceHouse house;
        auto first =
            store(house, {movie("1776", 1972), movie("Alien", 1979), movie("Alien", 2003)});
        for (const auto& each : first)
            QVERIFY(each.change == Imports::Change::Added);
        auto changed = movie("Alien", 1979);
        changed.rating = "R";
        changed.runningMinutes = 117;
        const auto second = store(house, {movie("1776", 1972), changed});
        QVERIFY(second[0].change == Imports::Change::Same);
        QVERIFY(second[1].change == Imports::Change::Updated);
        QCOMPARE(second[1].id, first[1].id);
        QCOMPARE(second[1].differences, (std::vector<std::string>{"running time", "rating"}));
    }
    void importingTheSameAgainLeavesTheFeedQuiet() {
        ServiceHouse house;
        store(house, {movie("1776", 1972)});
        const auto before = house.read([](const auto& s) { return s.stamp(); });
        store(house, {movie("1776", 1972)});
        storePlan(house, domain::planOf({"ssssssssss", "ssssssssss", "pppppppp"}));
        QCOMPARE(house.read([](const auto& s) { return s.stamp(); }), before);
    }
    void anotherLayoutOfTheSameNameIsTheNextVersion() {
        ServiceHouse house;
        const auto same =
            storePlan(house, domain::planOf({"ssssssssss", "ssssssssss", "pppppppp"}));
        QVERIFY(same.change == Imports::Change::Same);
        QCOMPARE(same.id, house.plan);
        const auto next = storePlan(house, domain::planOf({"ssss"}));
        QVERIFY(next.change == Imports::Change::Updated);
        QCOMPARE(next.version, 2);
        const auto read = house.read([&](const auto& s) { return s.plan(next.id); });
        QCOMPARE(read->seatCount(), std::size_t{4});
        QCOMPARE(read->version, 2);
        QCOMPARE(read->seatName(SeatNo{3}), std::string("A4"));
    }
    void aPlanComesBackWhole() {
        ServiceHouse house;
        const auto plan = domain::planOf({"ss ss", "SSSS", "wc ss"});
        const auto stored = storePlan(house, plan);
        const auto read = house.read([&](const auto& s) { return s.plan(stored.id); });
        QCOMPARE(server::services::contentHash(*read), server::services::contentHash(plan));
    }
    void everyFieldOfAPlanCounts() {
        const auto plan = domain::planOf({"ss ss"});
        const auto hash = server::services::contentHash(plan);
        auto other = plan;
        other.seats[1].at.x += 1;
        QVERIFY(server::services::contentHash(other) != hash);
        other = plan;
        other.areas[0].rank += 1;
        QVERIFY(server::services::contentHash(other) != hash);
        other = plan;
        other.id = PlanId{{{1}}};
        other.version = 9;
        QVERIFY(server::services::contentHash(other) == hash);
    }
    void aProgrammeWithAnOverlapIsRefusedWhole() {
        ServiceHouse house;
        const auto fine = house.showtimeAt(60h);
        const auto clash = house.showtimeAt(60h + 2h + 19min); // cleaning takes 20 minutes
        const auto answer = house.programme({fine, clash});
        QVERIFY(!answer.ok());
        QVERIFY(answer.error().kind == Imports::ProgrammeError::Kind::Overlap);
        QCOMPARE(answer.error().index, std::size_t{1});
        QCOMPARE(answer.error().other, fine.id);
        QVERIFY(!house.read([&](const auto& s) { return s.showtime(fine.id); }));
        const auto after = house.showtimeAt(60h + 2h + 20min);
        QCOMPARE(house.programme({fine, after}).value(), std::size_t{2});
    }
    void theSameProgrammeAgainAddsNothing() {
        ServiceHouse house;
        auto show = house.showtimeAt(60h);
        QCOMPARE(house.programme({show}).value(), std::size_t{1});
        QCOMPARE(house.programme({show}).value(), std::size_t{0});
        show.id = {};
        QCOMPARE(house.programme({show}).value(), std::size_t{0});
    }
    void impossibleShowtimesAreNamed() {
        using Kind = Imports::ProgrammeError::Kind;
        ServiceHouse house;
        const auto kindOf = [&](auto spoil) {
            auto show = house.showtimeAt(60h);
            spoil(show);
            return house.programme({show}).error().kind;
        };
        QVERIFY(kindOf([](auto& s) { s.end = s.start; }) == Kind::BadTimes);
        QVERIFY(kindOf([](auto& s) { s.cleanUntil = s.end - 1min; }) == Kind::BadTimes);
        QVERIFY(kindOf([](auto& s) { s.cleanUntil = s.start + 25h; }) == Kind::BadTimes);
        QVERIFY(kindOf([](auto& s) { s.businessDay += std::chrono::days{1}; }) ==
                Kind::WrongBusinessDay);
        QVERIFY(kindOf([](auto& s) { s.movie = {}; }) == Kind::UnknownMovie);
        QVERIFY(kindOf([](auto& s) { s.auditorium = {}; }) == Kind::UnknownAuditorium);
        QVERIFY(kindOf([](auto& s) { s.plan = {}; }) == Kind::UnknownPlan);
        QVERIFY(kindOf([](auto& s) { s.priceList = {}; }) == Kind::UnknownPriceList);
        domain::PriceList past = house.prices;
        past.id = PriceListId::make(house.clock.now(), house.random);
        past.name = "Past";
        past.validTo = house.clock.now();
        house.write([&](auto& store) { store.put(past); });
        QVERIFY(kindOf([&](auto& s) { s.priceList = past.id; }) == Kind::PricesNotValid);
    }
    void moviesArePagedSearchedAndFiltered() {
        ServiceHouse house;
        std::vector<domain::Movie> movies;
        for (int i = 0; i < 45; ++i)
            movies.push_back(movie("Film " + std::to_string(100 + i), 1990 + i % 3));
        movies.push_back(movie("ÄÖÜ 50% off_", 2001));
        store(house, movies);
        Catalogue catalogue(*house.db);
        std::set<MovieId> seen;
        std::string cursor;
        int pages = 0;
        do {
            const auto page = **catalogue.movies({}, cursor, 10);
            for (const auto& each : page.items)
                QVERIFY(seen.insert(each.id).second);
            cursor = page.next;
            ++pages;
        } while (!cursor.empty());
        QCOMPARE(pages, 5);
        QCOMPARE(seen.size(), std::size_t{47});
        const auto count = [&](server::ports::MovieFilter filter) {
            return *catalogue.movieCount(filter);
        };
        QCOMPARE(count({"fiLM 10", "", "", {}}), std::int64_t{10});
        QCOMPARE(count({"äöü", "", "", {}}), std::int64_t{1});
        QCOMPARE(count({"50%", "", "", {}}), std::int64_t{1});
        QCOMPARE(count({"f_l", "", "", {}}), std::int64_t{0}); // no wildcards from outside
        QCOMPARE(count({"", "", "", 1990}), std::int64_t{15});
        QVERIFY(!(*catalogue.movies({}, "nonsense", 10)).ok());
    }
    void showtimesAreFoundByDayMovieAndAuditorium() {
        ServiceHouse house;
        for (int i = 0; i < 5; ++i)
            QVERIFY(house.programme({house.showtimeAt(48h + i * 4h)}).ok());
        Catalogue catalogue(*house.db);
        const auto count = [&](const server::ports::ShowtimeFilter& filter) {
            return (**catalogue.showtimes(filter, "", 100)).items.size();
        };
        QCOMPARE(count({}), std::size_t{7});
        QCOMPARE(count({{}, house.movie, {}, {}}), std::size_t{7});
        QCOMPARE(count({{}, MovieId{}, {}, {}}), std::size_t{0});
        QCOMPARE(count({{}, {}, house.auditorium, {}}), std::size_t{7});
        const Date day = businessDayOf(house.clock.now() + 48h, {});
        QCOMPARE(count({day, {}, {}, {}}), std::size_t{3}); // 18:00, 22:00 and 02:00
        QCOMPARE(count({{}, {}, {}, house.clock.now() + 47h}), std::size_t{5});
        const auto first = **catalogue.showtimes({}, "", 4);
        const auto rest = **catalogue.showtimes({}, first.next, 4);
        QCOMPARE(first.items.size() + rest.items.size(), std::size_t{7});
        QVERIFY(first.items.back().start <= rest.items.front().start);
        QVERIFY(rest.next.empty());
    }
};

QTEST_APPLESS_MAIN(ServiceImportsTest)
#include "service_imports_test.moc"
