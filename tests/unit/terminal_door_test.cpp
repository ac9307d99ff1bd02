// links: app_core shared_domain unit_terminal_world
#include "tests/unit/terminal_world.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::core;
using namespace foyer::tests;

namespace {

const TerminalId kSeller{uuidOf(70, 1)};

domain::TicketProof proofOf(std::uint8_t ticket, SeatNo seat, ShowtimeId showtime = kShowtime) {
    domain::TicketProof proof;
    proof.showtime = showtime;
    proof.seat = seat;
    proof.ticket = {uuidOf(71, ticket)};
    proof.booking = {uuidOf(72, ticket)};
    proof.terminal = kSeller;
    proof.incarnation = {1};
    proof.seq = {7};
    proof.price = {1000, *Currency::parse("EUR")};
    return proof;
}

/// A door with an usher, and paper that is as genuine as the test says.
struct Entrance : Rig {
    Entrance() : Rig(core::Identity{kTerminal, {1}, "Door A", TerminalMode::Counter}) {
        open();
        feed({protocol::TerminalKeys{kSeller, "Counter 7", {{{1}, PublicKey{9}}}}});
        disk();
    }
    void hold(const domain::TicketProof& proof, bool genuine = true) {
        tell(ScanPaper{domain::qrText(proof, Signature{})});
        if (const auto verify = take<VerifyPaper>())
            tell(PaperVerified{verify->request, genuine});
    }
    DoorScan last() { return terminal.view().door->scans.at(0); }
    std::size_t count() { return terminal.view().door->scans.size(); }
};

} // namespace

class TerminalDoor : public QObject {
    Q_OBJECT

private slots:
    void goodPaperIsLetInOnceItIsOnDisk() {
        Entrance door;
        door.hold(proofOf(1, {3}));
        QCOMPARE(door.count(), std::size_t{0}); // nobody walks on a promise of the disk
        const auto written = door.disk();
        QCOMPARE(written.size(), std::size_t{1});
        const auto& entry = std::get<protocol::Admitted>(written[0]);
        QCOMPARE(entry.seat, SeatNo{3});
        QCOMPARE(entry.paper, domain::qrText(proofOf(1, {3}), Signature{}));
        QVERIFY(door.last().answer == DoorAnswer::Admitted);
        QCOMPARE(door.last().movie, std::string("1776"));
    }

