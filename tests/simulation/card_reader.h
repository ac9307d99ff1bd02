#pragma once

#include "app/core/command.h"
#include "tests/simulation/house.h"

#include <functional>
#include <map>
#include <set>
#include <string>

namespace foyer::simulation {

/// The acquirer's books, which no crash at the counter can undo. By the payment's reference.
struct CardTruth {
    std::map<std::string, int> charges;  // times the customer's card was charged
    std::set<std::string> refused;       // will not be charged any more
    std::set<std::string> begun;         // the customer holds the card to the reader
    std::map<std::string, Instant> mute; // nobody can be told of it before that moment

    bool isCharged(const std::string& reference) const { return charges.count(reference) > 0; }
    bool isSettled(const std::string& reference) const {
        return isCharged(reference) || refused.count(reference) > 0;
    }
};

/// The card reader of one counter: a device of its own, that goes on when the terminal crashes. It
/// charges a reference once. What it says of one that it was never asked to charge ends that one.
class CardReader {
public:
    /// Tells the terminal; nothing reaches one that was started anew since it asked.
    using Tell = std::function<void(const core::CardAnswered&)>;
    CardReader(House& house, CardTruth& truth) : m_house(house), m_truth(truth) {}

    void charge(const core::ChargeCard& command, Tell tell);
    void ask(const core::AskCard& command, Tell tell);
    void cancel(const core::CancelCard& command);

private:
    bool isAway();
    void tapped(const std::string& reference, const Tell& tell);
    void refuse(const std::string& reference, const Tell& tell);
    void later(std::int64_t low, std::int64_t high, std::function<void()> what);

    House& m_house;
    CardTruth& m_truth;
    Instant m_awayUntil{};
};

} // namespace foyer::simulation
