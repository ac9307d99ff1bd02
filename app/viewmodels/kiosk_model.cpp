#include "app/viewmodels/kiosk_model.h"

#include <algorithm>
#include <utility>

namespace foyer::viewmodels {

KioskModel::KioskModel(Wishes& wishes, QObject* parent)
    : QObject(parent), m_wishes(wishes), m_films(this), m_party(this) {
    connect(&m_party, &PartyModel::changed, this, &KioskModel::changed);
    connect(&m_films, &FilmsModel::changed, this, &KioskModel::changed);
}

const core::SaleView& KioskModel::sale() const {
    static const core::SaleView none;
    return m_view.sale ? *m_view.sale : none;
}

bool KioskModel::wholePool() const {
    return m_view.status && m_view.status->connection == core::Connection::Online &&
           !m_view.status->poolShut;
}

const core::ShowtimeView* KioskModel::showtime() const {
    const auto wanted = map() ? std::optional(map()->showtime) : m_wanted;
    if (!wanted || !m_view.schedule)
        return nullptr;
    const auto& all = m_view.schedule->showtimes;
    const auto row =
        std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.id == *wanted; });
    return row == all.end() ? nullptr : &*row;
}

bool KioskModel::isPaying() const {
    switch (sale().state) {
    case core::SaleState::IntentPending:
    case core::SaleState::Paying:
    case core::SaleState::CardCharging:
    case core::SaleState::CardUnknown:
    case core::SaleState::AbandonPending:
        return true;
    case core::SaleState::Choosing:
    case core::SaleState::AskingRight:
    case core::SaleState::Ready:
    case core::SaleState::SalePending:
    case core::SaleState::Printing:
    case core::SaleState::PrintFailed:
    case core::SaleState::Done:
        return false;
    }
    CHECK(false);
}

bool KioskModel::isSold() const {
    return sale().state >= core::SaleState::SalePending;
}

// --- what the core shows ---

void KioskModel::show(const core::View& view) {
    const core::View before = std::exchange(m_view, view);
    if (m_attended)
        follow(before);
}

void KioskModel::attend() {
    if (std::exchange(m_attended, true))
        return;
    if (m_now)
        m_films.tick(*m_now);
    follow({});
}

void KioskModel::follow(const core::View& before) {
    if (m_view.status != before.status)
        m_films.setWholePool(wholePool());
    if (m_view.schedule && m_view.schedule != before.schedule)
        m_films.show(*m_view.schedule);
    followPeople(before);
    followShowtime();
    followOrder();
    followSale();
    followLetters(before);
    emit changed();
    // Last, for the answer may come at once.
    assignTypes();
}

void KioskModel::followPeople(const core::View& before) {
    if (!m_view.login || m_view.login == before.login)
        return;
    const core::LoginView& people = *m_view.login;
    if (!people.loggedIn) {
        resetSettings();
        return enter(Closed);
    }
    const bool begins = m_step == Closed;
    const int known = before.login ? before.login->logins : 0;
    if (begins) {
        const bool asks = m_view.questions && !m_view.questions->questions.empty();
        enter(asks || !open() ? Staff : Attract);
    } else if (people.logins != known && m_step != Staff && !isPaying()) {
        const bool hadCustomer = isCustomers();
        resetSettings();
        enter(Staff);
        if (hadCustomer)
            giveUpBasket();
    }
}

/// The seats of the chosen showtime arrive, or it has gone while somebody was choosing.
void KioskModel::followShowtime() {
    const core::SeatMapView* seats = map();
    if (seats && isCustomers()) {
        m_party.show(seats->priceList, seats->dayPart);
        if (const core::ShowtimeView* row = showtime())
            m_party.setRoom(seatsLeft(*row, wholePool()) + sale().lines.size(),
                            spacesLeft(*row, wholePool()));
    }
    if (m_step == Film && seats && m_wanted == seats->showtime)
        enter(Party);
    else if (!seats && m_step >= Party && m_step <= Pay && !isPaying() && !isSold()) {
        m_wanted.reset();
        enter(Film);
        m_said = tr("This showtime is not sold any more. Please choose another one.");
    }
}

void KioskModel::followOrder() {
    const auto& lines = sale().lines;
    std::erase_if(m_order, [&](SeatNo seat) { return !has(seat); });
    for (const core::BasketLine& line : lines)
        if (std::find(m_order.begin(), m_order.end(), line.seat) == m_order.end())
            m_order.push_back(line.seat);
}

