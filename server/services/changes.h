#pragma once

#include "server/services/caller.h"
#include "server/services/context.h"
#include "shared/protocol/sync.h"

namespace foyer::server::services {

/// The way down: what changed since a cursor, in commit order (promise I6).
class Changes {
public:
    static constexpr std::size_t kMostPerAnswer = 500;
    /// Rows kept; whoever is further behind gets a snapshot.
    static constexpr std::int64_t kKept = 200'000;

    explicit Changes(const Context& context) : m_context(context) {}

    /// At most kMostPerAnswer changes after `cursor` with `more` when there are others. Cursor 0,
    /// one that is too old or of another database: the whole present state in one answer. Seats
    /// come with versions; whoever knows a newer one of that showtime leaves the older alone. A
    /// terminal of an older `schema` (Report) is told of what it understands only.
    Outcome<protocol::ChangesAnswer> after(CommitSeq cursor, const Caller& caller,
                                           int schema = protocol::kJournalSchema);

    /// Forgets what is older than the last kKept rows. Called by a timer.
    void prune(Reply<Done> reply);

private:
    Context m_context;
};

} // namespace foyer::server::services
