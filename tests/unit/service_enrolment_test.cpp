// links: server_store server_services shared_wire unit_service_house
#include "tests/unit/service_house.h"

#include <QtTest>
#include <algorithm>

using namespace foyer;
using namespace foyer::server::tests;
using server::services::Enrolment;
using server::services::TerminalAuth;

/// From a code on paper to a token.
class ServiceEnrolmentTest : public QObject {
    Q_OBJECT

    static Enrolment::Code issue(ServiceHouse& house, TerminalId terminal = {}) {
        return **answerOf<Enrolment::Issued>([&](auto reply) {
            house.enrolment().issue({house.cinema.id, "Counter 1", terminal}, reply);
        });
    }
    static Enrolment::Redeemed redeem(ServiceHouse& house, const std::string& code,
                                      const Device& device,
                                      std::optional<protocol::FormerLives> former = {}) {
        return *answerOf<Enrolment::Redeemed>([&](auto reply) {
            house.enrolment().redeem(code, device.key.publicKey(), reply, former);
        });
    }
    /// What the files of a disk prove that has had life 1 and then life 3.
    static protocol::FormerLives livesOf(TerminalId terminal) {
        return {terminal,
                {{Incarnation{1}, Device(1).key.publicKey()},
                 {Incarnation{3}, Device(3).key.publicKey()}}};
    }
    struct Gate {
        explicit Gate(ServiceHouse& house) : auth(*house.db, house.clock, random) {}
        TerminalAuth::Granted tryWith(const Device& device, const TerminalAuth::Nonce& nonce) {
            const auto proof = device.key.sign(TerminalAuth::signedText(device.caller(), nonce));
            return *auth.redeem(device.caller(), nonce, proof);
        }
        SeededRandom random{5};
        TerminalAuth auth;
    };

private slots:
    void aCodeEnrolsOnce() {
        ServiceHouse house;
        const auto code = issue(house);
        QCOMPARE(code.text.size(), std::size_t{14});
        Device device(1);
        const auto enrolled = redeem(house, code.text, device);
        QVERIFY(enrolled.ok());
        QCOMPARE(enrolled->incarnation, Incarnation{1});
        QCOMPARE(enrolled->name, std::string("Counter 1"));
        QVERIFY(!redeem(house, code.text, Device(2)).ok());
    }
    void aDeviceWhoseAnswerWasLostGetsTheSameOneAgain() {
        ServiceHouse house;
        const Device old = house.enrol(1);
        const auto code = issue(house, old.terminal);
        Device fresh(2);
        const auto lost = redeem(house, code.text, fresh);
        house.clock.at = code.expiresAt - Milliseconds{1};
        const auto again = redeem(house, code.text, fresh);
        QVERIFY(again.ok());
        QCOMPARE(again->terminal, lost->terminal);
        QCOMPARE(again->incarnation, Incarnation{2}); // and no third life
        QCOMPARE(house.read([](const auto& store) { return store.openTasks(); }).size(),
                 std::size_t{1});
        house.clock.at = code.expiresAt;
        QVERIFY(!redeem(house, code.text, fresh).ok());
    }
    void aLifeThatIsOverIsNotAnsweredAgain() {
        ServiceHouse house;
        Device first(1);
        const auto code = issue(house);
        const auto enrolled = redeem(house, code.text, first);
        QVERIFY(redeem(house, issue(house, enrolled->terminal).text, Device(2)).ok());
        QVERIFY(!redeem(house, code.text, first).ok());
    }
    void aCodeMayBeTypedAsPeopleType() {
        ServiceHouse house;
        std::string code = issue(house).text;
        std::erase(code, '-');
        std::transform(code.begin(), code.end(), code.begin(),
                       [](char c) { return static_cast<char>(std::tolower(c)); });
        code.insert(5, " ");
        QVERIFY(redeem(house, code, Device(1)).ok());
    }
    void aCodeExpiresAtItsDeadlineNotBefore() {
        ServiceHouse house;
        const auto early = issue(house);
        const auto late = issue(house);
        house.clock.at = early.expiresAt - Milliseconds{1};
        QVERIFY(redeem(house, early.text, Device(1)).ok());
        house.clock.at = late.expiresAt;
        QVERIFY(!redeem(house, late.text, Device(1)).ok());
    }
    void theCodeItselfIsNowhereInTheDatabase() {
        ServiceHouse house;
        const auto code = issue(house);
        auto search = house.connection.prepare(
            "search", "SELECT count(*) FROM enrolment_code WHERE instr(code_hash, $1) > 0 OR "
                      "terminal_name = $1");
        QCOMPARE(search.value<int>(code.text), std::optional{0});
    }
    void aNewDiskIsANewLife() {
        ServiceHouse house;
        Device old = house.enrol(1);
        old.write(protocol::Printed{});
        QVERIFY(house.drain(old).ok());
        const auto again = redeem(house, issue(house, old.terminal).text, Device(2));
        QCOMPARE(again->terminal, old.terminal);
        QCOMPARE(again->incarnation, Incarnation{2});
        QVERIFY(house.audit().findings.empty()); // the old journal is still provable
    }
    /// The database was put back to a time before that life.
    void aForgottenLifeIsKnownAgainByTheNext() {
        ServiceHouse house;
        Device old = house.enrol(1);
        old.write(protocol::Printed{});
        old.write(protocol::Printed{});
        QVERIFY(house.drain(old).ok());
        const auto code = issue(house, old.terminal);
        const auto again = redeem(house, code.text, Device(4), livesOf(old.terminal));
        QCOMPARE(again->incarnation, Incarnation{4});
        QCOMPARE(again->journals, (std::vector<protocol::KnownJournal>{
                                      {Incarnation{1}, Seq{2}, old.journal[1].hash}}));
        QCOMPARE(redeem(house, code.text, Device(4))->journals, again->journals); // told again
        const auto key = [&](int life) {
            return house.read(
                [&](const auto& s) { return s.terminalKey(old.terminal, Incarnation{life}); });
        };
        QVERIFY(key(3) == Device(3).key.publicKey());
        QVERIFY(!key(2));
        // Both disks' lives have somebody who looks after what they may hold.
        QCOMPARE(house.read([](const auto& s) { return s.openTasks(); }).size(), std::size_t{2});
        QVERIFY(house.audit().findings.empty());
    }
    void aForgottenTerminalComesBackByACodeForANewOne() {
        ServiceHouse house;
        TerminalId forgotten;
        forgotten.uuid.bytes[0] = 7;
        const auto enrolled = redeem(house, issue(house).text, Device(4), livesOf(forgotten));
        QCOMPARE(enrolled->terminal, forgotten);
        QCOMPARE(enrolled->incarnation, Incarnation{4});
        QVERIFY(enrolled->journals.empty());
    }
    void nobodyTakesAnothersPlaceByTellingOfLives() {
        ServiceHouse house;
        const Device other = house.enrol(9);
        const auto news = redeem(house, issue(house).text, Device(4), livesOf(other.terminal));
        QVERIFY(news->terminal != other.terminal); // known: only a code for it is good for it
        QCOMPARE(news->incarnation, Incarnation{1});
        const Device mine = house.enrol(8);
        const auto next =
            redeem(house, issue(house, mine.terminal).text, Device(5), livesOf(other.terminal));
        QCOMPARE(next->terminal, mine.terminal);
        QCOMPARE(next->incarnation, Incarnation{2});
        const auto again =
            redeem(house, issue(house, mine.terminal).text, Device(6), livesOf(mine.terminal));
        QCOMPARE(again->incarnation, Incarnation{4});
        const auto key =
            house.read([&](const auto& s) { return s.terminalKey(mine.terminal, Incarnation{1}); });
        QVERIFY(key == mine.key.publicKey()); // what is known stays
    }
    void anOlderCopyOfADiskGetsNoToken() {
        ServiceHouse house;
        Device device = house.enrol(1);
        device.write(protocol::Printed{});
        device.write(protocol::Printed{});
        QVERIFY(house.drain(device).ok());
        Gate gate(house);
        const auto ask = [&](std::optional<Seq> last) {
            const auto nonce = gate.auth.challenge(device.terminal);
            const auto proof = device.key.sign(TerminalAuth::signedText(device.caller(), nonce));
            return *gate.auth.redeem(device.caller(), nonce, proof, last);
        };
        QVERIFY(ask(Seq{1}).error() == TerminalAuth::Refusal::OldDisk);
        QVERIFY(ask(Seq{2}).ok());
        QVERIFY(ask(Seq{7}).ok()); // what it has not sent yet
        QVERIFY(ask({}).ok());     // an older program does not say
    }
    void aLifeThatEndsLeavesATaskFromTheFirstMoment() {
        ServiceHouse house;
        Device old = house.enrol(1);
        const auto tasks = [&] { return house.read([](const auto& s) { return s.openTasks(); }); };
        QVERIFY(tasks().empty()); // a first life ends nothing
        const auto lease = house.ask(old, {3})->allotments[0];
        old.write(protocol::Printed{});
        QVERIFY(house.drain(old).ok());
        old.write(house.sale(lease, {3})); // paid, never sent
        Device fresh(2);
        house.enrolAgain(fresh, old.terminal);
        QCOMPARE(tasks().size(), std::size_t{1});
        QVERIFY(tasks()[0].task.kind == protocol::TaskKind::FormerLife);
        QCOMPARE(tasks()[0].task.subject, old.terminal.toString() + "/1");
        QVERIFY(tasks()[0].task.text.find("up to entry 1") != std::string::npos);
        QVERIFY(!house.upload(old.upload(2)).ok()); // the same work, not a second task
        QCOMPARE(tasks().size(), std::size_t{1});
    }
    void wrongAsksAreRefused() {
        ServiceHouse house;
        const auto refusalOf = [&](Enrolment::Ask ask) {
            return (*answerOf<Enrolment::Issued>(
                        [&](auto reply) { house.enrolment().issue(ask, reply); }))
                .error();
        };
        QVERIFY(refusalOf({CinemaId{}, "x", {}}) == Enrolment::IssueRefusal::UnknownCinema);
        QVERIFY(refusalOf({house.cinema.id, "", {}}) == Enrolment::IssueRefusal::NameMissing);
        const auto nobody = TerminalId::make(house.clock.now(), house.random);
        QVERIFY(refusalOf({house.cinema.id, "x", nobody}) ==
                Enrolment::IssueRefusal::UnknownTerminal);
    }

