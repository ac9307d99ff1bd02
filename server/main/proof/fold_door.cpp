// Doors: the earliest scan of a ticket counts; paper may bring in a sale that nobody knew.

#include "server/main/proof/fold.h"

#include <tuple>

namespace foyer::server::proof {

using protocol::Outcome;
using protocol::TaskKind;

void Fold::admitted(const protocol::Admitted& entry, Work& work) {
    Ticket* ticket = m_book.ticket(entry.ticket);
    const Scan fresh{work.row.key, entry.showtime, entry.seat, entry.at};
    if (!ticket && work.verdict().rule == protocol::Rule::R8) {
        paper(entry, work);
        if (const Ticket* brought = m_book.ticket(entry.ticket); brought && brought->ousted)
            duty(work, TaskKind::DoubleAdmission, entry.ticket.toString());
        m_book.scans[entry.ticket] = fresh;
        m_book.allScans[entry.ticket].push_back(fresh);
        return;
    }
    if (!ticket || !work.is(Outcome::Noted))
        return find("I2", work,
                    "lets in ticket " + entry.ticket.toString() + ", which no journal has.");
    m_book.allScans[entry.ticket].push_back(fresh);
    const auto [at, isFirst] = m_book.scans.try_emplace(entry.ticket, fresh);
    Scan& scan = at->second;
    if (!isFirst && !scan.undone) {
        duty(work, TaskKind::DoubleAdmission, entry.ticket.toString());
        if (entry.at < scan.at)
            scan = fresh;
        return;
    }
    scan = fresh;
    const bool isSure = !m_house.isReplanned(ticket->showtime);
    if (isSure && (ticket->fate != Fate::Valid || ticket->seat != entry.seat))
        duty(work, TaskKind::DoubleAdmission, entry.ticket.toString());
}

void Fold::admissionUndone(const protocol::AdmissionUndone& entry, Work& work) {
    if (!work.is(Outcome::Noted))
        find("I2", work, "was answered by more than a note.");
    const auto counting = m_book.scans.find(entry.ticket);
    if (counting == m_book.scans.end())
        return;
    Scan& scan = counting->second;
    const Scan* left = nullptr;
    for (Scan& each : m_book.allScans[entry.ticket]) {
        if (each.entry.terminal == work.row.key.terminal && each.at <= entry.at)
            each.undone = true;
        if (each.entry == scan.entry)
            scan.undone |= each.undone;
        if (!each.undone &&
            (!left || std::tie(each.at, each.entry) < std::tie(left->at, left->entry)))
            left = &each;
    }
    if (scan.undone && left)
        scan = *left;
}

} // namespace foyer::server::proof
