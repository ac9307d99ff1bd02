#include "tests/viewmodels/fakes/fake_terminal.h"

#include "shared/domain/seat_choice.h"

#include <algorithm>

namespace foyer::fakes {

namespace {

template <class Part>
std::shared_ptr<const Part> shared(const Part& part) {
    return std::make_shared<const Part>(part);
}

} // namespace

FakeTerminal::FakeTerminal() : login(operators()), schedule(day()), sales(fakes::sales()) {
    status.connection = core::Connection::Online;
    status.lastContact = kNow;
    status.printer = core::PrinterState::Ready;
    status.terminalName = "Counter 1";
    status.cinemaName = "Foyer Lichtspiele";
}

void FakeTerminal::publish() {
    m_view.status = shared(status);
    m_view.login = shared(login);
    m_view.schedule = shared(schedule);
    m_view.seatMap = seatMap ? shared(*seatMap) : nullptr;
    m_view.sale = shared(sale);
    m_view.questions = shared(questions);
    m_view.sales = shared(sales);
    m_view.tasks = shared(tasks);
    m_view.door = shared(door);
    m_view.office = shared(office);
    m_view.notice = shared(notice);
    for (std::uint64_t& version : m_view.versions)
        ++version;
    if (onView)
        onView(m_view);
}

void FakeTerminal::wish(core::Event event) {
    wishes.push_back(event);
    if (!answers)
        return;
    answer(event);
    publish();
}

void FakeTerminal::answer(const core::Event& event) {
    if (answerPeople(event) || answerSeats(event) || answerMoney(event) || answerOffice(event))
        return;
    answerLeftovers(event);
}

void FakeTerminal::signIn(std::size_t row) {
    login.loggedIn = login.operators[row];
    ++login.logins;
}

void FakeTerminal::openKiosk() {
    status.terminalName = "Kiosk 1";
    status.reader = core::ReaderState::Ready;
    sale.takesCards = true;
    signIn();
}

void FakeTerminal::open(std::size_t row) {
    seatMap = seatMapOf(schedule.showtimes.at(row));
    clearSale();
    sale.showtime = seatMap->showtime;
}

/// Whether cards are taken is the till's, not the sale's.
void FakeTerminal::clearSale() {
    const bool takesCards = sale.takesCards;
    sale = {};
    sale.takesCards = takesCards;
}

void FakeTerminal::tell(core::Notice told) {
    told.number = ++m_told;
    notice.notice = std::move(told);
}

void FakeTerminal::enter(core::SaleState state) {
    sale.state = state;
    const bool atReader = sale.byCard && state >= core::SaleState::CardCharging;
    if (atReader || state >= core::SaleState::SalePending) {
        sale.reference = "K7QW-3M41";
        sale.booking = idOf<BookingId>(2, 41);
    }
}

void FakeTerminal::price(core::BasketLine& line) {
    const auto& plan = *seatMap->plan;
    const auto& key = plan.areaOf(line.seat).key;
    line.price =
        seatMap->priceList->price(key, line.ticketType, seatMap->dayPart).value_or(Money{});
}

void FakeTerminal::put(SeatNo seat) {
    core::BasketLine line;
    line.seat = seat;
    line.seatName = seatMap->plan->seatName(seat);
    line.area = seatMap->plan->areaOf(seat).name;
    for (const domain::TicketType& type : seatMap->priceList->ticketTypes)
        line.possibleTypes.push_back(type.key);
    line.ticketType = line.possibleTypes.front();
    line.owned = true;
    price(line);
    sale.lines.push_back(line);
}

void FakeTerminal::addUp() {
    std::sort(sale.lines.begin(), sale.lines.end(),
              [](const auto& a, const auto& b) { return a.seat < b.seat; });
    sale.total = {};
    for (const core::BasketLine& line : sale.lines)
        sale.total += line.price;
    sale.byCard = sale.personMayTell = false;
    sale.state = sale.lines.empty() ? core::SaleState::Choosing : core::SaleState::Ready;
}

/// Knows one code, and takes a fixed amount off for it.
void FakeTerminal::enterCode(const std::string& code) {
    if (code != kCode)
        return tell({.code = core::NoticeCode::CodeUnknown, .text = code});
    sale.discounts.push_back({"filmclub", "Filmclub", {1'10}, true});
}

void FakeTerminal::toggle(SeatNo seat) {
    const auto at = std::find_if(sale.lines.begin(), sale.lines.end(),
                                 [&](const auto& line) { return line.seat == seat; });
    const char letter = seatMap->letters.at(seat.value);
    if (at != sale.lines.end())
        sale.lines.erase(at);
    else if (letter == 'f' || letter == core::kMineLetter)
        put(seat);
    else
        tell({.code = core::NoticeCode::SeatNotOpen, .seats = {seat}});
    addUp();
}

void FakeTerminal::choose(std::size_t count, std::uint8_t wheelchairs) {
    domain::OpenSeats open;
    for (const char letter : seatMap->letters)
        open.push_back(letter == 'f' || letter == core::kMineLetter);
    sale.lines.clear();
    domain::Preferences wishes;
    wishes.wheelchairs = wheelchairs;
    if (const auto best = domain::bestAvailable(*seatMap->plan, open, count, wishes))
        for (const SeatNo seat : best->seats)
            put(seat);
    else
        tell({.code = core::NoticeCode::NotEnoughSeats, .count = static_cast<int>(count)});
    addUp();
}

} // namespace foyer::fakes
