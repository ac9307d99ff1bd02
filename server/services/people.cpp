#include "server/services/people.h"

#include "shared/crypto/password.h"

namespace foyer::server::services {

bool People::isLocked(OperatorId op) {
    const std::lock_guard lock(m_lock);
    const auto at = m_tries.find(op);
    return at != m_tries.end() && m_clock.now() < at->second.lockedUntil;
}

void People::count(OperatorId op, bool right) {
    const std::lock_guard lock(m_lock);
    if (right) {
        m_tries.erase(op);
        return;
    }
    Tries& tries = m_tries[op];
    if (++tries.wrong < kMostTries)
        return;
    tries = {0, m_clock.now() + kLocked};
}

Outcome<Result<domain::Operator, People::Refusal>>
People::answerFor(OperatorId op, const std::string& pin, domain::Role least) {
    using Answer = Result<domain::Operator, Refusal>;
    const auto known = readOne<std::optional<domain::Operator>>(
        m_reader, [&](const ports::Store& store) -> std::optional<domain::Operator> {
            for (const auto& each : store.operators())
                if (each.id == op && each.active)
                    return each;
            return {};
        });
    if (!known)
        return Err{known.error()};
    if (!*known)
        return Answer(Err{Refusal::WrongPin});
    if (isLocked(op))
        return Answer(Err{Refusal::Locked});
    const bool right = crypto::verifyPassword(pin, (*known)->pinHash);
    count(op, right);
    if (!right)
        return Answer(Err{Refusal::WrongPin});
    if ((*known)->role < least)
        return Answer(Err{Refusal::NotEntitled});
    return Answer(**known);
}

} // namespace foyer::server::services
