// links: shared_wire
#include "shared/wire/note_json.h"

#include <QtTest>

#include <algorithm>

using namespace foyer;
using protocol::SaleNote;

namespace {

template <class T>
T idOf(std::uint8_t last) {
    T id;
    id.uuid.bytes[0] = 1;
    id.uuid.bytes[15] = last;
    return id;
}

SaleNote noteOf(std::size_t tickets) {
    SaleNote note;
    note.booking = idOf<BookingId>(1);
    note.showtime = idOf<ShowtimeId>(2);
    note.priceList = idOf<PriceListId>(3);
    note.plan = idOf<PlanId>(4);
    note.hold = idOf<HoldId>(5);
    note.tokenHash[7] = 200;
    note.businessDay = Date{std::chrono::days{20'000}};
    note.at = instantFromMs(1'764'244'800'123);
    const Currency currency = *Currency::parse("CHF");
    for (std::size_t i = 0; i < tickets; ++i)
        note.lines.push_back({idOf<TicketId>(static_cast<std::uint8_t>(i)),
                              SeatNo{static_cast<std::uint16_t>(i)},
                              "child under 6",
                              {900, currency},
                              {63, currency},
                              {{"club", {100, currency}}}});
    note.email = "zoë@example.com";
    note.language = "de-CH";
    note.phone = "+41791234567";
    note.customer = "a customer, with blanks";
    note.account = idOf<AccountId>(6);
    note.reviewRule = "many cards";
    return note;
}

} // namespace

/// What a payment provider keeps of a sale.
class WireNote : public QObject {
    Q_OBJECT

private slots:
    void aNoteIsReadAsItWasWritten() {
        const auto note = noteOf(3);
        const auto read = wire::decodeNote(wire::encodeNote(note));
        QVERIFY(read.ok());
        QVERIFY(*read == note);
        const SaleNote least = [] {
            SaleNote least;
            least.lines = {{idOf<TicketId>(1), SeatNo{0}, "adult", {1000, {}}, {70, {}}}};
            return least;
        }();
        QVERIFY(*wire::decodeNote(wire::encodeNote(least)) == least);
    }

    void itMayBeCutAnywhere() {
        const auto text = wire::encodeNote(noteOf(3));
        QVERIFY(std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; }));
    }

    void aPartyOfTwentyFitsManyTimes() { QVERIFY(wire::encodeNote(noteOf(20)).size() < 4'000); }

    void whatDoesNotFitTellsWhoseSaleItWas() {
        auto note = noteOf(190);
        const auto text = wire::encodeNote(note, 10'000);
        QVERIFY(text.size() <= 10'000);
        const auto read = wire::decodeNote(text);
        QVERIFY(read.ok());
        note.lines.clear();
        QVERIFY(*read == note);
    }

    void whatIsNoNoteIsRefused() {
        const auto text = wire::encodeNote(noteOf(1));
        auto newer = text;
        newer.replace(newer.find("\"v\":1"), 5, "\"v\":2");
        auto priceless = text;
        priceless.erase(priceless.find(",\"c\":\"CHF\""), 10);
        for (const std::string& each : {std::string(), std::string("{}"), std::string("[]"),
                                        text.substr(0, text.size() / 2), newer, priceless})
            QVERIFY2(!wire::decodeNote(each).ok(), each.c_str());
    }
};

QTEST_APPLESS_MAIN(WireNote)
#include "wire_note_test.moc"
