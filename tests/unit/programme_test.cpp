// links: shared_wire shared_domain

#include "shared/domain/movie_import.h"
#include "shared/domain/programme.h"
#include "shared/domain/schedule.h"
#include "shared/wire/cinema_json.h"
#include "shared/wire/movies_json.h"
#include "shared/wire/plan_json.h"

#include <QFile>
#include <QtTest>

#include <map>
#include <set>

using namespace foyer;
using namespace foyer::domain;
using namespace std::chrono;

namespace {

// A plain week, and the two in whose last night the clocks change.
constexpr Date kPlainWeek = sys_days{2026y / November / 23};
constexpr Date kSpringWeek = sys_days{2027y / March / 22};
constexpr Date kAutumnWeek = sys_days{2026y / October / 19};

std::string demoText(const char* name) {
    QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/resources/demo/" + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

CinemaSetup demoCinema() {
    const auto setup = wire::readCinema(demoText("cinema.json"));
    if (!setup)
        qFatal("%s: %s", setup.error().pointer.c_str(), setup.error().message.c_str());
    return *setup;
}

std::vector<Movie> demoCatalogue() {
    const auto rows = wire::readMovieRows(demoText("movies.json"));
    ImportContext context;
    context.latestYear = latestPlausibleYear(*rows, 2026);
    std::vector<Movie> movies;
    for (const RowVerdict& verdict : judgeAll(*rows, context))
        if (verdict.accepted())
            movies.push_back(verdict.movie);
    return movies;
}

AuditoriumId room(std::uint8_t number) {
    AuditoriumId id;
    id.uuid.bytes[15] = number;
    return id;
}

std::vector<Occupancy> occupanciesOf(const WeekPlan& week) {
    std::vector<Occupancy> result;
    for (const PlannedShowtime& showtime : week.showtimes)
        result.push_back({room(static_cast<std::uint8_t>(showtime.auditorium)), showtime.start,
                          showtime.cleaningUntil});
    return result;
}

/// Minutes after midnight of the business day, as the clock on the wall shows it.
int localMinute(const PlannedShowtime& showtime) {
    const Instant local = showtime.start + minutes{showtime.utcOffsetMinutes};
    return static_cast<int>(duration_cast<minutes>(local - Instant{showtime.businessDay}).count());
}

} // namespace

class Programme : public QObject {
    Q_OBJECT

    CinemaSetup m_cinema;
    std::vector<Movie> m_catalogue;

    WeekPlan week(Date first = kPlainWeek, std::uint64_t seed = 1) const {
        SeededRandom random(seed);
        return planWeek(m_cinema, m_catalogue, first, random);
    }
    Audience audienceOf(const PlannedShowtime& showtime) const {
        for (const FeaturedMovie& movie : m_cinema.movies)
            if (movie.title == showtime.title)
                return movie.audience;
        return Audience::General;
    }

private slots:
    void initTestCase() {
        m_cinema = demoCinema();
        m_catalogue = demoCatalogue();
    }

    void keepsItsRulesInEveryWeekAndForEverySeed() {
        for (const Date first : {kPlainWeek, kSpringWeek, kAutumnWeek})
            for (std::uint64_t seed = 0; seed < 50; ++seed) {
                const WeekPlan plan = week(first, seed);
                const auto occupancies = occupanciesOf(plan);
                QVERIFY(findOverlaps(occupancies).empty());
                for (std::size_t i = 0; i < occupancies.size(); ++i) {
                    const PlannedShowtime& showtime = plan.showtimes[i];
                    QVERIFY(staysInBusinessDay(occupancies[i], m_cinema.zone));
                    QCOMPARE(businessDayOf(m_cinema.zone, showtime.start), showtime.businessDay);
                    QCOMPARE(localMinute(showtime) % 5, 0);
                    QCOMPARE(showtime.trailerMinutes, 20);
                    QVERIFY(showtime.cleaningUntil - showtime.endsAt == minutes{15});
                }
            }
    }

    void showsEveryFeaturedMovieAndFindsAllInTheCatalogue() {
        const WeekPlan plan = week();
        QVERIFY(plan.notInCatalogue.empty());
        std::map<std::string, int> shown;
        for (const PlannedShowtime& showtime : plan.showtimes)
            ++shown[showtime.title];
        QCOMPARE(shown.size(), std::size_t{12});
        for (const auto& [title, times] : shown)
            QVERIFY2(times >= 5, title.c_str());
    }

    void fillsEveryAuditoriumOnEveryDay() {
        std::map<std::pair<Date, std::size_t>, int> shown;
        for (const PlannedShowtime& showtime : week().showtimes)
            ++shown[{showtime.businessDay, showtime.auditorium}];
        QCOMPARE(shown.size(), std::size_t{7 * 8});
        for (const auto& [where, times] : shown)
            QVERIFY(times >= 3 && times <= 7);
    }

