// links: server_core unit_verdict_world
#include "server/core/authority.h"
#include "tests/unit/verdict_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using protocol::AllotmentRefusal;

namespace {

struct AskWorld : VerdictWorld {
    AskFacts facts;
    Instant now{std::chrono::hours{100}};

    AskWorld() {
        facts.showtime = known.showtime;
        facts.showtime->start = now + std::chrono::hours{1};
        facts.showtime->end = now + std::chrono::hours{3};
        facts.seatCount = 10;
        protocol::Allotment own;
        own.id = allotment;
        own.terminal = terminal;
        facts.owned = {own};
    }
    Result<Grant, protocol::AllotmentError> ask(std::vector<SeatNo> seats) {
        facts.claims = known.claims;
        return decideAsk(facts, {showtime, std::move(seats)}, now);
    }
};

} // namespace

/// Who gets the right to sell when a terminal asks for seats or gives them back.
class AuthorityAskTest : public QObject {
    Q_OBJECT

private slots:
    void freeSeatsAreGrantedOnceEach() {
        AskWorld world;
        const auto grant = world.ask({SeatNo{4}, SeatNo{2}, SeatNo{4}});
        QVERIFY(grant.ok());
        QCOMPARE(grant->fromPool, (std::vector<SeatNo>{SeatNo{2}, SeatNo{4}}));
        QVERIFY(grant->leased.empty());
    }
    void oneTakenSeatRefusesAllAndIsNamed() {
        AskWorld world;
        world.leaseToOther(4);
        const auto grant = world.ask({SeatNo{2}, SeatNo{4}});
        QVERIFY(!grant.ok());
        QVERIFY(grant.error().refusal == AllotmentRefusal::SeatTaken);
        QCOMPARE(grant.error().seats, (std::vector<SeatNo>{SeatNo{4}}));
    }
    void ownSeatsAreGrantedAgain() {
        AskWorld world;
        world.lease(4);
        const auto grant = world.ask({SeatNo{4}, SeatNo{5}});
        QVERIFY(grant.ok());
        QCOMPARE(grant->leased, (std::vector<AllotmentId>{world.allotment}));
        QCOMPARE(grant->fromPool, (std::vector<SeatNo>{SeatNo{5}}));
    }
    void soldHeldAndBlockedSeatsAreTaken() {
        for (const ClaimKind kind : {ClaimKind::Hold, ClaimKind::Ticket, ClaimKind::Block}) {
            AskWorld world;
            world.claim(4, kind, VerdictWorld::id(77));
            QVERIFY(world.ask({SeatNo{4}}).error().refusal == AllotmentRefusal::SeatTaken);
        }
    }
    void unknownSeatsAreNamed() {
        AskWorld world;
        const auto grant = world.ask({SeatNo{9}, SeatNo{10}});
        QVERIFY(grant.error().refusal == AllotmentRefusal::UnknownSeat);
        QCOMPARE(grant.error().seats, (std::vector<SeatNo>{SeatNo{10}}));
        QVERIFY(world.ask({}).error().refusal == AllotmentRefusal::UnknownSeat);
    }
    void nothingIsGrantedAfterTheEndOrWhenCancelled() {
        AskWorld world;
        world.now = world.facts.showtime->end - Milliseconds{1};
        QVERIFY(world.ask({SeatNo{1}}).ok()); // late guests buy too
        world.now = world.facts.showtime->end;
        QVERIFY(world.ask({SeatNo{1}}).error().refusal == AllotmentRefusal::ShowtimeClosed);
        AskWorld cancelled;
        cancelled.facts.showtime->state = domain::ShowtimeState::Cancelled;
        QVERIFY(cancelled.ask({SeatNo{1}}).error().refusal == AllotmentRefusal::ShowtimeClosed);
        AskWorld unknown;
        unknown.facts.showtime.reset();
        QVERIFY(unknown.ask({SeatNo{1}}).error().refusal == AllotmentRefusal::UnknownShowtime);
    }
    void anAskHasABound() {
        AskWorld world;
        world.facts.seatCount = 100;
        std::vector<SeatNo> seats;
        for (std::uint16_t seat = 0; seat < protocol::kMostSeatsPerAsk; ++seat)
            seats.push_back({seat});
        QVERIFY(world.ask(seats).ok());
        seats.push_back({60});
        QVERIFY(world.ask(seats).error().refusal == AllotmentRefusal::TooMany);
    }
    void onlySeatsOfThatLeaseGoBack() {
        AskWorld world;
        world.lease(1);
        world.leaseToOther(2);
        world.claim(3, ClaimKind::Ticket, VerdictWorld::id(77));
        const std::vector<SeatNo> seats{SeatNo{1}, SeatNo{2}, SeatNo{3}, SeatNo{4}, SeatNo{1}};
        const auto changes = giveBack(world.known.claims, world.right(), seats);
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes[0].seat, SeatNo{1});
        QVERIFY(!changes[0].after);
        QVERIFY(giveBack(world.known.claims, {world.allotment, Epoch{40}}, seats).empty());
    }
};

QTEST_APPLESS_MAIN(AuthorityAskTest)
#include "authority_ask_test.moc"
