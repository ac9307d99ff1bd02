// links: server_services server_store shared_wire
#include "shared/wire/sync_json.h"
#include "tests/unit/service_house.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace foyer;

namespace {

/// A journal as a released program wrote it, with the verdicts it was given.
struct Recorded {
    PublicKey key{};
    protocol::JournalUpload upload;
    std::vector<std::string> verdicts;
};

Recorded read(const QString& path) {
    QFile file(path);
    CHECK(file.open(QIODevice::ReadOnly));
    const auto all = QJsonDocument::fromJson(file.readAll()).object();
    Recorded recorded;
    const auto key = fromBase64Url(all["public_key"].toString().toStdString());
    CHECK(key && key->size() == recorded.key.size());
    std::copy(key->begin(), key->end(), recorded.key.begin());
    const auto text = QJsonDocument(all["upload"].toObject()).toJson(QJsonDocument::Compact);
    auto upload = wire::decodeUpload(text.toStdString());
    CHECK(upload.ok());
    recorded.upload = std::move(*upload);
    for (const auto& verdict : all["verdicts"].toArray())
        recorded.verdicts.push_back(verdict.toString().toStdString());
    return recorded;
}

} // namespace

/// What a terminal one release older sends and keeps is understood, word for word.
class WireCompat : public QObject {
    Q_OBJECT

private slots:
    void everyReleasedSchemaIsKept_data() {
        QTest::addColumn<QString>("path");
        const QDir folder(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/tests/compat");
        const auto files = folder.entryInfoList({"schema-*.json"});
        QCOMPARE(files.size(), protocol::kJournalSchema - 1);
        for (const auto& file : files)
            QTest::newRow(qPrintable(file.baseName())) << file.filePath();
    }
    void everyReleasedSchemaIsKept() {
        QFETCH(QString, path);
        const Recorded recorded = read(path);
        QVERIFY(recorded.upload.entries.size() >= 6);
        Hash prev{};
        for (const auto& entry : recorded.upload.entries) {
            QVERIFY(entry.prevHash == prev);
            QVERIFY(server::tests::RealVerifier().isSound(recorded.upload.terminal, recorded.key,
                                                          entry));
            const auto payload = wire::decodePayload(entry.type, entry.payloadText);
            QVERIFY2(payload.ok(), payload.ok() ? "" : payload.error().c_str());
            QVERIFY2(!std::holds_alternative<protocol::Unknown>(*payload), entry.type.c_str());
            // Said again by this program it is the same text: an older server understands it.
            QCOMPARE(wire::encodePayload(*payload), entry.payloadText);
            prev = entry.hash;
        }
        QCOMPARE(recorded.verdicts.size(), recorded.upload.entries.size());
        for (const auto& verdict : recorded.verdicts)
            QVERIFY(wire::decodeVerdict(verdict).ok());
    }
};

QTEST_APPLESS_MAIN(WireCompat)
#include "wire_compat_test.moc"