    void theSecondTimeSaysWhenAndWhere() {
        Entrance door;
        door.hold(proofOf(1, {3}));
        door.disk();
        const Instant first = door.now.wall;
        door.pass(Milliseconds{60'000});
        door.hold(proofOf(1, {3}));
        QVERIFY(door.last().answer == DoorAnswer::AdmittedBefore);
        QCOMPARE(*door.last().before, first);
        QCOMPARE(door.last().beforeDoor, std::string("Door A"));
        for (const auto& payload : door.disk())
            QVERIFY(!std::holds_alternative<protocol::Admitted>(payload));
    }

    void anotherDoorsScanCounts() {
        Entrance door;
        door.feed({protocol::Admission{
            proofOf(1, {3}).ticket, kShowtime, {3}, {uuidOf(73, 1)}, "Door B", kStart, false}});
        door.hold(proofOf(1, {3}));
        QVERIFY(door.last().answer == DoorAnswer::AdmittedBefore);
        QCOMPARE(door.last().beforeDoor, std::string("Door B"));
    }

    void aForgedSignatureIsRefused() {
        Entrance door;
        door.hold(proofOf(1, {3}), false);
        QVERIFY(door.last().answer == DoorAnswer::Forged);
        QVERIFY(door.disk().empty());
    }

    void anUnknownSellersPaperIsNotCalledForged() {
        Entrance door;
        auto proof = proofOf(1, {3});
        proof.incarnation = {2};
        door.hold(proof);
        QVERIFY(door.last().answer == DoorAnswer::UnknownTerminal);
    }

    void anyOtherCodeIsNoTicket() {
        Entrance door;
        door.tell(ScanPaper{"https://example.org"});
        QVERIFY(door.last().answer == DoorAnswer::NotATicket);
    }

    void revokedPaperIsRefusedForItsOldSeatOnly() {
        Entrance door;
        door.feed({protocol::Revocation{{uuidOf(74, 1)},
                                        proofOf(1, {3}).ticket,
                                        kShowtime,
                                        {3},
                                        protocol::RevocationReason::Reseated,
                                        kStart}});
        door.hold(proofOf(1, {3}));
        QVERIFY(door.last().answer == DoorAnswer::Revoked);
        QVERIFY(door.last().revoked == protocol::RevocationReason::Reseated);
        door.hold(proofOf(1, {5})); // the new seat's paper
        door.disk();
        QVERIFY(door.last().answer == DoorAnswer::Admitted);
    }

    void aTicketThatMovedBackIsGoodAgain() {
        Entrance door;
        const auto paper = proofOf(1, {3});
        const auto revoked = [&](protocol::RevocationReason reason, std::uint8_t number) {
            return protocol::Revocation{
                {uuidOf(74, number)}, paper.ticket, kShowtime, {3}, reason, kStart};
        };
        door.feed({revoked(protocol::RevocationReason::Reseated, 1),
                   protocol::Reseating{
                       paper.ticket, paper.booking, kShowtime, {3}, {3}, "A4", "A4", "", kStart}});
        door.hold(paper);
        door.disk();
        QVERIFY(door.last().answer == DoorAnswer::Admitted);
        door.tell(UndoAdmission{paper.ticket, "x"});
        door.disk();
        door.feed({revoked(protocol::RevocationReason::Refunded, 2)}); // and paid back after all
        door.hold(paper);
        QVERIFY(door.last().answer == DoorAnswer::Revoked);
    }

    void whatAnotherDoorLetInCountsOnceOursIsUndone() {
        Entrance door;
        const auto paper = proofOf(1, {3});
        door.hold(paper);
        door.disk();
        door.feed({protocol::Admission{
            paper.ticket, kShowtime, {3}, kTerminal, "Door A", kStart, false}});
        door.tell(UndoAdmission{paper.ticket, "wrong door"});
        door.disk();
        QCOMPARE(door.terminal.view().door->inside, std::size_t{0}); // the feed has not heard yet
        door.feed({protocol::Admission{
            paper.ticket, kShowtime, {3}, {uuidOf(70, 9)}, "Door B", kStart, false}});
        QCOMPARE(door.terminal.view().door->inside, std::size_t{1});
        door.hold(paper);
        QVERIFY(door.last().answer == DoorAnswer::AdmittedBefore);
        QCOMPARE(door.last().beforeDoor, std::string("Door B"));
    }

    void anotherShowtimesPaperIsSentOn() {
        Entrance door;
        door.hold(proofOf(1, {3}, kOtherShowtime));
        QVERIFY(door.last().answer == DoorAnswer::OtherShowtime);
        QVERIFY(door.last().start.has_value());
        door.tell(CloseShowtime{}); // before all auditoriums: both are near
        door.hold(proofOf(1, {3}, kOtherShowtime));
        door.disk();
        QVERIFY(door.last().answer == DoorAnswer::Admitted);
    }

    void aMistakeIsUndoneWithAReason() {
        Entrance door;
        door.hold(proofOf(1, {3}));
        door.disk();
        QCOMPARE(door.terminal.view().door->inside, std::size_t{1});
        door.tell(UndoAdmission{proofOf(1, {3}).ticket, "wrong auditorium"});
        const auto written = door.disk();
        QCOMPARE(std::get<protocol::AdmissionUndone>(written.at(0)).reason,
                 std::string("wrong auditorium"));
        QCOMPARE(door.terminal.view().door->inside, std::size_t{0});
        QVERIFY(door.last().undone);
        door.hold(proofOf(1, {3}));
        door.disk();
        QVERIFY(door.last().answer == DoorAnswer::Admitted);
    }

    void aMistakeIsUndoneOnceItIsOnDisk() {
        Entrance door;
        const TicketId ticket = proofOf(1, {3}).ticket;
        door.hold(proofOf(1, {3}));
        door.disk();
        door.tell(UndoAdmission{ticket, "wrong auditorium"});
        door.tell(UndoAdmission{ticket, "a second tap"});
        QVERIFY(!door.last().undone);
        QCOMPARE(door.terminal.view().door->inside, std::size_t{1});
        door.hold(proofOf(1, {3})); // nobody walks on a promise of the disk
        QVERIFY(door.last().answer == DoorAnswer::AdmittedBefore);
        QCOMPARE(door.disk().size(), std::size_t{1});
        QVERIFY(door.terminal.view().door->scans.at(1).undone);
        QCOMPARE(door.terminal.view().door->inside, std::size_t{0});
    }

    void whatTheDiskDidNotTakeIsNotShownAsUndone() {
        Entrance door;
        door.hold(proofOf(1, {3}));
        door.disk();
        door.tell(UndoAdmission{proofOf(1, {3}).ticket, "wrong auditorium"});
        door.tell(PersistFailed{door.take<Persist>()->op, StorageTrouble::Io, "fsync"});
        QVERIFY(!door.last().undone);
        QCOMPARE(door.terminal.view().door->inside, std::size_t{1});
        QCOMPARE(door.notice(), NoticeCode::StorageFailed);
    }

    void aLongReasonIsCutBetweenCharacters() {
        Entrance door;
        door.hold(proofOf(1, {3}));
        door.disk();
        const std::string fits(protocol::kLongestReason - 1, 'x');
        door.tell(UndoAdmission{proofOf(1, {3}).ticket, fits + "ü, and more"});
        const auto written = door.disk();
        QCOMPARE(std::get<protocol::AdmissionUndone>(written.at(0)).reason, fits);
    }

    void afterARestartTheJournalKnowsWhoIsIn() {
        Rig door(core::Identity{kTerminal, {1}, "Door A", TerminalMode::Counter});
        Restored restored;
        restored.ownAdmissions = {
            {proofOf(1, {3}).ticket, kShowtime, {3}, kTerminal, "Door A", kStart, false}};
        core::Replica& replica = restored.replica;
        replica.operators[kOperator] = {kOperator, "Ada", domain::Role::Cashier, "x", true};
        replica.keys[kSeller] = {kSeller, "Counter 7", {{{1}, PublicKey{9}}}};
        replica.plans[smallPlan()->id] = smallPlan();
        replica.showtimes[kShowtime] = showtimeAt(kShowtime, kStart + std::chrono::hours{1});
        restored.lastContact = Mark{door.now.wall, door.now.boot, kBoot};
        door.start(std::move(restored));
        door.tell(core::Login{kOperator, "1234"});
        door.tell(core::PinVerified{door.take<core::VerifyPin>()->request, true});
        door.tell(ScanPaper{domain::qrText(proofOf(1, {3}), Signature{})});
        door.tell(PaperVerified{door.take<VerifyPaper>()->request, true});
        QVERIFY(door.terminal.view().door->scans.at(0).answer == DoorAnswer::AdmittedBefore);
    }
};

QTEST_APPLESS_MAIN(TerminalDoor)
#include "terminal_door_test.moc"
