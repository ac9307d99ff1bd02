#include "server/services/recalls.h"

#include <algorithm>

namespace foyer::server::services {

namespace {

void freeSeatsOf(ports::Store& store, const ports::HoldRecord& hold) {
    const auto seats = store.seatsOfHold(hold.id);
    const auto claims = store.claims(hold.showtime, seats);
    std::vector<core::ClaimChange> changes;
    for (const core::Claim& claim : claims.all())
        changes.push_back({claim.seat, claim, {}});
    CHECK(store.apply(hold.showtime, changes));
}

void withdrawRecalls(ports::Store& store, HoldId id) {
    for (const auto& record : store.openRecallsOf(id))
        store.closeRecall(record.recall.id);
}

bool hasAll(const std::vector<SeatNo>& seats, const std::vector<SeatNo>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](SeatNo seat) {
        return std::find(seats.begin(), seats.end(), seat) != seats.end();
    });
}

} // namespace

void releaseHold(ports::Store& store, HoldId id) {
    const auto hold = store.hold(id);
    if (!hold || hold->state == ports::HoldState::Sold)
        return;
    withdrawRecalls(store, id);
    freeSeatsOf(store, *hold);
    store.drop(id);
}

void settleRecall(ports::Store& store, RecallId id) {
    const auto record = store.recall(id);
    if (!record || !store.closeRecall(id))
        return;
    auto hold = store.hold(record->hold);
    if (!hold || hold->state != ports::HoldState::Waiting)
        return;
    if (!hasAll(store.seatsOfHold(hold->id), record->recall.seats))
        return releaseHold(store, hold->id);
    if (!store.openRecallsOf(hold->id).empty())
        return; // others have still to answer
    hold->state = ports::HoldState::Held;
    store.put(*hold);
}

void sellHold(ports::Store& store, HoldId id, BookingId booking) {
    auto hold = store.hold(id);
    if (!hold || hold->state == ports::HoldState::Sold)
        return;
    withdrawRecalls(store, id);
    freeSeatsOf(store, *hold);
    hold->state = ports::HoldState::Sold;
    hold->booking = booking;
    store.put(*hold);
}

} // namespace foyer::server::services
