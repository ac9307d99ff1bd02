#include "server/services/intake.h"

#include "server/services/audit.h"
#include "server/services/refunds_due.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"

#include <algorithm>

namespace foyer::server::services {

using protocol::UploadRefusal;

Decided<Intake::Answer> Intake::run() {
    const auto terminal = m_store.terminal(m_checked.upload.terminal);
    if (!terminal)
        return refuse(UploadRefusal::Barred, {});
    const core::JournalHead head{terminal->incarnation, terminal->nextSeq, terminal->lastHash,
                                 terminal->state != ports::TerminalState::Active};
    if (const auto error = core::refusalOf(head, m_checked.upload))
        return refuseUpload(*error, *terminal);
    if (terminal->key != m_checked.key)
        return refuse(UploadRefusal::Barred, terminal->nextSeq); // enrolled anew meanwhile
    if (auto refusal = checkEntries(*terminal, head))
        return std::move(*refusal);
    protocol::JournalAnswer answer;
    const auto& entries = m_checked.upload.entries;
    if (m_repeats.size() < entries.size())
        m_store.setBack(terminal->id, terminal->incarnation, m_now);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto verdict = i < m_repeats.size() ? std::optional(m_repeats[i]) : takeIn(i);
        if (!verdict)
            return stopBefore(i);
        answer.verdicts.push_back(std::move(*verdict));
    }
    if (m_repeats.size() < entries.size() && !mutated(Mutant::HeadNotMoved))
        m_store.setHead(terminal->id, Seq{entries.back().seq.value + 1}, entries.back().hash,
                        m_now);
    setWaiting(false);
    answer.stamp = m_store.stamp();
    return {std::move(answer)};
}

/// For a recovery: while anybody waits, nobody may be able to go on.
void Intake::setWaiting(bool waits) {
    if (const auto recovery = m_store.openRecovery())
        m_store.setWaiting(recovery->id, m_checked.upload.terminal, waits);
}

/// About a disk of that life, which may have sold whatever the life has on lease.
protocol::Task Intake::officeTask(protocol::TaskKind kind, Incarnation life) const {
    protocol::Task task;
    task.kind = kind;
    task.actions = {protocol::TaskAction::Settle};
    task.deadline = dueBefore(m_store, m_checked.upload.terminal, life, m_now);
    return task;
}

/// Entries of a life that is over stay with their disk: somebody must look at them, because they
/// may hold sales whose customers will come.
Decided<Intake::Answer> Intake::refuseUpload(const protocol::UploadError& error,
                                             const ports::TerminalRecord& terminal) {
    const auto& upload = m_checked.upload;
    if (upload.incarnation >= terminal.incarnation || upload.entries.empty())
        return {Err{error}, false};
    protocol::Task task = officeTask(protocol::TaskKind::FormerLife, upload.incarnation);
    task.subject = formerLifeOf(terminal.id, upload.incarnation);
    task.text = "An older disk of terminal \"" + terminal.name +
                "\" has entries to send. They are safe on that disk and were not taken in. Keep "
                "the disk, compare its sales with the ones known here.";
    open(std::move(task), businessDayOf(m_now, {}));
    return {Err{error}, true};
}

Decided<Intake::Answer> Intake::quarantine(ports::TerminalRecord terminal, Seq seq) {
    const Seq expected = terminal.nextSeq;
    terminal.state = ports::TerminalState::Quarantined;
    m_store.put(terminal);
    const std::string what = "Terminal \"" + terminal.name + "\" sent another entry " +
                             std::to_string(seq.value) +
                             " than before, rightly signed: its disk was copied.";
    openCopied(terminal, terminal.incarnation,
               what + " It may not sell from the server until one of the two is enrolled anew. "
                      "What was taken in stands.");
    writeAudit(m_store, m_now, terminal.id.toString(), "terminal.quarantined", what);
    return refuse(UploadRefusal::Quarantine, expected, true);
}

void Intake::openCopied(const ports::TerminalRecord& terminal, Incarnation life,
                        const std::string& what) {
    m_store.setCloned(terminal.id, life);
    protocol::Task task = officeTask(protocol::TaskKind::ClonedTerminal, life);
    task.subject = mutated(Mutant::OneTaskForCopiedLives)
                       ? terminal.id.toString()
                       : formerLifeOf(terminal.id, life); // each of them is looked for by itself
    task.text = what;
    open(std::move(task), businessDayOf(m_now, {}));
}

/// A life that is over told another entry by this number: there is a second disk of it, which may
/// still sell from its leases and hold sales that nobody knows.
void Intake::lookForCopies(const CheckedEntry& entry) {
    for (const auto& sealed : entry.carried) {
        const auto known = m_store.entry(keyOf(sealed));
        if (!known || known->hash == sealed.hash ||
            m_store.isCloned(m_checked.upload.terminal, sealed.incarnation))
            continue;
        const auto terminal = m_store.terminal(m_checked.upload.terminal);
        const std::string what = "A former disk of terminal \"" + terminal->name + "\" (life " +
                                 std::to_string(sealed.incarnation.value) + ") had another entry " +
                                 std::to_string(sealed.seq.value) +
                                 " than the one that was sent: it was copied.";
        openCopied(*terminal, sealed.incarnation,
                   what + " The other disk may hold sales that are not known here; its seats stay "
                          "with it. Find it, and have it enrolled anew.");
        writeAudit(m_store, m_now, terminal->id.toString(), "terminal.copied", what);
    }
}

