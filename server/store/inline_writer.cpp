#include "server/store/inline_writer.h"

#include "shared/sqlite/error.h"

namespace foyer::server::store {

void InlineWriter::submit(ports::Command command) {
    m_waiting.push_back(std::move(command));
    if (m_running)
        return;
    m_running = true;
    while (!m_waiting.empty()) {
        ports::Command next = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_committer.run({&next, 1});
    }
    m_running = false;
}

std::optional<ports::Failure>
InlineWriter::read(const std::function<void(const ports::Store&)>& work) {
    try {
        work(m_committer.store());
        return {};
    } catch (const sqlite::Error&) {
        return ports::Failure::Storage;
    }
}

} // namespace foyer::server::store
