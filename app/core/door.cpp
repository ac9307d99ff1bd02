#include "app/core/door.h"

#include "app/core/replica_changes.h"
#include "app/core/till.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <set>
#include <utility>

namespace foyer::core {

namespace {

std::optional<PublicKey> keyOf(const Replica& replica, const domain::TicketProof& proof) {
    const auto keys = replica.keys.find(proof.terminal);
    if (keys == replica.keys.end())
        return {};
    for (const auto& life : keys->second.lives)
        if (life.incarnation == proof.incarnation)
            return life.key;
    return {};
}

/// A ticket that was moved away and back again is good for the seat on its first paper.
bool wasMovedBack(const Replica& replica, const protocol::Revocation& row) {
    using protocol::RevocationReason;
    const auto at = replica.reseatings.find(row.ticket);
    return at != replica.reseatings.end() && at->second.to == row.seat &&
           (row.reason == RevocationReason::Reseated || row.reason == RevocationReason::Lost);
}

const protocol::Revocation* revocationOf(const Replica& replica, const domain::TicketProof& proof) {
    for (const auto& [id, row] : replica.revocations)
        if (row.ticket == proof.ticket && row.seat == proof.seat && !wasMovedBack(replica, row))
            return &row;
    return nullptr;
}

/// Whether somebody with this paper may be at this door now.
bool isOurs(const Context& ctx, const domain::TicketProof& proof,
            std::optional<ShowtimeId> chosen) {
    if (chosen)
        return proof.showtime == *chosen;
    const auto showtime = ctx.replica.showtimes.find(proof.showtime);
    return showtime != ctx.replica.showtimes.end() && ctx.now.wall < showtime->second.end &&
           ctx.now.wall >= showtime->second.start - Door::kOpensBefore;
}

} // namespace

void Door::restore(const std::vector<protocol::Admission>& own) {
    if (mutated(Mutant::AdmissionForgotten))
        return;
    for (const auto& admission : own)
        m_own[admission.ticket] = admission;
}

const protocol::Admission* Door::admissionOf(const Context& ctx, TicketId ticket) const {
    const auto own = m_own.find(ticket);
    if (own != m_own.end() && !own->second.undone && !mutated(Mutant::AdmittedTwice))
        return &own->second;
    const auto told = ctx.replica.admissions.find(ticket);
    if (told == ctx.replica.admissions.end() || told->second.undone)
        return nullptr;
    // What was undone here the feed may still call let in, until the server has heard.
    const bool isOwn = told->second.door == ctx.identity.terminal;
    return own != m_own.end() && isOwn ? nullptr : &told->second;
}

DoorScan Door::scanOf(const Context& ctx, const domain::TicketProof& proof,
                      DoorAnswer answer) const {
    DoorScan scan;
    scan.answer = answer;
    scan.ticket = proof.ticket;
    scan.showtime = proof.showtime;
    scan.seat = proof.seat;
    scan.at = ctx.now.wall;
    const auto show = findShow(ctx.replica, proof.showtime);
    if (!show)
        return scan;
    scan.start = show->showtime->start;
    scan.utcOffset = utcOffsetOf(*show->showtime);
    if (const auto movie = ctx.replica.movies.find(show->showtime->movie);
        movie != ctx.replica.movies.end())
        scan.movie = movie->second.title;
    if (const auto room = ctx.replica.auditoriums.find(show->showtime->auditorium);
        room != ctx.replica.auditoriums.end())
        scan.auditorium = room->second.name;
    if (proof.seat.value < show->plan->seatCount()) {
        scan.seatName = show->plan->seatName(proof.seat);
        scan.area = show->plan->areaOf(proof.seat).name;
    }
    return scan;
}

void Door::answer(Context& ctx, DoorScan scan) {
    m_scans.push_front(std::move(scan));
    if (m_scans.size() > kRemembered)
        m_scans.pop_back();
    ctx.touch(Part::Door);
}

void Door::scan(Context& ctx, const std::string& text, std::optional<ShowtimeId> chosen) {
    if (m_pending || !ctx.canStore())
        return; // one paper at a time; scanners repeat themselves
    const auto read = domain::readQrText(text);
    if (!read) {
        DoorScan scan;
        scan.answer = DoorAnswer::NotATicket;
        scan.at = ctx.now.wall;
        return answer(ctx, std::move(scan));
    }
    const auto key = keyOf(ctx.replica, read->proof);
    if (!key)
        return answer(ctx, scanOf(ctx, read->proof, DoorAnswer::UnknownTerminal));
    m_pending = Pending{ctx.newRequest(), read->proof, text, chosen};
    ctx.want(VerifyPaper{m_pending->request, read->signedBytes, read->signature, *key});
    ctx.touch(Part::Door);
}

std::optional<DoorScan> Door::obstacle(const Context& ctx, const Pending& pending) const {
    const domain::TicketProof& proof = pending.proof;
    if (const auto* revoked = revocationOf(ctx.replica, proof);
        revoked && !mutated(Mutant::RevocationIgnored)) {
        DoorScan scan = scanOf(ctx, proof, DoorAnswer::Revoked);
        scan.revoked = revoked->reason;
        return scan;
    }
    if (!isOurs(ctx, proof, pending.chosen))
        return scanOf(ctx, proof, DoorAnswer::OtherShowtime);
    if (const auto* before = admissionOf(ctx, proof.ticket)) {
        DoorScan scan = scanOf(ctx, proof, DoorAnswer::AdmittedBefore);
        scan.before = before->at;
        scan.beforeDoor = before->doorName;
        return scan;
    }
    return {};
}

bool Door::verified(Context& ctx, JournalWriter& writer, OperatorId op,
                    const PaperVerified& event) {
    if (!m_pending || m_pending->request != event.request)
        return false;
    const Pending pending = *std::exchange(m_pending, {});
    if (!event.genuine && !mutated(Mutant::ForgedPaperAdmitted)) {
        answer(ctx, scanOf(ctx, pending.proof, DoorAnswer::Forged));
        return true;
    }
    if (auto scan = obstacle(ctx, pending)) {
        answer(ctx, std::move(*scan));
        return true;
    }
    if (!ctx.canStore())
        return true;
    const domain::TicketProof& proof = pending.proof;
    m_own[proof.ticket] = {proof.ticket,      proof.showtime, proof.seat, ctx.identity.terminal,
                           ctx.identity.name, ctx.now.wall,   false};
    const StoreOp entry =
        writer.append(ctx,
                      {protocol::Admitted{proof.ticket, proof.showtime, proof.seat, pending.paper,
                                          op, ctx.now.wall}},
                      {}, {});
    m_writing.emplace(entry, scanOf(ctx, proof, DoorAnswer::Admitted));
    return true;
}

bool Door::stored(Context& ctx, const Stored& event) {
    if (const auto undoing = m_undoing.extract(event.op)) {
        undone(ctx, undoing.mapped());
        return true;
    }
    const auto at = m_writing.find(event.op);
    if (at == m_writing.end())
        return false;
    DoorScan scan = std::move(at->second);
    m_writing.erase(at);
    answer(ctx, std::move(scan));
    return true;
}

void Door::undo(Context& ctx, JournalWriter& writer, OperatorId op, const UndoAdmission& wish) {
    const auto own = m_own.find(wish.ticket);
    if (own == m_own.end() || own->second.undone || isUndoing(wish.ticket) || !ctx.canStore())
        return;
    const StoreOp entry =
        writer.append(ctx,
                      {protocol::AdmissionUndone{wish.ticket, own->second.showtime,
                                                 reasonFrom(wish.reason), op, ctx.now.wall}},
                      {}, {});
    m_undoing.emplace(entry, wish.ticket);
    if (mutated(Mutant::UndoneBeforeDisk))
        undone(ctx, wish.ticket);
}

bool Door::isUndoing(TicketId ticket) const {
    return std::any_of(m_undoing.begin(), m_undoing.end(),
                       [&](const auto& row) { return row.second == ticket; });
}

void Door::undone(Context& ctx, TicketId ticket) {
    m_own.at(ticket).undone = true;
    for (DoorScan& scan : m_scans)
        if (scan.ticket == ticket && scan.answer == DoorAnswer::Admitted)
            scan.undone = true;
    ctx.touch(Part::Door);
}

DoorView Door::view(const Context& ctx, std::optional<ShowtimeId> chosen) const {
    DoorView view;
    view.scans.assign(m_scans.begin(), m_scans.end());
    view.verifying = m_pending.has_value();
    if (!chosen)
        return view;
    const auto seats = ctx.replica.seats.find(*chosen);
    if (seats != ctx.replica.seats.end())
        view.sold = static_cast<std::size_t>(std::count(
            seats->second.states.begin(), seats->second.states.end(), domain::SeatState::Sold));
    std::set<TicketId> seen;
    for (const auto* rows : {&ctx.replica.admissions, &m_own})
        for (const auto& [ticket, row] : *rows)
            if (row.showtime == *chosen)
                seen.insert(ticket);
    view.inside = static_cast<std::size_t>(std::count_if(
        seen.begin(), seen.end(), [&](TicketId ticket) { return admissionOf(ctx, ticket); }));
    return view;
}

} // namespace foyer::core
