#include "app/viewmodels/notice_model.h"

namespace foyer::viewmodels {

NoticeModel::NoticeModel(Wishes& wishes, QObject* parent) : QObject(parent), m_wishes(wishes) {}

void NoticeModel::show(const core::NoticeView& view) {
    m_notice = view.notice;
    emit changed();
}

QString NoticeModel::named(const std::vector<SeatNo>& seats) const {
    QStringList names;
    for (const SeatNo seat : seats)
        if (m_plan && seat.value < m_plan->seatCount())
            names.append(QString::fromStdString(m_plan->seatName(seat)));
    return names.join(QStringLiteral(", "));
}

QString NoticeModel::text() const {
    return m_notice ? noticeText(*m_notice, named(m_notice->seats)) : QString();
}

QString NoticeModel::offerText() const {
    const QString offered = m_notice ? named(m_notice->offer) : QString();
    return offered.isEmpty() ? QString() : tr("Take %1").arg(offered);
}

void NoticeModel::acceptOffer() {
    m_wishes.wish(core::AcceptOffer{});
}

QString NoticeModel::detail() const {
    return m_notice ? QString::fromStdString(m_notice->text) : QString();
}

NoticeModel::Severity NoticeModel::severity() const {
    return m_notice ? severityOf(m_notice->code) : Info;
}

NoticeModel::Topic NoticeModel::topic() const {
    return m_notice ? topicOf(m_notice->code) : General;
}

void NoticeModel::dismiss() {
    m_wishes.wish(core::DismissNotice{});
}

} // namespace foyer::viewmodels