    void aSignedChallengeBuysAToken() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Gate gate(house);
        const auto token = gate.tryWith(device, gate.auth.challenge(device.terminal));
        QVERIFY(token.ok());
        QVERIFY(gate.auth.callerOf(token->text) == device.caller());
        QVERIFY(!gate.auth.callerOf(token->text + "x"));
        house.clock.at = token->expiresAt - Milliseconds{1};
        QVERIFY(gate.auth.callerOf(token->text));
        house.clock.at = token->expiresAt;
        QVERIFY(!gate.auth.callerOf(token->text));
    }
    void aChallengeIsGoodOnceAndForAMinute() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Gate gate(house);
        const auto nonce = gate.auth.challenge(device.terminal);
        QVERIFY(gate.tryWith(device, nonce).ok());
        QVERIFY(gate.tryWith(device, nonce).error() == TerminalAuth::Refusal::BadProof);
        const auto old = gate.auth.challenge(device.terminal);
        house.clock.at += TerminalAuth::kChallengeLife;
        QVERIFY(!gate.tryWith(device, old).ok());
        QVERIFY(!gate.tryWith(device, TerminalAuth::Nonce{}).ok());
    }
    void anotherKeyBuysNothing() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Gate gate(house);
        device.key = Device::keyFrom(9);
        QVERIFY(gate.tryWith(device, gate.auth.challenge(device.terminal)).error() ==
                TerminalAuth::Refusal::BadProof);
    }
    void anOlderLifeAndTheQuarantinedBuyNothing() {
        ServiceHouse house;
        Device old = house.enrol(1);
        Device fresh(2);
        house.enrolAgain(fresh, old.terminal);
        Gate gate(house);
        QVERIFY(gate.tryWith(old, gate.auth.challenge(old.terminal)).error() ==
                TerminalAuth::Refusal::OldLife);
        QVERIFY(house.tryExec("UPDATE terminal SET state = 'quarantined'"));
        QVERIFY(gate.tryWith(fresh, gate.auth.challenge(fresh.terminal)).error() ==
                TerminalAuth::Refusal::Barred);
    }
    void onlyTheKeyOfALifeIsToldThatItIsOver() {
        ServiceHouse house;
        Device old = house.enrol(1);
        Device fresh(2);
        house.enrolAgain(fresh, old.terminal);
        Gate gate(house);
        Device stranger(3);
        stranger.terminal = old.terminal;
        stranger.incarnation = old.incarnation;
        QVERIFY(gate.tryWith(stranger, gate.auth.challenge(old.terminal)).error() ==
                TerminalAuth::Refusal::BadProof);
        fresh.incarnation = Incarnation{3}; // a life this database has never seen
        QVERIFY(gate.tryWith(fresh, gate.auth.challenge(old.terminal)).error() ==
                TerminalAuth::Refusal::BadProof);
    }
    void forgettingEndsTokensAtOnce() {
        ServiceHouse house;
        Device device = house.enrol(1);
        Gate gate(house);
        const auto token = gate.tryWith(device, gate.auth.challenge(device.terminal));
        gate.auth.forget(device.terminal);
        QVERIFY(!gate.auth.callerOf(token->text));
    }
};

QTEST_APPLESS_MAIN(ServiceEnrolmentTest)
#include "service_enrolment_test.moc"
