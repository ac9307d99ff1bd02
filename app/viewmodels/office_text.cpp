#include "app/viewmodels/office_text.h"

#include "shared/base/check.h"

#include <QCoreApplication>

namespace foyer::viewmodels {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Office", text);
}

QString refusalText(protocol::OfficeRefusal refusal) {
    using protocol::OfficeRefusal;
    switch (refusal) {
    case OfficeRefusal::PersonRefused:
        return tr("That PIN is not right. Nothing was changed.");
    case OfficeRefusal::PersonLocked:
        return tr("Too many wrong PINs. Nothing was changed. Wait a minute, then try again.");
    case OfficeRefusal::PersonNotEntitled:
        return tr("This person may not decide that. Nothing was changed. Ask a manager.");
    case OfficeRefusal::UnknownTerminal:
        return tr("The server does not know this terminal any more.");
    case OfficeRefusal::TerminalLive:
        return tr("The terminal may still be selling: it was heard a moment ago, or its leases "
                  "have not run out. Nothing was changed.");
    case OfficeRefusal::SamePerson:
        return tr("You turned the first key. The second must be another person's. Nothing was "
                  "changed.");
    case OfficeRefusal::LostBefore:
        return tr("The terminal had been declared lost before. Nothing is left to do.");
    case OfficeRefusal::DayNotOver:
        return tr("The business day is not over. Nothing was changed. Close it after 06:00.");
    case OfficeRefusal::DayClosed:
        return tr("The day had been closed before. Nothing is left to do.");
    case OfficeRefusal::DayItemsOpen:
        return tr("Something has come up meanwhile that keeps the day open. Nothing was changed. "
                  "See the list.");
    case OfficeRefusal::UnknownShowtime:
        return tr("The server does not know this showtime any more.");
    }
    CHECK(false);
}

} // namespace

QString outcomeText(const core::OfficeOutcome& outcome) {
    using Kind = core::OfficeOutcome::Kind;
    switch (outcome.kind) {
    case Kind::Proposed:
        return tr("The first key is turned. Nothing is freed yet: a second person has an hour.");
    case Kind::Lost:
        return tr("Declared lost. Seats that can be sold again: %1.").arg(outcome.freed);
    case Kind::DayClosed:
        return tr("The business day is closed.");
    case Kind::Refused:
        return refusalText(outcome.refusal);
    case Kind::NotKnown:
        return tr("The server did not answer, so nobody knows yet whether it was done. What you "
                  "see here is asked for again; decide by that.");
    }
    CHECK(false);
}

bool isGood(const core::OfficeOutcome& outcome) {
    using Kind = core::OfficeOutcome::Kind;
    return outcome.kind == Kind::Proposed || outcome.kind == Kind::Lost ||
           outcome.kind == Kind::DayClosed;
}

QString kindText(protocol::TerminalKind kind) {
    using protocol::TerminalKind;
    switch (kind) {
    case TerminalKind::Counter:
        return tr("Counter");
    case TerminalKind::Kiosk:
        return tr("Kiosk");
    case TerminalKind::Door:
        return tr("Door");
    case TerminalKind::Office:
        return tr("Office");
    case TerminalKind::Online:
        return tr("Online sale");
    }
    CHECK(false);
}

QString taskTitle(protocol::TaskKind kind) {
    using protocol::TaskKind;
    switch (kind) {
    case TaskKind::QuarantinedEntry:
        return tr("A sale needs a decision");
    case TaskKind::Reseated:
        return tr("New seats for a customer");
    case TaskKind::RefundDue:
        return tr("Money back to a customer");
    case TaskKind::CardDeclined:
        return tr("A card payment was declined");
    case TaskKind::SecondRefund:
        return tr("Money was paid back twice");
    case TaskKind::DoubleAdmission:
        return tr("One ticket came in twice");
    case TaskKind::ClonedTerminal:
        return tr("A terminal's disk was copied");
    case TaskKind::FormerLife:
        return tr("An older disk may hold sales");
    case TaskKind::LostTerminal:
        return tr("A terminal was declared lost");
    case TaskKind::CardUnconfirmed:
        return tr("Was a card charged?");
    }
    CHECK(false);
}

QString taskIcon(protocol::TaskKind kind) {
    using protocol::TaskKind;
    switch (kind) {
    case TaskKind::Reseated:
        return QStringLiteral("ticket");
    case TaskKind::RefundDue:
    case TaskKind::SecondRefund:
    case TaskKind::CardDeclined:
    case TaskKind::CardUnconfirmed:
        return QStringLiteral("cash");
    case TaskKind::QuarantinedEntry:
    case TaskKind::DoubleAdmission:
    case TaskKind::ClonedTerminal:
    case TaskKind::FormerLife:
    case TaskKind::LostTerminal:
        return QStringLiteral("warning");
    }
    CHECK(false);
}

} // namespace foyer::viewmodels
