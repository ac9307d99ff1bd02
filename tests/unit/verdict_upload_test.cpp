// links: server_core
#include "server/core/uploads.h"

#include <QtTest>

using namespace foyer;
using namespace foyer::server::core;
using protocol::JournalUpload;
using protocol::UploadRefusal;

namespace {

Hash hashNo(std::int64_t seq) {
    Hash hash{};
    if (seq > 0)
        hash[0] = static_cast<std::uint8_t>(seq);
    return hash;
}

/// Entries `from` … `to` whose hash is their number.
JournalUpload upload(std::int64_t from, std::int64_t to) {
    JournalUpload all{{}, Incarnation{1}, Seq{from}, hashNo(from - 1), {}};
    for (std::int64_t seq = from; seq <= to; ++seq)
        all.entries.push_back(
            {Seq{seq}, Incarnation{1}, "printed", "{}", hashNo(seq - 1), hashNo(seq), {}});
    return all;
}

JournalHead headAt(std::int64_t next) {
    return {Incarnation{1}, Seq{next}, hashNo(next - 1), false};
}

} // namespace

/// R0 and R1.
class VerdictUploadTest : public QObject {
    Q_OBJECT

private slots:
    void r1TakesTheContinuation() {
        QVERIFY(!refusalOf(headAt(4), upload(4, 9)));
        QVERIFY(!brokenChainOf(headAt(4), upload(4, 9)));
    }
    void r1TakesAnyOverlap() {
        for (std::int64_t from = 1; from <= 4; ++from)
            for (std::int64_t to = from; to <= 6; ++to) {
                QVERIFY(!refusalOf(headAt(4), upload(from, to)));
                QVERIFY(!brokenChainOf(headAt(4), upload(from, to)));
            }
    }
    void r1RefusesAGapAndSaysWhatIsExpected() {
        const auto error = refusalOf(headAt(4), upload(5, 6));
        QVERIFY(error && error->refusal == UploadRefusal::Gap);
        QCOMPARE(error->expected, Seq{4});
    }
    void r1RefusesAJournalThatDoesNotFollow() {
        auto foreign = upload(4, 5);
        foreign.prevHash = foreign.entries[0].prevHash = hashNo(77);
        const auto error = brokenChainOf(headAt(4), foreign);
        QVERIFY(error && error->refusal == UploadRefusal::BadChain);
        QCOMPARE(error->expected, Seq{3}); // show us the last one we know
    }
    void r1RefusesABrokenLinkInside() {
        auto broken = upload(4, 8);
        broken.entries[2].prevHash = hashNo(77);
        const auto error = brokenChainOf(headAt(4), broken);
        QVERIFY(error && error->refusal == UploadRefusal::BadChain);
        QCOMPARE(error->expected, Seq{4});
    }
    void r1RefusesAFirstEntryWithAPast() {
        auto first = upload(1, 1);
        first.prevHash = first.entries[0].prevHash = hashNo(9);
        QVERIFY(brokenChainOf(headAt(1), first));
    }
    void r1RefusesWhatIsNotConsecutive() {
        auto holed = upload(4, 6);
        holed.entries.erase(holed.entries.begin() + 1);
        QVERIFY(refusalOf(headAt(4), holed)->refusal == UploadRefusal::BadChain);
        auto zero = upload(0, 1);
        QVERIFY(refusalOf(headAt(1), zero)->refusal == UploadRefusal::BadChain);
    }
    void r1RefusesMoreThanAnUploadMayHold() {
        const auto most = static_cast<std::int64_t>(protocol::kMostEntriesPerUpload);
        QVERIFY(!refusalOf(headAt(1), upload(1, most)));
        QVERIFY(refusalOf(headAt(1), upload(1, most + 1)));
    }
    void r1BarsOtherLivesAndTheQuarantined() {
        auto head = headAt(4);
        head.incarnation = Incarnation{2};
        QVERIFY(refusalOf(head, upload(4, 5))->refusal == UploadRefusal::Barred);
        head = headAt(4);
        head.barred = true;
        QVERIFY(refusalOf(head, upload(4, 5))->refusal == UploadRefusal::Barred);
        auto mixed = upload(4, 5);
        mixed.entries[1].incarnation = Incarnation{2};
        QVERIFY(refusalOf(headAt(4), mixed)->refusal == UploadRefusal::BadChain);
    }
    void r0TellsARepeatFromACloneFromDamage() {
        const auto entry = upload(3, 3).entries[0];
        QVERIFY(repeatOf(hashNo(3), entry, true) == Repeat::Same);
        QVERIFY(repeatOf(hashNo(8), entry, true) == Repeat::Cloned);
        QVERIFY(repeatOf(hashNo(8), entry, false) == Repeat::Damaged);
        QVERIFY(repeatOf(hashNo(3), entry, false) == Repeat::Damaged);
    }
};

QTEST_APPLESS_MAIN(VerdictUploadTest)
#include "verdict_upload_test.moc"
