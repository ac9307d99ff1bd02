#include "app/core/replica_changes.h"
#include "app/store/inside.h"
#include "shared/wire/change_json.h"

#include <set>

namespace foyer::store {

namespace {

/// There is one policy; a row needs an id that is not null.
constexpr Uuid kOnlyOne{{1}};

/// The id of a body that is kept whole; null for seats and allotments, which have tables.
struct IdOf {
    Uuid operator()(const domain::Cinema& row) const { return row.id.uuid; }
    Uuid operator()(const domain::Auditorium& row) const { return row.id.uuid; }
    Uuid operator()(const domain::Movie& row) const { return row.id.uuid; }
    Uuid operator()(const std::shared_ptr<const domain::SeatingPlan>& row) const {
        return row->id.uuid;
    }
    Uuid operator()(const domain::PriceList& row) const { return row.id.uuid; }
    Uuid operator()(const domain::Showtime& row) const { return row.id.uuid; }
    Uuid operator()(const domain::Operator& row) const { return row.id.uuid; }
    Uuid operator()(const protocol::SeatsSnapshot&) const { return {}; }
    Uuid operator()(const protocol::SeatsChanged&) const { return {}; }
    Uuid operator()(const protocol::AllotmentChanged&) const { return {}; }
    Uuid operator()(const protocol::Task& row) const { return row.id.uuid; }
    Uuid operator()(const protocol::Recall& row) const { return row.id.uuid; }
    Uuid operator()(const protocol::Revocation& row) const { return row.id.uuid; }
    Uuid operator()(const protocol::Admission& row) const { return row.ticket.uuid; }
    Uuid operator()(const protocol::Policy&) const { return kOnlyOne; }
    Uuid operator()(const protocol::TerminalKeys& row) const { return row.terminal.uuid; }
    Uuid operator()(const protocol::Reseating& row) const { return row.ticket.uuid; }
};

/// What is closed is not kept: nobody asks for it any more.
bool isOver(const protocol::ChangeBody& body) {
    if (const auto* task = std::get_if<protocol::Task>(&body))
        return task->closedAt.has_value();
    if (const auto* recall = std::get_if<protocol::Recall>(&body))
        return !recall->open;
    return false;
}

void saveRow(Tables& tables, const protocol::ChangeBody& body, const Uuid& id) {
    const std::string kind = wire::kindOf(body);
    if (isOver(body))
        tables.sql["dropReplicaRow"].run(kind, id);
    else
        tables.sql["saveReplicaRow"].run(kind, id, wire::encodeBody(body));
}

std::optional<ShowtimeId> seatsOf(const protocol::ChangeBody& body) {
    if (const auto* all = std::get_if<protocol::SeatsSnapshot>(&body))
        return all->showtime;
    if (const auto* some = std::get_if<protocol::SeatsChanged>(&body))
        return some->showtime;
    return {};
}

std::string lettersOf(const domain::SeatStates& states) {
    std::string letters;
    letters.reserve(states.size());
    for (const domain::SeatState state : states)
        letters += domain::letterOf(state);
    return letters;
}

domain::SeatStates statesFrom(std::string_view letters) {
    domain::SeatStates states;
    states.reserve(letters.size());
    for (const char letter : letters) {
        const auto state = domain::seatStateFrom(letter);
        if (!state)
            throw Damage{"a seat letter of the replica is none we know"};
        states.push_back(*state);
    }
    return states;
}

} // namespace

void saveChanges(Tables& tables, const protocol::ChangesAnswer& answer, core::Replica& replica) {
    if (answer.snapshot) {
        tables.sql["dropReplicaRows"].run();
        tables.sql["dropReplicaSeats"].run();
    }
    core::applyTo(replica, answer);
    std::set<ShowtimeId> seats;
    for (const protocol::Change& change : answer.changes) {
        const Uuid id = std::visit(IdOf{}, change.body);
        if (!id.isNull())
            saveRow(tables, change.body, id);
        if (const auto showtime = seatsOf(change.body))
            seats.insert(*showtime);
    }
    for (const ShowtimeId showtime : seats) {
        const core::Replica::Seats& row = replica.seats.at(showtime);
        tables.sql["saveSeats"].run(showtime, row.version, lettersOf(row.states));
    }
}

core::Replica readReplica(Tables& tables) {
    protocol::ChangesAnswer all;
    auto rows = tables.sql["replicaRows"].query();
    while (rows.next()) {
        auto body = wire::decodeBody(rows.get<std::string>(0), rows.get<std::string>(1));
        if (!body)
            throw Damage{"the replica holds what cannot be read: " + body.error().message};
        all.changes.push_back({{}, std::move(*body)});
    }
    core::Replica replica;
    core::applyTo(replica, all);
    auto seats = tables.sql["allSeats"].query();
    while (seats.next())
        replica.seats[seats.get<ShowtimeId>(0)] = {seats.get<CommitSeq>(1),
                                                   statesFrom(seats.get<std::string>(2))};
    return replica;
}

} // namespace foyer::store
