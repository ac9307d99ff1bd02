#pragma once

#include "server/ports/publisher.h"
#include "server/services/context.h"

#include <deque>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>

namespace foyer::server::services {

using SharedText = std::shared_ptr<const std::string>;

/// The seats of one showtime at one version. Immutable; swapped after each commit.
class SeatSnapshot {
public:
    SeatSnapshot(ShowtimeId showtime, CommitSeq version, domain::SeatStates states);

    const ShowtimeId showtime;
    const CommitSeq version; // also the ETag
    const domain::SeatStates states;
    const SharedText letters; // one letter per seat, domain::letterOf

    /// The answer's bytes, made by `build(snapshot) -> std::string` at the first call and then
    /// shared. What they are is the caller's; every caller must build the same.
    template <class Build>
    SharedText rendered(Build&& build) const {
        std::call_once(m_once,
                       [&] { m_rendered = std::make_shared<const std::string>(build(*this)); });
        return m_rendered;
    }

private:
    mutable std::once_flag m_once;
    mutable SharedText m_rendered;
};
using SnapshotPtr = std::shared_ptr<const SeatSnapshot>;

/// What changed after `since` up to `seats.version`; a later state of a seat stands for all before.
struct SeatsDelta {
    CommitSeq since;
    protocol::SeatsChanged seats;
};

/// The states of all seats in memory. Reads never touch the database but for a showtime's first
/// one. Thread-safe.
class ReadModel final : public ports::Publisher {
public:
    explicit ReadModel(ports::Reader& reader) : m_reader(reader) {}

    /// The present snapshot; nullptr when there is no such showtime.
    Outcome<SnapshotPtr> snapshot(ShowtimeId showtime);

    /// The way from `version` to now: empty seats when nothing changed; nothing when the showtime
    /// is not in memory or `version` is older than what is remembered (then send the snapshot).
    std::optional<SeatsDelta> deltaSince(ShowtimeId showtime, CommitSeq version) const;

    /// Those of the seats that are taken, ascending, when memory alone can tell of each of them
    /// that it is free or of a hold that lasts beyond `now`. Empty: none is, or the database must
    /// be asked. In a rush most are refused, and need not wait for those who get something.
    std::vector<SeatNo> takenOf(ShowtimeId showtime, std::vector<SeatNo> seats, Instant now) const;

    /// The stamp of the last commit told; null before the first.
    protocol::Stamp stamp() const;

    /// One call per commit with the seats that changed, merged by showtime, and the rest of the
    /// feed, after the snapshots were swapped; on the writer's thread, must not block. Set up
    /// before serving begins.
    struct News {
        protocol::Stamp stamp;
        std::vector<protocol::SeatsChanged> seats;
        bool others = false; // something else changed: ask /v1/sync/changes
    };
    void onNews(std::function<void(const News&)> listener) { m_listener = std::move(listener); }

    void committed(const ports::Committed& commit) override;

    static constexpr std::size_t kRemembered = 512; // changes per showtime
    static constexpr std::size_t kMostShowtimes = 20'000;

private:
    struct Entry {
        SnapshotPtr snapshot;
        CommitSeq knownSince; // deltas reach back to this version
        std::deque<protocol::SeatsChanged> recent{};
        // No later than the end of the hold that has the seat; not of all that are held.
        std::unordered_map<SeatNo, Instant> heldUntil{};
    };

    SnapshotPtr find(ShowtimeId showtime) const;
    Outcome<SnapshotPtr> load(ShowtimeId showtime);
    void take(const protocol::SeatsChanged& change);
    void remember(const ports::SeatsHeld& held, CommitSeq by);
    void forgetReset(const std::vector<ports::FeedRow>& rows);

    ports::Reader& m_reader;
    std::function<void(const News&)> m_listener;
    std::mutex m_loading; // one load at a time
    mutable std::shared_mutex m_lock;
    std::unordered_map<ShowtimeId, Entry> m_entries;
    std::deque<protocol::SeatsChanged> m_during; // what was told while a load was under way
    bool m_isLoading = false;
    bool m_wasReset = false; // some map began anew while a load was under way
    protocol::Stamp m_stamp;
};

} // namespace foyer::server::services
