// links: server_ports
#include "server/ports/trace.h"

#include <QtTest>

#include <thread>

using namespace foyer::server::ports;

Q_DECLARE_METATYPE(std::string)

class TraceTest : public QObject {
    Q_OBJECT

    static constexpr const char* kGood = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

private slots:
    void theExampleOfTheStandardIsRead() {
        const auto context = traceContextFrom(kGood);
        QVERIFY(context.has_value());
        QCOMPARE(traceIdOf(*context), std::string("4bf92f3577b34da6a3ce929d0e0e4736"));
        QCOMPARE(int{context->span[1]}, 0xf0);
        QCOMPARE(int{context->flags}, 1);
        QCOMPARE(traceparentOf(*context), std::string(kGood));
    }

    void whatIsNotExactlyItIsNone_data() {
        QTest::addColumn<std::string>("text");
        const std::string good = kGood;
        const auto with = [&](std::size_t at, char c) {
            std::string text = good;
            text[at] = c;
            return text;
        };
        QTest::newRow("nothing") << std::string();
        QTest::newRow("cut off") << good.substr(0, 54);
        QTest::newRow("longer than version 00") << good + "-00";
        QTest::newRow("blank behind") << good + " ";
        QTest::newRow("version ff") << "ff" + good.substr(2);
        QTest::newRow("upper case") << with(3, 'A');
        QTest::newRow("no digit") << with(10, 'g');
        QTest::newRow("no dash") << with(35, '0');
        QTest::newRow("dash of the flags") << with(52, '_');
        QTest::newRow("no trace") << "00-" + std::string(32, '0') + good.substr(35);
        QTest::newRow("no span") << good.substr(0, 36) + std::string(16, '0') + "-01";
        QTest::newRow("injection") << good.substr(0, 53) + "\r\n";
        QTest::newRow("later version, run on") << "01" + good.substr(2) + "0";
    }
    void whatIsNotExactlyItIsNone() {
        QFETCH(std::string, text);
        QVERIFY(!traceContextFrom(text).has_value());
    }

    void aLaterVersionMaySayMore() {
        const auto more = "cc" + std::string(kGood).substr(2) + "-what-the-future-will-be-like";
        QVERIFY(traceContextFrom(more).has_value());
        QCOMPARE(traceparentOf(*traceContextFrom(more)), std::string(kGood));
    }

    void flagsThatNobodyKnowsAreNotHandedOn() {
        const auto context = traceContextFrom(std::string(kGood).substr(0, 53) + "ff");
        QCOMPARE(traceparentOf(*context), std::string(kGood));
    }

    void aScopeEndsWhereItBegan() {
        QVERIFY(!currentTrace());
        const auto outer = std::make_shared<Trace>(Trace{"outer", {}});
        {
            const TraceScope scope(outer);
            {
                const TraceScope inner(nullptr);
                QVERIFY(!currentTrace());
            }
            QCOMPARE(currentTrace()->request, std::string("outer"));
            std::thread([] { QVERIFY(!currentTrace()); }).join();
        }
        QVERIFY(!currentTrace());
        QCOMPARE(outer.use_count(), 1L);
    }
};

QTEST_APPLESS_MAIN(TraceTest)
#include "trace_test.moc"
