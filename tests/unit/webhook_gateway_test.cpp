// links: server_gateways
#include "server/gateways/http_webhooks.h"
#include "server/gateways/webhook_signature.h"
#include "server/gateways/webhook_url.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::gateways;

namespace {

AddressGuard guardFor(std::initializer_list<const char*> nets) {
    std::vector<IpNet> all;
    for (const char* net : nets)
        all.push_back(*netFrom(net));
    return AddressGuard(std::move(all));
}

std::optional<std::string> complaint(const std::string& url,
                                     std::initializer_list<const char*> nets = {}) {
    return HttpWebhooks(guardFor(nets)).complaintAbout(url);
}

} // namespace

/// What may be reached from inside the house by whoever names an address, and how others know that
/// it was us.
class WebhookGateway : public QObject {
    Q_OBJECT
private slots:
    /// The example of the specification.
    void aSignatureIsTheOneOthersMake() {
        const auto header = webhookSignature({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
                                             "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                                             R"({"test": 2432232314})");
        QVERIFY(header.has_value());
        QCOMPARE(*header, std::string("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
        QCOMPARE(webhookTimestamp(instantFromMs(1'614'265'330'999)), std::string("1614265330"));
    }

    void twoSecretsMakeTwoSignatures() {
        const std::string a = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const std::string b = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
        const auto both = webhookSignature({a, b}, "i", "1", "{}");
        QCOMPARE(*both, *webhookSignature({a}, "i", "1", "{}") + " " +
                            *webhookSignature({b}, "i", "1", "{}"));
    }

    void whatIsNoSecretSignsNothing() {
        for (const char* secret : {"", "whsec_", "whsec_!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
            QVERIFY2(!webhookSignature({secret}, "i", "1", "{}"), secret);
    }

    void noAddressLeadsInside_data() {
        QTest::addColumn<QString>("address");
        for (const char* address : {"0.0.0.0",
                                    "10.0.0.1",
                                    "100.64.0.1",
                                    "127.0.0.1",
                                    "127.255.255.254",
                                    "169.254.169.254",
                                    "172.16.0.1",
                                    "172.31.255.255",
                                    "192.0.0.192",
                                    "192.0.2.1",
                                    "192.168.1.1",
                                    "198.18.0.1",
                                    "224.0.0.1",
                                    "239.255.255.255",
                                    "240.0.0.1",
                                    "255.255.255.255",
                                    "::",
                                    "::1",
                                    "::127.0.0.1",
                                    "::ffff:127.0.0.1",
                                    "::ffff:169.254.169.254",
                                    "::ffff:10.0.0.1",
                                    "64:ff9b::7f00:1",
                                    "64:ff9b:1::1",
                                    "100::1",
                                    "2001::1",
                                    "2001:db8::1",
                                    "2002:7f00:1::",
                                    "2002:a9fe:a9fe::1",
                                    "3fff::1",
                                    "fc00::1",
                                    "fd00:ec2::254",
                                    "fe80::1",
                                    "fec0::1",
                                    "ff02::1",
                                    "5f00::1"})
            QTest::newRow(address) << address;
    }
    void noAddressLeadsInside() {
        QFETCH(QString, address);
        const auto ip = ipFrom(address.toStdString());
        QVERIFY(ip.has_value());
        QVERIFY(!isPublic(*ip));
        QVERIFY(!AddressGuard().admits(*ip));
        const bool is6 = address.contains(':');
        const auto host = is6 ? "[" + address + "]" : address;
        QVERIFY(complaint("https://" + host.toStdString() + "/hook").has_value());
    }

    void theWorldIsReached() {
        for (const char* address : {"1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1",
                                    "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4001::1"}) {
            QVERIFY2(isPublic(*ipFrom(address)), address);
            QVERIFY2(AddressGuard().admits(*ipFrom(address)), address);
        }
        QVERIFY(!complaint("https://93.184.216.34/hook"));
        QVERIFY(!complaint("https://[2a00:1450:4001::1]:8443/hook?a=b"));
        QVERIFY(!complaint("https://hooks.example.com/foyer"));
    }

    void onlyTheNetworksThatWereNamedAreInTheHouse() {
        const auto guard = guardFor({"10.1.0.0/16", "::1", "fd12:3456::/32"});
        for (const char* address : {"10.1.0.0", "10.1.255.255", "::1", "fd12:3456:ffff::1"})
            QVERIFY2(guard.admits(*ipFrom(address)), address);
        for (const char* address : {"10.2.0.0", "10.0.255.255", "::2", "fd12:3457::1", "127.0.0.1"})
            QVERIFY2(!guard.admits(*ipFrom(address)), address);
        QVERIFY(!complaint("http://10.1.2.3:9000/hook", {"10.1.0.0/16"}));
        QVERIFY(complaint("http://93.184.216.34/hook", {"10.1.0.0/16"})->find("https") !=
                std::string::npos);
    }

    void aNetworkIsReadStrictly() {
        for (const char* net : {"10.0.0.0/8", "0.0.0.0/0", "::/0", "192.168.1.7", "fd00::/8"})
            QVERIFY2(netFrom(net).has_value(), net);
        for (const char* net : {"", "10", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/",
                                "fd00::1/8", "::/129", "localhost", "010.0.0.0/8"})
            QVERIFY2(!netFrom(net).has_value(), net);
    }

    /// Notations that one reader takes for a name and another for an address.
    void oddNotationsAreNoAddresses_data() {
        QTest::addColumn<QString>("url");
        for (const char* url : {"https://2130706433/",
                                "https://0x7f000001/",
                                "https://0x7f.1/",
                                "https://127.1/",
                                "https://0177.0.0.1/",
                                "https://127.0.0.1./",
                                "https://127.0.0.1.:80/",
                                "https://127.0.0.0x1/",
                                "https://[::1%25lo]/",
                                "https://[::1",
                                "https://::1/",
                                "https://[127.0.0.1]/",
                                "https://[]/",
                                "https:///hook",
                                "https://:443/",
                                "https://user@example.com/",
                                "https://user:pw@example.com/",
                                "https://example.com@127.0.0.1/",
                                "https://example.com%2f@10.0.0.1/",
                                "https://exa%6dple.com/",
                                "https://example.com\\@10.0.0.1/",
                                "https://example.com#@10.0.0.1/",
                                "https://example.com/a b",
                                "https://example.com/\r\nHost:x",
                                "https://\xe2\x91\xa0\x32\x37.0.0.1/",
                                "https://example.com:0/",
                                "https://example.com:65536/",
                                "https://example.com:http/",
                                "https://example.com:80:80/",
                                "https://-example.com/",
                                "https://a..b/",
                                "https://example.com./",
                                "ftp://example.com/",
                                "file:///etc/passwd",
                                "gopher://example.com/",
                                "HTTPS://example.com/",
                                "//example.com/",
                                "example.com",
                                "",
                                "https://"})
            QTest::newRow(url) << url;
        QTest::newRow("too long") << "https://example.com/" + QString(2000, 'a');
    }
    void oddNotationsAreNoAddresses() {
        QFETCH(QString, url);
        QVERIFY(complaint(url.toStdString(), {"0.0.0.0/0", "::/0"}).has_value());
    }

    /// Every name of this very machine is asked for where it leads, when something is sent.
    void aNameThatLeadsInsideIsNotCalled() {
        HttpWebhooks webhooks{AddressGuard()};
        const server::ports::WebhookCall call{"https://localhost:1/hook", "id", "{}", {}, {}};
        const auto reply = webhooks.send(call);
        QVERIFY(reply.outcome == server::ports::WebhookReply::Outcome::Later);
        QVERIFY2(reply.said.find("leads to an address inside") != std::string::npos,
                 reply.said.c_str());
    }
};

QTEST_APPLESS_MAIN(WebhookGateway)
#include "webhook_gateway_test.moc"
