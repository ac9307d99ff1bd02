// links: server_main contract_house
#include "server/services/audit.h"
#include "tests/contract/cast.h"
#include "tests/contract/twisted_requests.h"
#include "tests/contract/witness.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using namespace foyer::server::testing;

namespace {

constexpr std::uint64_t kSeed = 1;
constexpr int kRequests = 2'000;

/// The statuses of all answers in what a server has sent; what follows an upgrade is no answer.
std::vector<int> statusesIn(std::string_view bytes) {
    std::vector<int> all;
    while (bytes.starts_with("HTTP/1.1 ")) {
        const auto head = bytes.substr(0, bytes.find("\r\n\r\n") + 4);
        all.push_back(std::stoi(std::string(bytes.substr(9, 3))));
        if (all.back() == 101)
            break;
        constexpr std::string_view name = "Content-Length: ";
        const auto at = head.find(name);
        const auto size =
            at == head.npos ? 0 : std::stoul(std::string(head.substr(at + name.size(), 12)));
        bytes.remove_prefix(std::min(head.size() + size, bytes.size()));
    }
    return all;
}

/// What the standard wants to be said by a number from 500 on: a method, a coding or a version
/// that is not known here.
bool isFailure(int status) {
    return status >= 500 && status != 501 && status != 505;
}

} // namespace

/// FOYER_SEED and FOYER_REQUESTS choose others and more.
class RestMalformed : public QObject {
    Q_OBJECT

private slots:
    void nothingBreaksAndWhatIsRefusedChangesNothing() {
        Cast cast;
        ApiDocument api;
        for (auto& call : api.calls)
            if (const auto at = call.path.find("{id}"); at != std::string::npos)
                call.path.replace(at, 4, cast.showtime.toString());
        const auto seed = qEnvironmentVariable("FOYER_SEED", QString::number(kSeed)).toULongLong();
        const int requests =
            qEnvironmentVariable("FOYER_REQUESTS", QString::number(kRequests)).toInt();
        Twister twister(api.calls,
                        {"", cast.token(Party::Admin), cast.token(Party::Customer), cast.till.token,
                         cast.shop.token},
                        seed);
        Witness witness(cast.house.settings.database());
        std::map<int, int> counts;
        for (int i = 0; i < requests; ++i) {
            const auto twisted = twister.next();
            RawClient client(cast.house.node->port());
            client.send(twisted.bytes);
            client.endWriting();
            const auto said = client.takeAll();
            const auto statuses = statusesIn(said);
            const auto where = "seed " + std::to_string(seed) + ", request " + std::to_string(i) +
                               ": " + twisted.kind + "\n" + twisted.bytes.substr(0, 600) + "\n-> " +
                               said.substr(0, 400);
            QVERIFY2(said.empty() || !statuses.empty(), where.c_str());
            QVERIFY2(client.wasReset() || client.ended(), where.c_str());
            bool taken = false;
            for (const int status : statuses) {
                ++counts[status];
                taken = taken || status < 400;
                QVERIFY2(!isFailure(status), where.c_str());
            }
            const auto change = witness.change();
            QVERIFY2(taken || change.empty(), (where + "\nchanged " + change).c_str());
        }
        std::string told;
        for (const auto& [status, count] : counts)
            told += " " + std::to_string(status) + ":" + std::to_string(count);
        qInfo("seed=%llu requests=%d answers%s", static_cast<unsigned long long>(seed), requests,
              told.c_str());
        QVERIFY(counts[400] > requests / 4); // most of them are told what is wrong
        QCOMPARE(cast.house.get("/readyz").status, 200);
        const auto report =
            services::Audit(cast.house.node->reader(), cast.house.node->verifier()).run();
        QVERIFY(report.ok() && report->findings.empty());
    }
};

QTEST_GUILESS_MAIN(RestMalformed)
#include "rest_malformed_test.moc"
