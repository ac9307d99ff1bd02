// links: shared_base
#include "shared/base/ids.h"

#include "shared/base/random.h"

#include <QtTest>
#include <set>
#include <unordered_set>

using namespace foyer;

class BaseIdsTest : public QObject {
    Q_OBJECT
private slots:
    void uuidIsReadInEitherCaseAndWrittenInLowerCase() {
        // The example of RFC 9562 appendix A.6.
        const auto id = Uuid::parse("017F22E2-79B0-7CC3-98C4-DC0C0C07398F");
        QVERIFY(id);
        QCOMPARE(id->bytes[0], std::uint8_t{0x01});
        QCOMPARE(id->bytes[15], std::uint8_t{0x8F});
        QCOMPARE(id->toString(), std::string("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
        QVERIFY(Uuid::parse(id->toString()) == id);
    }

    void uuidOfAnyOtherFormIsRefused() {
        for (const char* wrong :
             {"", "017f22e279b07cc398c4dc0c0c07398f", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
              "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
              "017f22e-279b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
              "017f22e2-79b0-7cc3-98c4-dc0c0c0739 f", "017f22e2_79b0_7cc3_98c4_dc0c0c07398f"})
            QVERIFY2(!Uuid::parse(wrong), wrong);
    }

    void madeUuidIsVersion7OfItsInstant() {
        SeededRandom random(7);
        const Uuid id = Uuid::make(instantFromMs(0x017F22E279B0), random);
        QVERIFY(id.madeAt() == instantFromMs(0x017F22E279B0));
        QVERIFY(id.toString().starts_with("017f22e2-79b0-7"));
        QCOMPARE(id.bytes[8] & 0xC0, 0x80);
        QVERIFY(!id.isNull());
    }

    void madeUuidsSortByTimeAndNeverRepeat() {
        SeededRandom random(7);
        std::set<Uuid> ids;
        Uuid last;
        for (int ms = 1; ms <= 1000; ++ms) {
            const Uuid id = Uuid::make(instantFromMs(1'700'000'000'000 + ms), random);
            QVERIFY(last < id);
            ids.insert(last = id);
            ids.insert(Uuid::make(instantFromMs(1'700'000'000'000 + ms), random));
        }
        QCOMPARE(ids.size(), std::size_t{2000});
    }

    void everyRandomBitOfAUuidVaries() {
        SeededRandom random(7);
        std::array<std::uint8_t, 16> ones{}, zeros{};
        for (int i = 0; i < 200; ++i) {
            const Uuid id = Uuid::make(instantFromMs(0), random);
            for (std::size_t at = 0; at < 16; ++at) {
                ones[at] |= id.bytes[at];
                zeros[at] |= static_cast<std::uint8_t>(~id.bytes[at]);
            }
        }
        QCOMPARE(ones[6] & zeros[6], 0x0F); // the version stands in the upper half
        QCOMPARE(ones[8] & zeros[8], 0x3F); // the variant in the upper two bits
        for (const std::size_t at : {7, 9, 10, 11, 12, 13, 14, 15})
            QCOMPARE(ones[at] & zeros[at], 0xFF);
    }

    void idsOfDifferentKindsDoNotMix() {
        static_assert(!std::is_convertible_v<TicketId, BookingId>);
        static_assert(!std::is_convertible_v<Seq, Epoch>);
        static_assert(!std::is_convertible_v<std::uint16_t, SeatNo>);
        const auto text = std::string("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        QCOMPARE(TicketId::parse(text)->toString(), text);
        QVERIFY(TicketId{}.isNull());
        QVERIFY(!TicketId::parse("ticket"));
    }

    void idsServeAsKeysOfHashTables() {
        SeededRandom random(1);
        std::unordered_set<TicketId> ids;
        std::unordered_set<std::size_t> hashes;
        for (int i = 0; i < 1000; ++i) {
            const auto id = TicketId::make(instantFromMs(5), random);
            ids.insert(id);
            hashes.insert(std::hash<TicketId>{}(id));
        }
        QCOMPARE(ids.size(), std::size_t{1000});
        QCOMPARE(hashes.size(), std::size_t{1000});
        QVERIFY(std::hash<SeatNo>{}(SeatNo{4}) == std::hash<SeatNo>{}(SeatNo{4}));
    }
};

QTEST_APPLESS_MAIN(BaseIdsTest)
#include "base_ids_test.moc"
