// What doors write: scans that let somebody in, and their correction.

#include "server/core/verdict_parts.h"

namespace foyer::server::core {

using protocol::Admitted;
using protocol::Outcome;
using protocol::TaskKind;
using Number = protocol::Rule;

namespace {

std::string letInAt(const Knowledge& known, const protocol::Admission& scan) {
    return "let in at " + clockTimeOf(known, scan.at) +
           (scan.doorName.empty() ? "" : " at " + scan.doorName);
}

protocol::Task doorTask(const Knowledge& known, const Admitted& entry, const std::string& text) {
    protocol::Task task = taskFor(known, TaskKind::DoubleAdmission, known.origin.terminal);
    task.subject = entry.ticket.toString();
    task.text = text;
    task.tickets = {entry.ticket};
    if (known.ticket)
        task.booking = known.ticket->booking;
    return task;
}

/// Doors that were apart have both let the ticket in: the earlier scan counts, the later one is
/// the duplicate, whichever was told first.
Decision secondScan(const Knowledge& known, const Admitted& entry) {
    const protocol::Admission& first = *known.admission;
    Decision decision = plain(known, Number::R12, Outcome::Noted);
    const bool isEarlier = entry.at < first.at;
    const std::string seat = nameOfSeat(known, known.ticket->line.seat);
    decision.verdict.reason = "The ticket for " + seat + " was " + letInAt(known, first) +
                              (isEarlier ? " too, later than here." : " before.");
    if (isEarlier)
        decision.isNewScan = true;
    decision.tasks.push_back(
        doorTask(known, entry,
                 "The ticket for " + seat + " was " + letInAt(known, first) + ", and at " +
                     clockTimeOf(known, entry.at) +
                     " at another door: two people hold the same paper. Look who sits there."));
    return decision;
}

Decision scanned(const Knowledge& known, const Admitted& entry) {
    if (known.admission && !known.admission->undone) {
        Decision decision = secondScan(known, entry);
        if (decision.isNewScan)
            decision.admission =
                protocol::Admission{entry.ticket, entry.showtime, entry.seat, known.origin.terminal,
                                    {},           entry.at,       false};
        return decision;
    }
    Decision decision = plain(known, Number::R12, Outcome::Noted);
    decision.isNewScan = true;
    decision.admission = protocol::Admission{
        entry.ticket, entry.showtime, entry.seat, known.origin.terminal, {}, entry.at, false};
    if (known.ticket->state != TicketState::Valid || known.ticket->line.seat != entry.seat) {
        decision.verdict.reason = "The paper for " + nameOfSeat(known, entry.seat) +
                                  " was not valid any more when it was let in.";
        decision.tasks.push_back(doorTask(known, entry,
                                          decision.verdict.reason +
                                              " The door could not know. Somebody "
                                              "else may have the right to sit there."));
    }
    return decision;
}

Decision undone(const Knowledge& known, const protocol::AdmissionUndone& entry) {
    if (!known.admission || known.admission->undone || entry.at < known.admission->at)
        return plain(known, Number::R12, Outcome::Noted, "No scan of this ticket counts here.");
    Decision decision = plain(known, Number::R12, Outcome::Noted);
    decision.admission = known.admission;
    decision.admission->undone = true;
    return decision;
}

} // namespace

std::optional<Decision> r12DoorRecord(const Knowledge& known, const protocol::Payload& payload) {
    if (const auto* entry = std::get_if<Admitted>(&payload))
        return known.ticket && known.ticket->showtime == entry->showtime
                   ? std::optional(scanned(known, *entry))
                   : std::nullopt;
    if (const auto* entry = std::get_if<protocol::AdmissionUndone>(&payload))
        return undone(known, *entry);
    return {};
}

} // namespace foyer::server::core
