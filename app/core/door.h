#pragma once

#include "app/core/context.h"
#include "app/core/journal.h"
#include "shared/domain/ticket.h"

#include <deque>
#include <map>
#include <optional>

namespace foyer::core {

/// Lets people in by their paper, without asking anybody: the signature by the keys the feed has
/// brought, the revocations, and who was let in before, here or (as far as was heard) at another
/// door. Two doors that were apart may both let a ticket in; the server reports the later one.
///
///   what the paper is                                  answer
///   not one of ours                                    NotATicket
///   of a terminal whose key is not known here          UnknownTerminal
///   not signed by that key                             Forged
///   revoked for that seat                              Revoked
///   for another showtime, or hours away                OtherShowtime
///   let in before                                      AdmittedBefore
///   good                                               Admitted, once ADMITTED is on disk
///
/// A scan that is undone counts until ADMISSION_UNDONE is on disk.
class Door {
public:
    /// How long before its start a showtime's paper is good when no showtime was chosen.
    static constexpr std::chrono::minutes kOpensBefore{120};
    static constexpr std::size_t kRemembered = 20; // scans on the screen

    void restore(const std::vector<protocol::Admission>& own);

    /// `chosen`: the showtime this door stands before; nothing: all that start about now.
    void scan(Context& ctx, const std::string& text, std::optional<ShowtimeId> chosen);
    /// False when `event` is not of this machine.
    bool verified(Context& ctx, JournalWriter& writer, OperatorId op, const PaperVerified& event);
    bool stored(Context& ctx, const Stored& event);
    /// The last scan was a mistake: the ticket may be let in again.
    void undo(Context& ctx, JournalWriter& writer, OperatorId op, const UndoAdmission& wish);

    DoorView view(const Context& ctx, std::optional<ShowtimeId> chosen) const;

private:
    struct Pending {
        RequestId request;
        domain::TicketProof proof;
        std::string paper;
        std::optional<ShowtimeId> chosen;
    };
    DoorScan scanOf(const Context& ctx, const domain::TicketProof& proof, DoorAnswer answer) const;
    void answer(Context& ctx, DoorScan scan);
    std::optional<DoorScan> obstacle(const Context& ctx, const Pending& pending) const;
    const protocol::Admission* admissionOf(const Context& ctx, TicketId ticket) const;
    bool isUndoing(TicketId ticket) const;
    void undone(Context& ctx, TicketId ticket);

    std::map<TicketId, protocol::Admission> m_own; // what was scanned here counts at once
    std::optional<Pending> m_pending;
    std::map<StoreOp, DoorScan> m_writing; // shown when they are on disk
    std::map<StoreOp, TicketId> m_undoing; // likewise
    std::deque<DoorScan> m_scans;          // latest first
};

} // namespace foyer::core
