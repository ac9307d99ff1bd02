// links: server_store server_services shared_wire unit_service_house
#include "server/services/programme_model.h"
#include "tests/unit/service_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::tests;
using server::ports::FeedKind;
using server::services::Kept;
using server::services::ProgrammeModel;

/// What there is to see, in memory.
class ServiceProgrammeTest : public QObject {
    Q_OBJECT

    static void tell(ProgrammeModel& model, FeedKind kind, const Uuid& id) {
        model.committed({{}, {{{}, kind, id, {}, {}}}});
    }

private slots:
    void aMovieIsSeenOnceItsCommitIsTold() {
        ServiceHouse house;
        ProgrammeModel model(*house.db);
        QCOMPARE((*model.movies())->size(), std::size_t{1});
        auto film = *(*model.movies())->movie(house.movie);
        film.title = "Nosferatu";
        house.write([&](auto& store) { store.put(film); });
        QCOMPARE((*model.movies())->movie(house.movie)->title, std::string("Metropolis"));
        tell(model, FeedKind::Movie, house.movie.uuid);
        QCOMPARE((*model.movies())->movie(house.movie)->title, std::string("Nosferatu"));
    }
    void readingAgainTouchesNoDatabase() {
        ServiceHouse house;
        ProgrammeModel model(*house.db);
        const auto movies = *model.movies();
        const auto rooms = *model.house();
        const auto show = *model.showtime(house.showtime);
        const auto plan = *model.plan(house.plan);
        tell(model, FeedKind::Seats, house.showtime.uuid);
        QVERIFY(*model.movies() == movies);
        QVERIFY(*model.house() == rooms);
        QVERIFY(*model.showtime(house.showtime) == show);
        QVERIFY(*model.plan(house.plan) == plan);
        QCOMPARE(rooms->cinemaOf(house.auditorium)->name, std::string("Lichtburg"));
        QVERIFY(rooms->cinemaOf({}) == nullptr);
    }
    void aShowtimeAndAHouseAreReadAgainAfterTheirCommits() {
        ServiceHouse house;
        ProgrammeModel model(*house.db);
        auto show = **model.showtime(house.showtime);
        (void)model.house();
        show.state = domain::ShowtimeState::Cancelled;
        house.write([&](auto& store) {
            store.put(show);
            store.put(domain::Auditorium{house.auditorium, house.cinema.id, "Saal A", house.plan});
        });
        QVERIFY((*model.showtime(house.showtime))->state == domain::ShowtimeState::OnSale);
        tell(model, FeedKind::Showtime, house.showtime.uuid);
        tell(model, FeedKind::Auditorium, house.auditorium.uuid);
        QVERIFY((*model.showtime(house.showtime))->state == domain::ShowtimeState::Cancelled);
        QCOMPARE((*model.house())->auditorium(house.auditorium)->name, std::string("Saal A"));
    }
    void whatIsUnknownIsAskedForAgain() {
        ServiceHouse house;
        ProgrammeModel model(*house.db);
        QVERIFY(*model.showtime({}) == nullptr);
        QVERIFY(*model.plan({}) == nullptr);
    }
    void whatWasReadBeforeACommitIsNotKeptAfterIt() {
        Kept<int> kept;
        const auto value = [&](int made, bool changesMeanwhile) {
            return **kept.get([&]() -> server::services::Outcome<Kept<int>::Ptr> {
                if (changesMeanwhile)
                    kept.spoil();
                return std::make_shared<const int>(made);
            });
        };
        QCOMPARE(value(1, true), 1);
        QCOMPARE(value(2, false), 2);
        QCOMPARE(value(3, false), 2);
        kept.spoil();
        QCOMPARE(value(4, false), 4);
    }
    void pagesOfASearchFollowEachOther() {
        ServiceHouse house;
        for (int i = 0; i < 5; ++i) {
            domain::Movie film;
            film.id = MovieId::make(house.clock.now(), house.random);
            film.title = "Film " + std::to_string(i);
            film.releaseYear = 1990;
            house.write([&](auto& store) { store.put(film); });
        }
        ProgrammeModel model(*house.db);
        const auto first = **model.search({"flim", {}, {}, {}}, "", 3);
        QCOMPARE(first.items.size(), std::size_t{3});
        const auto rest = **model.search({"flim", {}, {}, {}}, first.next, 3);
        QCOMPARE(rest.items.size(), std::size_t{2});
        QCOMPARE(rest.items.front()->title, std::string("Film 3"));
        QVERIFY(rest.next.empty());
        QVERIFY(!(*model.search({}, "nonsense", 3)).ok());
        QVERIFY(!(*model.search({}, std::string(22, 'A'), 3)).ok()); // an id and nothing else
    }
};

QTEST_GUILESS_MAIN(ServiceProgrammeTest)
#include "service_programme_test.moc"
