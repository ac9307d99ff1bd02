#include "app/core/replica_changes.h"

namespace foyer::core {

namespace {

struct Apply {
    Replica& replica;

    void operator()(const domain::Cinema& row) { replica.cinema = row; }
    void operator()(const domain::Auditorium& row) { replica.auditoriums[row.id] = row; }
    void operator()(const domain::Movie& row) { replica.movies[row.id] = row; }
    void operator()(const std::shared_ptr<const domain::SeatingPlan>& row) {
        replica.plans[row->id] = row;
    }
    void operator()(const domain::PriceList& row) {
        replica.priceLists[row.id] = std::make_shared<const domain::PriceList>(row);
    }
    void operator()(const domain::Showtime& row) { replica.showtimes[row.id] = row; }
    void operator()(const domain::Operator& row) { replica.operators[row.id] = row; }
    void operator()(const protocol::SeatsSnapshot& row) {
        Replica::Seats& seats = replica.seats[row.showtime];
        if (seats.version <= row.version)
            seats = {row.version, row.states};
    }
    void operator()(const protocol::SeatsChanged& row) { applyTo(replica, row); }
    void operator()(const protocol::AllotmentChanged&) {}
    void operator()(const protocol::Task& row) {
        if (row.closedAt)
            replica.tasks.erase(row.id);
        else
            replica.tasks[row.id] = row;
    }
    void operator()(const protocol::Recall& row) {
        if (row.open)
            replica.recalls[row.id] = row;
        else
            replica.recalls.erase(row.id);
    }
    void operator()(const protocol::Revocation& row) { replica.revocations[row.id] = row; }
    void operator()(const protocol::Admission& row) { replica.admissions[row.ticket] = row; }
    void operator()(const protocol::Policy& row) { replica.policy = row; }
    void operator()(const protocol::TerminalKeys& row) { replica.keys[row.terminal] = row; }
    void operator()(const protocol::Reseating& row) { replica.reseatings[row.ticket] = row; }
};

std::size_t seatCountOf(const Replica& replica, ShowtimeId id) {
    const auto showtime = replica.showtimes.find(id);
    if (showtime == replica.showtimes.end())
        return 0;
    const auto plan = replica.plans.find(showtime->second.plan);
    return plan == replica.plans.end() ? 0 : plan->second->seatCount();
}

} // namespace

void applyTo(Replica& replica, const protocol::ChangesAnswer& answer) {
    if (answer.snapshot)
        replica = {};
    for (const protocol::Change& change : answer.changes)
        std::visit(Apply{replica}, change.body);
}

bool applyTo(Replica& replica, const protocol::SeatsChanged& change) {
    Replica::Seats& seats = replica.seats[change.showtime];
    if (change.version < seats.version)
        return false;
    if (seats.states.empty())
        seats.states.resize(seatCountOf(replica, change.showtime), domain::SeatState::Free);
    seats.version = change.version;
    bool all = true;
    for (const auto& [seat, state] : change.seats) {
        all &= seat.value < seats.states.size();
        if (seat.value < seats.states.size())
            seats.states[seat.value] = state;
    }
    return all;
}

std::optional<Show> findShow(const Replica& replica, ShowtimeId id) {
    const auto showtime = replica.showtimes.find(id);
    if (showtime == replica.showtimes.end())
        return {};
    const auto plan = replica.plans.find(showtime->second.plan);
    const auto list = replica.priceLists.find(showtime->second.priceList);
    if (plan == replica.plans.end() || list == replica.priceLists.end())
        return {};
    return Show{&showtime->second, plan->second, list->second};
}

domain::SeatStates seatStates(const Replica& replica, const Show& show) {
    const auto seats = replica.seats.find(show.showtime->id);
    if (seats != replica.seats.end() && seats->second.states.size() == show.plan->seatCount())
        return seats->second.states;
    return domain::SeatStates(show.plan->seatCount(), domain::SeatState::Free);
}

bool isOnBoard(const domain::Showtime& showtime, Instant now) {
    const Date today = businessDayOf(now, utcOffsetOf(showtime));
    return showtime.businessDay >= today && showtime.businessDay < today + kBoardDays;
}

bool isOnSale(const domain::Showtime& showtime, Instant now) {
    return showtime.state == domain::ShowtimeState::OnSale && now < showtime.end;
}

} // namespace foyer::core
