// links: shared_base
#include "shared/base/bytes.h"

#include "shared/base/random.h"

#include <QtTest>

using namespace foyer;

namespace {

Bytes bytesOf(std::string_view text) {
    const ByteView view = asBytes(text);
    return {view.begin(), view.end()};
}

/// Encodes and decodes random byte strings of every length up to 70.
template <class Encode, class Decode>
bool roundTrips(Encode encode, Decode decode) {
    SeededRandom random(45);
    for (std::size_t size = 0; size <= 70; ++size) {
        Bytes bytes(size);
        for (auto& byte : bytes)
            byte = static_cast<std::uint8_t>(random.below(256));
        if (decode(encode(bytes)) != bytes)
            return false;
    }
    return true;
}

} // namespace

class BaseBytesTest : public QObject {
    Q_OBJECT
private slots:
    void hexSpeaksLowerCaseOnly() {
        const Bytes bytes{0x00, 0x7F, 0xA5, 0xFF};
        QCOMPARE(toHex(bytes), std::string("007fa5ff"));
        QVERIFY(fromHex("007fa5ff") == bytes);
        QVERIFY(fromHex("") == Bytes{});
        for (const char* wrong : {"0", "0g", "FF", "0x00", " 00", "00 "})
            QVERIFY2(!fromHex(wrong), wrong);
        QVERIFY(roundTrips(toHex, fromHex));
    }

    void base64UrlGivesTheVectorsOfRfc4648WithoutPadding() {
        const std::pair<const char*, const char*> vectors[] = {
            {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},         {"foo", "Zm9v"},
            {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}};
        for (const auto& [plain, encoded] : vectors) {
            QCOMPARE(toBase64Url(asBytes(plain)), std::string(encoded));
            QVERIFY(fromBase64Url(encoded) == bytesOf(plain));
        }
        QCOMPARE(toBase64Url(Bytes{0xFB, 0xFF, 0xBF}), std::string("-_-_"));
        QVERIFY(roundTrips(toBase64Url, fromBase64Url));
    }

    void base64UrlRefusesOtherAlphabetsPaddingAndStrayBits() {
        for (const char* wrong : {"Zg==", "+/+/", "Z", "Zm9vY", "Zh", "Zm9", "Zm 8", "Zm8\n"})
            QVERIFY2(!fromBase64Url(wrong), wrong);
    }

    void base64GivesTheVectorsOfRfc4648WithPadding() {
        const std::pair<const char*, const char*> vectors[] = {
            {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
        for (const auto& [plain, encoded] : vectors) {
            QCOMPARE(toBase64(asBytes(plain)), std::string(encoded));
            QVERIFY(fromBase64(encoded) == bytesOf(plain));
        }
        QCOMPARE(toBase64(Bytes{0xFB, 0xFF, 0xBF}), std::string("+/+/"));
        QVERIFY(roundTrips(toBase64, fromBase64));
        for (const char* wrong :
             {"Zg", "Zg=", "Zm8", "-_-_", "Z===", "====", "Zh==", "Zg==Zg==", "Zm 8"})
            QVERIFY2(!fromBase64(wrong), wrong);
    }

    void base45GivesTheVectorsOfRfc9285() {
        const std::pair<const char*, const char*> vectors[] = {{"AB", "BB8"},
                                                               {"Hello!!", "%69 VD92EX0"},
                                                               {"base-45", "UJCLQE7W581"},
                                                               {"ietf!", "QED8WEX0"},
                                                               {"", ""}};
        for (const auto& [plain, encoded] : vectors) {
            QCOMPARE(toBase45(asBytes(plain)), std::string(encoded));
            QVERIFY(fromBase45(encoded) == bytesOf(plain));
        }
        QVERIFY(fromBase45("FGW") == (Bytes{0xFF, 0xFF}));
        QVERIFY(roundTrips(toBase45, fromBase45));
    }

    void base45RefusesWhatExceedsItsBytes() {
        // "GGW" is 65,536 and ":::" the largest of all (RFC 9285 §4.2); two letters end at 255.
        for (const char* wrong : {"GGW", ":::", "::", "V5", "A", "BB8A", "bb8", "B_8", "0;0"})
            QVERIFY2(!fromBase45(wrong), wrong);
        QVERIFY(fromBase45("U5") == Bytes{255});
    }
};

QTEST_APPLESS_MAIN(BaseBytesTest)
#include "base_bytes_test.moc"
