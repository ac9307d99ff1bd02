// Every sentence a customer at a kiosk is told by a notice. Short, kind, and always what to do now.

#include "app/viewmodels/kiosk_model.h"

#include <QCoreApplication>

namespace foyer::viewmodels {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("KioskNotice", text);
}

} // namespace

QString kioskText(const core::Notice& notice, const QString& seats) {
    using core::NoticeCode;
    switch (notice.code) {
    case NoticeCode::SeatTaken:
        return tr("Somebody was faster: %1 is gone. Nothing was charged.").arg(seats);
    case NoticeCode::SeatNotOpen:
        return tr("%1 is taken. Please choose a free seat.").arg(seats);
    case NoticeCode::SeatNeedsServer:
        return tr("%1 cannot be sold here at the moment. Please choose other seats; nothing was "
                  "charged.")
            .arg(seats);
    case NoticeCode::SeatHasNoPrice:
    case NoticeCode::TypeNotSold:
        return tr("That ticket is sold at the counter only. Please choose another seat here.");
    case NoticeCode::NotEnoughSeats:
        return tr("There are not enough free seats for all of you here. Please try fewer people or "
                  "another time, or ask at the counter.");
    case NoticeCode::SeatsApart:
        return tr("There are no seats side by side left. These are as close as it gets.");
    case NoticeCode::ShowtimeClosed:
        return tr("This showtime is not sold any more. Please choose another one.");
    case NoticeCode::RightsRanOut:
        return tr("%1 could be kept for you only so long. Nothing was charged. Please choose "
                  "again.")
            .arg(seats);
    case NoticeCode::AskFailed:
    case NoticeCode::ServerRecovering:
        return tr("These seats could not be reserved. Nothing was charged. Please choose others.");
    case NoticeCode::CardDeclined:
        return tr("Your card was not charged. Your seats are still reserved: please try again, or "
                  "use another card.");
    case NoticeCode::CardSetAside:
        return tr("We could not find out whether your card was charged. Our staff will see to it "
                  "and return the money if it was.");
    case NoticeCode::LeavesSingleSeat: // said at the map as long as it is so
    case NoticeCode::CodeUnknown:
    case NoticeCode::NotEnoughMoney:
    case NoticeCode::WrongPin:
    case NoticeCode::PinLocked:
    case NoticeCode::LoginTooOld:
    case NoticeCode::OperatorUnknown:
    case NoticeCode::FinishPaymentFirst:
    case NoticeCode::NotVoidable:
    case NoticeCode::SaleVoided:
    case NoticeCode::PrinterFailed: // the last page says it
    case NoticeCode::StorageFailed:
    case NoticeCode::Quarantined:
    case NoticeCode::JournalDisagrees:
    case NoticeCode::EntryNeedsAttention:
    case NoticeCode::ServerWentBack:
    case NoticeCode::ServerNotUnderstood:
    case NoticeCode::AtRiskNeedsSupervisor: // never at a kiosk
    case NoticeCode::AtRiskCapReached:
    case NoticeCode::NotASupervisor:
    case NoticeCode::NotRefundable:
    case NoticeCode::RefundPaid:
    case NoticeCode::TaskNotForHere:
    case NoticeCode::GiveBackOnCard:
    case NoticeCode::PaidBackBefore:
    case NoticeCode::ShiftEnded:
        return {};
    }
    CHECK(false);
}

} // namespace foyer::viewmodels
