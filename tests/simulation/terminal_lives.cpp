// The disk of a terminal: copied, laid aside, enrolled anew, put away.

#include "tests/simulation/terminal_node.h"

namespace foyer::simulation {

DiskCopy TerminalNode::copyDisk() {
    m_disk.letFaultsSleep(true);
    DiskCopy copy{m_disk.contents(kPath), m_disk.contents(std::string(kPath) + "-wal"), {}};
    auto statement = db().prepare("sales", "SELECT booking FROM own_sale");
    for (auto rows = statement.query(); rows.next();)
        copy.bookings.insert(rows.get<BookingId>(0));
    m_disk.letFaultsSleep(false);
    return copy;
}

void TerminalNode::share(std::set<BookingId> known) {
    m_shared = m_twin = true;
    m_common = std::move(known);
    m_truth.copiedLives.emplace(m_identity.terminal, m_identity.incarnation);
}

void TerminalNode::layAside() {
    m_house.note(name() + " is laid aside");
    m_disk.abandon();
    off();
    m_disk.heal();
    m_aside = true;
}

void TerminalNode::enrolAnew(const core::Identity& identity, const crypto::Seed& seed) {
    m_house.note(name() + " is enrolled anew, life " + std::to_string(identity.incarnation.value));
    m_disk.abandon();
    off();
    m_disk.heal();
    m_identity = identity;
    m_seed = seed;
    addLife();
    m_aside = false;
    m_house.schedule.after(m_house.between(500, 5'000), [this] { boot(); });
}

void TerminalNode::addLife() {
    m_lives.lives.push_back(
        {m_identity.incarnation, crypto::KeyPair::fromSeed(m_seed).publicKey()});
}

void TerminalNode::leaveOpen(BookingId booking, Money paid, Milliseconds time) {
    m_house.note("the money is there, and " + name() + " is not told for a while");
    m_truth.cashGiven[booking] = paid.minor;
    m_leftOpenUntil = m_house.schedule.now() + time;
}

void TerminalNode::retire() {
    m_house.note(name() + " is put away");
    m_disk.abandon();
    off();
    m_disk.heal();
    m_retired = true;
}

bool TerminalNode::isDrained() {
    if (!isUp() || !m_work.empty() || m_diskBusy)
        return false;
    m_disk.letFaultsSleep(true);
    auto open = db().prepare(
        "open", "SELECT (SELECT count(*) FROM journal_entry e WHERE NOT EXISTS (SELECT 1 FROM "
                "verdict v WHERE v.incarnation = e.incarnation AND v.seq = e.seq) AND (e.type <> "
                "'carried' OR e.incarnation = (SELECT incarnation FROM terminal_state))) + "
                "(SELECT count(*) FROM own_sale s WHERE phase = 0 OR (phase = 1 AND printed = 0 "
                "AND EXISTS (SELECT 1 FROM own_ticket t WHERE t.booking = s.booking AND "
                "t.valid = 1)))");
    const auto count = open.value<std::int64_t>().value_or(1);
    m_disk.letFaultsSleep(false);
    return count == 0;
}

crypto::Seed TerminalNode::newSeed() {
    crypto::Seed seed{};
    for (auto& byte : seed)
        byte = static_cast<std::uint8_t>(m_random.next());
    return seed;
}

} // namespace foyer::simulation
