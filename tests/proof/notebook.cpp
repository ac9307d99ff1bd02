#include "tests/proof/notebook.h"

#include <algorithm>
#include <chrono>

namespace foyer::proof {

namespace {
constexpr std::size_t kEnoughKnown = 36; // more would make everybody use holds long over
constexpr Milliseconds kLastMoment{40};
constexpr Milliseconds kLongEnoughToSweep{3'000};
constexpr Milliseconds kSweep{5'000}; // one comes every second
constexpr int kTurns = 3;             // to be woken, what is being written, its own
} // namespace

Counts& Counts::operator+=(const Counts& other) {
    operations += other.operations;
    done += other.done;
    unchanged += other.unchanged;
    held += other.held;
    extended += other.extended;
    released += other.released;
    sold += other.sold;
    refunded += other.refunded;
    abandoned += other.abandoned;
    refused += other.refused;
    unknown += other.unknown;
    turnedAway += other.turnedAway;
    kills += other.kills;
    return *this;
}

void Counts::changed(Action action) {
    switch (action) {
    case Action::Hold:
        ++held;
        break;
    case Action::Extend:
        ++extended;
        break;
    case Action::Release:
        ++released;
        break;
    case Action::Sell:
        ++sold;
        break;
    case Action::Refund:
        ++refunded;
        break;
    case Action::Read:
        break;
    }
}

Moment Notebook::now() {
    m_latest = std::max<Instant>(
        m_latest, std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()));
    return {++m_tick, m_latest};
}

bool Notebook::begin() {
    if (m_left == 0)
        return false;
    --m_left;
    return true;
}

void Notebook::write(SeatNo seat, const Operation& operation) {
    m_histories.at(seat.value).push_back(operation);
}

/// What is not over is never forgotten: its seats would stay sold.
void Notebook::learn(KnownHold hold) {
    const auto over = std::find_if(m_holds.begin(), m_holds.end(),
                                   [](const KnownHold& known) { return known.over; });
    if (m_holds.size() >= kEnoughKnown && over != m_holds.end())
        m_holds.erase(over);
    m_holds.push_back(std::move(hold));
}

/// One whose last moment has come goes before all others, so that it is met in time.
KnownHold* Notebook::someHold() {
    if (!m_late.empty() && now().at >= m_late.front().hold.expiresAt - kLastMoment) {
        learn(std::move(m_late.front()));
        m_late.pop_front();
        return &m_holds.back();
    }
    return m_holds.empty() ? nullptr : &m_holds[m_random.below(m_holds.size())];
}

KnownHold* Notebook::holdNumbered(std::uint32_t number) {
    const auto found = std::find_if(m_holds.begin(), m_holds.end(),
                                    [&](const KnownHold& hold) { return hold.number == number; });
    return found == m_holds.end() ? nullptr : &*found;
}

void Notebook::killed() {
    m_lastKill = now();
    if (m_lastKill.at > m_backSince + kLongEnoughToSweep)
        m_outageSince = m_lastKill.at;
    ++m_counts.kills;
}

void Notebook::back() {
    m_backSince = now().at;
    m_longestOutage = std::max<Milliseconds>(m_longestOutage, m_backSince - m_outageSince);
}

Milliseconds Notebook::latestSweep() const {
    return kSweep + m_longestOutage + kTurns * m_longestAnswer;
}

} // namespace foyer::proof
