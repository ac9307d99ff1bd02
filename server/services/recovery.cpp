#include "server/services/recovery.h"

#include "server/services/audit.h"
#include "server/services/recalls.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::server::services {

namespace {

/// More than any cinema leases between two backups: a token given out after the backup is never
/// given out again.
constexpr std::int64_t kEpochsSkipped = 1'000'000'000;

/// Until so long after the end of a showtime its tickets are paid back.
constexpr std::chrono::hours kRefundedAfterwards{24 * 7};

/// A terminal never sees a commit before it is durable, so one that has seen more proves a loss.
bool knowsMore(const protocol::Report& report, const protocol::Stamp& own) {
    return report.seen.dbIncarnation == own.dbIncarnation && report.seen.commitSeq > own.commitSeq;
}

bool isWaitedFor(const ports::RecoveryRecord& recovery, TerminalId terminal) {
    return std::any_of(recovery.terminals.begin(), recovery.terminals.end(), [&](const auto& each) {
        return each.terminal == terminal && !each.refilledAt;
    });
}

/// It has taken in the state of this very database, and nothing of its journal is missing here.
bool hasToldAll(const ports::Store& store, const Caller& caller, const protocol::Report& report) {
    const auto terminal = store.terminal(caller.terminal);
    // Between INTENT and SALE a customer may be paying on a right that this database does not know.
    return terminal && terminal->incarnation == caller.incarnation &&
           report.seen.dbIncarnation == store.stamp().dbIncarnation &&
           report.last.value + 1 == terminal->nextSeq.value &&
           !store.hasOpenIntent(caller.terminal, caller.incarnation);
}

/// It had been declared lost, or was enrolled since: what it has leased is unknown here as well.
void awaitToo(ports::Store& store, const Caller& caller, Instant now) {
    const auto recovery = store.openRecovery();
    const auto isListed = [&](const auto& each) { return each.terminal == caller.terminal; };
    if (!recovery || std::any_of(recovery->terminals.begin(), recovery->terminals.end(), isListed))
        return;
    store.setBack(caller.terminal, caller.incarnation, now);
    store.addRecovering(recovery->id, caller.terminal, caller.incarnation);
}

/// From when on the provider may have what is not known here: whatever is lost was made after
/// whatever is known. By dates of ours, which Adoption holds against the provider's own. One that
/// was not asked yet, or is to be asked once more, is asked from as long ago as it would have been.
Instant beginningOfPayments(const ports::Store& store, Milliseconds before, Instant now) {
    const auto newest = store.newestPaymentMade(now);
    Instant since =
        std::min(newest ? store.payment(*newest)->createdAt : store.firstWritten(), now);
    if (const auto oldest = store.oldestPaymentInQuestion(now - kRefundedAfterwards))
        since = std::min(since, *oldest);
    since = std::max(since - before, Instant{});
    const auto isOpen = [](const auto& recovery) {
        return recovery && recovery->paymentsSince &&
               (recovery->awaitsProvider() || recovery->paymentsAgainAt);
    };
    for (const auto& recovery : {store.openRecovery(), store.recoveryToLookAgain()})
        if (isOpen(recovery))
            since = std::min(since, *recovery->paymentsSince);
    return since;
}

/// The new recovery sees to it.
void leaveSecondLook(ports::Store& store) {
    while (const auto before = store.recoveryToLookAgain())
        store.setPaymentsKnown(before->id, *before->paymentsSince, *before->paymentsKnownAt, {});
}

bool mustTell(const ports::TerminalRecord& terminal, const ports::Store& store) {
    if (terminal.state != ports::TerminalState::Active ||
        terminal.kind == ports::TerminalKind::Online)
        return false;
    return !isGone(store, terminal);
}

} // namespace

void beginRecovery(ports::Store& store, const std::string& reason, Instant now, Random& random,
                   std::optional<Milliseconds> payments) {
    ports::RecoveryRecord recovery{Uuid::make(now, random), now, {}, reason, {}};
    if (payments)
        recovery.paymentsSince = beginningOfPayments(store, *payments, now);
    // Whoever had told everything may have sold since: that too is lost, and is asked for again.
    if (const auto open = store.openRecovery())
        store.endRecovery(open->id, now);
    leaveSecondLook(store);
    for (const auto& terminal : store.terminals())
        if (mustTell(terminal, store))
            recovery.terminals.push_back({terminal.id, terminal.incarnation, {}});
    store.start(recovery, mutated(Mutant::RestoreKeepsIncarnation) ? store.stamp().dbIncarnation
                                                                   : Uuid::make(now, random));
    store.countLeasesFrom(now);
    store.skipEpochs(kEpochsSkipped);
    store.endAllSessions();
    store.dropTokensEndedBy(Instant::max()); // which of them were used is forgotten too
    // Their seats may be a terminal's since: what is sold there counts.
    for (const HoldId hold : store.openHolds())
        releaseHold(store, hold);
    // Two histories have one number for different sales of ours: their order tells nothing (R8).
    for (const auto& terminal : store.terminals())
        if (terminal.kind == ports::TerminalKind::Online)
            store.setCloned(terminal.id, terminal.incarnation);
    writeAudit(store, now, "server", "recovery.started", reason);
    if (recovery.terminals.empty())
        endIfAllAreHeard(store, now);
}

