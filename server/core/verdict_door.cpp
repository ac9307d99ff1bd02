// What doors write: scans that let somebody in, and their correction.

#include "server/core/verdict_parts.h"

#include "shared/base/mutant.h"

#include <tuple>

namespace foyer::server::core {

using protocol::Admitted;
using protocol::Outcome;
using Number = protocol::Rule;

namespace {

std::string letInAt(const Knowledge& known, const Scan& scan) {
    const protocol::Admission& in = scan.admission;
    return "let in at " + clockTimeOf(known, in.at) +
           (in.doorName.empty() ? "" : " at " + in.doorName);
}

Scan scanBy(const Knowledge& known, const Admitted& entry) {
    return {{entry.ticket, entry.showtime, entry.seat, known.origin.terminal, {}, entry.at, false},
            {}};
}

protocol::Task taskAbout(const Knowledge& known, const Admitted& entry, std::string text) {
    return doorTask(known, known.origin.terminal, entry.ticket, known.ticket->booking,
                    std::move(text));
}

/// Doors that were apart have both let the ticket in: the earlier scan counts, the later one is
/// the duplicate, whichever was told first.
Decision secondScan(const Knowledge& known, const Admitted& entry) {
    const Scan& first = *known.admission;
    Decision decision = plain(known, Number::R12, Outcome::Noted);
    const bool isEarlier = entry.at < first.admission.at;
    const std::string seat = nameOfSeat(known, known.ticket->line.seat);
    decision.verdict.reason = "The ticket for " + seat + " was " + letInAt(known, first) +
                              (isEarlier ? " too, later than here." : " before.");
    if (isEarlier)
        decision.admission = scanBy(known, entry);
    if (mutated(Mutant::SecondAdmissionUntold))
        return decision;
    decision.tasks.push_back(
        taskAbout(known, entry,
                  "The ticket for " + seat + " was " + letInAt(known, first) + ", and at " +
                      clockTimeOf(known, entry.at) +
                      " at another door: two people hold the same paper. Look who sits there."));
    return decision;
}

Decision firstScan(const Knowledge& known, const Admitted& entry) {
    Decision decision = plain(known, Number::R12, Outcome::Noted);
    decision.admission = scanBy(known, entry);
    if (known.ticket->state != TicketState::Valid || known.ticket->line.seat != entry.seat) {
        decision.verdict.reason = "The paper for " + nameOfSeat(known, entry.seat) +
                                  " was not valid any more when it was let in.";
        decision.tasks.push_back(taskAbout(known, entry,
                                           decision.verdict.reason +
                                               " The door could not know. Somebody "
                                               "else may have the right to sit there."));
    }
    return decision;
}

Decision scanned(const Knowledge& known, const Admitted& entry) {
    const bool isSecond = known.admission && !known.admission->admission.undone;
    Decision decision = isSecond ? secondScan(known, entry) : firstScan(known, entry);
    decision.scans.push_back(scanBy(known, entry));
    return decision;
}

bool isBefore(const Scan& a, const Scan& b) {
    const auto keyOf = [](const Scan& scan) {
        return std::tuple(scan.admission.at, scan.by.terminal, scan.by.incarnation, scan.by.seq);
    };
    return keyOf(a) < keyOf(b);
}

/// A door takes back what it did itself. Where another door had let the same ticket in, and was
/// told that it is the duplicate, its scan is the one that counts now.
Decision undone(const Knowledge& known, const protocol::AdmissionUndone& entry) {
    Decision decision = plain(known, Number::R12, Outcome::Noted);
    std::optional<Scan> next;
    bool countsNoMore = false;
    for (const Scan& scan : known.scans) {
        if (scan.admission.undone)
            continue;
        if (scan.by.terminal != known.origin.terminal || entry.at < scan.admission.at) {
            if (!next || isBefore(scan, *next))
                next = scan;
            continue;
        }
        decision.scans.push_back(scan);
        decision.scans.back().admission.undone = true;
        countsNoMore |= known.admission && known.admission->by == scan.by;
    }
    if (decision.scans.empty())
        decision.verdict.reason = "No scan of this ticket counts here.";
    if (!countsNoMore)
        return decision;
    decision.admission = next;
    if (next) {
        decision.verdict.reason = "The ticket stays in: it was " + letInAt(known, *next) + ".";
        return decision;
    }
    decision.admission = known.admission;
    decision.admission->admission.undone = true;
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
