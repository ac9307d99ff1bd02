#pragma once

#include "server/services/context.h"

#include <map>
#include <mutex>
#include <string>

namespace foyer::server::services {

/// Lets people answer for what needs a person: an operator and their PIN. Thread-safe; slow on
/// purpose (Argon2id), so never on an event loop.
class People {
public:
    static constexpr int kMostTries = 5; // wrong PINs in a row
    static constexpr Milliseconds kLocked{60'000};

    People(ports::Reader& reader, const ports::Clock& clock) : m_reader(reader), m_clock(clock) {}

    enum class Refusal : std::uint8_t {
        WrongPin,   ///< or no such operator
        Locked,     ///< too many wrong PINs; a minute to wait
        NotEntitled ///< the role is too low
    };
    Outcome<Result<domain::Operator, Refusal>> answerFor(OperatorId op, const std::string& pin,
                                                         domain::Role least);

private:
    struct Tries {
        int wrong = 0;
        Instant lockedUntil{};
    };
    bool isLocked(OperatorId op);
    void count(OperatorId op, bool right);

    ports::Reader& m_reader;
    const ports::Clock& m_clock;
    std::mutex m_lock;
    std::map<OperatorId, Tries> m_tries; // of operators that exist
};

} // namespace foyer::server::services
