// links: server_main contract_house
#include "server/http/access.h"
#include "tests/contract/rest_house.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

class RestAccess : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<House> m_house;

private slots:
    void initTestCase() { m_house = std::make_unique<House>(); }

    void everyRouteHasItsRowInTheTable() {
        for (const auto& route : m_house->node->api().router().routes())
            QVERIFY2(http::isListed(route.operation), route.operation.c_str());
        QVERIFY(!http::mayCall("somethingNew", http::Party::Terminal));
    }

    void whatIsNotForEverybodyAsksForAToken() {
        int guarded = 0;
        for (const auto& route : m_house->node->api().router().routes()) {
            if (http::mayCall(route.operation, http::Party::Anonymous))
                continue;
            auto path = route.path;
            if (const auto at = path.find("{id}"); at != std::string::npos)
                path.replace(at, 4, "018f3c2e-7a10-7000-8000-000000000001");
            const auto answer = m_house->ask(std::string(http::nameOf(route.method)), path, "",
                                             {"not-a-token", {}});
            QCOMPARE(answer.status, 401);
            QCOMPARE(answer.header("www-authenticate"), std::string("Bearer"));
            ++guarded;
        }
        QCOMPARE(guarded, 39);
    }

    void aTerminalMayNotEnrolAnother() {
        Till till(*m_house);
        const auto body = wire::encodeEnrolRequest({m_house->code(), till.key.publicKey()});
        QCOMPARE(till.post("/v1/terminals", body).status, 403);
    }

    void aCodeIsGoodOnce() {
        const auto key = crypto::KeyPair::generate();
        const auto code = m_house->code();
        const auto body = wire::encodeEnrolRequest({code, key.publicKey()});
        QCOMPARE(m_house->post("/v1/terminals", body).status, 201);
        // The same key is the same device, whose answer was lost; another one comes too late.
        const auto other = crypto::KeyPair::generate();
        const auto again =
            m_house->post("/v1/terminals", wire::encodeEnrolRequest({code, other.publicKey()}));
        QCOMPARE(again.status, 403);
        QCOMPARE(typeOf(again), std::string("urn:foyer:problem:code-refused"));
    }

    void aLostAnswerToAnEnrolmentIsRepeated() {
        const auto key = crypto::KeyPair::generate();
        const auto code = m_house->code();
        const auto body = wire::encodeEnrolRequest({code, key.publicKey()});
        const Extra extra{{}, {{"Idempotency-Key", code}}};
        const auto first = m_house->post("/v1/terminals", body, extra);
        QCOMPARE(first.status, 201);
        QCOMPARE(m_house->post("/v1/terminals", body, extra).body, first.body);
    }

    void aChallengeIsGoodOnceAndOnlyForItsTerminal() {
        Till till(*m_house);
        Till other(*m_house);
        const auto nonce = till.challenge();
        QCOMPARE(till.redeem(nonce).status, 200);
        QCOMPARE(till.redeem(nonce).status, 401);
        QCOMPARE(till.redeem(other.challenge()).status, 401);
    }

    void anotherKeyProvesNothing() {
        Till till(*m_house);
        till.key = crypto::KeyPair::generate();
        const auto answer = till.redeem(till.challenge());
        QCOMPARE(answer.status, 401);
        QCOMPARE(typeOf(answer), std::string("urn:foyer:problem:proof-refused"));
    }

    void anUnknownTerminalIsNotToldFromAWrongKey() {
        Till till(*m_house);
        till.id = *TerminalId::parse("018f3c2e-7a10-7000-8000-00000000ffff");
        QCOMPARE(till.redeem(till.challenge()).status, 401);
    }

    void aJournalIsTakenFromItsOwnTerminalOnly() {
        Till till(*m_house);
        Till other(*m_house);
        const auto entry = till.seal(protocol::Printed{});
        other.id = till.id;
        const auto answer = other.upload({entry});
        QCOMPARE(answer.status, 403);
        QCOMPARE(typeOf(answer), std::string("urn:foyer:problem:foreign-journal"));
    }

    void aClonedDiskIsQuarantinedAndItsTokenEnds() {
        Till till(*m_house);
        const auto at = instantFromMs(1'795'000'000'000);
        QCOMPARE(till.upload({till.seal(protocol::Printed{{}, false, at})}).status, 200);
        Till clone(*m_house);
        std::swap(clone.key, till.key);
        clone.id = till.id;
        clone.token = till.token;
        const auto answer = clone.upload({clone.seal(protocol::Printed{{}, true, at})});
        QCOMPARE(answer.status, 422);
        QCOMPARE(wire::decodeUploadError(answer.body)->refusal,
                 protocol::UploadRefusal::Quarantine);
        QCOMPARE(clone.get("/v1/sync/changes").status, 401);
        const auto barred = clone.redeem(clone.challenge());
        QCOMPARE(barred.status, 403);
        QCOMPARE(typeOf(barred), std::string("urn:foyer:problem:terminal-barred"));
    }

    void anOlderLifeIsToldSoWhereverItAsks() {
        Till old(*m_house);
        const auto code = m_house->code("Counter 1", old.id);
        const auto key = crypto::KeyPair::generate();
        QCOMPARE(m_house->post("/v1/terminals", wire::encodeEnrolRequest({code, key.publicKey()}))
                     .status,
                 201);
        QCOMPARE(old.get("/v1/sync/changes").status, 401); // so that it asks for a new token
        const auto refused = old.redeem(old.challenge());
        QCOMPARE(refused.status, 403);
        QCOMPARE(typeOf(refused), std::string("urn:foyer:problem:old-incarnation"));
    }

    void aSocketWithABadTokenIsNotOpened() {
        QCOMPARE(LiveClient(m_house->node->port(), "not-a-token").status, 401);
        QCOMPARE(LiveClient(m_house->node->port()).status, 101);
    }

    void bodiesAreJsonAndNothingElse() {
        RawClient client(m_house->node->port());
        const auto answer = client.ask("POST /v1/terminals HTTP/1.1\r\nHost: foyer\r\n"
                                       "Content-Type: text/xml\r\nContent-Length: 2\r\n\r\n{}");
        QCOMPARE(answer.status, 415);
    }

    void anUnknownMemberIsPointedAt() {
        const auto answer = m_house->post("/v1/terminals", "{\"code\":\"X\",\"tip\":1}");
        QCOMPARE(answer.status, 400);
        QCOMPARE(jsonOf(answer)["errors"].toArray().first().toObject()["pointer"].toString(),
                 QString("/public_key"));
    }
};

QTEST_GUILESS_MAIN(RestAccess)
#include "rest_access_test.moc"
