#include "app/viewmodels/counter_model.h"

#include <QDateTime>

#include <utility>

namespace foyer::viewmodels {

namespace {

/// Until the first showtime says what the cinema's is.
Milliseconds systemOffset(Instant now) {
    return std::chrono::seconds{QDateTime::fromMSecsSinceEpoch(toMs(now)).offsetFromUtc()};
}

/// What is told of a PIN that did not do.
bool isAboutPin(core::NoticeCode code) {
    using core::NoticeCode;
    return code == NoticeCode::WrongPin || code == NoticeCode::PinLocked ||
           code == NoticeCode::NotASupervisor || code == NoticeCode::OperatorUnknown;
}

} // namespace

CounterModel::CounterModel(Wishes& wishes, QObject* parent)
    : QObject(parent)
    , m_wishes(wishes)
    , m_status(wishes, this)
    , m_login(wishes, this)
    , m_shift(wishes, this)
    , m_schedule(wishes, this)
    , m_seatMap(wishes, this)
    , m_sale(wishes, this)
    , m_sales(wishes, this)
    , m_questions(wishes, this)
    , m_tasks(wishes, this)
    , m_door(wishes, this)
    , m_office(wishes, m_schedule, this)
    , m_kiosk(wishes, this)
    , m_notice(wishes, this) {}

bool CounterModel::isNew(const core::View& view, core::Part part) const {
    return view.version(part) != m_view.version(part);
}

void CounterModel::show(const core::View& latest) {
    using core::Part;
    const core::View view = latest; // what is shown may make a wish, whose view comes in between
    if (view.status && isNew(view, Part::Status)) {
        m_status.show(*view.status);
        m_shift.showStatus(*view.status);
    }
    if (view.login && isNew(view, Part::Login))
        showPeople(*view.login);
    if (view.schedule && isNew(view, Part::Schedule))
        m_schedule.show(*view.schedule);
    // The plan names the seats of the sale: it comes first.
    if (isNew(view, Part::SeatMap) || isNew(view, Part::Schedule))
        showSeatMap(view);
    if (view.sale && isNew(view, Part::Sale)) {
        m_sale.show(*view.sale);
        m_shift.showSale(*view.sale);
        m_seatMap.showSelection(*view.sale);
    }
    if (view.sales && isNew(view, Part::Sales))
        m_sales.show(*view.sales);
    if (view.questions && isNew(view, Part::Questions))
        m_questions.show(*view.questions);
    if (view.tasks && isNew(view, Part::Tasks)) {
        m_tasks.show(*view.tasks);
        m_shift.showTasks(*view.tasks);
    }
    if (view.door && isNew(view, Part::Door))
        m_door.show(*view.door);
    if (view.office && isNew(view, Part::Office))
        m_office.show(*view.office);
    if (view.notice && isNew(view, Part::Notice))
        m_notice.show(*view.notice);
    const bool told = isNew(view, Part::Notice);
    const bool othersWork = isNew(view, Part::Login);
    m_view = view;
    if (told)
        followAtRisk();
    if (told || othersWork)
        emit noticeShown();
    m_kiosk.show(view); // last, for it makes wishes by itself
}

void CounterModel::retranslate() {
    show(std::exchange(m_view, {}));
    m_kiosk.retranslate();
}

void CounterModel::followAtRisk() {
    const auto notice = m_view.notice ? m_view.notice->notice : std::nullopt;
    if (notice && notice->code == core::NoticeCode::AtRiskNeedsSupervisor) {
        m_atRisk = notice;
        m_atRiskText = m_notice.text();
    } else if (!notice || !isAboutPin(notice->code)) {
        m_atRisk.reset();
    }
}

void CounterModel::showPeople(const core::LoginView& view) {
    m_login.show(view);
    m_office.showPeople(view);
}

bool CounterModel::asksSupervisor() const {
    return m_atRisk.has_value();
}

QString CounterModel::atRiskError() const {
    return m_atRisk && m_notice.text() != m_atRiskText ? m_notice.text() : QString();
}

std::vector<core::OperatorView> CounterModel::approvers() const {
    std::vector<core::OperatorView> people;
    if (m_view.login)
        for (const auto& person : m_view.login->operators)
            if (person.role >= domain::Role::Supervisor)
                people.push_back(person);
    return people;
}

QStringList CounterModel::supervisors() const {
    QStringList names;
    for (const auto& person : approvers())
        names.append(QString::fromStdString(person.name));
    return names;
}

void CounterModel::approveAtRisk(int row, const QString& pin) {
    const auto people = approvers();
    if (m_atRisk && row >= 0 && row < static_cast<int>(people.size()))
        m_wishes.wish(
            core::ApproveAtRisk{people[static_cast<std::size_t>(row)].id, pin.toStdString(),
                                m_atRisk->showtime.value_or(ShowtimeId{}), m_atRisk->seats});
}

void CounterModel::giveComp(int row, const QString& pin, const QString& reason) {
    const auto people = approvers();
    if (row >= static_cast<int>(people.size()) || reason.trimmed().isEmpty())
        return;
    m_wishes.wish(core::GiveComp{reason.trimmed().toStdString(),
                                 row < 0 ? OperatorId{} : people[static_cast<std::size_t>(row)].id,
                                 pin.toStdString()});
}

QString CounterModel::pinError() const {
    const auto notice = m_view.notice ? m_view.notice->notice : std::nullopt;
    return notice && isAboutPin(notice->code) ? m_notice.text() : QString();
}

void CounterModel::showSeatMap(const core::View& view) {
    m_sale.showPrices(view.seatMap ? view.seatMap->priceList : nullptr);
    m_sale.showPlan(view.seatMap ? view.seatMap->plan : nullptr);
    m_notice.showPlan(view.seatMap ? view.seatMap->plan : nullptr);
    if (isNew(view, core::Part::SeatMap))
        m_seatMap.show(view.seatMap.get());
    if (view.schedule)
        m_seatMap.showHeading(*view.schedule);
}

void CounterModel::tick(Instant now) {
    if (m_view.schedule && !m_view.schedule->showtimes.empty())
        m_utcOffset = m_view.schedule->showtimes.front().utcOffset;
    const Milliseconds utcOffset = m_utcOffset.value_or(systemOffset(now));
    m_status.tick(now, utcOffset);
    m_office.tick(now, utcOffset);
    m_login.tick(now);
    m_schedule.tick(now);
    m_kiosk.tick(now);
    m_tasks.tick(now);
}

} // namespace foyer::viewmodels
