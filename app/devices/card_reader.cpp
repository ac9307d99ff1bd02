#include "app/devices/card_reader.h"

#include <utility>

namespace foyer::devices {

using core::CardOutcome;
using core::ReaderState;

SimulatedCardReader::SimulatedCardReader(Milliseconds tapsAfter, QObject* parent)
    : CardReader(parent), m_tapsAfter(tapsAfter) {}

void SimulatedCardReader::start() {
    emit changed(m_away ? ReaderState::Away : ReaderState::Ready);
}

void SimulatedCardReader::setAway(bool away) {
    if (away == m_away)
        return;
    m_away = away;
    start();
}

void SimulatedCardReader::say(const QString& reference, CardOutcome outcome) {
    if (!m_away)
        emit answered(reference, outcome);
}

void SimulatedCardReader::settle(const QString& reference, CardOutcome outcome) {
    m_waiting.remove(reference);
    m_settled[reference] = outcome;
}

void SimulatedCardReader::charge(const QString& reference, Money) {
    if (m_away || m_waiting.contains(reference))
        return;
    if (const auto known = m_settled.find(reference); known != m_settled.end())
        return say(reference, known->second);
    m_waiting.insert(reference);
    QTimer::singleShot(m_tapsAfter, this, [this, reference] { tapped(reference); });
}

/// The one moment at which money moves.
void SimulatedCardReader::tapped(const QString& reference) {
    if (!m_waiting.contains(reference))
        return; // given up meanwhile
    const CardOutcome outcome = std::exchange(next, CardOutcome::Approved);
    const bool taken = outcome != CardOutcome::Declined;
    charges += taken;
    settle(reference, taken ? CardOutcome::Approved : CardOutcome::Declined);
    say(reference, outcome);
}

void SimulatedCardReader::ask(const QString& reference) {
    if (m_away)
        return;
    if (m_waiting.contains(reference))
        return say(reference, CardOutcome::Unknown);
    if (m_settled.count(reference) == 0)
        settle(reference, CardOutcome::Declined);
    say(reference, m_settled.at(reference));
}

void SimulatedCardReader::cancel(const QString& reference) {
    if (m_away || !m_waiting.contains(reference))
        return;
    settle(reference, CardOutcome::Declined);
    say(reference, CardOutcome::Declined);
}

CardReader* makeCardReader(const QString& setting, QObject* parent) {
    if (setting == QLatin1String("simulated"))
        return new SimulatedCardReader(Milliseconds{4'000}, parent);
    return nullptr;
}

} // namespace foyer::devices
