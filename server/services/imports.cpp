#include "server/services/imports.h"

#include "server/services/audit.h"
#include "server/services/plan_hash.h"

#include <algorithm>

namespace foyer::server::services {

namespace {

using MovieOutcome = Imports::MovieOutcome;
using PlanOutcome = Imports::PlanOutcome;
using House = Imports::House;
using HouseRefusal = Imports::HouseRefusal;
using HouseAnswer = Result<House, HouseRefusal>;

std::vector<std::string> differencesOf(const domain::Movie& a, const domain::Movie& b) {
    std::vector<std::string> fields;
    const auto compare = [&](const auto& left, const auto& right, const char* field) {
        if (left != right)
            fields.emplace_back(field);
    };
    compare(a.released, b.released, "released");
    compare(a.runningMinutes, b.runningMinutes, "running time");
    compare(a.rating, b.rating, "rating");
    compare(a.genre, b.genre, "genre");
    compare(a.director, b.director, "director");
    compare(a.distributor, b.distributor, "distributor");
    return fields;
}

MovieOutcome storeMovie(ports::Store& store, domain::Movie movie, Instant now, Random& random) {
    const auto known = store.movieNamed(movie.title, movie.releaseYear);
    movie.id = known ? known->id : MovieId::make(now, random);
    MovieOutcome outcome{movie.id, Imports::Change::Added, {}};
    if (known) {
        outcome.differences = differencesOf(*known, movie);
        outcome.change =
            outcome.differences.empty() ? Imports::Change::Same : Imports::Change::Updated;
    }
    if (outcome.change != Imports::Change::Same)
        store.put(movie);
    return outcome;
}

PlanOutcome storePlan(ports::Store& store, domain::SeatingPlan plan, Instant now, Random& random) {
    const Hash hash = contentHash(plan);
    if (const auto known = store.planByHash(hash))
        return {*known, store.plan(*known)->version, Imports::Change::Same};
    const std::int32_t newest = store.newestPlanVersion(plan.name);
    plan.version = newest + 1;
    if (plan.id.isNull() || store.plan(plan.id))
        plan.id = PlanId::make(now, random);
    store.addPlan(plan, hash);
    writeAudit(store, now, "import", "plan.stored",
               plan.name + ", version " + std::to_string(plan.version));
    return {plan.id, plan.version, newest == 0 ? Imports::Change::Added : Imports::Change::Updated};
}

/// Takes the id of the thing of the same name, or keeps the given one, or makes one.
template <class T, class Same>
void adoptId(T& thing, const std::vector<T>& known, Same same, Instant now, Random& random) {
    const auto found = std::find_if(known.begin(), known.end(), same);
    if (found != known.end())
        thing.id = found->id;
    else if (thing.id.isNull())
        thing.id = decltype(thing.id)::make(now, random);
}

bool isNamed(const House& house) {
    const auto named = [](const auto& each) { return !each.name.empty(); };
    return named(house.cinema) &&
           std::all_of(house.auditoriums.begin(), house.auditoriums.end(), named) &&
           std::all_of(house.priceLists.begin(), house.priceLists.end(), named) &&
           std::all_of(house.operators.begin(), house.operators.end(), named);
}

bool isSame(const domain::Cinema& a, const domain::Cinema& b) {
    return a.address == b.address && a.currency == b.currency && a.timeZone == b.timeZone;
}
bool isSame(const domain::Auditorium& a, const domain::Auditorium& b) {
    return a.plan == b.plan;
}
bool isSame(const domain::PriceList&, const domain::PriceList&) {
    return true; // a list is a version: another content needs another name
}
bool isSame(const domain::Operator& a, const domain::Operator& b) {
    // A PIN may have been changed since; an import never sets it back.
    return a.role == b.role && a.active == b.active;
}

/// Saves what is new or different, and keeps the feed quiet otherwise.
template <class T>
void putIfChanged(ports::Store& store, const T& thing, const std::vector<T>& known) {
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const T& each) { return each.id == thing.id; });
    if (found == known.end() || !isSame(*found, thing))
        store.put(thing);
}

void storeOperators(ports::Store& store, House& house, Instant now, Random& random) {
    const auto known = store.operators();
    for (auto& op : house.operators) {
        adoptId(
            op, known, [&](const auto& each) { return each.name == op.name; }, now, random);
        putIfChanged(store, op, known);
    }
}

void storePriceLists(ports::Store& store, House& house, Instant now, Random& random) {
    const auto known = store.priceLists();
    for (auto& list : house.priceLists) {
        adoptId(
            list, known, [&](const auto& each) { return each.name == list.name; }, now, random);
        putIfChanged(store, list, known);
    }
}

void storeAuditoriums(ports::Store& store, House& house, Instant now, Random& random) {
    const auto known = store.auditoriums();
    for (auto& hall : house.auditoriums) {
        hall.cinema = house.cinema.id;
        const auto same = [&](const auto& each) {
            return each.cinema == hall.cinema && each.name == hall.name;
        };
        adoptId(hall, known, same, now, random);
        putIfChanged(store, hall, known);
    }
}

Decided<HouseAnswer> storeHouse(ports::Store& store, House house, Instant now, Random& random) {
    if (!isNamed(house))
        return {Err{HouseRefusal::NameMissing}, false};
    for (const auto& hall : house.auditoriums)
        if (!store.plan(hall.plan))
            return {Err{HouseRefusal::UnknownPlan}, false};
    const auto cinemas = store.cinemas();
    const auto same = [&](const auto& each) { return each.name == house.cinema.name; };
    adoptId(house.cinema, cinemas, same, now, random);
    putIfChanged(store, house.cinema, cinemas);
    storeAuditoriums(store, house, now, random);
    storePriceLists(store, house, now, random);
    storeOperators(store, house, now, random);
    return {std::move(house)};
}

} // namespace

void Imports::movies(std::vector<domain::Movie> movies, Reply<std::vector<MovieOutcome>> reply) {
    submit<std::vector<MovieOutcome>>(
        m_context.writer,
        [context = m_context, movies = std::move(movies)](ports::Store& store) {
            std::vector<MovieOutcome> outcomes;
            for (const auto& movie : movies)
                outcomes.push_back(storeMovie(store, movie, context.clock.now(), context.random));
            return Decided<std::vector<MovieOutcome>>{std::move(outcomes)};
        },
        std::move(reply));
}

void Imports::plan(domain::SeatingPlan plan, Reply<PlanOutcome> reply) {
    submit<PlanOutcome>(
        m_context.writer,
        [context = m_context, plan = std::move(plan)](ports::Store& store) {
            return Decided<PlanOutcome>{
                storePlan(store, plan, context.clock.now(), context.random)};
        },
        std::move(reply));
}

void Imports::house(House house, Reply<HouseAnswer> reply) {
    submit<HouseAnswer>(
        m_context.writer,
        [context = m_context, house = std::move(house)](ports::Store& store) {
            return storeHouse(store, house, context.clock.now(), context.random);
        },
        std::move(reply));
}

} // namespace foyer::server::services
