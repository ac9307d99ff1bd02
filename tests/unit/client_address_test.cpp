// links: server_edge
#include "server/edge/client_address.h"

#include <QtTest>

using namespace foyer::edge;

/// Limits and fraud rules count by it.
class ClientAddress : public QObject {
    Q_OBJECT

private:
    static std::string seen(const std::string& peer, const std::vector<std::string>& forwarded) {
        Request request;
        for (const auto& value : forwarded)
            request.headers.emplace_back("x-forwarded-for", value);
        return clientAddress(peer, request, {"10.0.0.1", "10.0.0.2"});
    }

private slots:
    void whoComesByThemselvesIsNotBelieved() {
        QCOMPARE(seen("192.0.2.7", {"198.51.100.1"}), std::string("192.0.2.7"));
        QCOMPARE(seen("192.0.2.7", {}), std::string("192.0.2.7"));
    }
    void aProxyOfOursTellsWhoseRequestItIs() {
        QCOMPARE(seen("10.0.0.1", {"198.51.100.1"}), std::string("198.51.100.1"));
        QCOMPARE(seen("10.0.0.1", {"2001:db8::1"}), std::string("2001:db8::1"));
        QCOMPARE(seen("10.0.0.1", {"198.51.100.1, 10.0.0.2"}), std::string("198.51.100.1"));
    }
    void whatTheCustomerHasWrittenInFrontIsPassedOver() {
        QCOMPARE(seen("10.0.0.1", {"203.0.113.9, 198.51.100.1"}), std::string("198.51.100.1"));
        QCOMPARE(seen("10.0.0.1", {"203.0.113.9", "198.51.100.1"}), std::string("198.51.100.1"));
    }
    void aMappedAddressIsTheOneOfIpv4() {
        QCOMPARE(seen("::ffff:192.0.2.7", {"198.51.100.1"}), std::string("192.0.2.7"));
        QCOMPARE(seen("::ffff:10.0.0.1", {"::FFFF:198.51.100.1"}), std::string("198.51.100.1"));
        QCOMPARE(seen("10.0.0.1", {"198.51.100.1, ::ffff:10.0.0.2"}), std::string("198.51.100.1"));
        const Request none;
        QCOMPARE(clientAddress("10.0.0.1", none, {"::ffff:10.0.0.1"}), std::string("10.0.0.1"));
    }
    void oneAddressHasOneText() {
        QCOMPARE(seen("10.0.0.1", {"2001:DB8:0:0::1"}), std::string("2001:db8::1"));
    }
    void anAddressOfIpv6CountsByItsSubnet() {
        const std::string subnet = countedAddress("2001:db8:1:2:3:4:5:6");
        QCOMPARE(subnet, std::string("2001:db8:1:2::/64"));
        for (const char* same : {"2001:db8:1:2::", "2001:db8:1:2::1", "2001:DB8:1:2:ffff::"})
            QCOMPARE(countedAddress(same), subnet);
        for (const char* other : {"2001:db8:1:3:3:4:5:6", "2001:db8:1::", "2001:db9:1:2::1"})
            QVERIFY(countedAddress(other) != subnet);
    }
    void anAddressOfIpv4CountsByItself() {
        QCOMPARE(countedAddress("192.0.2.7"), std::string("192.0.2.7"));
        QCOMPARE(countedAddress("::ffff:192.0.2.7"), std::string("192.0.2.7"));
        QCOMPARE(countedAddress("::ffff:c000:207"), std::string("192.0.2.7"));
    }
    void whatHasNoSubnetCountsAsItIs() {
        QCOMPARE(countedAddress("::1"), std::string("::1"));
        QCOMPARE(countedAddress("0:0:0:0:0:0:0:1"), std::string("::1"));
        for (const char* none : {"", "unknown", "a:b", "2001:db8::1%eth0"})
            QCOMPARE(countedAddress(none), std::string(none));
    }
    void whatIsNoAddressIsNotBelieved() {
        for (const char* nonsense : {"", "unknown", "198.51.100.1:80", "198.51.100.1,", "a b", ","})
            QCOMPARE(seen("10.0.0.1", {nonsense}), std::string("10.0.0.1"));
        QCOMPARE(seen("10.0.0.1", {"10.0.0.2"}), std::string("10.0.0.1"));
    }
};

QTEST_APPLESS_MAIN(ClientAddress)
#include "client_address_test.moc"
