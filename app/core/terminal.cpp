#include "app/core/terminal.h"

#include "app/core/machines.h"
#include "app/core/view_builder.h"

namespace foyer::core {

struct Terminal::Inside {
    explicit Inside(Identity identity) : machines(std::move(identity)) {}
    Machines machines;
    ViewBuilder views;
};

Terminal::Terminal(Identity identity) : m_inside(std::make_unique<Inside>(std::move(identity))) {}
Terminal::Terminal(Terminal&&) noexcept = default;
Terminal::~Terminal() = default;

void Terminal::handle(const Event& event, Now now, Random& random) {
    m_inside->machines.handle(event, now, random);
}

std::optional<Command> Terminal::poll() {
    auto& out = m_inside->machines.ctx.out;
    if (out.empty())
        return {};
    Command command = std::move(out.front());
    out.pop_front();
    return command;
}

std::optional<BootInstant> Terminal::nextDeadline() const {
    return m_inside->machines.nextDeadline();
}

View Terminal::view() {
    return m_inside->views.build(m_inside->machines);
}

} // namespace foyer::core
