// Somebody at a counter with a card reader.

#include "tests/simulation/clerk.h"

namespace foyer::simulation {

void Clerk::attendCard(const core::View& view) {
    const core::SaleView& sale = *view.sale;
    if (sale.state == core::SaleState::CardUnknown && sale.personMayTell &&
        m_house.random.chance(3))
        return sayOfCard(sale.booking);
    if (m_house.healed)
        return; // they wait
    switch (m_house.random.below(12)) {
    case 0:
        return wish("cancels the payment", core::CancelPayment{});
    case 1:
        return wish("takes the next customer", core::NextSale{});
    case 2:
        if (m_house.strikes(Fault::DoubleTap, 2))
            wish("taps again", core::PayCard{});
        return;
    default:
        return;
    }
}

/// They read the reader's paper, or call the acquirer, and may get it wrong. Once they have said
/// that nothing was taken the reader is cleared.
void Clerk::sayOfCard(BookingId booking) {
    CardTruth& cards = m_truth.cards;
    const std::string reference = booking.toString(); // on that paper
    if (cards.begun.count(reference) > 0)
        return; // the customer still holds the card to it
    if (m_house.random.chance(4)) {
        m_house.count(Fault::CardSetAside);
        return wish("sets a card payment aside", core::SetCardAside{booking});
    }
    bool charged = cards.isCharged(reference);
    if (m_house.strikes(Fault::WrongAnswer, 8)) {
        (charged ? m_truth.wronglyUnpaid : m_truth.wronglyPaid).insert(booking);
        charged = !charged;
    }
    if (!cards.isCharged(reference))
        cards.refused.insert(reference);
    wish("says whether the card was charged",
         core::TellCard{booking,
                        charged ? core::CardOutcome::Approved : core::CardOutcome::Declined});
}

} // namespace foyer::simulation
