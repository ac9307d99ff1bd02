// Every sentence an operator is told, in one place: what happened, what is safe, what to do next.

#include "app/viewmodels/format.h"
#include "app/viewmodels/notice_model.h"

#include <QCoreApplication>

namespace foyer::viewmodels {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Notice", text);
}

QString amount(const core::Notice& notice) {
    return notice.amount ? moneyText(*notice.amount) : QString();
}

} // namespace

QString noticeText(const core::Notice& notice, const QString& seats) {
    using core::NoticeCode;
    switch (notice.code) {
    case NoticeCode::SeatTaken:
        return tr("Just gone to somebody else: %1. Nothing was charged. Choose other seats.")
            .arg(seats);
    case NoticeCode::SeatNotOpen:
        return tr("%1 cannot be sold here. Choose a free seat.").arg(seats);
    case NoticeCode::SeatNeedsServer:
        return tr("%1 needs the server, which is out of reach. Seats marked as ready here can be "
                  "sold now.")
            .arg(seats);
    case NoticeCode::SeatHasNoPrice:
        return tr("There is no price for %1 in today's list. Choose another seat or call a "
                  "manager.")
            .arg(seats);
    case NoticeCode::TypeNotSold:
        return tr("That ticket type is not sold for %1.").arg(seats);
    case NoticeCode::CodeUnknown:
        return tr("No discount of this showtime has the code %1. Nothing is taken off for it. "
                  "Check the code, or ask the customer to pay the full price.")
            .arg(QString::fromStdString(notice.text));
    case NoticeCode::NotEnoughSeats:
        return tr("Fewer than %1 seats are left to sell here. Try fewer, or another showtime.")
            .arg(notice.count);
    case NoticeCode::SeatsApart:
        return tr("No %1 seats together are left; these are the nearest: %2.")
            .arg(notice.count)
            .arg(seats);
    case NoticeCode::LeavesSingleSeat:
        return tr("This choice would leave %1 alone. One seat to the side avoids it.").arg(seats);
    case NoticeCode::ShowtimeClosed:
        return tr("This showtime is not sold any more. Choose another one.");
    case NoticeCode::RightsRanOut:
        return tr("The right to sell %1 has run out. The seats left the basket; nothing was "
                  "charged. Choose again when the server is back.")
            .arg(seats);
    case NoticeCode::AskFailed:
        return tr("The server did not give these seats. Choose others, or try again.");
    case NoticeCode::NotEnoughMoney:
        return tr("%1 is missing.").arg(amount(notice));
    case NoticeCode::WrongPin:
        return tr("That PIN is not right. Tries left: %1.").arg(notice.count);
    case NoticeCode::PinLocked:
        return tr("Too many wrong PINs. Wait %1 seconds, or let somebody else sign in.")
            .arg(notice.seconds);
    case NoticeCode::LoginTooOld:
        return tr("This terminal has not seen the server for 24 hours, so nobody can sign in. "
                  "Sales made so far are safe. Check the network.");
    case NoticeCode::OperatorUnknown:
        return tr("This operator may not sign in any more. Ask a manager.");
    case NoticeCode::FinishPaymentFirst:
        return tr("Finish or cancel the payment first.");
    case NoticeCode::NotVoidable:
        return tr(
            "This sale cannot be voided here: only own sales of today that are not void yet.");
    case NoticeCode::SaleVoided:
        return tr("The sale is void. Give %1 back to the customer and keep the tickets.")
            .arg(amount(notice));
    case NoticeCode::PrinterFailed:
        return tr("The printer did not answer. The sale is safe. Check paper and cable, then print "
                  "again.");
    case NoticeCode::StorageFailed:
        return tr("The disk of this terminal failed, so selling has stopped. Everything sold so "
                  "far is kept. Restart the terminal.");
    case NoticeCode::Quarantined:
        return tr("Selling has stopped: the server takes no more sales from this device. Nothing "
                  "is lost. Sell at another counter and call a manager.");
    case NoticeCode::JournalDisagrees:
        return tr("The server could not take over the last sales of this terminal. They are kept "
                  "here and sent again by themselves; selling goes on. Tell a manager if this "
                  "stays.");
    case NoticeCode::EntryNeedsAttention:
        return tr("A sale made without the server needs somebody: the tasks say what to do for the "
                  "customer.");
    case NoticeCode::ServerWentBack:
        return tr("The server was restored from a backup. This terminal sends its sales again by "
                  "itself; nothing is lost, and nothing is to be done here.");
    case NoticeCode::ServerNotUnderstood:
        return tr("Server and terminal are of different versions. Selling goes on with the seats "
                  "at hand; tell a manager to update.");
    case NoticeCode::AtRiskNeedsSupervisor:
        return tr("Free as far as this terminal knows: %1. The server is out of reach, so somebody "
                  "else may have sold them. A supervisor can answer for it; the ticket then says "
                  "that the seat is subject to confirmation.")
            .arg(seats);
    case NoticeCode::AtRiskCapReached:
        return tr("No more seats may be sold here without the server. Nothing was charged. Sell "
                  "the seats marked as ready here, or another showtime.");
    case NoticeCode::NotASupervisor:
        return tr("Only a supervisor or manager may answer for this. Ask one to enter their PIN.");
    case NoticeCode::NotRefundable:
        return tr("These tickets cannot be paid back here: they were not sold here, were paid back "
                  "before, or somebody was let in with them.");
    case NoticeCode::RefundPaid:
        return tr("The refund is on record. Give %1 back to the customer and keep the tickets.")
            .arg(amount(notice));
    case NoticeCode::TaskNotForHere:
        return tr("This terminal cannot print those tickets: only the one that sold them can. The "
                  "task stays open.");
    case NoticeCode::ServerRecovering:
        return tr("The server was restored and is gathering what every terminal has sold: until "
                  "then it gives no new seats, so %1 left the basket. Nothing was charged. Sell "
                  "the seats marked as ready here.")
            .arg(seats);
    case NoticeCode::CardDeclined:
        return tr("The card was not charged: no sale was made, and the seats are still in the "
                  "basket. Ask for another card, or for cash.");
    case NoticeCode::CardSetAside:
        return tr("%1 may have been taken by card without a sale. It is on record: a task asks a "
                  "manager to find out and to give it back. The customer can pay in another way.")
            .arg(amount(notice));
    case NoticeCode::GiveBackOnCard:
        return tr("This was paid by card. Give %1 back by the card reader, not from the drawer, "
                  "and keep the tickets.")
            .arg(amount(notice));
    case NoticeCode::PaidBackBefore:
        return tr("This terminal has given %1 back already, and that is on record. Hand nothing "
                  "out again. The task closes by itself once the server has heard of it, or settle "
                  "it now.")
            .arg(amount(notice));
    case NoticeCode::ShiftEnded:
        return notice.count == 0
                   ? tr("The shift is over and nobody is signed in. There were no seats on lease "
                        "to give back.")
                   : tr("The shift is over and nobody is signed in. Seats given back: %1. Others "
                        "can sell them as soon as the server has heard of it.")
                         .arg(notice.count);
    }
    CHECK(false);
}

