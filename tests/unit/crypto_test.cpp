// links: shared_crypto
#include "shared/crypto/hash.h"
#include "shared/crypto/key_file.h"
#include "shared/crypto/memory.h"
#include "shared/crypto/password.h"
#include "shared/crypto/random.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <fcntl.h>
#include <set>
#include <sys/stat.h>

using namespace foyer;
using namespace foyer::crypto;

namespace {

template <std::size_t N>
std::array<std::uint8_t, N> hexArray(std::string_view text) {
    const Bytes bytes = fromHex(text).value();
    std::array<std::uint8_t, N> out{};
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

mode_t modeOf(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

class CryptoTest : public QObject {
    Q_OBJECT
private slots:
    void init() { QVERIFY(m_folder.emplace().isValid()); }
    void cleanup() { m_folder.reset(); }

    void hashIsBlake2b256() {
        QCOMPARE(toHex(hash({})),
                 std::string("0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"));
        QCOMPARE(toHex(hash(asBytes("abc"))),
                 std::string("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"));
    }

    void hashInPiecesEqualsTheHashOfAll() {
        const std::string text(1000, 'x');
        for (const std::size_t cut : {0, 1, 127, 128, 129, 999, 1000}) {
            const std::string_view view(text);
            Hasher hasher;
            hasher.add(asBytes(view.substr(0, cut))).add(asBytes(view.substr(cut)));
            QVERIFY(hasher.finish() == hash(asBytes(text)));
        }
    }

    void signaturesAreThoseOfRfc8032() {
        // §7.1, tests 1 and 2.
        const auto first = KeyPair::fromSeed(
            hexArray<32>("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
        QCOMPARE(toHex(first.publicKey()),
                 std::string("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
        QCOMPARE(toHex(first.sign({})),
                 std::string("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                             "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
        const auto second = KeyPair::fromSeed(
            hexArray<32>("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        QCOMPARE(toHex(second.sign(Bytes{0x72})),
                 std::string("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                             "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"));
    }

    void everyChangeBreaksASignature() {
        const KeyPair key = KeyPair::generate();
        const Bytes message{1, 2, 3};
        const Signature good = key.sign(message);
        QVERIFY(verify(key.publicKey(), message, good));
        QVERIFY(!verify(key.publicKey(), Bytes{1, 2, 4}, good));
        QVERIFY(!verify(KeyPair::generate().publicKey(), message, good));
        for (std::size_t at = 0; at < good.size(); ++at) {
            Signature bent = good;
            bent[at] ^= 1;
            QVERIFY(!verify(key.publicKey(), message, bent));
        }
        QVERIFY(!verify(PublicKey{}, message, Signature{}));
    }

    void aKeyMovesAndLeavesNothingBehind() {
        KeyPair key = KeyPair::generate();
        const PublicKey name = key.publicKey();
        const KeyPair moved = std::move(key);
        QVERIFY(verify(name, Bytes{1}, moved.sign(Bytes{1})));
        QVERIFY(!verify(name, Bytes{1}, key.sign(Bytes{1})));
        QVERIFY(KeyPair::generate().publicKey() != name);
    }

    void passwordHashIsAPhcStringOfItsCost() {
        const std::string phc = hashPassword("4711", Cost::Interactive);
        QVERIFY2(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), phc.c_str());
        QVERIFY(verifyPassword("4711", phc));
        QVERIFY(!verifyPassword("4712", phc));
        QVERIFY(!needsRehash(phc, Cost::Interactive));
        QVERIFY(needsRehash(phc, Cost::Test));
    }

    void equalPinsHaveDifferentHashes() {
        QVERIFY(hashPassword("1234", Cost::Test) != hashPassword("1234", Cost::Test));
    }

    void whatIsNoHashFitsNoPassword() {
        const std::string phc = hashPassword("", Cost::Test);
        QVERIFY(verifyPassword("", phc));
        for (const std::string& wrong :
             {std::string(), std::string("4711"), std::string("$argon2id$v=19$"), phc + "x",
              phc.substr(0, phc.size() - 4), std::string(500, '$')})
            QVERIFY2(!verifyPassword("", wrong), wrong.c_str());
    }

    void randomBytesDiffer() {
        QVERIFY(randomBytes(32) != randomBytes(32));
        QCOMPARE(randomBytes(0).size(), std::size_t{0});
        SystemRandom random;
        std::set<std::uint64_t> numbers; // more than are drawn at once
        for (int i = 0; i < 1000; ++i)
            numbers.insert(random.next());
        QCOMPARE(numbers.size(), std::size_t{1000});
        QVERIFY(random.below(6) < 6);
    }

    void comparisonLooksAtEveryByteAndTheLength() {
        QVERIFY(equalInConstantTime(asBytes("token"), asBytes("token")));
        QVERIFY(!equalInConstantTime(asBytes("token"), asBytes("tokeN")));
        QVERIFY(!equalInConstantTime(asBytes("token"), asBytes("toke")));
        QVERIFY(equalInConstantTime({}, {}));
    }

    void wipingLeavesZeros() {
        Bytes secret{1, 2, 3};
        wipe(secret);
        QCOMPARE(secret, Bytes(3));
        std::string text = "pin";
        wipe(text);
        QVERIFY(text.empty());
    }

    void keyFileKeepsTheKeyForItsOwnerOnly() {
        const KeyPair key = KeyPair::generate();
        QVERIFY(writeKeyFile(path("device.key"), key));
        QCOMPARE(modeOf(path("device.key")), mode_t{0600});
        const auto read = readKeyFile(path("device.key"));
        QVERIFY(read);
        QVERIFY(read->publicKey() == key.publicKey());
        QCOMPARE(filesInFolder(), QStringList{"device.key"}); // nothing temporary is left
    }

    void keyFileIsNeverReplaced() {
        const KeyPair first = KeyPair::generate();
        QVERIFY(writeKeyFile(path("device.key"), first));
        const auto again = writeKeyFile(path("device.key"), KeyPair::generate());
        QVERIFY(!again);
        QCOMPARE(again.error().kind, FileFailure::Kind::Exists);
        QVERIFY(readKeyFile(path("device.key"))->publicKey() == first.publicKey());
        QCOMPARE(filesInFolder().size(), 1);
    }

    void aKeyFileOthersMayReadIsRefused() {
        QVERIFY(writeKeyFile(path("device.key"), KeyPair::generate()));
        for (const mode_t open : {0640, 0604, 0620, 0601}) {
            ::chmod(path("device.key").c_str(), open);
            QCOMPARE(readKeyFile(path("device.key")).error().kind, FileFailure::Kind::TooOpen);
        }
    }

    void aDamagedKeyFileIsRefused() {
        const std::string good = "foyer-ed25519-1 " + toBase64Url(Bytes(32, 7)) + "\n";
        QVERIFY(writePrivateFile(path("key"), asBytes(good)));
        QVERIFY(readKeyFile(path("key")));
        for (const std::string& wrong :
             {std::string(), good.substr(0, 20), good.substr(0, good.size() - 1), good + "x",
              "foyer-ed25519-2" + good.substr(15), std::string(70'000, 'a')}) {
            QVERIFY(writePrivateFile(path("key"), asBytes(wrong)));
            QCOMPARE(readKeyFile(path("key")).error().kind, FileFailure::Kind::Malformed);
        }
    }

    void missingFilesAndFoldersSaySo() {
        QCOMPARE(readKeyFile(path("none")).error().kind, FileFailure::Kind::Missing);
        QCOMPARE(writePrivateFile(path("none/x"), {}).error().kind, FileFailure::Kind::Missing);
        const auto failure = readPrivateFile(path("none")).error();
        QVERIFY(failure.message.find(path("none")) != std::string::npos);
    }

    void aPrivateFileIsReplacedWhole() {
        QVERIFY(writePrivateFile(path("secret"), Bytes(5000, 1)));
        QVERIFY(writePrivateFile(path("secret"), Bytes{2}));
        QVERIFY(readPrivateFile(path("secret")).value() == Bytes{2});
        QCOMPARE(filesInFolder().size(), 1);
    }

private:
    std::string path(const char* name) const { return m_folder->filePath(name).toStdString(); }
    QStringList filesInFolder() const {
        return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden);
    }
    std::optional<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(CryptoTest)
#include "crypto_test.moc"
