#pragma once

#include "server/ports/records.h"
#include "shared/protocol/door.h"
#include "shared/protocol/policy.h"
#include "shared/protocol/recall.h"
#include "shared/protocol/reseating.h"

namespace foyer::server::ports {

/// What people, doors and terminals have to do or to know beside seats and prices. Every change
/// writes its row of the feed too.
class DutyStore {
public:
    virtual ~DutyStore() = default;

    /// Does nothing when a task of that kind and subject is open.
    virtual void open(const TaskRecord& task) = 0;
    virtual std::vector<TaskRecord> openTasks() const = 0;
    virtual std::optional<TaskRecord> task(TaskId id) const = 0;
    virtual std::optional<TaskRecord> openTask(protocol::TaskKind kind,
                                               const std::string& subject) const = 0;
    /// Whether there ever was one, open or closed.
    virtual bool hadTask(protocol::TaskKind kind, const std::string& subject) const = 0;
    /// What is to be done about an open one is known better now. Does nothing when it is closed.
    virtual void retell(TaskId id, const std::string& text,
                        const std::vector<protocol::TaskAction>& actions) = 0;
    /// False when it was closed before, or is not known.
    virtual bool close(TaskId id, const TaskClosing& closing) = 0;

    virtual std::optional<RecallRecord> recall(RecallId id) const = 0;
    virtual std::vector<RecallRecord> openRecalls(TerminalId terminal) const = 0;
    virtual void add(const RecallRecord& recall) = 0;
    /// False when it was closed before.
    virtual bool closeRecall(RecallId id) = 0;

    virtual std::optional<protocol::Revocation> revocation(RevocationId id) const = 0;
    /// Of showtimes that end after `now`.
    virtual std::vector<protocol::Revocation> revocationsAhead(Instant now) const = 0;
    /// Does nothing when that ticket is revoked for that seat.
    virtual void add(const protocol::Revocation& revocation) = 0;
    /// The ticket is good for that seat again (a reseating back).
    virtual void dropRevocation(TicketId ticket, SeatNo seat) = 0;

    virtual std::optional<protocol::Reseating> reseating(TicketId ticket) const = 0;
    /// Of showtimes that end after `now`.
    virtual std::vector<protocol::Reseating> reseatingsAhead(Instant now) const = 0;
    /// The last one of a ticket counts.
    virtual void put(const protocol::Reseating& reseating) = 0;

    virtual std::optional<AdmissionRecord> admission(TicketId ticket) const = 0;
    virtual std::vector<AdmissionRecord> admissionsAhead(Instant now) const = 0;
    virtual void put(const AdmissionRecord& admission) = 0;
    /// Every scan of the ticket, also those that are duplicates or undone; the earliest first.
    virtual std::vector<AdmissionRecord> scans(TicketId ticket) const = 0;
    /// A new one, or a known one that is undone.
    virtual void putScan(const AdmissionRecord& scan) = 0;

    virtual protocol::Policy policy() const = 0; // the default when none was put
    virtual void put(const protocol::Policy& policy) = 0;
};

} // namespace foyer::server::ports
