#pragma once

#include "server/services/context.h"
#include "shared/protocol/policy.h"

namespace foyer::server::services {

/// What the house allows. One policy for all; terminals hear of a new one by the feed.
class Policies {
public:
    explicit Policies(const Context& context) : m_context(context) {}

    Outcome<protocol::Policy> policy();
    /// Requires: `by` has proved who they are and may do it (People).
    void put(const protocol::Policy& policy, OperatorId by, Reply<Done> reply);

private:
    Context m_context;
};

} // namespace foyer::server::services
