#include "server/store/reader_pool.h"

#include "shared/sqlite/error.h"
#include "shared/sqlite/transaction.h"

namespace foyer::server::store {

ReaderPool::ReaderPool(const sqlite::Options& options, PlanCache& plans, std::size_t connections) {
    CHECK(connections > 0);
    sqlite::Options readOnly = options;
    readOnly.readOnly = true;
    readOnly.create = false;
    for (std::size_t i = 0; i < connections; ++i) {
        m_slots.push_back(std::make_unique<Slot>(readOnly, plans));
        m_idle.push_back(m_slots.back().get());
    }
}

std::optional<ports::Failure>
ReaderPool::read(const std::function<void(const ports::Store&)>& work) {
    Slot* slot = borrow();
    std::optional<ports::Failure> failure;
    try {
        sqlite::Transaction transaction(slot->connection, sqlite::Transaction::Mode::Deferred);
        work(slot->store);
        transaction.commit();
    } catch (const sqlite::Error&) {
        failure = ports::Failure::Storage;
    }
    giveBack(slot);
    return failure;
}

ReaderPool::Slot* ReaderPool::borrow() {
    std::unique_lock lock(m_lock);
    m_returned.wait(lock, [this] { return !m_idle.empty(); });
    Slot* slot = m_idle.back();
    m_idle.pop_back();
    return slot;
}

void ReaderPool::giveBack(Slot* slot) {
    {
        const std::lock_guard lock(m_lock);
        m_idle.push_back(slot);
    }
    m_returned.notify_one();
}

} // namespace foyer::server::store
