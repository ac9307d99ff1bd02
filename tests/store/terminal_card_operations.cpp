#include "tests/store/terminal_card_operations.h"

#include "app/core/card_payments.h"

namespace foyer::tests {
namespace {

void beginCard(Counter& counter) {
    counter.tell(ToggleSeat{SeatNo{3}});
    counter.tell(PayCard{});
}
/// The reader says so of what it was told to charge.
void readerSays(Counter& counter, CardOutcome outcome) {
    if (const auto charge = counter.rig.take<ChargeCard>())
        counter.tell(CardAnswered{charge->reference, outcome});
}
/// It is asked about what it could not say, and says so.
void readerSaysLater(Counter& counter, CardOutcome outcome) {
    counter.rig.pass(std::chrono::minutes{1});
    counter.settle();
    if (const auto ask = counter.rig.take<AskCard>())
        counter.tell(CardAnswered{ask->reference, outcome});
}
void payByCard(Counter& counter, CardOutcome outcome) {
    beginCard(counter);
    readerSays(counter, outcome);
}
BookingId bookingOnScreen(Counter& counter) {
    return counter.rig.terminal.view().sale->booking;
}
/// A terminal that went away after it had told the reader.
void leaveCardOpen(Counter& counter) {
    meet(counter);
    beginCard(counter);
}
/// A terminal that went away after somebody had said that the card was not charged.
void leaveCardDoubted(Counter& counter) {
    meet(counter);
    payByCard(counter, CardOutcome::Unknown);
    counter.tell(TellCard{bookingOnScreen(counter), CardOutcome::Declined});
}
void sellByCard(Counter& counter) {
    meet(counter);
    payByCard(counter, CardOutcome::Approved);
}
/// A person says of a card that nobody can tell of.
void askThePerson(Counter& counter) {
    welcome(counter);
    readerSaysLater(counter, CardOutcome::Unknown);
}

} // namespace

std::vector<Operation> everyCardOperation() {
    constexpr CardReader kAttached = CardReader::Attached;
    std::vector<Operation> all = {
        {"card sale", meet, welcome, [](Counter& c) { payByCard(c, CardOutcome::Approved); }},
        {"card declined", meet, welcome, [](Counter& c) { payByCard(c, CardOutcome::Declined); }},
        {"card declined, then cash", meet, welcome,
         [](Counter& c) {
             payByCard(c, CardOutcome::Declined);
             c.tell(PayCash{});
             c.tell(ConfirmCash{{2'000, {}}});
         }},
        {"card unknown, then taken", meet, welcome,
         [](Counter& c) {
             payByCard(c, CardOutcome::Unknown);
             readerSaysLater(c, CardOutcome::Approved);
         }},
        {"card given up", meet, welcome,
         [](Counter& c) {
             beginCard(c);
             c.tell(CancelPayment{});
             readerSays(c, CardOutcome::Declined);
         }},
        {"card of which nothing is heard, then taken", meet, welcome,
         [](Counter& c) {
             beginCard(c);
             c.rig.pass(CardPayments::kChargeLasts);
             c.settle();
             readerSaysLater(c, CardOutcome::Approved);
         }},
        {"card set aside", meet,
         [](Counter& c) {
             welcome(c);
             payByCard(c, CardOutcome::Unknown);
         },
         [](Counter& c) { c.tell(SetCardAside{bookingOnScreen(c)}); }},
        {"card not taken, and taken after all", meet,
         [](Counter& c) {
             welcome(c);
             payByCard(c, CardOutcome::Unknown);
         },
         [](Counter& c) {
             const BookingId booking = bookingOnScreen(c);
             const std::string reference = *c.charged.begin();
             c.tell(TellCard{booking, CardOutcome::Declined});
             c.tell(CardAnswered{reference, CardOutcome::Approved});
         }},
        {"restart while a card is charged",
         leaveCardOpen,
         {},
         [](Counter& c) {
             c.logIn();
             readerSaysLater(c, CardOutcome::Approved);
         }},
        {"card not taken, and taken after all after a restart",
         leaveCardDoubted,
         {},
         [](Counter& c) {
             c.logIn();
             readerSaysLater(c, CardOutcome::Approved);
         }},
        {"card question after a restart: taken", leaveCardOpen, askThePerson,
         [](Counter& c) {
             c.tell(TellCard{firstSale(c), CardOutcome::Approved});
         }},
        {"card question after a restart: not taken", leaveCardOpen, askThePerson,
         [](Counter& c) {
             c.tell(TellCard{firstSale(c), CardOutcome::Declined});
         }},
        {"card question after a restart: set aside", leaveCardOpen, askThePerson,
         [](Counter& c) { c.tell(SetCardAside{firstSale(c)}); }},
        {"void of a card sale", sellByCard, welcome,
         [](Counter& c) {
             c.tell(VoidSale{firstSale(c), "wrong film"});
         }},
        {"refund to a card", sellByCard, welcome,
         [](Counter& c) {
             c.tell(RefundSale{firstSale(c), {}, "ill", {}, {}});
         }},
    };
    for (Operation& row : all)
        row.reader = kAttached;
    all.push_back({"card sale by a reader that stands alone", meet, welcome, [](Counter& c) {
                       beginCard(c);
                       c.tell(TellCard{bookingOnScreen(c), CardOutcome::Approved});
                   }});
    all.back().reader = CardReader::Manual;
    return all;
}

} // namespace foyer::tests
