#include "app/viewmodels/office_model.h"

#include "app/viewmodels/format.h"
#include "app/viewmodels/office_text.h"

namespace foyer::viewmodels {

OfficeModel::OfficeModel(Wishes& wishes, const ScheduleModel& schedule, QObject* parent)
    : QObject(parent)
    , m_wishes(wishes)
    , m_schedule(schedule)
    , m_terminals(wishes, this)
    , m_day(wishes, this)
    , m_share(wishes, this) {}

void OfficeModel::show(const core::OfficeView& view) {
    const auto numberOf = [](const core::OfficeView& each) {
        return each.outcome ? each.outcome->number : 0;
    };
    const bool isOver = view.outcome && numberOf(view) != numberOf(m_view);
    m_view = view;
    m_terminals.show(view);
    m_day.show(view);
    m_share.show(view);
    emit changed();
    if (isOver)
        emit decided();
}

void OfficeModel::showPeople(const core::LoginView& people) {
    m_terminals.showPeople(people);
    m_day.showPeople(people);
}

void OfficeModel::tick(Instant now, Milliseconds utcOffset) {
    m_utcOffset = utcOffset;
    m_terminals.tick(now, utcOffset);
    m_day.tick(now, utcOffset);
}

QString OfficeModel::staleText() const {
    if (!m_view.outOfReach)
        return {};
    return m_view.heardAt
               ? tr("The server is out of reach. This is what it said at %1; nothing can be "
                    "decided until it is back.")
                     .arg(timeText(*m_view.heardAt, m_utcOffset))
               : tr("The server is out of reach. This page needs it; it is asked again by itself.");
}

QString OfficeModel::outcomeText() const {
    return m_view.outcome ? viewmodels::outcomeText(*m_view.outcome) : QString();
}

bool OfficeModel::outcomeGood() const {
    return m_view.outcome && isGood(*m_view.outcome);
}

void OfficeModel::watchTerminals() {
    m_wishes.wish(core::WatchOffice{protocol::AskTerminals{}});
}

void OfficeModel::watchDay() {
    m_day.watch();
}

void OfficeModel::watchShare(int scheduleRow) {
    if (const auto* showtime = m_schedule.at(scheduleRow))
        m_share.watch(*showtime);
}

void OfficeModel::watchNothing() {
    m_wishes.wish(core::WatchOffice{});
}

} // namespace foyer::viewmodels
