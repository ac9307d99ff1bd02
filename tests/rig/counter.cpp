#include "tests/rig/counter.h"

#include "shared/base/check.h"

#include <algorithm>

namespace foyer::rig {

using core::SaleState;
using Outcome = Served::Outcome;
using Wish = Customer::Wish;

namespace {

/// So often the counter looks again before it gives up on a server that does not answer.
constexpr int kPatience = 100;

bool isSold(SaleState state) {
    return state == SaleState::Printing || state == SaleState::PrintFailed ||
           state == SaleState::Done;
}

} // namespace

void Counter::show(const core::View& view) {
    m_view = view;
    noteWhatIsShown();
    attend();
}

void Counter::wished() {
    --m_tapsUnderWay;
    attend();
}

void Counter::look() {
    ++m_looks;
    attend();
}

void Counter::serve(const Customer& customer) {
    CHECK(isFree());
    m_customer = customer;
    m_step = Step::Arrives;
    m_looks = 0;
    m_sold = {};
    attend();
}

const char* Counter::busyWith() const {
    if (!hasView() || !m_view.login->loggedIn)
        return "login";
    if (!m_view.questions->questions.empty())
        return "question";
    if (m_view.sale->state != SaleState::Choosing)
        return m_view.sale->state == SaleState::AskingRight ? "asking" : "sale";
    return m_customer ? "customer" : m_tapsUnderWay > 0 ? "tap" : "";
}

bool Counter::isSettled() const {
    if (isBusy() || m_view.status->entriesWaiting > 0)
        return false;
    return std::all_of(m_view.sales->sales.begin(), m_view.sales->sales.end(),
                       [](const core::OwnSaleView& sale) { return sale.synced; });
}

void Counter::noteWhatIsShown() {
    if (isSold(m_view.sale->state))
        m_witness.sold(m_view.sale->booking, m_view.sale->total);
    for (const core::OwnSaleView& sale : m_view.sales->sales) {
        if (!sale.voided)
            continue;
        m_witness.voided(sale.booking);
        m_witness.back(sale.booking, sale.total);
    }
}

void Counter::tap(core::Event event) {
    ++m_tapsUnderWay;
    m_looks = 0;
    m_setup.wish(std::move(event));
}

void Counter::attend() {
    if (!hasView() || m_tapsUnderWay > 0 || logIn() || answerQuestion())
        return;
    if (m_customer && m_step == Step::Arrives &&
        (m_customer->wish == Wish::BringsItBack || m_customer->wish == Wish::LostTheirs))
        attendOldSale();
    else
        attendSale();
}

bool Counter::logIn() {
    if (m_view.login->loggedIn)
        return false;
    if (!m_view.login->verifying && !m_view.login->operators.empty())
        tap(core::Login{m_view.login->operators.front().id, m_setup.pin});
    return true;
}

bool Counter::answerQuestion() {
    if (m_view.questions->questions.empty())
        return false;
    const core::Question& question = m_view.questions->questions.front();
    if (question.kind == core::Question::Kind::MoneyTaken)
        tap(core::ResolveIntent{question.booking, m_witness.tookMoney(question.booking)});
    else if (m_witness.papersOf(question.booking) == question.seats.size())
        tap(core::ConfirmPrinted{question.booking});
    else
        tap(core::Reprint{question.booking});
    return true;
}

void Counter::attendSale() {
    switch (m_view.sale->state) {
    case SaleState::Choosing:
    case SaleState::AskingRight:
    case SaleState::Ready:
        return choose();
    case SaleState::Paying:
        return pay();
    case SaleState::PrintFailed:
        return tap(core::Reprint{m_view.sale->booking});
    case SaleState::Done:
        return afterwards();
    case SaleState::CardCharging: // it takes cash only
    case SaleState::CardUnknown:
    case SaleState::IntentPending:
    case SaleState::AbandonPending:
    case SaleState::SalePending:
    case SaleState::Printing:
        return;
    }
}

void Counter::choose() {
    const core::SaleView& sale = *m_view.sale;
    if (!m_customer)
        return sale.lines.empty() ? void() : tap(core::ClearBasket{});
    if (m_step == Step::Arrives && m_customer->showtime && sale.showtime != m_customer->showtime)
        return tap(core::OpenShowtime{*m_customer->showtime});
    if (m_step == Step::Arrives) {
        m_step = Step::Chooses;
        return tap(core::ChooseBest{m_customer->seats});
    }
    // Paying has ended without a sale: the customer left, and the basket was kept for the next.
    if (m_step == Step::Pays)
        return end(Outcome::Left);
    if (m_step == Step::Afterwards)
        return end(Outcome::Sold);
    if (sale.state == SaleState::Ready) {
        m_step = Step::Pays;
        return tap(core::PayCash{});
    }
    if (sale.state != SaleState::AskingRight || m_looks > kPatience)
        return end(Outcome::NoSeats);
}

void Counter::pay() {
    const core::SaleView& sale = *m_view.sale;
    if (!m_customer || m_customer->wish == Wish::LeavesBeforePaying)
        return tap(core::CancelPayment{});
    m_witness.money(sale.booking, sale.total);
    tap(core::ConfirmCash{sale.total});
}

void Counter::afterwards() {
    m_sold = *m_view.sale;
    if (m_customer)
        m_customer->booking = m_sold.booking;
    const Wish wish = m_customer ? m_customer->wish : Wish::Buys;
    const bool first = m_step != Step::Afterwards;
    m_step = Step::Afterwards;
    if (first && wish == Wish::RegretsIt)
        return tap(core::VoidSale{m_sold.booking, "changed their mind"});
    if (first && wish == Wish::WantsACopy)
        return tap(core::Reprint{m_sold.booking});
    tap(core::NextSale{});
}

const core::OwnSaleView* Counter::oldSale() const {
    const auto& sales = m_view.sales->sales;
    const auto found = std::find_if(sales.begin(), sales.end(), [&](const core::OwnSaleView& sale) {
        return sale.booking == m_customer->booking;
    });
    return found == sales.end() ? nullptr : &*found;
}

void Counter::attendOldSale() {
    const core::OwnSaleView* sale = oldSale();
    if (!sale || sale->voided)
        return end(Outcome::Refused);
    m_step = Step::Afterwards;
    if (m_customer->wish == Wish::BringsItBack)
        tap(core::VoidSale{sale->booking, "brought back"});
    else
        tap(core::Reprint{sale->booking});
}

void Counter::end(Outcome outcome) {
    const core::OwnSaleView* old = oldSale();
    const bool afterwards = m_step == Step::Afterwards;
    if (afterwards &&
        (m_customer->wish == Wish::BringsItBack || m_customer->wish == Wish::RegretsIt))
        outcome = old && old->voided ? Outcome::Voided : Outcome::Refused;
    if (afterwards &&
        (m_customer->wish == Wish::LostTheirs || m_customer->wish == Wish::WantsACopy))
        outcome = old && !old->voided ? Outcome::Copied : Outcome::Refused;
    m_customer.reset();
    const Served served{outcome, m_sold};
    if (!m_view.sale->lines.empty())
        tap(core::ClearBasket{});
    m_setup.served(served);
}

} // namespace foyer::rig
