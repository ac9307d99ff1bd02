// links: server_main
#include "server/main/token_ring.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace foyer;
using namespace foyer::server;
using crypto::FileFailure;

class TokenRingTest : public QObject {
    Q_OBJECT

    static constexpr Instant kNow{std::chrono::hours{490'000}};

private slots:
    void init() { QVERIFY(m_temporary.emplace().isValid()); }
    void cleanup() { m_temporary.reset(); }

    void theFirstKeyIsMadeAndStays() {
        const auto ring = TokenRing::open(folder(), kNow);
        QVERIFY(ring.ok());
        const auto again = TokenRing::open(folder(), kNow + std::chrono::hours{1});
        QCOMPARE((*again)->keys()->signing().kid, (*ring)->keys()->signing().kid);
        QCOMPARE(QDir(QString::fromStdString(folder())).entryList(QDir::Files).size(), 1);
    }
    void aRotatedKeySignsAndTheFormerOneVerifiesForADay() {
        const auto ring = TokenRing::open(folder(), kNow);
        const std::string first = (*ring)->keys()->signing().kid;
        const auto rotated = TokenRing::rotate(folder(), kNow + std::chrono::hours{1});
        QVERIFY(rotated.ok());
        QCOMPARE((*ring)->keys()->signing().kid, first); // until it looks
        QVERIFY((*ring)->reload().ok());
        QCOMPARE((*ring)->keys()->signing().kid, rotated->kid);
        QVERIFY((*ring)->keys()->find(first) != nullptr);
        const auto later = TokenRing::rotate(folder(), kNow + std::chrono::hours{26});
        QCOMPARE(later->dropped, std::size_t{1});
        QVERIFY((*ring)->reload().ok());
        QVERIFY((*ring)->keys()->find(first) == nullptr);
        QVERIFY((*ring)->keys()->find(rotated->kid) != nullptr);
    }
    void aDamagedKeyIsNamedAndWhatIsKnownStays() {
        const auto ring = TokenRing::open(folder(), kNow);
        const QString path = QString::fromStdString(folder()) + "/00000001764000000000.pem";
        QFile file(path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY((*ring)->reload().error().kind == FileFailure::Kind::Malformed);
        QVERIFY((*ring)->keys() != nullptr);
        QVERIFY(!TokenRing::open(folder(), kNow).ok());
    }
    void otherFilesAreLeftAlone() {
        QVERIFY(QDir().mkpath(QString::fromStdString(folder())));
        QFile file(QString::fromStdString(folder()) + "/README.pem");
        QVERIFY(file.open(QFile::WriteOnly));
        file.close();
        QVERIFY(TokenRing::open(folder(), kNow).ok());
        QVERIFY(file.exists());
    }

private:
    std::string folder() const { return m_temporary->filePath("token-keys").toStdString(); }
    std::optional<QTemporaryDir> m_temporary;
};

QTEST_APPLESS_MAIN(TokenRingTest)
#include "token_ring_test.moc"
