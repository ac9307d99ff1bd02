#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/workbench.h"
#include "server/services/recovery.h"

namespace foyer::server {

Exit forgoPayments(const Settings& settings, const Arguments& arguments) {
    const auto reason = arguments.option("reason").value_or("");
    if (reason.empty()) {
        complain("forgo-payments needs --reason TEXT: why nobody asks the payment provider what it "
                 "has; it is kept in the audit trail");
        return Exit::BadUsage;
    }
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    const auto& context = std::get<0>(opened)->context();
    const auto forgone = await<bool>([&](services::Reply<bool> reply) {
        services::submit<bool>(
            context.writer,
            [&](ports::Store& store) {
                const bool isDone = services::forgoPayments(store, reason, context.clock.now());
                return services::Decided<bool>{isDone, isDone};
            },
            std::move(reply));
    });
    if (!forgone) {
        complain("it could not be kept: " + sentenceOf(forgone.error()));
        return Exit::Failed;
    }
    if (!*forgone) {
        complain("no recovery waits for the payment provider. Nothing was changed.");
        return Exit::Failed;
    }
    say("Nobody waits for the payment provider any more. What was paid online since the backup "
        "stays unknown here: its customers have to be paid back at the provider's own desk.");
    return Exit::Done;
}

} // namespace foyer::server
