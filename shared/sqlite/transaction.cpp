#include "shared/sqlite/transaction.h"

#include "shared/base/check.h"
#include "shared/sqlite/connection.h"

#include <utility>

namespace foyer::sqlite {

// SQLite ends the whole transaction by itself after a full disk or an I/O error. So every way out
// asks first whether there is still one to end.

Transaction::Transaction(Connection& connection, Mode mode) : m_connection(connection) {
    CHECK(!connection.inTransaction());
    connection.control(mode == Mode::Immediate ? Connection::Control::BeginImmediate
                                               : Connection::Control::Begin);
}

Transaction::~Transaction() {
    rollback();
}

void Transaction::commit() {
    CHECK(m_open);
    try {
        m_connection.control(Connection::Control::Commit);
        m_open = false;
    } catch (const Error&) {
        rollback();
        throw;
    }
}

void Transaction::rollback() {
    if (std::exchange(m_open, false) && m_connection.inTransaction())
        m_connection.tryControl(Connection::Control::Rollback);
}

Savepoint::Savepoint(Connection& connection) : m_connection(connection) {
    CHECK(connection.inTransaction());
    connection.control(Connection::Control::Savepoint);
}

Savepoint::~Savepoint() {
    rollback();
}

void Savepoint::release() {
    CHECK(m_open);
    m_connection.control(Connection::Control::Release);
    m_open = false;
}

void Savepoint::rollback() {
    if (!std::exchange(m_open, false) || !m_connection.inTransaction())
        return;
    m_connection.tryControl(Connection::Control::RollbackTo);
    m_connection.tryControl(Connection::Control::Release);
}

} // namespace foyer::sqlite
