#pragma once

#include "server/ports/failure.h"

#include <cstddef>
#include <functional>
#include <optional>

namespace foyer::server::ports {

class Store;

/// One unit of work. `work` runs on the writer's thread inside a transaction, all or nothing: false
/// from it undoes what it did. `done` follows exactly once, on the same thread: after the commit,
/// or with the failure that kept it from being durable. It may run after others' work has begun.
struct Command {
    std::function<bool(Store&)> work;
    std::function<void(std::optional<Failure>)> done;
    /// About how many entries of a journal it takes in. Long ones let the others go first, so two
    /// commands of which one is long may run in another order than they came.
    std::size_t entries = 1;
    /// False: `work` always answers true, also when it refuses, so that nothing is kept to undo it
    /// by. That costs as much as a third of what a small command writes.
    bool undoable = true;
};

/// The one writer of a database. Thread-safe.
class Writer {
public:
    virtual ~Writer() = default;
    /// Never blocks. A refused command is answered at once through `done`, on the caller's thread.
    virtual void submit(Command command) = 0;
};

/// Reads of committed state, each call of one moment. Thread-safe; may block for milliseconds.
class Reader {
public:
    virtual ~Reader() = default;
    [[nodiscard]] virtual std::optional<Failure>
    read(const std::function<void(const Store&)>& work) = 0;
};

} // namespace foyer::server::ports
