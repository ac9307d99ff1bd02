#include "server/services/read_model.h"

#include <algorithm>
#include <map>

namespace foyer::server::services {

namespace {

SharedText lettersOf(const domain::SeatStates& states) {
    std::string letters;
    letters.reserve(states.size());
    for (const auto state : states)
        letters += domain::letterOf(state);
    return std::make_shared<const std::string>(std::move(letters));
}

/// One change per showtime out of a commit's rows; the last state of a seat counts.
std::vector<protocol::SeatsChanged> merged(const std::vector<ports::FeedRow>& rows) {
    std::vector<protocol::SeatsChanged> changes;
    std::unordered_map<Uuid, std::size_t> at;
    for (const auto& row : rows) {
        if (row.kind != ports::FeedKind::Seats)
            continue;
        const auto [found, isNew] = at.try_emplace(row.id, changes.size());
        if (isNew)
            changes.push_back({ShowtimeId{row.id}, {}, {}});
        auto& change = changes[found->second];
        change.version = row.seq;
        change.seats.insert(change.seats.end(), row.seats.begin(), row.seats.end());
    }
    return changes;
}

std::vector<std::pair<SeatNo, domain::SeatState>>
lastStates(const std::vector<std::pair<SeatNo, domain::SeatState>>& all) {
    std::map<SeatNo, domain::SeatState> last;
    for (const auto& [seat, state] : all)
        last[seat] = state;
    return {last.begin(), last.end()};
}

} // namespace

SeatSnapshot::SeatSnapshot(ShowtimeId id, CommitSeq at, domain::SeatStates all)
    : showtime(id), version(at), states(std::move(all)), letters(lettersOf(states)) {}

SnapshotPtr ReadModel::find(ShowtimeId showtime) const {
    const std::shared_lock lock(m_lock);
    const auto found = m_entries.find(showtime);
    return found == m_entries.end() ? nullptr : found->second.snapshot;
}

Outcome<SnapshotPtr> ReadModel::snapshot(ShowtimeId showtime) {
    if (auto known = find(showtime))
        return known;
    return load(showtime);
}

Outcome<SnapshotPtr> ReadModel::load(ShowtimeId showtime) {
    const std::lock_guard loading(m_loading);
    if (auto known = find(showtime))
        return known;
    {
        // From now on commits are remembered, so that none falls between the read and the entry.
        const std::unique_lock lock(m_lock);
        m_isLoading = true;
        m_during.clear();
    }
    auto read = readOne<SnapshotPtr>(m_reader, [&](const ports::Store& store) -> SnapshotPtr {
        const auto found = store.showtime(showtime);
        const auto plan = found ? store.plan(found->plan) : nullptr;
        if (!plan)
            return nullptr;
        return std::make_shared<const SeatSnapshot>(
            showtime, store.seatsVersion(showtime),
            core::statesOf(store.claims(showtime), plan->seatCount()));
    });
    const std::unique_lock lock(m_lock);
    m_isLoading = false;
    const auto during = std::exchange(m_during, {});
    if (!read || !*read || std::exchange(m_wasReset, false))
        return read; // a map that began anew meanwhile is read again by whoever asks next
    if (m_entries.size() >= kMostShowtimes)
        m_entries.erase(m_entries.begin());
    m_entries[showtime] = {*read, (*read)->version};
    for (const auto& change : during)
        take(change);
    return m_entries[showtime].snapshot;
}

/// Requires: m_lock is held. Changes that the snapshot has already are left alone.
void ReadModel::take(const protocol::SeatsChanged& change) {
    const auto found = m_entries.find(change.showtime);
    if (found == m_entries.end() || change.version <= found->second.snapshot->version)
        return;
    Entry& entry = found->second;
    domain::SeatStates states = entry.snapshot->states;
    for (const auto& [seat, state] : change.seats) {
        entry.heldUntil.erase(seat); // whose it is now, only remember() says
        if (seat.value < states.size())
            states[seat.value] = state;
    }
    entry.snapshot =
        std::make_shared<const SeatSnapshot>(change.showtime, change.version, std::move(states));
    entry.recent.push_back(change);
    if (entry.recent.size() > kRemembered) {
        entry.knownSince = entry.recent.front().version;
        entry.recent.pop_front();
    }
}

/// Requires: m_lock is held, and the changes of the commit `by` were taken. Of several holds that
/// had a seat in one commit the earliest end counts. A map that was read later than that commit may
/// show the hold of another process.
void ReadModel::remember(const ports::SeatsHeld& held, CommitSeq by) {
    const auto found = m_entries.find(held.showtime);
    if (found == m_entries.end() || found->second.snapshot->version > by)
        return;
    Entry& entry = found->second;
    const auto& states = entry.snapshot->states;
    for (const SeatNo seat : held.seats) {
        if (seat.value >= states.size() || states[seat.value] != domain::SeatState::Held)
            continue;
        Instant& until = entry.heldUntil.try_emplace(seat, held.until).first->second;
        until = std::min(until, held.until);
    }
}

/// Requires: m_lock is held. A showtime with a new plan has other seats: its map is read anew. One
/// that has changed may be off sale, which is told before anything of its seats.
void ReadModel::forgetReset(const std::vector<ports::FeedRow>& rows) {
    for (const auto& row : rows)
        if (row.kind == ports::FeedKind::SeatsReset) {
            m_entries.erase(ShowtimeId{row.id});
            m_wasReset = m_wasReset || m_isLoading;
        } else if (row.kind == ports::FeedKind::Showtime) {
            if (const auto found = m_entries.find(ShowtimeId{row.id}); found != m_entries.end())
                found->second.heldUntil.clear();
        }
}

void ReadModel::committed(const ports::Committed& commit) {
    News news{commit.stamp, merged(commit.rows), false};
    for (auto& change : news.seats)
        change.seats = lastStates(change.seats);
    news.others = std::any_of(commit.rows.begin(), commit.rows.end(),
                              [](const auto& row) { return row.kind != ports::FeedKind::Seats; });
    {
        const std::unique_lock lock(m_lock);
        m_stamp = commit.stamp;
        for (const auto& change : news.seats) {
            if (m_isLoading)
                m_during.push_back(change);
            take(change);
        }
        for (const auto& happening : commit.happenings)
            if (const auto* held = std::get_if<ports::SeatsHeld>(&happening))
                remember(*held, commit.stamp.commitSeq);
        forgetReset(commit.rows);
    }
    if (m_listener && !commit.rows.empty())
        m_listener(news);
}

std::optional<SeatsDelta> ReadModel::deltaSince(ShowtimeId showtime, CommitSeq version) const {
    const std::shared_lock lock(m_lock);
    const auto found = m_entries.find(showtime);
    if (found == m_entries.end())
        return {};
    const Entry& entry = found->second;
    const CommitSeq now = entry.snapshot->version;
    if (version < entry.knownSince || version > now)
        return {};
    SeatsDelta delta{version, {showtime, now, {}}};
    for (const auto& change : entry.recent)
        if (change.version > version)
            delta.seats.seats.insert(delta.seats.seats.end(), change.seats.begin(),
                                     change.seats.end());
    delta.seats.seats = lastStates(delta.seats.seats);
    return delta;
}

std::vector<SeatNo> ReadModel::takenOf(ShowtimeId showtime, std::vector<SeatNo> seats,
                                       Instant now) const {
    std::sort(seats.begin(), seats.end());
    seats.erase(std::unique(seats.begin(), seats.end()), seats.end());
    std::vector<SeatNo> taken;
    const std::shared_lock lock(m_lock);
    const auto found = m_entries.find(showtime);
    if (found == m_entries.end())
        return {};
    const Entry& entry = found->second;
    const auto& states = entry.snapshot->states;
    for (const SeatNo seat : seats) {
        if (seat.value < states.size() && states[seat.value] == domain::SeatState::Free)
            continue;
        const auto until = entry.heldUntil.find(seat);
        if (until == entry.heldUntil.end() || until->second <= now)
            return {};
        taken.push_back(seat);
    }
    return taken;
}

protocol::Stamp ReadModel::stamp() const {
    const std::shared_lock lock(m_lock);
    return m_stamp;
}

} // namespace foyer::server::services
