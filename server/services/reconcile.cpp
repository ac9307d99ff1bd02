#include "server/services/reconcile.h"

#include "server/core/uploads.h"
#include "server/services/audit.h"
#include "server/services/terminals.h"

#include <algorithm>
#include <set>

namespace foyer::server::services {

using protocol::JournalAnswer;
using protocol::UploadError;
using protocol::UploadRefusal;
using Answer = Reconcile::Answer;

namespace {

/// An upload whose entries were checked and read off the writer's thread.
struct Checked {
    protocol::JournalUpload upload;
    PublicKey key{};
    std::vector<bool> sound;
    std::vector<protocol::Payload> payloads;
};

class Intake {
public:
    Intake(ports::Store& store, const Checked& checked, Instant now, Random& random)
        : m_store(store), m_checked(checked), m_now(now), m_random(random) {}

    Decided<Answer> run();

private:
    Decided<Answer> refuse(UploadRefusal refusal, Seq expected, bool keep = false) const {
        return {Err{UploadError{refusal, expected}}, keep};
    }
    ports::EntryKey keyOf(std::size_t index) const {
        return {m_checked.upload.terminal, m_checked.upload.incarnation,
                m_checked.upload.entries[index].seq};
    }
    Decided<Answer> refuseUpload(const UploadError& error, const ports::TerminalRecord& terminal);
    Decided<Answer> quarantine(ports::TerminalRecord terminal, Seq seq);
    std::optional<Decided<Answer>> checkEntries(const ports::TerminalRecord& terminal,
                                                const core::JournalHead& head);
    protocol::Verdict takeIn(std::size_t index);
    core::Knowledge knowledgeFor(const core::Needs& needs, Seq seq) const;
    void loadRights(core::Knowledge& known, const core::Needs& needs) const;
    void save(std::size_t index, const core::Needs& needs, const core::Knowledge& known,
              core::Decision& decision);
    void saveRights(ShowtimeId showtime, const protocol::Verdict& verdict,
                    std::vector<core::ClaimChange> changes);
    void saveMoney(const ports::EntryKey& key, const core::Knowledge& known,
                   const protocol::Payload& payload, const core::Decision& decision);
    void openTask(protocol::TaskKind kind, const std::string& subject, const std::string& text);

