// How the made-up terminal answers each wish.

#include "tests/viewmodels/fakes/fake_terminal.h"

#include <algorithm>

namespace foyer::fakes {

namespace {

template <class Row>
void erase(std::vector<Row>& rows, BookingId booking) {
    std::erase_if(rows, [&](const Row& row) { return row.booking == booking; });
}

} // namespace

bool FakeTerminal::answerPeople(const core::Event& event) {
    if (const auto* wish = std::get_if<core::Login>(&event)) {
        if (wish->pin != kPin) {
            tell({.code = core::NoticeCode::WrongPin, .count = 4});
            return true;
        }
        for (const core::OperatorView& each : login.operators)
            if (each.id == wish->op) {
                login.loggedIn = each;
                ++login.logins;
            }
        return true;
    }
    const bool ends = std::holds_alternative<core::EndShift>(event);
    if (!ends && !std::holds_alternative<core::Logout>(event))
        return false;
    if (ends)
        tell({.code = core::NoticeCode::ShiftEnded, .count = 12});
    login.loggedIn.reset();
    seatMap.reset();
    clearSale();
    return true;
}

bool FakeTerminal::answerSeats(const core::Event& event) {
    if (const auto* wish = std::get_if<core::OpenShowtime>(&event)) {
        for (std::size_t row = 0; row < schedule.showtimes.size(); ++row)
            if (schedule.showtimes[row].id == wish->showtime)
                open(row);
    } else if (std::holds_alternative<core::CloseShowtime>(event)) {
        seatMap.reset();
        clearSale();
    } else if (const auto* tap = std::get_if<core::ToggleSeat>(&event)) {
        toggle(tap->seat);
    } else if (const auto* best = std::get_if<core::ChooseBest>(&event)) {
        choose(best->count, best->wheelchairs);
    } else if (const auto* code = std::get_if<core::EnterCode>(&event)) {
        enterCode(code->code);
    } else if (const auto* code = std::get_if<core::DropCode>(&event)) {
        std::erase_if(sale.discounts, [&](const auto& each) { return each.key == code->key; });
    } else if (const auto* type = std::get_if<core::SetTicketType>(&event)) {
        for (core::BasketLine& line : sale.lines)
            if (line.seat == type->seat) {
                line.ticketType = type->ticketType;
                price(line);
            }
        addUp();
    } else {
        return false;
    }
    return true;
}

bool FakeTerminal::answerMoney(const core::Event& event) {
    if (std::holds_alternative<core::ClearBasket>(event)) {
        sale.lines.clear();
        addUp();
    } else if (std::holds_alternative<core::PayCash>(event)) {
        enter(core::SaleState::Paying);
    } else if (std::holds_alternative<core::CancelPayment>(event)) {
        addUp();
    } else if (std::holds_alternative<core::PayCard>(event)) {
        sale.byCard = true;
        sale.personMayTell = status.reader == core::ReaderState::Unknown; // it stands alone
        enter(core::SaleState::CardCharging);
    } else if (const auto* card = std::get_if<core::TellCard>(&event)) {
        erase(questions.questions, card->booking);
        tellCard(card->outcome);
    } else if (const auto* aside = std::get_if<core::SetCardAside>(&event)) {
        erase(questions.questions, aside->booking);
        tell({.code = core::NoticeCode::CardSetAside, .amount = sale.total});
        addUp();
    } else if (const auto* wish = std::get_if<core::ConfirmCash>(&event)) {
        pay(wish->received);
    } else if (std::holds_alternative<core::NextSale>(event)) {
        next();
    } else if (std::holds_alternative<core::Reprint>(event)) {
        erase(questions.questions, std::get<core::Reprint>(event).booking);
        if (sale.state == core::SaleState::PrintFailed)
            enter(core::SaleState::Done);
    } else {
        return false;
    }
    return true;
}

void FakeTerminal::tellCard(core::CardOutcome outcome) {
    if (!sale.byCard)
        return; // it was about a question
    if (outcome == core::CardOutcome::Approved)
        return pay(sale.total);
    if (outcome == core::CardOutcome::Unknown)
        return enter(core::SaleState::CardUnknown);
    tell({.code = core::NoticeCode::CardDeclined, .amount = sale.total});
    addUp();
}

void FakeTerminal::pay(Money received) {
    if (received < sale.total) {
        tell({.code = core::NoticeCode::NotEnoughMoney, .amount = sale.total - received});
        return;
    }
    sale.received = received;
    sale.change = received - sale.total;
    enter(core::SaleState::Done);
    for (const core::BasketLine& line : sale.lines)
        seatMap->letters[line.seat.value] = 's';
}

void FakeTerminal::next() {
    const auto showtime = sale.showtime;
    clearSale();
    sale.showtime = showtime;
}

bool FakeTerminal::answerLeftovers(const core::Event& event) {
    if (const auto* money = std::get_if<core::ResolveIntent>(&event)) {
        erase(questions.questions, money->booking);
    } else if (const auto* paper = std::get_if<core::ConfirmPrinted>(&event)) {
        erase(questions.questions, paper->booking);
    } else if (const auto* undo = std::get_if<core::VoidSale>(&event)) {
        for (core::OwnSaleView& row : sales.sales)
            if (row.booking == undo->booking) {
                row.voided = true;
                tell({.code = core::NoticeCode::SaleVoided, .amount = row.total});
            }
    } else if (std::holds_alternative<core::AcceptOffer>(event)) {
        const auto offered = notice.notice ? notice.notice->offer : std::vector<SeatNo>{};
        notice.notice.reset();
        for (const SeatNo seat : offered)
            put(seat);
        addUp();
    } else if (std::holds_alternative<core::DismissNotice>(event)) {
        notice.notice.reset();
    } else {
        return false;
    }
    return true;
}

} // namespace foyer::fakes
