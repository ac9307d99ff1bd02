// links: server_edge

#include "server/edge/timer_wheel.h"
#include "server/edge/utf8.h"
#include "server/edge/websocket_codec.h"

#include <QtTest/QtTest>

#include <random>
#include <string>
#include <vector>

using namespace foyer;
using namespace foyer::edge;

namespace {

enum Opcode { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

/// A masked frame as a client sends it.
std::string frame(int opcode, std::string_view payload, bool final = true) {
    std::string bytes(1, static_cast<char>((final ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
        bytes += static_cast<char>(0x80 | payload.size());
    } else if (payload.size() < 65536) {
        bytes += static_cast<char>(0x80 | 126);
        bytes += static_cast<char>(payload.size() >> 8);
        bytes += static_cast<char>(payload.size());
    } else {
        bytes += static_cast<char>(0x80 | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>(payload.size() >> shift);
    }
    const std::string mask = "\x37\xfa\x21\x3d";
    bytes += mask;
    for (std::size_t i = 0; i < payload.size(); ++i)
        bytes += static_cast<char>(payload[i] ^ mask[i % 4]);
    return bytes;
}

std::string closePayload(int code, std::string_view reason = "") {
    return std::string{static_cast<char>(code >> 8), static_cast<char>(code)} + std::string(reason);
}

/// What a decoder makes of `bytes` fed in pieces of `step`: messages as `kind:payload`, then the
/// code of a failure.
std::vector<std::string> decode(std::string_view bytes, std::size_t step = 1 << 20,
                                std::size_t limit = 64 * 1024) {
    static const char* kNames[] = {"text", "binary", "ping", "pong", "close"};
    WebSocketDecoder decoder(limit);
    std::vector<std::string> seen;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        std::string_view piece = bytes.substr(at, step);
        for (;;) {
            const auto result = decoder.next(piece);
            if (result == WebSocketDecoder::Step::NeedMore)
                break;
            if (result == WebSocketDecoder::Step::Failed) {
                seen.push_back("failed:" + std::to_string(decoder.failCode()));
                return seen;
            }
            const WebSocketMessage& message = decoder.message();
            std::string text = std::string(kNames[static_cast<int>(message.kind)]) + ":";
            if (message.kind == WebSocketMessage::Kind::Close)
                text += std::to_string(message.closeCode) + ":";
            seen.push_back(text + message.payload);
        }
    }
    return seen;
}

using Seen = std::vector<std::string>;

} // namespace

class EdgeWebSocketCodecTest : public QObject {
    Q_OBJECT

private slots:
    void framesFedInPiecesOfAnySizeMeanTheSame();
    void controlFramesMayComeBetweenFragments();
    void lengthsAtTheirBordersAreTaken();
    void offencesFailWithTheirCloseCode_data();
    void offencesFailWithTheirCloseCode();
    void invalidTextFailsBeforeItsMessageEnds();
    void closeCodesAreThoseOfTheStandard();
    void serverFramesAreUnmaskedAndShortest();
    void randomBytesNeverStallNorCrash();
    void utf8IsThatOfTheStandard_data();
    void utf8IsThatOfTheStandard();
    void theWheelReportsADeadlineNeitherEarlyNorLate();
    void theWheelForgetsWhatWasRemovedOrPutOff();
    void theWheelHoldsDeadlinesBeyondItsHorizon();
};

void EdgeWebSocketCodecTest::framesFedInPiecesOfAnySizeMeanTheSame() {
    const std::string long300(300, 'y');
    const std::string bytes =
        frame(Text, "Saal 1 – Reihe F") + frame(Ping, "?") + frame(Text, "", true) +
        frame(Binary, long300) + frame(Text, "a", false) + frame(Continuation, "\xc3", false) +
        frame(Continuation, "\xa9") + frame(Pong, "") + frame(Close, closePayload(1000, "bye"));
    const Seen expected = {"text:Saal 1 – Reihe F", "ping:?", "text:",         "binary:" + long300,
                           "text:a\xc3\xa9",        "pong:",  "close:1000:bye"};
    for (std::size_t step = 1; step <= bytes.size(); ++step)
        QCOMPARE(decode(bytes, step), expected);
}

void EdgeWebSocketCodecTest::controlFramesMayComeBetweenFragments() {
    const std::string bytes = frame(Text, "one ", false) + frame(Ping, "p") +
                              frame(Continuation, "two ", false) + frame(Pong, "q") +
                              frame(Continuation, "three");
    QCOMPARE(decode(bytes), (Seen{"ping:p", "pong:q", "text:one two three"}));
}

void EdgeWebSocketCodecTest::lengthsAtTheirBordersAreTaken() {
    for (const std::size_t size : {0u, 1u, 125u, 126u, 127u, 65535u, 65536u}) {
        const std::string payload(size, 'z');
        QCOMPARE(decode(frame(Text, payload), 4099), (Seen{"text:" + payload}));
    }
}

void EdgeWebSocketCodecTest::offencesFailWithTheirCloseCode_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const std::string& bytes, int code) {
        QTest::newRow(name) << QByteArray::fromStdString(bytes) << code;
    };
    const auto raw = [](std::initializer_list<int> values) {
        std::string bytes;
        for (const int value : values)
            bytes += static_cast<char>(value);
        return bytes;
    };
    row("not masked", raw({0x81, 0x02, 'h', 'i'}), 1002);
    row("reserved bit 1", raw({0xC1, 0x80, 0, 0, 0, 0}), 1002);
    row("reserved bit 2", raw({0xA1, 0x80, 0, 0, 0, 0}), 1002);
    row("reserved bit 3", raw({0x91, 0x80, 0, 0, 0, 0}), 1002);
    row("opcode 3", frame(3, "x"), 1002);
    row("opcode 7", frame(7, "x"), 1002);
    row("opcode 11", frame(11, "x"), 1002);
    row("opcode 15", frame(15, "x"), 1002);
    row("a continuation of nothing", frame(Continuation, "x"), 1002);
    row("a new text within a message", frame(Text, "a", false) + frame(Text, "b"), 1002);
    row("a new binary within a message", frame(Text, "a", false) + frame(Binary, "b"), 1002);
    row("a fragmented ping", frame(Ping, "a", false), 1002);
    row("a ping of 126 bytes", frame(Ping, std::string(126, 'p')), 1002);
    row("a close of 126 bytes", frame(Close, closePayload(1000, std::string(124, 'p'))), 1002);
    row("a close of one byte", frame(Close, "x"), 1002);
    row("a close reason that is not UTF-8", frame(Close, closePayload(1000, "\xff")), 1007);
    row("16 bits for a short length", raw({0x81, 0xFE, 0, 125, 0, 0, 0, 0}), 1002);
    row("64 bits for a medium length", raw({0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0}),
        1002);
    row("the topmost bit of a length", raw({0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
        1002);
    row("a message past the limit", frame(Text, std::string(65537, 'a')), 1009);
    row("fragments past the limit",
        frame(Text, std::string(40000, 'a'), false) + frame(Continuation, std::string(30000, 'a')),
        1009);
    row("text that is not UTF-8", frame(Text, "a\xc3("), 1007);
    row("text cut within a character", frame(Text, "a\xc3"), 1007);
    row("an overlong slash", frame(Text, "\xc0\xaf"), 1007);
    row("a surrogate", frame(Text, "\xed\xa0\x80"), 1007);
}

void EdgeWebSocketCodecTest::offencesFailWithTheirCloseCode() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    const Seen expected = {"failed:" + std::to_string(code)};
    QCOMPARE(decode(bytes.toStdString()), expected);
    QCOMPARE(decode(bytes.toStdString(), 1), expected);
}

void EdgeWebSocketCodecTest::invalidTextFailsBeforeItsMessageEnds() {
    const std::string bytes = frame(Text, "\xff and much more to come", false);
    QCOMPARE(decode(bytes.substr(0, 7)), (Seen{"failed:1007"}));
}

void EdgeWebSocketCodecTest::closeCodesAreThoseOfTheStandard() {
    for (int code = 0; code < 6000; ++code) {
        const bool lawful = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
                            (code >= 3000 && code <= 4999);
        const std::string expected =
            lawful ? "close:" + std::to_string(code) + ":" : std::string("failed:1002");
        QCOMPARE(decode(frame(Close, closePayload(code))), Seen{expected});
    }
    QCOMPARE(decode(frame(Close, "")), Seen{"close:1005:"});
}

void EdgeWebSocketCodecTest::serverFramesAreUnmaskedAndShortest() {
    QCOMPARE(*encodeText("Hello"), std::string("\x81\x05Hello"));
    QCOMPARE(*encodeBinary(""), std::string("\x82\x00", 2));
    QCOMPARE(encodeText(std::string(126, 'a'))->substr(0, 4), std::string("\x81\x7e\x00\x7e", 4));
    QCOMPARE(encodeText(std::string(65536, 'a'))->substr(0, 10),
             std::string("\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10));
    QCOMPARE(encodePing("x"), std::string("\x89\x01x"));
    QCOMPARE(encodePong("x"), std::string("\x8a\x01x"));
    QCOMPARE(encodeClose(1013, "no"), std::string("\x88\x04\x03\xf5no"));
}

void EdgeWebSocketCodecTest::randomBytesNeverStallNorCrash() {
    std::mt19937 random(20240607);
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes;
        const std::size_t size = random() % 60;
        for (std::size_t i = 0; i < size; ++i)
            bytes += static_cast<char>(random());
        if (size >= 2 && round % 2 == 0) {
            bytes[0] = static_cast<char>(bytes[0] & 0x8F);
            bytes[1] = static_cast<char>(bytes[1] | 0x80);
        }
        QCOMPARE(decode(bytes, 1), decode(bytes));
    }
}

void EdgeWebSocketCodecTest::utf8IsThatOfTheStandard_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("empty") << QByteArray("") << true;
    QTest::newRow("all lengths") << QByteArray("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x8e\xac") << true;
    QTest::newRow("U+10FFFF") << QByteArray("\xf4\x8f\xbf\xbf") << true;
    QTest::newRow("U+110000") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::newRow("U+D7FF") << QByteArray("\xed\x9f\xbf") << true;
    QTest::newRow("U+D800") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("U+DFFF") << QByteArray("\xed\xbf\xbf") << false;
    QTest::newRow("U+E000") << QByteArray("\xee\x80\x80") << true;
    QTest::newRow("overlong 2") << QByteArray("\xc1\xbf") << false;
    QTest::newRow("overlong 3") << QByteArray("\xe0\x9f\xbf") << false;
    QTest::newRow("shortest 3") << QByteArray("\xe0\xa0\x80") << true;
    QTest::newRow("overlong 4") << QByteArray("\xf0\x8f\xbf\xbf") << false;
    QTest::newRow("shortest 4") << QByteArray("\xf0\x90\x80\x80") << true;
    QTest::newRow("a lone continuation") << QByteArray("\x80") << false;
    QTest::newRow("a lead of five") << QByteArray("\xf8\x88\x80\x80\x80") << false;
    QTest::newRow("cut short") << QByteArray("\xe2\x82") << false;
    QTest::newRow("a lead after a lead") << QByteArray("\xc3\xc3\xa9") << false;
}

void EdgeWebSocketCodecTest::utf8IsThatOfTheStandard() {
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    QCOMPARE(isUtf8(text.toStdString()), valid);
    Utf8Checker checker;
    for (const char c : text)
        checker.feed(std::string_view(&c, 1));
    QCOMPARE(checker.complete(), valid);
}

void EdgeWebSocketCodecTest::theWheelReportsADeadlineNeitherEarlyNorLate() {
    const LoopTime start{Milliseconds{123'456}};
    std::mt19937 random(7);
    TimerWheel wheel(start);
    std::vector<LoopTime> deadlines;
    for (std::uint32_t slot = 0; slot < 500; ++slot) {
        deadlines.push_back(start + Milliseconds{1 + random() % 60'000});
        wheel.set(slot, deadlines.back());
    }
    std::size_t reported = 0;
    std::vector<std::uint32_t> due;
    while (const auto next = wheel.next()) {
        wheel.collect(*next, due);
        for (const std::uint32_t slot : due) {
            QVERIFY(deadlines[slot] <= *next);
            QVERIFY(*next - deadlines[slot] <= TimerWheel::kTick);
        }
        reported += due.size();
        due.clear();
    }
    QCOMPARE(reported, deadlines.size());
}

void EdgeWebSocketCodecTest::theWheelForgetsWhatWasRemovedOrPutOff() {
    const LoopTime start{};
    TimerWheel wheel(start);
    wheel.set(0, start + Milliseconds{100});
    wheel.set(1, start + Milliseconds{100});
    wheel.set(2, start + Milliseconds{100});
    wheel.set(3, start + Milliseconds{5'000});
    wheel.remove(0);
    wheel.set(1, TimerWheel::kNever);
    wheel.set(2, start + Milliseconds{900});
    wheel.set(3, start + Milliseconds{200});
    std::vector<std::uint32_t> due;
    wheel.collect(start + Milliseconds{500}, due);
    QCOMPARE(due, std::vector<std::uint32_t>{3});
    due.clear();
    wheel.collect(start + Milliseconds{2'000}, due);
    QCOMPARE(due, std::vector<std::uint32_t>{2});
    due.clear();
    wheel.collect(start + Milliseconds{60'000}, due);
    QVERIFY(due.empty());
    QVERIFY(!wheel.next());
}

void EdgeWebSocketCodecTest::theWheelHoldsDeadlinesBeyondItsHorizon() {
    const LoopTime start{};
    TimerWheel wheel(start);
    wheel.set(7, start + Milliseconds{75'000});
    std::vector<std::uint32_t> due;
    // A machine that slept wakes far behind its wheel: one collect has to do.
    wheel.collect(start + Milliseconds{74'990}, due);
    QVERIFY(due.empty());
    wheel.collect(start + Milliseconds{75'016}, due);
    QCOMPARE(due, std::vector<std::uint32_t>{7});
}

QTEST_APPLESS_MAIN(EdgeWebSocketCodecTest)
#include "edge_websocket_codec_test.moc"
