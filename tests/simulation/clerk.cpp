#include "tests/simulation/clerk.h"

#include "tests/simulation/images.h"

#include <algorithm>

namespace foyer::simulation {

using core::SaleState;

namespace {

bool isComp(const core::SaleView& sale) {
    return !sale.discounts.empty() && sale.discounts.front().key == domain::kCompKey;
}

} // namespace

void Clerk::wish(const char* what, const core::Event& event) {
    m_house.note(m_terminal.name() + ": " + what);
    m_terminal.tell(event);
}

void Clerk::act() {
    if (!m_terminal.isUp())
        return;
    const core::View view = m_terminal.view();
    if (logIn(view) || answerQuestion(view))
        return;
    if (m_house.healed)
        return finish(view);
    switch (view.sale->state) {
    case SaleState::Choosing:
    case SaleState::AskingRight:
    case SaleState::Ready:
        return choose(view);
    case SaleState::Paying:
        return takeMoney(view);
    case SaleState::CardCharging:
    case SaleState::CardUnknown:
        return attendCard(view);
    case SaleState::Printing:
    case SaleState::PrintFailed:
    case SaleState::Done:
        return afterSale(view);
    case SaleState::IntentPending:
    case SaleState::SalePending:
    case SaleState::AbandonPending:
        if (m_house.strikes(Fault::DoubleTap, 2))
            wish("taps again", core::PayCash{});
        return;
    }
}

void Clerk::attend() {
    if (m_terminal.isUp())
        logIn(m_terminal.view());
}

bool Clerk::logIn(const core::View& view) {
    if (view.login->loggedIn)
        return false;
    if (!view.login->verifying && !view.login->operators.empty())
        wish("logs in", core::Login{view.login->operators.front().id, "1234"});
    return true;
}

bool Clerk::answerQuestion(const core::View& view) {
    const auto& questions = view.questions->questions;
    if (questions.empty() || m_terminal.isLeftOpen() ||
        (!m_house.healed && !m_house.random.chance(3)))
        return false;
    const core::Question& question =
        questions[static_cast<std::size_t>(m_house.random.below(questions.size()))];
    if (question.kind == core::Question::Kind::CardTaken)
        sayOfCard(question.booking);
    else if (question.kind == core::Question::Kind::MoneyTaken)
        sayWhetherPaid(question.booking);
    else
        sayWhetherPrinted(question.booking);
    return true;
}

void Clerk::sayWhetherPaid(BookingId booking) {
    bool paid = m_truth.cashGiven.count(booking) > 0;
    if (m_house.strikes(Fault::WrongAnswer, 8)) {
        (paid ? m_truth.wronglyUnpaid : m_truth.wronglyPaid).insert(booking);
        paid = !paid;
    }
    wish("says whether money was taken", core::ResolveIntent{booking, paid});
}

void Clerk::sayWhetherPrinted(BookingId booking) {
    const bool inHand = m_truth.handedOut.count(booking) > 0;
    if (!inHand && m_house.strikes(Fault::WrongAnswer, 12)) {
        m_truth.wronglyPrinted.insert(booking);
        return wish("thinks the tickets are out", core::ConfirmPrinted{booking});
    }
    if (inHand && m_house.random.chance(2))
        wish("has the tickets in hand", core::ConfirmPrinted{booking});
    else
        wish("prints again", core::Reprint{booking});
}

void Clerk::choose(const core::View& view) {
    if (sellsAtRisk(view))
        return;
    const bool open = view.seatMap != nullptr;
    const auto seat = [&] {
        return SeatNo{
            static_cast<std::uint16_t>(m_house.random.below(view.seatMap->plan->seatCount()))};
    };
    switch (open ? m_house.random.below(14) : 0) {
    case 0:
        // Both showtimes are of one day, and not of today's business day until it begins.
        if (!m_terminal.showtimes().empty())
            wish("opens a showtime",
                 core::OpenShowtime{m_terminal.showtimes()[static_cast<std::size_t>(
                     m_house.random.below(m_terminal.showtimes().size()))]});
        return;
    case 1:
    case 2:
        return wish("taps a seat", core::ToggleSeat{seat()});
    case 3:
    case 4:
        return wish("takes the best",
                    core::ChooseBest{1 + static_cast<std::size_t>(m_house.random.below(3))});
    case 5:
        if (!view.sale->lines.empty())
            wish("changes the type", core::SetTicketType{view.sale->lines.front().seat, "child"});
        return;
    case 6:
        if (m_house.random.chance(3))
            wish("clears the basket", core::ClearBasket{});
        return;
    case 7:
        if (const auto booking = someSale(view, false); booking && m_house.random.chance(2))
            wish("voids a sale", core::VoidSale{*booking, "wrong film"});
        return;
    case 8:
        if (m_house.strikes(Fault::ShiftEnded, 20))
            return wish("ends the shift", core::EndShift{});
        if (m_house.random.chance(12))
            return wish("logs out", core::Logout{});
        return wish("accepts the offer", core::AcceptOffer{});
    default:
        if (view.sale->state == SaleState::Ready && !givesComp(*view.sale))
            beginPayment(view);
    }
}

void Clerk::beginPayment(const core::View& view) {
    showCode(view);
    if (!m_terminal.isUp() || m_terminal.view().sale->state != SaleState::Ready)
        return;
    const core::View ready = m_terminal.view();
    const auto& lines = ready.sale->lines;
    if (std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.atRisk; }))
        m_house.count(Fault::SoldAtRisk);
    if (!ready.sale->discounts.empty())
        m_house.count(isComp(*ready.sale) ? Fault::CompGiven : Fault::SoldReduced);
    const bool byCard = ready.sale->takesCards && m_house.random.chance(2);
    if (byCard)
        wish("begins payment by card", core::PayCard{});
    else
        wish("begins payment", core::PayCash{});
    noteCode(*ready.sale);
    if (byCard)
        return;
    // The customer has the money in hand; it is taken as soon as the screen asks for it.
    if (m_terminal.isUp() && m_terminal.view().sale->state == SaleState::Paying)
        return takeMoney(m_terminal.view());
    if (m_terminal.isUp() && m_house.strikes(Fault::DoubleTap, 4))
        wish("taps again", core::PayCash{});
}

