#include "server/services/enrolment.h"

#include "server/services/audit.h"
#include "server/services/terminals.h"
#include "shared/base/mutant.h"
#include "shared/crypto/hash.h"

#include <algorithm>

namespace foyer::server::services {

namespace {

constexpr std::string_view kDigits = "23456789BCDFGHJKLMNPQRSTVWXYZAEU"; // nothing looks alike
static_assert(kDigits.size() == 32);
constexpr std::size_t kCodeDigits = 12; // 60 bits
constexpr std::size_t kGroup = 4;

std::string newCode(Random& random) {
    std::string code;
    for (std::size_t i = 0; i < kCodeDigits; ++i) {
        if (i > 0 && i % kGroup == 0)
            code += '-';
        code += kDigits[random.below(kDigits.size())];
    }
    return code;
}

Hash hashOfCode(std::string_view code) {
    std::string plain = "foyer-enrol-1";
    for (const char c : code)
        if (c != '-' && c != ' ')
            plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return crypto::hash(asBytes(plain));
}

bool isKnown(const ports::Store& store, CinemaId cinema) {
    for (const auto& each : store.cinemas())
        if (each.id == cinema)
            return true;
    return false;
}

Decided<Enrolment::Issued> decideIssue(ports::Store& store, const Enrolment::Ask& ask, Instant now,
                                       Random& random) {
    using Refusal = Enrolment::IssueRefusal;
    if (!isKnown(store, ask.cinema))
        return {Err{Refusal::UnknownCinema}, false};
    if (!ask.terminal.isNull() && !store.terminal(ask.terminal))
        return {Err{Refusal::UnknownTerminal}, false};
    if (ask.terminalName.empty())
        return {Err{Refusal::NameMissing}, false};
    const Enrolment::Code code{newCode(random), now + Enrolment::kCodeLife};
    store.add(ports::EnrolmentCode{hashOfCode(code.text), ask.cinema, ask.terminal,
                                   ask.terminalName, code.expiresAt, ask.kind});
    writeAudit(store, now, "server", "enrolment.code_issued", ask.terminalName);
    return {code};
}

using Former = std::optional<protocol::FormerLives>;

/// What a device tells of its former lives, as far as it is about the code's terminal: the one the
/// code names, or one that this database has forgotten.
Former formerOf(const ports::Store& store, const ports::EnrolmentCode& code, Former told) {
    if (!told || mutated(Mutant::ForgottenLifeIgnored))
        return {};
    const bool isMeant =
        code.terminal.isNull() ? !store.terminal(told->terminal) : code.terminal == told->terminal;
    return isMeant ? std::move(told) : Former{};
}

/// The terminal a code stands for, in its next life: a new disk, a new journal.
ports::TerminalRecord nextLife(const ports::Store& store, const ports::EnrolmentCode& code,
                               const Former& former, Instant now, Random& random) {
    ports::TerminalRecord terminal;
    const auto known = store.terminal(code.terminal);
    if (known)
        terminal = *known;
    else
        terminal.id = former ? former->terminal : TerminalId::make(now, random);
    if (former)
        terminal.incarnation = std::max(terminal.incarnation, former->lives.back().incarnation);
    if (known || former)
        ++terminal.incarnation.value;
    terminal.cinema = code.cinema;
    terminal.name = code.terminalName;
    terminal.kind = code.kind;
    terminal.nextSeq = Seq{1};
    terminal.lastHash = {};
    terminal.state = ports::TerminalState::Active;
    terminal.enrolledAt = now;
    terminal.lastSeenAt = now;
    return terminal;
}

/// What the former disk had not sent stays with it, and no token will ever let it in again: from
/// this very moment a person must own the sales it may hold (promise I2), which may be of any day
/// since `lastSign`.
void ownFormerLife(ports::Store& store, const ports::TerminalRecord& terminal, Incarnation life,
                   Seq sent, Instant lastSign, Instant now, Random& random) {
    protocol::Task task;
    task.id = TaskId::make(now, random);
    task.kind = protocol::TaskKind::FormerLife;
    task.subject = formerLifeOf(terminal.id, life);
    task.text = "Terminal \"" + terminal.name + "\" was enrolled anew. Its former disk (life " +
                std::to_string(life.value) + ") sent its journal up to entry " +
                std::to_string(sent.value) +
                "; what it may have sold since is safe on that disk only. Keep the disk, "
                "compare its sales with the ones known here.";
    task.actions = {protocol::TaskAction::Settle};
    task.openedAt = now;
    task.deadline = dueBefore(store, terminal.id, life, now);
    store.open({std::move(task), businessDayOf(std::min(lastSign, now), {})});
}

/// Lives that this database has never heard of: their keys prove what they have sold.
void takeForgotten(ports::Store& store, const ports::TerminalRecord& terminal, Incarnation known,
                   const protocol::FormerLives& former, Instant now, Random& random) {
    for (const auto& life : former.lives) {
        if (life.incarnation <= known)
            continue;
        store.addKey(terminal.id, life);
        ownFormerLife(store, terminal, life.incarnation, Seq{}, now, now, random);
        writeAudit(store, now, terminal.id.toString(), "terminal.life_told",
                   terminal.name + ", life " + std::to_string(life.incarnation.value));
    }
}

Enrolment::Enrolled answerOf(const ports::Store& store, const ports::TerminalRecord& terminal) {
    return {terminal.id,     terminal.incarnation, terminal.name,
            terminal.cinema, store.stamp(),        store.knownJournals(terminal.id)};
}

/// The answer was lost, and the device asks again with the key it had made.
Decided<Enrolment::Redeemed> answerAgain(const ports::Store& store, const Hash& code,
                                         const PublicKey& key, Instant now) {
    const auto made = store.enrolledBy(code, now);
    const auto terminal = made ? store.terminal(*made) : std::nullopt;
    if (!terminal || terminal->key != key)
        return {Err{Enrolment::RedeemRefusal::BadCode}, false};
    return {answerOf(store, *terminal), false};
}

Decided<Enrolment::Redeemed> decideRedeem(ports::Store& store, const std::string& text,
                                          const PublicKey& key, Former told, Instant now,
                                          Random& random) {
    const Hash hash = hashOfCode(text);
    const auto code = store.takeCode(hash, now);
    if (!code)
        return answerAgain(store, hash, key, now);
    const auto known = store.terminal(code->terminal);
    if (known)
        ownFormerLife(store, *known, known->incarnation, Seq{known->nextSeq.value - 1},
                      known->lastSeenAt, now, random);
    const Former former = formerOf(store, *code, std::move(told));
    ports::TerminalRecord terminal = nextLife(store, *code, former, now, random);
    terminal.key = key;
    store.put(terminal);
    if (former)
        takeForgotten(store, terminal, known ? known->incarnation : Incarnation{}, *former, now,
                      random);
    store.nameEnrolled(hash, terminal.id);
    writeAudit(store, now, terminal.id.toString(), "terminal.enrolled",
               terminal.name + ", life " + std::to_string(terminal.incarnation.value));
    return {answerOf(store, terminal)};
}

} // namespace

void Enrolment::issue(Ask ask, Reply<Issued> reply) {
    submit<Issued>(
        m_context.writer,
        [context = m_context, ask = std::move(ask)](ports::Store& store) {
            return decideIssue(store, ask, context.clock.now(), context.random);
        },
        std::move(reply));
}

void Enrolment::redeem(std::string code, const PublicKey& key, Reply<Redeemed> reply,
                       Former former) {
    submit<Redeemed>(
        m_context.writer,
        [context = m_context, code = std::move(code), key,
         former = std::move(former)](ports::Store& store) {
            return decideRedeem(store, code, key, former, context.clock.now(), context.random);
        },
        std::move(reply));
}

} // namespace foyer::server::services
