// links: shared_crypto
#include "shared/crypto/es256.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <sys/stat.h>

using namespace foyer;
using namespace foyer::crypto;

namespace {

template <std::size_t N>
std::array<std::uint8_t, N> fromUrl(std::string_view text) {
    const Bytes bytes = fromBase64Url(text).value();
    std::array<std::uint8_t, N> out{};
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

} // namespace

class Es256Test : public QObject {
    Q_OBJECT
private slots:
    void sha256IsThatOfFips180() {
        QCOMPARE(toHex(sha256(asBytes("abc"))),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    /// RFC 7515, appendix A.3: somebody else's key and signature.
    void theExampleOfRfc7515IsVerified() {
        const auto key =
            Es256PublicKey::fromPoint(fromUrl<32>("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                                      fromUrl<32>("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
        QVERIFY(key.has_value());
        const std::string text = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODA"
                                 "sDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        auto signature = fromUrl<64>("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8IS"
                                     "lSApmWQxfKTUJqPP3-Kg6NU1Q");
        QVERIFY(key->verifies(asBytes(text), signature));
        QVERIFY(!key->verifies(asBytes(text + "x"), signature));
        for (const std::size_t at : {0, 31, 32, 63}) {
            signature[at] ^= 1;
            QVERIFY(!key->verifies(asBytes(text), signature));
            signature[at] ^= 1;
        }
    }

    void aPointBesideTheCurveIsNoKey() {
        auto y = fromUrl<32>("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        y[31] ^= 1;
        QVERIFY(!Es256PublicKey::fromPoint(
            fromUrl<32>("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), y));
        QVERIFY(!Es256PublicKey::fromPoint({}, {}));
    }

    void whatAKeySignsItsPublicHalfVerifies() {
        const Es256Key key = Es256Key::generate();
        const Es256Key other = Es256Key::generate();
        const auto published = Es256PublicKey::fromPoint(key.publicKey().x(), key.publicKey().y());
        for (int round = 0; round < 50; ++round) { // now and then r or s begins with zeros
            const std::string text = "message " + std::to_string(round);
            const auto signature = key.sign(asBytes(text));
            QVERIFY(published->verifies(asBytes(text), signature));
            QVERIFY(!other.publicKey().verifies(asBytes(text), signature));
        }
        QVERIFY(!key.publicKey().verifies(asBytes("message"), {})); // r = s = 0
    }

    void aKeyComesBackFromItsFile() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("key.pem").toStdString();
        const Es256Key key = Es256Key::generate();
        QVERIFY(key.writeTo(path).ok());
        struct stat status {};
        QVERIFY(::stat(path.c_str(), &status) == 0 && (status.st_mode & 07777) == 0600);
        const auto again = Es256Key::readFrom(path);
        QVERIFY(again.ok());
        QVERIFY(key.publicKey().verifies(asBytes("a"), again->sign(asBytes("a"))));
        QVERIFY(key.writeTo(path).error().kind == FileFailure::Kind::Exists);
    }

    void otherFilesAreRefusedWithTheirReason() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("key.pem");
        QVERIFY(Es256Key::readFrom(path.toStdString()).error().kind == FileFailure::Kind::Missing);
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(Es256Key::readFrom(path.toStdString()).error().kind ==
                FileFailure::Kind::Malformed);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
        QVERIFY(Es256Key::readFrom(path.toStdString()).error().kind == FileFailure::Kind::TooOpen);
    }
};

QTEST_APPLESS_MAIN(Es256Test)
#include "es256_test.moc"