/// Of four one has a code, and one a wrong one. They are counted, not drawn by lot: what else
/// happens is as without.
void Clerk::showCode(const core::View& view) {
    ++m_customers;
    if (m_customers % 4 == 2 && !view.notice->notice) {
        m_house.count(Fault::WrongCode);
        return wish("shows a wrong code", core::EnterCode{"clob"});
    }
    if (m_customers % 4 != 0)
        return;
    m_house.count(Fault::CodeShown);
    wish("shows a code", core::EnterCode{" Cl-ub"});
}

/// Every fifth customer has a reason to pay nothing. They are counted too.
bool Clerk::givesComp(const core::SaleView& sale) {
    if (m_customers % 5 != 3 || m_comped == m_customers || !sale.mayComp)
        return false;
    m_comped = m_customers;
    wish("gives it for free",
         core::GiveComp{"the projector failed", serverImage().people[1], "1234"});
    return true;
}

/// What the screen said when the payment began must be what the journal says.
void Clerk::noteCode(const core::SaleView& before) {
    if (!m_terminal.isUp())
        return;
    const BookingId booking = m_terminal.view().sale->booking;
    if (!booking.isNull() && !isComp(before))
        m_truth.withCode[booking] =
            std::any_of(before.discounts.begin(), before.discounts.end(),
                        [](const auto& discount) { return discount.byCode; });
}

/// Without the server some customers want a seat that nobody here may sell; a manager is called.
bool Clerk::sellsAtRisk(const core::View& view) {
    const auto& notice = view.notice->notice;
    if (!m_house.hasDisks || !notice || notice->code != core::NoticeCode::AtRiskNeedsSupervisor ||
        !m_house.random.chance(2))
        return false;
    const bool wrong = m_house.strikes(Fault::WrongPin, 8);
    wish("calls a manager",
         core::ApproveAtRisk{serverImage().people[1], wrong ? "9999" : "1234",
                             notice->showtime.value_or(ShowtimeId{}), notice->seats});
    return true;
}

void Clerk::takeMoney(const core::View& view) {
    const auto dice = m_house.random.below(10);
    if (dice < 2)
        return wish("cancels the payment", core::CancelPayment{});
    if (dice < 3)
        return;
    m_truth.cashGiven[view.sale->booking] = view.sale->due().minor;
    if (m_house.strikes(Fault::TerminalCrash, 15))
        return m_terminal.crash(); // the money is here, and nobody has tapped
    if (m_house.strikes(Fault::WrongAmount, 15)) {
        const Money less{view.sale->due().minor - 1, view.sale->total.currency};
        wish("types an amount too small", core::ConfirmCash{less});
        if (!m_terminal.isUp())
            return;
        if (m_terminal.view().sale->state != SaleState::Paying)
            m_house.complain("I3: a sale was made for less than its price");
    }
    const core::ConfirmCash confirm{view.sale->due() + Money{500, view.sale->total.currency}};
    wish("has the money", confirm);
    if (m_terminal.isUp() && m_house.strikes(Fault::DoubleTap, 4))
        wish("taps again", confirm);
}

void Clerk::afterSale(const core::View& view) {
    switch (m_house.random.below(6)) {
    case 0:
        return wish("prints again", core::Reprint{view.sale->booking});
    case 1:
        return wish("voids at once", core::VoidSale{view.sale->booking, "mistake"});
    case 2:
        return;
    default:
        return wish("takes the next customer", core::NextSale{});
    }
}

void Clerk::finish(const core::View& view) {
    switch (view.sale->state) {
    case SaleState::Paying:
        m_truth.cashGiven[view.sale->booking] = view.sale->due().minor;
        return wish("has the money", core::ConfirmCash{view.sale->due()});
    case SaleState::CardCharging:
    case SaleState::CardUnknown:
        return attendCard(view);
    case SaleState::PrintFailed:
        return wish("prints again", core::Reprint{view.sale->booking});
    case SaleState::Ready:
    case SaleState::AskingRight:
        return wish("clears the basket", core::ClearBasket{});
    case SaleState::Choosing:
    case SaleState::IntentPending:
    case SaleState::AbandonPending:
    case SaleState::SalePending:
    case SaleState::Printing:
    case SaleState::Done:
        return;
    }
}

std::optional<BookingId> Clerk::someSale(const core::View& view, bool voided) {
    std::vector<BookingId> sales;
    for (const auto& sale : view.sales->sales)
        if (sale.voided == voided)
            sales.push_back(sale.booking);
    if (sales.empty())
        return {};
    return sales[static_cast<std::size_t>(m_house.random.below(sales.size()))];
}

} // namespace foyer::simulation
