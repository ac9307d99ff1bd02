#include "app/viewmodels/door_model.h"

#include "app/viewmodels/format.h"

namespace foyer::viewmodels {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

DoorModel::Answer answerOf(const core::DoorScan& scan) {
    if (scan.undone)
        return DoorModel::Undone;
    switch (scan.answer) {
    case core::DoorAnswer::Admitted:
        return DoorModel::Good;
    case core::DoorAnswer::AdmittedBefore:
        return DoorModel::Before;
    case core::DoorAnswer::OtherShowtime:
        return DoorModel::Elsewhere;
    case core::DoorAnswer::Revoked:
        return DoorModel::Revoked;
    case core::DoorAnswer::Forged:
        return DoorModel::Forged;
    case core::DoorAnswer::UnknownTerminal:
        return DoorModel::Unknown;
    case core::DoorAnswer::NotATicket:
        return DoorModel::NoTicket;
    }
    return DoorModel::Waiting;
}

QString headlineOf(DoorModel::Answer answer) {
    switch (answer) {
    case DoorModel::Waiting:
        return DoorModel::tr("Scan a ticket");
    case DoorModel::Good:
        return DoorModel::tr("Welcome");
    case DoorModel::Before:
        return DoorModel::tr("Let in before");
    case DoorModel::Elsewhere:
        return DoorModel::tr("Another showtime");
    case DoorModel::Revoked:
        return DoorModel::tr("Not valid any more");
    case DoorModel::Forged:
        return DoorModel::tr("Forged");
    case DoorModel::Unknown:
        return DoorModel::tr("Cannot be checked here");
    case DoorModel::NoTicket:
        return DoorModel::tr("Not a ticket");
    case DoorModel::Undone:
        return DoorModel::tr("Taken back");
    }
    return {};
}

QString revokedText(protocol::RevocationReason reason) {
    using protocol::RevocationReason;
    switch (reason) {
    case RevocationReason::Voided:
        return DoorModel::tr("The sale was void and the money handed back. Send the customer to "
                             "the counter.");
    case RevocationReason::Exchanged:
        return DoorModel::tr("It was exchanged for other seats. Ask for the new ticket.");
    case RevocationReason::Reseated:
        return DoorModel::tr("The customer has new seats. The counter prints the new ticket.");
    case RevocationReason::Refunded:
        return DoorModel::tr("It was paid back. Send the customer to the counter.");
    case RevocationReason::Declined:
        return DoorModel::tr("Its card payment was declined. Send the customer to the counter.");
    case RevocationReason::Lost:
        return DoorModel::tr("Its seat was sold again after the counter was lost. The counter "
                             "finds another seat or pays back.");
    }
    return {};
}

QString adviceOf(const core::DoorScan& scan) {
    switch (scan.answer) {
    case core::DoorAnswer::Admitted:
        return {};
    case core::DoorAnswer::AdmittedBefore:
        return DoorModel::tr("At %1, %2. Ask for another ticket; if somebody only went out, let "
                             "them in.")
            .arg(scan.before ? timeText(*scan.before, scan.utcOffset) : QString(),
                 text(scan.beforeDoor));
    case core::DoorAnswer::OtherShowtime:
        return scan.start ? DoorModel::tr("It is for %1 at %2, %3. Send the customer there.")
                                .arg(text(scan.movie), timeText(*scan.start, scan.utcOffset),
                                     text(scan.auditorium))
                          : DoorModel::tr("Its showtime is not known here. Ask the office.");
    case core::DoorAnswer::Revoked:
        return revokedText(scan.revoked);
    case core::DoorAnswer::Forged:
        return DoorModel::tr("No counter of this cinema has signed it. Do not let in; keep the "
                             "paper and call a manager.");
    case core::DoorAnswer::UnknownTerminal:
        return DoorModel::tr("A new counter sold it and this door has not heard of it. Connect the "
                             "door once, or look at seat and time by eye.");
    case core::DoorAnswer::NotATicket:
        return DoorModel::tr("This code is none of ours. Scan the large code on the ticket.");
    }
    return {};
}

QString lineOf(const core::DoorScan& scan) {
    return DoorModel::tr("%1  %2  %3")
        .arg(timeText(scan.at, scan.utcOffset), text(scan.seatName), headlineOf(answerOf(scan)));
}

} // namespace

DoorModel::DoorModel(Wishes& wishes, QObject* parent) : QObject(parent), m_wishes(wishes) {}

void DoorModel::show(const core::DoorView& view) {
    const bool isNew = !view.scans.empty() && (!last() || last()->at != view.scans.front().at ||
                                               last()->ticket != view.scans.front().ticket ||
                                               m_view.scans.size() != view.scans.size());
    m_view = view;
    if (isNew)
        ++m_number;
    emit changed();
}

DoorModel::Answer DoorModel::answer() const {
    return last() ? answerOf(*last()) : Waiting;
}

QString DoorModel::headline() const {
    return headlineOf(answer());
}

QString DoorModel::advice() const {
    if (!last())
        return tr("Hold the code before the scanner, or type it.");
    return last()->undone ? tr("The ticket may be used again.") : adviceOf(*last());
}

QString DoorModel::seatText() const {
    return last() ? text(last()->seatName) : QString();
}

QString DoorModel::areaText() const {
    return last() ? text(last()->area) : QString();
}

QString DoorModel::showText() const {
    if (!last() || !last()->start)
        return {};
    return tr("%1 · %2 · %3")
        .arg(text(last()->movie), timeText(*last()->start, last()->utcOffset),
             text(last()->auditorium));
}

QString DoorModel::insideText() const {
    if (m_view.sold == 0 && m_view.inside == 0)
        return {};
    return tr("%1 of %2 inside").arg(m_view.inside).arg(m_view.sold);
}

QStringList DoorModel::recent() const {
    QStringList lines;
    for (const core::DoorScan& scan : m_view.scans)
        lines.append(lineOf(scan));
    return lines;
}

void DoorModel::scan(const QString& code) {
    const QString trimmed = code.trimmed();
    if (!trimmed.isEmpty())
        m_wishes.wish(core::ScanPaper{trimmed.toStdString()});
}

void DoorModel::undo(const QString& reason) {
    if (last() && canUndo())
        m_wishes.wish(core::UndoAdmission{last()->ticket, reason.trimmed().toStdString()});
}

} // namespace foyer::viewmodels