/// R0 and R1 for each entry, before any is taken in: a refused upload has no effect.
std::optional<Decided<Intake::Answer>> Intake::checkEntries(const ports::TerminalRecord& terminal,
                                                            const core::JournalHead& head) {
    const auto& entries = m_checked.upload.entries;
    for (std::size_t i = 0; i < entries.size() && entries[i].seq < head.nextSeq; ++i) {
        if (mutated(Mutant::RepeatTakenAgain))
            break;
        auto known = m_store.entry(keyOf(i));
        CHECK(known);
        switch (core::repeatOf(known->hash, entries[i], m_checked.entries[i].sound)) {
        case core::Repeat::Same:
            m_repeats.push_back(std::move(known->verdict));
            break;
        case core::Repeat::Cloned:
            if (!mutated(Mutant::CloneNotQuarantined))
                return quarantine(terminal, entries[i].seq);
            m_repeats.push_back(std::move(known->verdict));
            break;
        case core::Repeat::Damaged:
            return refuse(UploadRefusal::BadChain, entries[i].seq);
        }
    }
    if (const auto error = core::brokenChainOf(head, m_checked.upload))
        return refuse(error->refusal, error->expected);
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (!m_checked.entries[i].sound)
            return refuse(UploadRefusal::BadChain, entries[i].seq);
    return {};
}

/// An entry of a former life that the server has by another way: from that life itself, or because
/// it was carried before.
std::optional<protocol::Verdict> Intake::carriedBefore(const CheckedEntry& entry, Seq seq) const {
    for (const auto& sealed : entry.carried) {
        auto verdict = m_store.carriedVerdict(keyOf(sealed), sealed.hash);
        if (const auto known = m_store.entry(keyOf(sealed)); known && known->hash == sealed.hash)
            verdict = known->verdict;
        if (!verdict)
            continue;
        verdict->seq = seq;
        verdict->rule = protocol::Rule::R0;
        return verdict;
    }
    return {};
}

core::Origin Intake::originOf(std::size_t index) const {
    const CheckedEntry& entry = m_checked.entries[index];
    const ports::EntryKey key = entry.isCarried() ? keyOf(entry.carried.back()) : keyOf(index);
    return {key.terminal, key.incarnation, key.seq};
}

/// A terminal that is stuck itself tells nothing before somebody is judged.
bool Intake::othersMayTell(const protocol::Payload& payload) const {
    const auto recovery = m_store.openRecovery();
    if (!recovery)
        return false;
    // What was paid online since the backup the provider has still to tell (Adoption).
    if (recovery->awaitsProvider() && !std::holds_alternative<protocol::Sale>(payload))
        return true;
    const auto mayTell = [&](const auto& each) {
        return each.terminal != m_checked.upload.terminal && !each.refilledAt &&
               (!m_stuck || m_stuck->count(each.terminal) == 0);
    };
    return std::any_of(recovery->terminals.begin(), recovery->terminals.end(), mayTell);
}

/// What came before it is kept: others may wait for that.
Decided<Intake::Answer> Intake::stopBefore(std::size_t index) {
    const auto& entries = m_checked.upload.entries;
    setWaiting(true);
    if (index > m_repeats.size())
        m_store.setHead(m_checked.upload.terminal, entries[index].seq, entries[index - 1].hash,
                        m_now);
    return refuse(UploadRefusal::Recovering, entries[index].seq, true);
}

std::optional<protocol::Verdict> Intake::takeIn(std::size_t index) {
    const CheckedEntry& entry = m_checked.entries[index];
    const Seq seq = keyOf(index).seq;
    const core::Needs needs = core::needsOf(entry.payload);
    if (!mutated(Mutant::CopyUnnoticed))
        lookForCopies(entry);
    if (auto verdict = carriedBefore(entry, seq);
        verdict && !mutated(Mutant::CarryOverJudgedTwice)) {
        saveEntry(index, needs.booking, *verdict);
        return *verdict;
    }
    const core::Knowledge known = knowledgeFor(index, needs);
    core::Decision decision = core::decide(known, entry.payload);
    if (core::waitsForOthers(known, entry.payload, decision) && othersMayTell(entry.payload) &&
        !mutated(Mutant::RefillWaitsForNobody))
        return {};
    decision.verdict.seq = seq; // a carried entry's verdict answers the one that carried it
    save(index, needs, known, decision);
    return decision.verdict;
}

void Intake::open(protocol::Task task, Date day) {
    task.id = TaskId::make(m_now, m_random);
    task.openedAt = m_now;
    const bool isRefund = task.kind == protocol::TaskKind::RefundDue;
    const ports::TaskRecord record{std::move(task), day};
    if (isRefund)
        openRefundDue(m_store, record, m_now);
    else
        m_store.open(record);
}

} // namespace foyer::server::services
