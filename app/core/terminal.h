#pragma once

// The terminal as one deterministic machine (DESIGN §3). Messages go in by handle(), what it wants
// done comes out of poll(), and nextDeadline() says when to send a Tick. No thread, clock, file or
// socket: the shell and the simulation drive the same code. Belongs to one thread.
//
//   Terminal terminal(identity);
//   terminal.handle(Started{...}, now, random);
//   while (auto command = terminal.poll()) carryOut(*command);
//   arm the timer for terminal.nextDeadline(), then handle(Tick{}, ...)

#include "app/core/command.h"
#include "app/core/event.h"
#include "app/core/view.h"
#include "shared/base/random.h"

#include <memory>
#include <optional>

namespace foyer::core {

class Terminal {
public:
    explicit Terminal(Identity identity);
    Terminal(Terminal&&) noexcept;
    Terminal& operator=(Terminal&&) = delete;
    ~Terminal();

    /// Requires: the first event is Started, and no other is.
    void handle(const Event& event, Now now, Random& random);
    /// The next thing to do, in order; nothing when there is nothing left.
    std::optional<Command> poll();
    /// When a Tick is due on the boot clock; nothing when only a message can change something.
    std::optional<BootInstant> nextDeadline() const;

    /// Builds the parts that changed since the last call.
    View view();

private:
    struct Inside;
    std::unique_ptr<Inside> m_inside;
};

} // namespace foyer::core