bool awaitsProvider(const ports::Store& store) {
    const auto recovery = store.openRecovery();
    return recovery && recovery->awaitsProvider();
}

bool forgoPayments(ports::Store& store, const std::string& reason, Instant now) {
    const auto open = store.openRecovery();
    const bool waits = open && open->awaitsProvider();
    if (!waits && !store.recoveryToLookAgain())
        return false;
    writeAudit(store, now, "foyerd", "recovery.payments_forgone", reason);
    leaveSecondLook(store);
    if (waits)
        store.setPaymentsKnown(open->id, *open->paymentsSince, now, {});
    endIfAllAreHeard(store, now);
    return true;
}

void endIfAllAreHeard(ports::Store& store, Instant now) {
    const auto recovery = store.openRecovery();
    if (!recovery || (recovery->awaitsProvider() && !mutated(Mutant::RecoveryEndsUnasked)) ||
        (recovery->awaitsTerminals() && !mutated(Mutant::RecoveryOpensPoolEarly)))
        return;
    store.endRecovery(recovery->id, now);
    writeAudit(store, now, "server", "recovery.ended", "every live terminal has been heard");
}

void markRefilled(ports::Store& store, TerminalId terminal, Instant now) {
    const auto recovery = store.openRecovery();
    if (!recovery || !isWaitedFor(*recovery, terminal))
        return;
    store.setRefilled(recovery->id, terminal, now);
    endIfAllAreHeard(store, now);
}

void Recovery::heard(const Caller& caller, const protocol::Report& report,
                     const protocol::Stamp& own) {
    const bool isOrdinary =
        report.seen.dbIncarnation == own.dbIncarnation && !knowsMore(report, own);
    if (isOrdinary && !m_mayBeOpen)
        return;
    m_mayBeOpen = true;
    submit<bool>(
        m_context.writer,
        [context = m_context, isPaidOnline = m_isPaidOnline, caller, report](ports::Store& store) {
            const Instant now = context.clock.now();
            if (isAdmitted(store, caller) && knowsMore(report, store.stamp()))
                beginRecovery(store,
                              "terminal " + caller.terminal.toString() + " had seen commit " +
                                  std::to_string(report.seen.commitSeq.value) +
                                  ", the database ends at " +
                                  std::to_string(store.stamp().commitSeq.value),
                              now, context.random,
                              isPaidOnline || store.hasPayments() ? std::optional(kBeforeSomeTime)
                                                                  : std::nullopt);
            else if (isAdmitted(store, caller))
                awaitToo(store, caller, now);
            if (hasToldAll(store, caller, report))
                markRefilled(store, caller.terminal, now);
            return Decided<bool>{store.isRecovering()};
        },
        // Only what is durable counts: an end that was rolled back is none. When it failed, the
        // terminal says so again with its next request.
        [this](const Outcome<bool>& isOpen) {
            if (isOpen)
                m_mayBeOpen = *isOpen;
        });
}

void Recovery::heardOlder(const Caller& caller, std::optional<OlderTerminals::Upload> upload) {
    if (!m_mayBeOpen)
        return;
    submit<bool>(
        m_context.writer,
        [context = m_context, caller, upload, older = m_older](ports::Store& store) {
            const Instant now = context.clock.now();
            if (isAdmitted(store, caller) && older->hasToldAll(store, caller, upload, now))
                markRefilled(store, caller.terminal, now);
            return Decided<bool>{store.isRecovering()};
        },
        [this](const Outcome<bool>& isOpen) {
            if (isOpen)
                m_mayBeOpen = *isOpen;
        });
}

void Recovery::lookAround() {
    const auto isOpen = readOne<bool>(
        m_context.reader, [](const ports::Store& store) { return store.isRecovering(); });
    if (isOpen && *isOpen)
        m_mayBeOpen = true;
}

Outcome<Recovery::State> Recovery::state() {
    return readOne<State>(m_context.reader, [](const ports::Store& store) {
        return State{store.openRecovery(), store.hasPayments()};
    });
}

} // namespace foyer::server::services