    ports::Store& m_store;
    const Checked& m_checked;
    Instant m_now;
    Random& m_random;
    std::vector<protocol::Verdict> m_repeats; // on the entries known before, the first ones
};

Decided<Answer> Intake::run() {
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
    JournalAnswer answer;
    const auto& entries = m_checked.upload.entries;
    for (std::size_t i = 0; i < entries.size(); ++i)
        answer.verdicts.push_back(i < m_repeats.size() ? m_repeats[i] : takeIn(i));
    if (m_repeats.size() < entries.size())
        m_store.setHead(terminal->id, Seq{entries.back().seq.value + 1}, entries.back().hash,
                        m_now);
    answer.stamp = m_store.stamp();
    return {std::move(answer)};
}

/// Entries of a life that is over stay with their disk: somebody must look at them, because they
/// may hold sales whose customers will come.
Decided<Answer> Intake::refuseUpload(const UploadError& error,
                                     const ports::TerminalRecord& terminal) {
    const auto& upload = m_checked.upload;
    if (upload.incarnation >= terminal.incarnation || upload.entries.empty())
        return {Err{error}, false};
    openTask(protocol::TaskKind::FormerLife, formerLifeOf(terminal.id, upload.incarnation),
             "An older disk of terminal \"" + terminal.name +
                 "\" has entries to send. They are safe on that disk and were not taken in. Keep "
                 "the disk, compare its sales with the ones known here.");
    return {Err{error}, true};
}

Decided<Answer> Intake::quarantine(ports::TerminalRecord terminal, Seq seq) {
    const Seq expected = terminal.nextSeq;
    terminal.state = ports::TerminalState::Quarantined;
    m_store.put(terminal);
    const std::string what = "Terminal \"" + terminal.name + "\" sent another entry " +
                             std::to_string(seq.value) +
                             " than before, rightly signed: its disk was copied.";
    openTask(protocol::TaskKind::ClonedTerminal, terminal.id.toString(),
             what + " It may not sell from the server until one of the two is enrolled anew. "
                    "What was taken in stands.");
    writeAudit(m_store, m_now, terminal.id.toString(), "terminal.quarantined", what);
    return refuse(UploadRefusal::Quarantine, expected, true);
}

/// R0 and R1 for each entry, before any is taken in: a refused upload has no effect.
std::optional<Decided<Answer>> Intake::checkEntries(const ports::TerminalRecord& terminal,
                                                    const core::JournalHead& head) {
    const auto& entries = m_checked.upload.entries;
    for (std::size_t i = 0; i < entries.size() && entries[i].seq < head.nextSeq; ++i) {
        auto known = m_store.entry(keyOf(i));
        CHECK(known);
        switch (core::repeatOf(known->hash, entries[i], m_checked.sound[i])) {
        case core::Repeat::Same:
            m_repeats.push_back(std::move(known->verdict));
            break;
        case core::Repeat::Cloned:
            return quarantine(terminal, entries[i].seq);
        case core::Repeat::Damaged:
            return refuse(UploadRefusal::BadChain, entries[i].seq);
        }
    }
    if (const auto error = core::brokenChainOf(head, m_checked.upload))
        return refuse(error->refusal, error->expected);
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (!m_checked.sound[i])
            return refuse(UploadRefusal::BadChain, entries[i].seq);
    return {};
}

protocol::Verdict Intake::takeIn(std::size_t index) {
    const protocol::Payload& payload = m_checked.payloads[index];
    const core::Needs needs = core::needsOf(payload);
    const core::Knowledge known = knowledgeFor(needs, m_checked.upload.entries[index].seq);
    core::Decision decision = core::decide(known, payload);
    save(index, needs, known, decision);
    return decision.verdict;
}

core::Knowledge Intake::knowledgeFor(const core::Needs& needs, Seq seq) const {
    core::Knowledge known;
    known.origin = {m_checked.upload.terminal, m_checked.upload.incarnation, seq};
    if (needs.showtime.isNull())
        return known; // a record that asks for nothing
    known.showtime = m_store.showtime(needs.showtime);
    if (known.showtime)
        known.plan = m_store.plan(known.showtime->plan);
    if (!needs.priceList.isNull())
        known.priceList = m_store.priceList(needs.priceList);
    if (!needs.booking.isNull())
        if (auto booking = m_store.booking(needs.booking))
            known.booking = core::BookingFacts{std::move(*booking), m_store.tickets(needs.booking)};
    for (const TicketId ticket : needs.newTickets)
        if (m_store.ticket(ticket))
            known.takenTickets.push_back(ticket);
    loadRights(known, needs);
    return known;
}

void Intake::loadRights(core::Knowledge& known, const core::Needs& needs) const {
    std::vector<SeatNo> seats = needs.seats;
    std::set<AllotmentId> allotments(needs.allotments.begin(), needs.allotments.end());
    if (known.booking)
        for (const auto& ticket : known.booking->tickets) {
            seats.push_back(ticket.line.seat);
            allotments.insert(ticket.allotment);
        }
    if (known.showtime)
        known.claims = m_store.claims(needs.showtime, seats);
    for (const core::Claim& claim : known.claims.all())
        if (claim.kind == core::ClaimKind::Allotment)
            allotments.insert(AllotmentId{claim.owner});
    for (const AllotmentId id : allotments)
        if (const auto found = m_store.allotment(id))
            known.allotments.push_back({found->id, found->terminal, found->incarnation,
                                        found->showtime, found->epoch, found->state});
}

/// Order matters to the foreign keys: entry and verdict, booking and tickets, then what refers.
void Intake::save(std::size_t index, const core::Needs& needs, const core::Knowledge& known,
                  core::Decision& decision) {
    const auto& entry = m_checked.upload.entries[index];
    const ports::EntryKey key = keyOf(index);
    m_store.add(ports::EntryRecord{key, entry.type, entry.payloadText, entry.prevHash, entry.hash,
                                   entry.signature, needs.booking, m_now},
                decision.verdict, m_now);
    for (const auto& [ticket, state] : decision.ticketStates)
        m_store.setState(ticket, state);
    if (decision.voided)
        m_store.setState(*decision.voided, core::BookingState::Void);
    if (decision.newBooking)
        m_store.add(*decision.newBooking);
    for (const auto& ticket : decision.newTickets)
        m_store.add(ticket);
    if (!decision.claims.empty())
        saveRights(needs.showtime, decision.verdict, std::move(decision.claims));
    saveMoney(key, known, m_checked.payloads[index], decision);
    if (!decision.task.empty())
        openTask(protocol::TaskKind::QuarantinedEntry,
                 key.terminal.toString() + "/" + std::to_string(key.incarnation.value) + "/" +
                     std::to_string(key.seq.value),
                 decision.task);
}

void Intake::saveRights(ShowtimeId showtime, const protocol::Verdict& verdict,
                        std::vector<core::ClaimChange> changes) {
    BlockId block;
    std::set<AllotmentId> losing;
    std::set<AllotmentId> gaining;
    for (core::ClaimChange& change : changes) {
        if (change.before && change.before->kind == core::ClaimKind::Allotment && !change.after)
            losing.insert(AllotmentId{change.before->owner});
        if (change.after && change.after->kind == core::ClaimKind::Allotment)
            gaining.insert(AllotmentId{change.after->owner});
        if (!change.after || change.after->kind != core::ClaimKind::Block)
            continue;
        if (block.isNull()) {
            block = BlockId::make(m_now, m_random);
            m_store.add(ports::BlockRecord{block, showtime, verdict.reason, m_now});
        }
        change.after->owner = block.uuid;
    }
    CHECK(m_store.apply(showtime, changes));
    for (const AllotmentId id : losing)
        closeIfEmpty(m_store, id);
    for (const AllotmentId id : gaining)
        reopenIfClosed(m_store, id);
}

/// A terminal's clock may be damaged too; a time nobody can have meant is replaced by our own.
Date businessDayFor(const core::Knowledge& known, const protocol::Payload& payload, Instant now) {
    constexpr std::chrono::days kMostApart{366};
    const auto offset = std::chrono::minutes{known.showtime ? known.showtime->utcOffsetMinutes : 0};
    const Date today = businessDayOf(now, offset);
    const auto isNear = [&](Date day) {
        return day > today - kMostApart && day < today + kMostApart;
    };
    if (const auto* sale = std::get_if<protocol::Sale>(&payload))
        return isNear(sale->businessDay) ? sale->businessDay : today;
    const Instant at = protocol::timeOf(payload).value_or(now);
    const bool near = at > now - kMostApart && at < now + kMostApart;
    return near ? businessDayOf(at, offset) : today;
}

void Intake::saveMoney(const ports::EntryKey& key, const core::Knowledge& known,
                       const protocol::Payload& payload, const core::Decision& decision) {
    if (decision.postings.empty())
        return;
    CHECK(domain::isBalanced(decision.postings));
    m_store.add(ports::LedgerRecord{Uuid::make(m_now, m_random), decision.ledgerEvent, key,
                                    businessDayFor(known, payload, m_now), m_now,
                                    decision.postings});
}

void Intake::openTask(protocol::TaskKind kind, const std::string& subject,
                      const std::string& text) {
    protocol::Task task;
    task.id = TaskId::make(m_now, m_random);
    task.kind = kind;
    task.subject = subject;
    task.text = text;
    task.actions = {protocol::TaskAction::Settle};
    task.openedAt = m_now;
    m_store.open({std::move(task), businessDayOf(m_now, {})});
}

} // namespace

void Reconcile::upload(protocol::JournalUpload upload, Reply<Answer> reply) {
    auto checked = std::make_shared<Checked>();
    checked->upload = std::move(upload);
    const TerminalId terminal = checked->upload.terminal;
    const auto known = readOne<std::optional<ports::TerminalRecord>>(
        m_context.reader, [&](const ports::Store& store) { return store.terminal(terminal); });
    if (!known)
        return reply(Err{known.error()});
    if (*known)
        checked->key = (*known)->key;
    for (const auto& entry : checked->upload.entries) {
        checked->sound.push_back(*known && m_verifier.isSound(terminal, checked->key, entry));
        checked->payloads.push_back(m_verifier.decode(entry));
    }
    submit<Answer>(
        m_context.writer,
        [context = m_context, checked](ports::Store& store) {
            return Intake(store, *checked, context.clock.now(), context.random).run();
        },
        [told = m_onQuarantine, terminal, reply = std::move(reply)](Outcome<Answer> outcome) {
            if (told && outcome && !*outcome &&
                outcome->error().refusal == UploadRefusal::Quarantine)
                told(terminal);
            reply(std::move(outcome));
        },
        checked->upload.entries.size());
}

} // namespace foyer::server::services
