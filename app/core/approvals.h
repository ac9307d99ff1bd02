#pragma once

#include "app/core/context.h"
#include "app/core/login.h"

#include <optional>
#include <variant>

namespace foyer::core {

/// Somebody else than who is logged in answers for something: a supervisor, by PIN. One question at
/// a time; wrong PINs count as those of a login do.
class Approvals {
public:
    /// What it is for.
    using Purpose = std::variant<ApproveAtRisk, RefundSale, GiveComp>;

    void ask(Context& ctx, LoginDesk& login, OperatorId who, const std::string& pin,
             Purpose purpose);
    /// What is approved now; nothing when `event` is not of this machine, or the PIN was wrong.
    std::optional<Purpose> verified(Context& ctx, LoginDesk& login, const PinVerified& event);
    bool busy() const { return m_asking.has_value(); }

private:
    struct Asking {
        RequestId request;
        Purpose purpose;
    };
    std::optional<Asking> m_asking;
};

/// May answer for what a cashier may not.
bool isSupervisor(const Context& ctx, OperatorId op);

} // namespace foyer::core
