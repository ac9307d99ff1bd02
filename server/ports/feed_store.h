#pragma once

#include "server/ports/publisher.h"

namespace foyer::server::ports {

/// The feed of changes. Its rows are written by whatever changes something, never by hand.
class FeedStore {
public:
    virtual ~FeedStore() = default;

    virtual protocol::Stamp stamp() const = 0;
    /// The oldest row kept; 0 when the feed is empty.
    virtual CommitSeq oldestChange() const = 0;
    /// Rows after `cursor` that concern everybody or `terminal`, at most `limit`.
    virtual std::vector<FeedRow> changesAfter(CommitSeq cursor, TerminalId terminal,
                                              std::size_t limit) const = 0;
    /// Forgets rows up to `seq`; whoever is behind gets a snapshot.
    virtual void pruneChanges(CommitSeq seq) = 0;
};

} // namespace foyer::server::ports
