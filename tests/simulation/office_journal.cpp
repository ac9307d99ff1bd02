#include "tests/simulation/office_journal.h"

#include "server/services/reconcile.h"
#include "tests/simulation/answers.h"

#include <algorithm>

namespace foyer::simulation {

using server::services::Reconcile;

OfficeJournal::OfficeJournal(House& house, ServerNode& server)
    : m_house(house)
    , m_server(server)
    , m_sealer(keyFrom(house.random))
    , m_identity(
          server.enrol("Office", m_sealer.publicKey(), server::ports::TerminalKind::Office)) {}

void OfficeJournal::write(const protocol::Payload& payload) {
    const Seq seq{static_cast<std::int64_t>(m_entries.size()) + 1};
    const Hash prevHash = m_entries.empty() ? Hash{} : m_entries.back().hash;
    m_entries.push_back(
        m_sealer.seal(m_identity.terminal, m_identity.incarnation, seq, prevHash, payload));
    const auto* refund = std::get_if<protocol::Refund>(&payload);
    if (refund && refund->tender.kind == domain::TenderKind::Cash)
        m_cashPaidOut += refund->tender.amount.minor + refund->tender.rounded;
}

void OfficeJournal::tell() {
    const server::services::Caller caller{m_identity.terminal, m_identity.incarnation};
    const Seq last{static_cast<std::int64_t>(m_entries.size())};
    m_server.presence().heard(m_identity.terminal, m_house.schedule.now(), last);
    const auto stamp = server::services::readOne<protocol::Stamp>(
        m_server.context().reader, [](const auto& store) { return store.stamp(); });
    if (stamp)
        m_server.recovery().heard(caller, {protocol::kJournalSchema, *stamp, last}, *stamp);
}

void OfficeJournal::drain() {
    if (!m_server.isUp())
        return;
    if (m_restores != m_server.restores()) { // from the start again
        m_restores = m_server.restores();
        m_judged = 0;
    }
    m_server.attend([&] { tell(); });
    if (!m_server.isUp() || m_judged == m_entries.size())
        return;
    protocol::JournalUpload upload{m_identity.terminal, m_identity.incarnation, {}, {}, {}};
    const auto last = std::min(m_entries.size(), m_judged + protocol::kMostEntriesPerUpload);
    upload.entries.assign(m_entries.begin() + static_cast<std::ptrdiff_t>(m_judged),
                          m_entries.begin() + static_cast<std::ptrdiff_t>(last));
    upload.fromSeq = upload.entries.front().seq;
    upload.prevHash = upload.entries.front().prevHash;
    std::optional<server::services::Outcome<Reconcile::Answer>> answer;
    const bool heard = m_server.attend([&] {
        Reconcile reconcile(m_server.context(), m_server.verifier());
        answer = answerOf<Reconcile::Answer>([&](auto reply) { reconcile.upload(upload, reply); });
    });
    if (!heard || !*answer)
        return; // it asks again
    if ((*answer)->ok())
        m_judged = last;
    else if ((**answer).error().refusal == protocol::UploadRefusal::Gap)
        m_judged = static_cast<std::size_t>((**answer).error().expected.value) - 1;
    else if ((**answer).error().refusal != protocol::UploadRefusal::Recovering)
        m_house.complain("I2: the office's journal was refused");
}

} // namespace foyer::simulation