    void putsFamiliesInTheAfternoonAndAdultsInTheEvening() {
        for (const PlannedShowtime& showtime : week().showtimes) {
            if (audienceOf(showtime) == Audience::Family)
                QVERIFY(localMinute(showtime) < 19 * 60);
            if (audienceOf(showtime) == Audience::Adult)
                QVERIFY(localMinute(showtime) >= 17 * 60);
        }
    }

    void givesLargeRoomsTheMostWantedMoviesInTheEvening() {
        std::map<std::string, int> demand;
        for (const FeaturedMovie& movie : m_cinema.movies)
            demand[movie.title] = movie.demand;
        std::map<std::size_t, std::pair<int, int>> sums;
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            for (const PlannedShowtime& showtime : week(kPlainWeek, seed).showtimes)
                if (localMinute(showtime) >= 17 * 60) {
                    sums[showtime.auditorium].first += demand[showtime.title];
                    ++sums[showtime.auditorium].second;
                }
        QVERIFY(sums[0].first * sums[7].second > sums[7].first * sums[0].second * 5 / 4);
    }

    void hasLateShowtimesOnFridayAndSaturdayOnly() {
        std::set<unsigned> late;
        for (const PlannedShowtime& showtime : week().showtimes)
            if (localMinute(showtime) > 22 * 60)
                late.insert(weekday{showtime.businessDay}.iso_encoding());
        QCOMPARE(late, (std::set<unsigned>{5, 6}));
    }

    void isOverWhenTheCinemaCloses() {
        for (std::uint64_t seed = 0; seed < 20; ++seed)
            for (const PlannedShowtime& showtime : week(kPlainWeek, seed).showtimes) {
                const weekday day{showtime.businessDay};
                const OpeningHours& hours = m_cinema.openingHours.at(day.iso_encoding() - 1);
                const auto length = duration_cast<minutes>(showtime.endsAt - showtime.start);
                QVERIFY(localMinute(showtime) + length.count() <= hours.closing);
            }
    }

    void doesNotShowAMovieTwiceRunningInOneAuditorium() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const WeekPlan plan = week(kPlainWeek, seed);
            for (std::size_t i = 1; i < plan.showtimes.size(); ++i) {
                const PlannedShowtime& before = plan.showtimes[i - 1];
                const PlannedShowtime& after = plan.showtimes[i];
                const bool sameRoom = before.businessDay == after.businessDay &&
                                      before.auditorium == after.auditorium;
                QVERIFY(!sameRoom || before.title != after.title);
            }
        }
    }

    void doesNotBeginAMovieInTwoRoomsAtOnce() {
        const WeekPlan plan = week();
        for (const PlannedShowtime& a : plan.showtimes)
            for (const PlannedShowtime& b : plan.showtimes)
                QVERIFY(&a == &b || a.title != b.title || abs(a.start - b.start) >= minutes{45});
    }

    void isTheSameWeekForTheSameSeed() {
        const auto starts = [](const WeekPlan& plan) {
            std::vector<std::pair<std::string, Instant>> result;
            for (const PlannedShowtime& showtime : plan.showtimes)
                result.emplace_back(showtime.title, showtime.start);
            return result;
        };
        QVERIFY(starts(week(kPlainWeek, 3)) == starts(week(kPlainWeek, 3)));
        QVERIFY(starts(week(kPlainWeek, 3)) != starts(week(kPlainWeek, 4)));
    }

    void namesWhatItCannotShow() {
        CinemaSetup setup = m_cinema;
        setup.movies = {{"No Such Movie", 2001, Audience::General, 5},
                        {"The Land Girls", 1998, Audience::General, 5}};
        SeededRandom random(1);
        const WeekPlan plan = planWeek(setup, m_catalogue, kPlainWeek, random);
        QVERIFY(plan.showtimes.empty());
        QCOMPARE(plan.notInCatalogue,
                 (std::vector<std::string>{"No Such Movie", "The Land Girls"}));
    }

    void hasThePlanOfEveryAuditoriumAndAPriceForEachOfItsAreas() {
        for (const AuditoriumSetup& auditorium : m_cinema.auditoriums) {
            const auto read = wire::readPlan(demoText(auditorium.plan.c_str()));
            QVERIFY2(read.ok(), auditorium.plan.c_str());
            QCOMPARE(static_cast<std::int32_t>(read->plan.seatCount()), auditorium.seats);
            for (const PriceListSetup& setup : m_cinema.priceLists)
                for (const Area& area : read->plan.areas)
                    for (int part = 0; part < kDayPartCount; ++part)
                        QVERIFY2(setup.list.price(area.key, "adult", static_cast<DayPart>(part)),
                                 area.key.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(Programme)
#include "programme_test.moc"