void KioskModel::followSale() {
    if (!isCustomers())
        return;
    if (isSold()) {
        m_leaving = m_givingUp = false; // the money was taken: here are the tickets
        if (m_step != Done)
            enter(Done);
        return;
    }
    if (m_step == Done)
        return reset(); // the core has gone on
    if (m_step != Pay)
        return;
    if (isPaying()) {
        if (m_leaving)
            cancelPayment(); // the reader has it only now
        return;
    }
    m_givingUp = false;
    if (m_leaving)
        reset();
    else if (sale().lines.size() < needed())
        enter(Seats); // the notice says why
}

void KioskModel::followLetters(const core::View& before) {
    if (m_view.seatMap == before.seatMap && m_view.status == before.status)
        return;
    QString letters;
    if (const core::SeatMapView* seats = map()) {
        letters = QString::fromStdString(seats->letters);
        for (QChar& letter : letters) {
            const bool pool = letter == QLatin1Char(domain::letterOf(domain::SeatState::Free));
            const bool mine = letter == QLatin1Char(core::kMineLetter);
            const bool blocked =
                letter == QLatin1Char(domain::letterOf(domain::SeatState::Blocked));
            const bool free = mine || (pool && wholePool());
            if (!blocked)
                letter = QLatin1Char(
                    domain::letterOf(free ? domain::SeatState::Free : domain::SeatState::Sold));
        }
    }
    if (letters == m_letters)
        return;
    m_letters = letters;
    emit lettersChanged();
}

std::map<SeatNo, std::string> KioskModel::wantedTypes() const {
    std::map<SeatNo, std::string> wanted;
    std::vector<std::string> people = m_party.ticketTypes();
    // Who sits beside a wheelchair comes along as the house's price list has it.
    for (const core::BasketLine& line : sale().lines) {
        const bool companion = m_party.wheelchairs() > 0 && map() &&
                               line.seat.value < map()->plan->seatCount() &&
                               map()->plan->seat(line.seat).kind == domain::SeatKind::Companion;
        if (companion && !line.possibleTypes.empty() && !people.empty()) {
            wanted[line.seat] = line.possibleTypes.front();
            people.erase(people.begin());
        }
    }
    for (const core::BasketLine& line : sale().lines) {
        const auto fits = std::find_if(people.begin(), people.end(), [&](const std::string& type) {
            return std::find(line.possibleTypes.begin(), line.possibleTypes.end(), type) !=
                   line.possibleTypes.end();
        });
        if (wanted.count(line.seat) > 0 || fits == people.end())
            continue;
        wanted[line.seat] = *fits;
        people.erase(fits);
    }
    return wanted;
}

void KioskModel::assignTypes() {
    if ((m_step != Seats && m_step != Pay) || isPaying() || isSold())
        return;
    std::vector<core::SetTicketType> wishes;
    const auto wanted = wantedTypes();
    for (const core::BasketLine& line : sale().lines) {
        const auto type = wanted.find(line.seat);
        if (type == wanted.end() || type->second == line.ticketType)
            m_typesAsked.erase(line.seat);
        else if (m_typesAsked[line.seat] != type->second)
            wishes.push_back({line.seat, m_typesAsked[line.seat] = type->second});
    }
    for (const core::SetTicketType& wish : wishes)
        m_wishes.wish(wish);
}

// --- the way ---

void KioskModel::enter(Step step) {
    m_step = step;
    m_idle = Milliseconds{0};
    m_warned = false;
    m_leaving = m_givingUp = false;
    m_said.clear();
    emit changed();
}

void KioskModel::say(const QString& words) {
    m_said = words;
    emit changed();
}

/// The core keeps what was asked for two minutes more, then gives it back.
void KioskModel::giveUpBasket() {
    m_wanted.reset();
    m_party.clear();
    m_typesAsked.clear();
    if (m_view.notice && m_view.notice->notice)
        m_wishes.wish(core::DismissNotice{});
    if (sale().state == core::SaleState::CardUnknown)
        m_wishes.wish(core::NextSale{}); // staff find out
    m_wishes.wish(core::CloseShowtime{});
}

void KioskModel::resetSettings() {
    m_contrast = m_largeText = m_lowReach = false;
    const QString first = m_languages.isEmpty() ? QString() : m_languages.first();
    if (std::exchange(m_language, first) != first)
        emit languageChosen(first);
}

void KioskModel::reset() {
    const bool hadCustomer = isCustomers();
    resetSettings();
    enter(Attract);
    if (hadCustomer)
        giveUpBasket();
}

void KioskModel::begin() {
    if (m_step != Attract || !open())
        return;
    enter(firstStep());
    if (m_view.notice && m_view.notice->notice)
        m_wishes.wish(core::DismissNotice{});
}