NoticeModel::Severity severityOf(core::NoticeCode code) {
    using core::NoticeCode;
    switch (code) {
    case NoticeCode::SaleVoided:
    case NoticeCode::RefundPaid:
    case NoticeCode::GiveBackOnCard:
    case NoticeCode::ShiftEnded:
        return NoticeModel::Good;
    case NoticeCode::SeatsApart:
    case NoticeCode::ServerWentBack:
        return NoticeModel::Info;
    case NoticeCode::StorageFailed:
    case NoticeCode::Quarantined:
        return NoticeModel::Danger;
    case NoticeCode::SeatTaken:
    case NoticeCode::SeatNotOpen:
    case NoticeCode::SeatNeedsServer:
    case NoticeCode::SeatHasNoPrice:
    case NoticeCode::TypeNotSold:
    case NoticeCode::CodeUnknown:
    case NoticeCode::NotEnoughSeats:
    case NoticeCode::LeavesSingleSeat:
    case NoticeCode::ShowtimeClosed:
    case NoticeCode::RightsRanOut:
    case NoticeCode::AskFailed:
    case NoticeCode::NotEnoughMoney:
    case NoticeCode::WrongPin:
    case NoticeCode::PinLocked:
    case NoticeCode::LoginTooOld:
    case NoticeCode::OperatorUnknown:
    case NoticeCode::FinishPaymentFirst:
    case NoticeCode::NotVoidable:
    case NoticeCode::PrinterFailed:
    case NoticeCode::JournalDisagrees:
    case NoticeCode::EntryNeedsAttention:
    case NoticeCode::ServerNotUnderstood:
    case NoticeCode::AtRiskNeedsSupervisor:
    case NoticeCode::AtRiskCapReached:
    case NoticeCode::NotASupervisor:
    case NoticeCode::NotRefundable:
    case NoticeCode::TaskNotForHere:
    case NoticeCode::ServerRecovering:
    case NoticeCode::CardDeclined:
    case NoticeCode::CardSetAside:
    case NoticeCode::PaidBackBefore:
        return NoticeModel::Warning;
    }
    CHECK(false);
}

NoticeModel::Topic topicOf(core::NoticeCode code) {
    using core::NoticeCode;
    if (code == NoticeCode::WrongPin || code == NoticeCode::PinLocked)
        return NoticeModel::Pin;
    if (code == NoticeCode::PrinterFailed)
        return NoticeModel::Paper;
    if (code == NoticeCode::StorageFailed || code == NoticeCode::Quarantined)
        return NoticeModel::Stop;
    return NoticeModel::General;
}

} // namespace foyer::viewmodels
