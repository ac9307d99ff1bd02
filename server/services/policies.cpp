#include "server/services/policies.h"

#include "server/services/audit.h"

namespace foyer::server::services {

Outcome<protocol::Policy> Policies::policy() {
    return readOne<protocol::Policy>(m_context.reader,
                                     [](const ports::Store& store) { return store.policy(); });
}

void Policies::put(const protocol::Policy& policy, OperatorId by, Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [context = m_context, policy, by](ports::Store& store) {
            if (store.policy() != policy) {
                store.put(policy);
                writeAudit(store, context.clock.now(), by.toString(), "policy.changed", "");
            }
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

} // namespace foyer::server::services