void KioskModel::chooseLanguage(const QString& code) {
    if (m_step != Language || !m_languages.contains(code))
        return;
    enter(Film);
    if (std::exchange(m_language, code) != code)
        emit languageChosen(code);
}

void KioskModel::chooseShowtime(const QString& id) {
    const core::ShowtimeView* row = m_films.find(id);
    if (m_step != Film || !row || seatsLeft(*row, wholePool()) == 0)
        return;
    m_said.clear();
    m_wanted = row->id;
    m_wishes.wish(core::OpenShowtime{row->id});
}

void KioskModel::next() {
    if (m_step == Party && m_party.total() > 0) {
        enter(Seats);
        chooseForMe();
    } else if (m_step == Seats && seatsReady()) {
        enter(Pay);
        if (m_view.notice && m_view.notice->notice)
            m_wishes.wish(core::DismissNotice{});
    }
}

void KioskModel::back() {
    switch (m_step) {
    case Language:
        return leave();
    case Film:
        return hasLanguages() ? enter(Language) : leave();
    case Party:
        m_wanted.reset();
        enter(Film);
        return m_wishes.wish(core::CloseShowtime{});
    case Seats:
        enter(Party);
        return m_wishes.wish(core::ClearBasket{});
    case Pay:
        if (!isPaying())
            enter(Seats);
        return;
    case Closed:
    case Staff:
    case Attract:
    case Done:
        return;
    }
}

void KioskModel::startOver() {
    if (!isCustomers() || m_step == Done || isPaying())
        return;
    enter(firstStep());
    giveUpBasket();
}

void KioskModel::leave() {
    if (!isCustomers())
        return;
    if (sale().state == core::SaleState::SalePending && !isStopped())
        return; // a moment later there are tickets to take
    if (!isPaying() || payment() == NotKnown)
        return reset();
    m_leaving = true;
    cancelPayment();
}

void KioskModel::chooseForMe() {
    if (m_step != Seats)
        return;
    m_said.clear();
    m_wishes.wish(core::ChooseBest{needed(), static_cast<std::uint8_t>(m_party.wheelchairs())});
}

bool KioskModel::isForWheelchairs(SeatNo seat) const {
    const domain::SeatKind kind = map()->plan->seat(seat).kind;
    return kind == domain::SeatKind::Wheelchair || kind == domain::SeatKind::Companion;
}

/// One seat too many takes the place of the one that was chosen first.
void KioskModel::tapSeat(int number) {
    if (m_step != Seats || !map() || number < 0 || number >= m_letters.size() ||
        static_cast<std::size_t>(number) >= map()->plan->seatCount())
        return;
    const SeatNo seat{static_cast<std::uint16_t>(number)};
    m_said.clear();
    if (has(seat))
        return m_wishes.wish(core::ToggleSeat{seat});
    if (m_letters[number] != QLatin1Char(domain::letterOf(domain::SeatState::Free)))
        return say(tr("%1 is taken. Please choose a free seat.").arg(named({seat})));
    if (isForWheelchairs(seat) && m_party.wheelchairs() == 0)
        return say(tr("%1 is kept for people in a wheelchair and who comes with them. If that is "
                      "you, go back one step and say so.")
                       .arg(named({seat})));
    if (m_order.size() >= needed() && !m_order.empty())
        m_wishes.wish(core::ToggleSeat{m_order.front()});
    m_wishes.wish(core::ToggleSeat{seat});
}

void KioskModel::acceptOffer() {
    if (m_step == Seats)
        m_wishes.wish(core::AcceptOffer{});
}

void KioskModel::dismissMessage() {
    say({});
    if (m_view.notice && m_view.notice->notice)
        m_wishes.wish(core::DismissNotice{});
}

void KioskModel::pay() {
    if (!canPay())
        return;
    m_said.clear();
    m_wishes.wish(core::PayCard{});
}

void KioskModel::cancelPayment() {
    if (m_step != Pay || sale().state != core::SaleState::CardCharging || m_givingUp)
        return;
    m_givingUp = true;
    emit changed();
    m_wishes.wish(core::CancelPayment{});
}

void KioskModel::printAgain() {
    if (m_step != Done || !canPrintAgain())
        return;
    m_idle = Milliseconds{0};
    m_wishes.wish(core::Reprint{sale().booking});
}

void KioskModel::openForCustomers() {
    if (m_step == Staff)
        enter(Attract);
}

void KioskModel::close() {
    if (m_step == Staff)
        m_wishes.wish(core::Logout{});
}

} // namespace foyer::viewmodels
