#include "tests/simulation/lives.h"

#include <utility>

namespace foyer::simulation {

namespace {
/// So long after the healing somebody finds a second disk that no server has complained of.
constexpr std::chrono::seconds kFoundAfter{40};
} // namespace

bool enrolAnew(House& house, ServerNode& server, TerminalNode& node) {
    if (!server.isUp())
        return false;
    const bool isForgotten = !server.knows(node.identity());
    const bool isRecovering = server.isRecovering();
    const crypto::Seed seed = node.newSeed();
    const auto identity = server.enrolAgain(node.identity(), node.lives(),
                                            crypto::KeyPair::fromSeed(seed).publicKey());
    if (!identity)
        return false;
    house.count(Fault::EnrolledAnew);
    if (isRecovering)
        house.count(Fault::EnrolledInRecovery);
    if (isForgotten)
        house.count(Fault::LifeForgotten);
    node.enrolAnew(*identity, seed);
    return true;
}

void Lives::later(std::int64_t low, std::int64_t high, void (Lives::*what)()) {
    m_house.schedule.after(m_house.between(low, high), [this, what] { (this->*what)(); });
}

void Lives::begin(TerminalNode& original) {
    m_first = &original;
    later(8'000, 40'000, m_house.random.chance(3) ? &Lives::enrolInService : &Lives::copy);
}

void Lives::copy() {
    if (!m_first->isUp() || m_house.healed)
        return;
    m_house.note("the disk of " + m_first->name() + " is copied");
    m_house.count(Fault::DiskCopied);
    m_copy = m_first->copyDisk();
    later(2'000, 20'000, &Lives::startCopy);
}

/// Somebody has followed the wrong instructions, while a customer pays; and goes on with them when
/// no answer comes, for the server may have done it.
void Lives::enrolInService() {
    if (m_first->isDead() || (m_house.healed && !m_begun))
        return;
    const auto sale = m_first->isUp() ? m_first->view().sale : nullptr;
    const bool pays = sale && sale->state == core::SaleState::Paying;
    if (!pays && !m_begun)
        return later(50, 300, &Lives::enrolInService);
    m_begun = true;
    if (!m_first->isUp() || !enrolAnew(m_house, m_server, *m_first))
        return later(1'000, 3'000, &Lives::enrolInService);
    m_house.count(Fault::EnrolledInService);
    if (pays && m_house.rare.chance(2))
        m_first->leaveOpen(sale->booking, sale->due(),
                           Milliseconds{10'000 + m_house.rare.below(20'000)});
}

void Lives::startCopy() {
    if (m_first->isDead())
        return;
    if (!m_server.isUp() || m_server.isRecovering())
        return later(2'000, 5'000, &Lives::startCopy);
    m_house.disksInDoubt = true;
    const bool instead = m_house.random.chance(2);
    m_house.count(instead ? Fault::OlderDisk : Fault::DiskCloned);
    m_house.note("the copy of " + m_first->name() +
                 (instead ? " is started instead of it" : " is started beside it"));
    m_second = &m_join(*m_first, m_copy);
    m_first->share(m_copy.bookings);
    m_second->share(m_copy.bookings);
    if (instead)
        m_first->layAside();
    m_second->boot();
    m_stage = Stage::Running;
    later(1'000, 3'000, &Lives::look);
}

bool Lives::isNoticed() {
    const auto isRefused = [](TerminalNode& node) {
        return node.isUp() && node.view().status->stop == core::SellingStop::Quarantined;
    };
    if (isRefused(*m_first) || isRefused(*m_second)) {
        m_house.count(Fault::CopyRefused);
        return true;
    }
    if (!m_house.healed)
        return false;
    if (m_healedAt == Instant{})
        m_healedAt = m_house.schedule.now();
    return m_house.schedule.now() >= m_healedAt + kFoundAfter;
}

void Lives::look() {
    switch (m_stage) {
    case Stage::Copied:
    case Stage::Over:
        return;
    case Stage::Running:
        if (isNoticed()) {
            m_stage = Stage::Refused;
            return later(3'000, 15'000, &Lives::look);
        }
        break;
    case Stage::Refused:
        if (m_house.random.chance(2))
            std::swap(m_first, m_second);
        if (enrolAnew(m_house, m_server, *m_first))
            m_stage = Stage::Draining;
        break;
    case Stage::Draining:
        // What a disk had to tell is in a backup before it is put away.
        if (m_first->isDrained() && m_server.backUp()) {
            m_first->retire();
            m_stage = Stage::Last;
        }
        break;
    case Stage::Last:
        if (enrolAnew(m_house, m_server, *m_second)) {
            m_stage = Stage::Over;
            m_house.disksInDoubt = false;
        }
        break;
    }
    later(1'000, 3'000, &Lives::look);
}

} // namespace foyer::simulation
