#pragma once

namespace foyer::sqlite {

class Connection;

/// Begins when made, rolls back when it goes without commit(). Not nestable: inside one, use
/// Savepoint. Requires: the connection has no transaction open (CHECKed).
class Transaction {
public:
    /// Immediate takes the write lock at once, so that what was read is still true when it writes.
    /// Deferred serves several reads of one state.
    enum class Mode { Immediate, Deferred };

    explicit Transaction(Connection& connection, Mode mode = Mode::Immediate);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();

    /// Durable when this returns (synchronous FULL). When it throws, the transaction is rolled
    /// back; after Error::isSyncFailure() it must not be tried again: nobody knows what the disk
    /// has kept.
    void commit();
    void rollback();

private:
    Connection& m_connection;
    bool m_open = true;
};

/// A part of a transaction that can fail alone: rolled back when it goes without release().
/// Nests. Requires: a transaction is open (CHECKed).
class Savepoint {
public:
    explicit Savepoint(Connection& connection);
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint();

    /// Keeps the part's changes as part of the transaction around it.
    void release();
    void rollback();

private:
    Connection& m_connection;
    bool m_open = true;
};

} // namespace foyer::sqlite
