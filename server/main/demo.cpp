#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/movie_intake.h"
#include "server/main/plan_intake.h"
#include "server/main/workbench.h"
#include "server/services/imports.h"
#include "shared/crypto/password.h"
#include "shared/wire/cinema_json.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace foyer::server {

namespace {

using services::Imports;

/// A step of the import: nothing when it went well, else how to exit after having complained.
using Trouble = std::optional<Exit>;

struct Demo {
    const services::Context& context;
    std::string source;
    domain::CinemaSetup setup;
    Imports::House house;
};

Exit failed(const std::string& sentence) {
    complain(sentence);
    return Exit::Failed;
}

Exit unusable(const std::string& sentence) {
    complain(sentence);
    return Exit::BadInput;
}

Trouble readSetup(Demo& demo) {
    const auto file = demo.source + "/cinema.json";
    std::string text;
    if (!readFile(file, text))
        return Exit::BadInput;
    auto setup = wire::readCinema(text);
    if (!setup)
        return unusable(file + ": " + setup.error().pointer + " " + setup.error().message);
    demo.setup = std::move(*setup);
    return {};
}

Trouble takeMovies(const Demo& demo) {
    const auto file = demo.source + "/movies.json";
    std::string text;
    if (!readFile(file, text))
        return Exit::BadInput;
    const auto intake = takeInMovies(demo.context, text);
    if (!intake)
        return unusable(file + ": " + intake.error());
    say("movies: " + domain::summaryOf(domain::totalsOf(intake->verdicts)));
    return {};
}

Trouble takeAuditoriums(Demo& demo) {
    for (const auto& setup : demo.setup.auditoriums) {
        const auto plan = takeInPlan(demo.context, demo.source + "/" + setup.plan);
        if (!plan)
            return plan.error();
        const auto id = AuditoriumId::make(demo.context.clock.now(), demo.context.random);
        demo.house.auditoriums.push_back({id, {}, setup.name, plan->id});
    }
    say("auditoriums: " + std::to_string(demo.house.auditoriums.size()));
    return {};
}

/// A PIN's hash differs with every run, so a known operator keeps the one that still fits.
std::string pinHashFor(const domain::OperatorSetup& setup,
                       const std::vector<domain::Operator>& known) {
    for (const auto& op : known)
        if (op.name == setup.name && crypto::verifyPassword(setup.pin, op.pinHash))
            return op.pinHash;
    return crypto::hashPassword(setup.pin, crypto::Cost::Interactive);
}

void addOperators(Demo& demo, const std::vector<domain::Operator>& known) {
    for (const auto& setup : demo.setup.operators) {
        domain::Operator op;
        op.id = OperatorId::make(demo.context.clock.now(), demo.context.random);
        op.name = setup.name;
        op.role = setup.role;
        op.pinHash = pinHashFor(setup, known);
        demo.house.operators.push_back(std::move(op));
    }
}

void addPriceLists(Demo& demo) {
    for (const auto& setup : demo.setup.priceLists) {
        auto list = setup.list;
        list.id = PriceListId::make(demo.context.clock.now(), demo.context.random);
        demo.house.priceLists.push_back(std::move(list));
    }
}

Trouble storeHouse(Demo& demo) {
    const auto known = services::readOne<std::vector<domain::Operator>>(
        demo.context.reader, [](const ports::Store& store) { return store.operators(); });
    if (!known)
        return failed(sentenceOf(known.error()));
    demo.house.cinema = demo.setup.cinema;
    demo.house.cinema.id = CinemaId::make(demo.context.clock.now(), demo.context.random);
    addOperators(demo, *known);
    addPriceLists(demo);
    using Answer = Result<Imports::House, Imports::HouseRefusal>;
    auto stored = await<Answer>([&](services::Reply<Answer> reply) {
        Imports(demo.context).house(demo.house, std::move(reply));
    });
    if (!stored)
        return failed(sentenceOf(stored.error()));
    if (!*stored)
        return unusable("the cinema's description is incomplete: a name or a plan is missing");
    demo.house = std::move(**stored);
    say("cinema: " + demo.house.cinema.name + ", " + std::to_string(demo.house.operators.size()) +
        " operators");
    return {};
}

/// Which business days have showtimes already: those are left as they are.
Result<std::set<Date>, ports::Failure> plannedDays(const Demo& demo, Date first) {
    return services::readOne<std::set<Date>>(demo.context.reader, [&](const ports::Store& store) {
        std::set<Date> days;
        for (int i = 0; i < 7; ++i) {
            ports::ShowtimeFilter filter;
            filter.day = first + std::chrono::days{i};
            if (!store.showtimes(filter, {}, 1).empty())
                days.insert(*filter.day);
        }
        return days;
    });
}

template <class Named>
const Named* named(const std::vector<Named>& all, const std::string& name) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const domain::PriceList* priceListFor(const Demo& demo, const std::string& key) {
    for (const auto& setup : demo.setup.priceLists)
        if (setup.key == key)
            return named(demo.house.priceLists, setup.list.name);
    return nullptr;
}

domain::Showtime showtimeFrom(const Demo& demo, const domain::PlannedShowtime& planned) {
    const auto* auditorium =
        named(demo.house.auditoriums, demo.setup.auditoriums.at(planned.auditorium).name);
    const auto* prices = priceListFor(demo, planned.priceList);
    CHECK(auditorium && prices);
    domain::Showtime showtime;
    showtime.id = ShowtimeId::make(demo.context.clock.now(), demo.context.random);
    showtime.movie = planned.movie;
    showtime.auditorium = auditorium->id;
    showtime.plan = auditorium->plan;
    showtime.priceList = prices->id;
    showtime.dayPart = planned.dayPart;
    showtime.start = planned.start;
    showtime.end = planned.endsAt;
    showtime.cleanUntil = planned.cleaningUntil;
    showtime.businessDay = planned.businessDay;
    showtime.utcOffsetMinutes = planned.utcOffsetMinutes;
    return showtime;
}

Trouble storeProgramme(const Demo& demo, std::vector<domain::Showtime> showtimes) {
    const auto count = showtimes.size();
    const auto added =
        await<Imports::ProgrammeAnswer>([&](services::Reply<Imports::ProgrammeAnswer> reply) {
            Imports(demo.context).programme(std::move(showtimes), std::move(reply));
        });
    if (!added)
        return failed(sentenceOf(added.error()));
    if (!*added)
        return failed("showtime " + std::to_string(added->error().index + 1) + " of " +
                      std::to_string(count) + " does not fit into the programme");
    say("showtimes: " + std::to_string(**added) + " added");
    return {};
}

Trouble planShowtimes(const Demo& demo) {
    const auto movies = allMovies(demo.context);
    if (!movies)
        return failed(movies.error());
    const Date today = domain::businessDayOf(demo.setup.zone, demo.context.clock.now());
    const auto planned = plannedDays(demo, today);
    if (!planned)
        return failed(sentenceOf(planned.error()));
    SeededRandom random(static_cast<std::uint64_t>(today.time_since_epoch().count()));
    const auto week = domain::planWeek(demo.setup, *movies, today, random);
    for (const auto& title : week.notInCatalogue)
        complain("not in the catalogue, or without a running time: " + title);
    std::vector<domain::Showtime> showtimes;
    for (const auto& one : week.showtimes)
        if (!planned->contains(one.businessDay))
            showtimes.push_back(showtimeFrom(demo, one));
    return storeProgramme(demo, std::move(showtimes));
}

} // namespace

Exit importDemo(const Settings& settings, const Arguments& arguments) {
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    Demo demo{std::get<0>(opened)->context(),
              arguments.option("source").value_or("resources/demo"),
              {},
              {}};
    if (const auto trouble = readSetup(demo))
        return *trouble;
    if (const auto trouble = takeMovies(demo))
        return *trouble;
    if (const auto trouble = takeAuditoriums(demo))
        return *trouble;
    if (const auto trouble = storeHouse(demo))
        return *trouble;
    return planShowtimes(demo).value_or(Exit::Done);
}

} // namespace foyer::server
