#include "tests/simulation/card_reader.h"

namespace foyer::simulation {

using core::CardAnswered;
using core::CardOutcome;

void CardReader::later(std::int64_t low, std::int64_t high, std::function<void()> what) {
    m_house.schedule.after(m_house.between(low, high), std::move(what));
}

/// Its cable is out, or it is being charged elsewhere: it hears nothing.
bool CardReader::isAway() {
    if (m_house.strikes(Fault::CardReaderAway, 12))
        m_awayUntil = m_house.schedule.now() + m_house.between(2'000, 40'000);
    return m_house.schedule.now() < m_awayUntil;
}

void CardReader::charge(const core::ChargeCard& command, Tell tell) {
    if (isAway())
        return;
    const std::string reference = command.reference;
    later(5, 60, [this, reference, tell = std::move(tell)]() mutable {
        if (m_truth.isSettled(reference)) // told before what became of it
            return tell({reference, m_truth.isCharged(reference) ? CardOutcome::Approved
                                                                 : CardOutcome::Declined});
        if (!m_truth.begun.insert(reference).second)
            return;
        later(300, 7'000, [this, reference, tell = std::move(tell)] { tapped(reference, tell); });
    });
}

/// The card is there: the one moment at which money moves.
void CardReader::tapped(const std::string& reference, const Tell& tell) {
    m_truth.begun.erase(reference);
    if (m_truth.refused.count(reference) > 0) // given up meanwhile
        return refuse(reference, tell);
    if (m_house.strikes(Fault::CardDeclined, 6))
        return refuse(reference, tell);
    ++m_truth.charges[reference];
    m_house.note("a card is charged for " + reference.substr(reference.size() - 6));
    if (m_house.strikes(Fault::CardUnknownForLong, 10))
        m_truth.mute[reference] = m_house.schedule.now() + m_house.between(5'000, 90'000);
    else if (m_house.strikes(Fault::CardUnknownForEver, 14))
        m_truth.mute[reference] = Instant::max();
    if (m_house.strikes(Fault::CardAnswerLost, 8))
        return;
    const bool says = m_truth.mute.count(reference) == 0 &&
                      !m_house.strikes(Fault::CardTimedOut, 10); // at the acquirer, after all
    tell({reference, says ? CardOutcome::Approved : CardOutcome::Unknown});
}

void CardReader::refuse(const std::string& reference, const Tell& tell) {
    m_truth.refused.insert(reference);
    if (!m_house.strikes(Fault::CardAnswerLost, 8))
        tell({reference, CardOutcome::Declined});
}

void CardReader::ask(const core::AskCard& command, Tell tell) {
    if (isAway())
        return;
    later(20, 600, [this, reference = command.reference, tell = std::move(tell)] {
        const auto mute = m_truth.mute.find(reference);
        const bool isMute = mute != m_truth.mute.end() && m_house.schedule.now() < mute->second;
        if (isMute || m_truth.begun.count(reference) > 0)
            return tell({reference, CardOutcome::Unknown});
        if (m_truth.isCharged(reference))
            return tell({reference, CardOutcome::Approved});
        m_truth.refused.insert(reference);
        tell({reference, CardOutcome::Declined});
    });
}

void CardReader::cancel(const core::CancelCard& command) {
    later(5, 400, [this, reference = command.reference] {
        if (m_truth.begun.count(reference) > 0 && m_house.strikes(Fault::CardGivenUp, 2))
            m_truth.refused.insert(reference);
    });
}

} // namespace foyer::simulation
