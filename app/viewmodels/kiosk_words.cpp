// KioskModel, second half: what it says, and how long it waits.

#include "app/viewmodels/format.h"
#include "app/viewmodels/kiosk_model.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace foyer::viewmodels {

namespace {

/// Whatever the wall clock does, nobody has been away longer between two looks at it.
constexpr Milliseconds kLongestStep{2'000};

QString joined(const std::vector<core::BasketLine>& lines) {
    QStringList names;
    for (const core::BasketLine& line : lines)
        names.append(QString::fromStdString(line.seatName));
    return names.join(QStringLiteral(", "));
}

QString priceOf(const core::SeatMapView& seats, const domain::Area& area) {
    for (const domain::TicketType& type : seats.priceList->ticketTypes)
        if (const auto price = seats.priceList->price(area.key, type.key, seats.dayPart))
            return moneyText(*price);
    return {};
}

} // namespace

// --- whether it sells ---

bool KioskModel::isStopped() const {
    return m_view.status && m_view.status->stop != core::SellingStop::None;
}

KioskModel::Obstacle KioskModel::obstacle() const {
    if (!m_view.status || !m_view.login || !m_view.login->loggedIn)
        return Obstacle::NobodySignedIn;
    const core::StatusView& status = *m_view.status;
    if (isStopped())
        return Obstacle::Stopped;
    if (!sale().takesCards)
        return Obstacle::NoReader;
    if (status.reader != core::ReaderState::Ready)
        return Obstacle::ReaderAway;
    if (status.printer == core::PrinterState::PaperOut)
        return Obstacle::PaperOut;
    if (status.printer == core::PrinterState::Offline)
        return Obstacle::PrinterAway;
    return m_films.count() > 0 ? Obstacle::None : Obstacle::NoShowtimes;
}

QString KioskModel::obstacleText() const {
    switch (obstacle()) {
    case Obstacle::None:
        return {};
    case Obstacle::NobodySignedIn:
    case Obstacle::Stopped:
        return tr("This kiosk is taking a break. You are welcome at the counter.");
    case Obstacle::NoReader:
    case Obstacle::ReaderAway:
        return tr("Cards cannot be read here at the moment. You are welcome at the counter.");
    case Obstacle::PaperOut:
    case Obstacle::PrinterAway:
        return tr("Tickets cannot be printed here at the moment. You are welcome at the counter.");
    case Obstacle::NoShowtimes:
        return tr("There is nothing left to see today. Come back soon!");
    }
    CHECK(false);
}

QString KioskModel::staffText() const {
    switch (obstacle()) {
    case Obstacle::None:
        return tr("Ready to sell.");
    case Obstacle::NobodySignedIn:
        return tr("Nobody is signed in.");
    case Obstacle::Stopped:
        return tr("Selling has stopped at this terminal. Everything sold is kept. Restart it; if "
                  "this stays, call a manager.");
    case Obstacle::NoReader:
        return tr("No card reader is set up: start the kiosk with --card-reader.");
    case Obstacle::ReaderAway:
        return tr("The card reader does not answer. Check its cable and that it is switched on.");
    case Obstacle::PaperOut:
        return tr("The printer has no paper. Put some in, then print what is owed.");
    case Obstacle::PrinterAway:
        return tr("The printer did not answer. Check paper and cable, then print what is owed: "
                  "when that comes out the kiosk sells again.");
    case Obstacle::NoShowtimes:
        return tr("No showtimes are known that can still be sold.");
    }
    CHECK(false);
}

// --- what stands on the screen ---

int KioskModel::stepNumber() const {
    if (m_step < Language || m_step > Pay)
        return 0;
    return m_step - firstStep() + 1;
}

int KioskModel::attractRow() const {
    if (m_films.count() == 0)
        return 0;
    return static_cast<int>(m_attract / Milliseconds{kAttractEach} % m_films.count());
}

void KioskModel::setLanguages(const QStringList& codes) {
    m_languages = codes;
    if (!m_languages.contains(m_language))
        m_language = m_languages.isEmpty() ? QString() : m_languages.first();
    emit changed();
}

void KioskModel::retranslate() {
    m_films.retranslate();
    emit lettersChanged();
    emit changed();
}

QVariantList KioskModel::languages() const {
    QVariantList rows;
    for (const QString& code : m_languages) {
        QString name = QLocale(code).nativeLanguageName();
        if (!name.isEmpty())
            name[0] = name[0].toUpper();
        rows.append(QVariantMap{{QStringLiteral("code"), code}, {QStringLiteral("name"), name}});
    }
    return rows;
}

QString KioskModel::movie() const {
    const core::ShowtimeView* row = showtime();
    return row ? QString::fromStdString(row->movie) : QString();
}

QString KioskModel::showText() const {
    const core::ShowtimeView* row = showtime();
    if (!row)
        return {};
    return tr("%1 · %2").arg(timeText(row->start, row->utcOffset),
                             QString::fromStdString(row->auditorium));
}

QVariantList KioskModel::areas() const {
    QVariantList rows;
    if (!map())
        return rows;
    for (const domain::Area& area : map()->plan->areas)
        rows.append(QVariantMap{{QStringLiteral("name"), QString::fromStdString(area.name)},
                                {QStringLiteral("color"), QString::fromStdString(area.color)},
                                {QStringLiteral("priceText"), priceOf(*map(), area)}});
    return rows;
}

QString KioskModel::named(const std::vector<SeatNo>& seats) const {
    QStringList names;
    for (const SeatNo seat : seats)
        if (map() && seat.value < map()->plan->seatCount())
            names.append(QString::fromStdString(map()->plan->seatName(seat)));
    return names.join(QStringLiteral(", "));
}

bool KioskModel::has(SeatNo seat) const {
    const auto& lines = sale().lines;
    return std::any_of(lines.begin(), lines.end(),
                       [&](const core::BasketLine& line) { return line.seat == seat; });
}

QString KioskModel::seatsText() const {
    return joined(sale().lines);
}

QString KioskModel::seatHint() const {
    const auto chosen = sale().lines.size();
    if (chosen > needed())
        return tr("That is more than you need: sofas are for two. Tap one to give it back.");
    if (chosen < needed())
        return tr("Tap the seats you would like: %1 of %2 chosen.").arg(chosen).arg(needed());
    if (sale().leavesSingle)
        return tr("This leaves %1 alone. Could you move up one seat?")
            .arg(named({*sale().leavesSingle}));
    return tr("Your seats: %1. Tap others if you like.").arg(seatsText());
}

bool KioskModel::seatsReady() const {
    return sale().state == core::SaleState::Ready && needed() > 0 &&
           sale().lines.size() == needed();
}

bool KioskModel::canPay() const {
    const auto& lines = sale().lines;
    const bool sure = std::all_of(lines.begin(), lines.end(), [](const core::BasketLine& line) {
        return line.owned && !line.atRisk;
    });
    const auto wanted = wantedTypes();
    const bool priced = std::all_of(wanted.begin(), wanted.end(), [&](const auto& row) {
        return std::any_of(lines.begin(), lines.end(), [&](const core::BasketLine& line) {
            return line.seat == row.first && line.ticketType == row.second;
        });
    });
    return m_step == Pay && open() && seatsReady() && sure && priced && !sale().total.isZero();
}

KioskModel::Payment KioskModel::payment() const {
    if (isStopped() && isPaying())
        return NotKnown;
    switch (sale().state) {
    case core::SaleState::IntentPending:
        return Starting;
    case core::SaleState::CardCharging:
        return m_givingUp || m_leaving ? GivingUp : AtReader;
    case core::SaleState::AbandonPending:
        return GivingUp;
    case core::SaleState::CardUnknown:
        return NotKnown;
    case core::SaleState::Choosing:
    case core::SaleState::AskingRight:
    case core::SaleState::Ready:
    case core::SaleState::Paying:
    case core::SaleState::SalePending:
    case core::SaleState::Printing:
    case core::SaleState::PrintFailed:
    case core::SaleState::Done:
        return Overview;
    }
    CHECK(false);
}

KioskModel::Paper KioskModel::paper() const {
    const bool stuck = isStopped() && sale().state == core::SaleState::SalePending;
    if (stuck || canPrintAgain())
        return Owed;
    return sale().state == core::SaleState::Done ? Printed : Printing;
}

QString KioskModel::message() const {
    if (m_step < Film || m_step > Pay || payment() != Overview)
        return {};
    const bool told = m_said.isEmpty() && m_view.notice && m_view.notice->notice;
    return told ? kioskText(*m_view.notice->notice, named(m_view.notice->notice->seats)) : m_said;
}

QString KioskModel::offerText() const {
    if (m_step != Seats || !m_said.isEmpty() || !m_view.notice || !m_view.notice->notice)
        return {};
    const QString offer = named(m_view.notice->notice->offer);
    return offer.isEmpty() ? QString() : tr("Take %1 instead").arg(offer);
}

// --- aids ---

void KioskModel::set(bool& setting, bool on) {
    if (std::exchange(setting, on) != on)
        emit changed();
}

void KioskModel::setContrast(bool on) {
    set(m_contrast, on);
}

void KioskModel::setLargeText(bool on) {
    set(m_largeText, on);
}

void KioskModel::setLowReach(bool on) {
    set(m_lowReach, on);
}

// --- time ---

void KioskModel::tick(Instant now) {
    const Milliseconds passed = m_now ? now - *m_now : Milliseconds{0};
    m_now = now;
    if (!m_attended)
        return;
    m_films.tick(now);
    passTime(std::clamp(passed, Milliseconds{0}, kLongestStep));
}

Milliseconds KioskModel::patience() const {
    if (m_step == Done)
        return Milliseconds{paper() == Owed ? kOwedShown : kThanks};
    if (payment() == NotKnown)
        return Milliseconds{kUnknownPatience};
    const bool aided = m_contrast || m_largeText || m_lowReach;
    return Milliseconds{kPatience} * (aided ? 2 : 1);
}

/// False where nobody waits for the customer: the reader does, or a printer works.
bool KioskModel::waitsForCustomer() const {
    if (m_step == Staff)
        return true;
    if (m_step == Done)
        return paper() != Printing;
    return isCustomers() && (!isPaying() || payment() == NotKnown);
}

void KioskModel::passTime(Milliseconds time) {
    if (m_step == Attract) {
        const int shown = attractRow();
        m_attract += time;
        if (attractRow() != shown)
            emit changed();
        return;
    }
    if (!waitsForCustomer()) {
        m_idle = Milliseconds{0};
        if (std::exchange(m_warned, false))
            emit changed();
        return;
    }
    const int before = secondsLeft();
    m_idle += time;
    // The last page goes by itself; its seconds are counted on it.
    const bool asks = m_step != Done;
    if (m_idle >= patience() + (asks ? Milliseconds{kCountdown} : Milliseconds{0}))
        return reset();
    m_warned = asks && m_idle >= patience();
    if (secondsLeft() != before)
        emit changed();
}

int KioskModel::secondsLeft() const {
    if (m_step != Done && !m_warned)
        return 0;
    const Milliseconds end =
        patience() + (m_step == Done ? Milliseconds{0} : Milliseconds{kCountdown});
    return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(end - m_idle).count());
}

void KioskModel::touched() {
    if (!m_warned)
        m_idle = Milliseconds{0};
}

void KioskModel::moreTime() {
    m_idle = Milliseconds{0};
    if (std::exchange(m_warned, false))
        emit changed();
}

} // namespace foyer::viewmodels
