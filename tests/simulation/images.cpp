#include "tests/simulation/images.h"

#include "app_store/sql_terminal.h"
#include "server/services/imports.h"
#include "server/store/database.h"
#include "server/store/inline_writer.h"
#include "shared/sqlite/migrations.h"
#include "tests/simulation/answers.h"
#include "tests/simulation/memory_disk.h"
#include "tests/unit/discounts.h"
#include "tests/unit/plan_fixture.h"
#include "tests/unit/terminal_world.h"

namespace foyer::simulation {

namespace services = server::services;
using services::Imports;

namespace {

struct StandingClock final : server::ports::Clock {
    Instant now() const override { return tests::kStart; }
};

/// Three rows with everything a reseating must respect: a wheelchair space with its companion, two
/// areas, sofas, an aisle.
domain::SeatingPlan bigPlan() {
    auto plan = domain::planOf({"wcssss", "sss sss", "ppp ppp", "SSSSSS"});
    plan.name = "Big";
    return plan;
}

/// The same room seen from the other end: every seat has another number.
domain::SeatingPlan turned(domain::SeatingPlan plan) {
    plan.id = {};
    plan.name += ", turned";
    std::reverse(plan.rows.begin(), plan.rows.end());
    std::reverse(plan.seats.begin(), plan.seats.end());
    const std::size_t last = plan.seats.size() - 1;
    const auto lastRow = plan.rows.size() - 1;
    for (domain::Seat& seat : plan.seats) {
        seat.row = static_cast<decltype(seat.row)>(lastRow - seat.row);
        seat.at = {-seat.at.x, -seat.at.y};
        std::swap(seat.left, seat.right);
        for (auto* other : {&seat.left, &seat.right, &seat.partner})
            if (*other)
                (*other)->value = static_cast<std::uint16_t>(last - (*other)->value);
    }
    return plan;
}

/// Where each seat is in the turned plan; four neighbours in a row are said to be gone.
server::core::SeatMapping turnedRound(std::size_t seats, std::uint16_t gone) {
    server::core::SeatMapping mapping;
    for (std::uint16_t seat = 0; seat < seats; ++seat)
        if (seat < gone || seat >= gone + 4)
            mapping.emplace_back(SeatNo{seat},
                                 SeatNo{static_cast<std::uint16_t>(seats - 1 - seat)});
    return mapping;
}

/// Where the seats of the turned plan are when the first one comes back: two standard seats that
/// follow each other in one area have changed places.
server::core::SeatMapping turnedBack(const domain::SeatingPlan& plan) {
    const std::size_t seats = plan.seatCount();
    std::vector<std::uint16_t> at(seats);
    for (std::size_t i = 0; i < seats; ++i)
        at[i] = static_cast<std::uint16_t>(i);
    const auto isStandard = [&](std::size_t i) {
        return plan.seat(SeatNo{at[i]}).kind == domain::SeatKind::Standard;
    };
    const auto areaOf = [&](std::size_t i) { return plan.areaOf(SeatNo{at[i]}).key; };
    for (std::size_t i = 0; i + 1 < seats; ++i)
        if (isStandard(i) && isStandard(i + 1) && areaOf(i) == areaOf(i + 1)) {
            std::swap(at[i], at[i + 1]);
            ++i;
        }
    server::core::SeatMapping mapping;
    for (std::size_t i = 0; i < seats; ++i)
        mapping.emplace_back(SeatNo{static_cast<std::uint16_t>(seats - 1 - i)}, SeatNo{at[i]});
    return mapping;
}

/// As tests/simulation/checker_prices.cpp has it a second time.
std::vector<domain::Discount> discounts() {
    domain::Discount pair = tests::percent("pair", 1'000, 2);
    domain::Discount third = tests::percent("third", 300);
    third.kind = domain::DiscountKind::AmountOff;
    third.every = 3;
    domain::Discount club = tests::byCode("club", 2'000);
    club.step = 2;
    club.mostUses = 1;
    return {pair, third, club};
}

domain::PriceList prices() {
    domain::PriceList list = tests::smallPrices();
    list.taxBasisPoints = 700;
    list.discounts = discounts();
    for (auto row : std::vector(list.rows)) {
        row.areaKey = "loge";
        row.price.minor += 400;
        list.rows.push_back(row);
    }
    return list;
}

domain::PriceList dearerPrices() {
    domain::PriceList list = prices();
    list.id = {tests::uuidOf(7, 2)};
    list.name = "Dearer";
    for (auto& row : list.rows)
        row.price.minor += 150;
    return list;
}

class Furnisher {
public:
    Furnisher(sqlite::Connection& db, ServerImage& image)
        : m_image(image)
        , m_writer(db, m_plans, nullptr)
        , m_imports({m_writer, m_writer, m_clock, m_random}) {}

    void furnish() {
        const std::vector<PlanId> plans{planId(*tests::smallPlan()), planId(bigPlan())};
        const MovieId movie = this->movie();
        const Imports::House house = this->house(plans);
        m_image.cinema = house.cinema.id;
        std::vector<domain::Showtime> programme;
        m_image.seats = {tests::smallPlan()->seatCount(), bigPlan().seatCount()};
        for (const auto& person : house.operators)
            m_image.people.push_back(person.id);
        for (const auto& list : house.priceLists)
            m_image.priceLists.push_back(list.id);
        m_image.otherPlans = {planId(turned(*tests::smallPlan())), planId(turned(bigPlan()))};
        m_image.mappings = {turnedRound(m_image.seats[0], 16), turnedRound(m_image.seats[1], 8)};
        m_image.plans = plans;
        m_image.mappingsBack = {turnedBack(*tests::smallPlan()), turnedBack(bigPlan())};
        putPolicy();
        for (std::size_t i = 0; i < plans.size(); ++i) {
            programme.push_back(showtime(house, i, plans[i], movie));
            m_image.showtimes.push_back(programme.back().id);
        }
        const auto planned = answerOf<Imports::ProgrammeAnswer>(
            [&](auto reply) { m_imports.programme(programme, reply); });
        CHECK(planned.ok() && planned->ok());
    }

private:
    /// Holds that run out within a run.
    void putPolicy() {
        protocol::Policy policy;
        policy.holdLasts = std::chrono::seconds{20};
        policy.holdExtension = std::chrono::seconds{10};
        policy.holdSeatsPerCustomer = 4;
        policy.atRiskSeatsPerShowtime = kRiskSeats;
        policy.atRiskMinor = kRiskMinor;
        policy.euroCashToFive = true;
        services::submit<Done>(
            m_writer,
            [policy](server::ports::Store& store) {
                store.put(policy);
                return services::Decided<Done>{Done{}};
            },
            [](const auto& outcome) { CHECK(outcome.ok()); });
    }
    PlanId planId(domain::SeatingPlan plan) {
        return answerOf<Imports::PlanOutcome>([&](auto reply) { m_imports.plan(plan, reply); })->id;
    }
    MovieId movie() {
        domain::Movie movie;
        movie.title = "1776";
        movie.releaseYear = 1972;
        return answerOf<std::vector<Imports::MovieOutcome>>(
                   [&](auto reply) { m_imports.movies({movie}, reply); })
            ->at(0)
            .id;
    }
    Imports::House house(const std::vector<PlanId>& plans) {
        Imports::House house;
        house.cinema = {CinemaId::make(tests::kStart, m_random), "Lumen", "", {}, "UTC"};
        for (std::size_t i = 0; i < plans.size(); ++i)
            house.auditoriums.push_back({AuditoriumId::make(tests::kStart, m_random),
                                         house.cinema.id, "Saal " + std::to_string(i + 1),
                                         plans[i]});
        house.priceLists = {prices(), dearerPrices()};
        for (const auto& [name, role] :
             {std::pair{"Ada", domain::Role::Cashier}, std::pair{"Bea", domain::Role::Manager},
              std::pair{"Carl", domain::Role::Manager}})
            house.operators.push_back(
                {OperatorId::make(tests::kStart, m_random), name, role, "$argon2id$x", true});
        const auto stored = answerOf<Result<Imports::House, Imports::HouseRefusal>>(
            [&](auto reply) { m_imports.house(house, reply); });
        CHECK(stored.ok() && stored->ok());
        return **stored;
    }
    domain::Showtime showtime(const Imports::House& house, std::size_t auditorium, PlanId plan,
                              MovieId movie) {
        auto row = tests::showtimeAt(ShowtimeId::make(tests::kStart, m_random),
                                     tests::kStart + std::chrono::hours{11});
        row.end = row.start + std::chrono::hours{14}; // still sold after the longest outage
        row.cleanUntil = row.end;
        row.movie = movie;
        row.auditorium = house.auditoriums[auditorium].id;
        row.plan = plan;
        row.priceList = house.priceLists.at(0).id;
        return row;
    }

    ServerImage& m_image;
    StandingClock m_clock;
    SeededRandom m_random{1};
    server::store::PlanCache m_plans;
    server::store::InlineWriter m_writer;
    Imports m_imports;
};

ServerImage makeServerImage() {
    ServerImage image;
    MemoryDisk disk("foyer-image");
    SeededRandom random(1);
    {
        sqlite::Connection db({.path = "/server", .wal = false, .vfs = disk.name()});
        CHECK(server::store::prepareDatabase(db, tests::kStart, random).ok());
        Furnisher(db, image).furnish();
    }
    image.bytes = disk.contents("/server");
    return image;
}

std::string makeTerminalImage() {
    MemoryDisk disk("foyer-image");
    {
        sqlite::Connection db({.path = "/terminal", .wal = false, .vfs = disk.name()});
        const sqlite::SqlFiles files(store::sqlFiles(), sqlite::Dialect::Sqlite);
        CHECK(sqlite::migrate(db, files, sqlite::ApplicationId::Terminal, tests::kStart).ok());
    }
    return disk.contents("/terminal");
}

} // namespace

const ServerImage& serverImage() {
    static const ServerImage kImage = makeServerImage();
    return kImage;
}

const std::string& terminalImage() {
    static const std::string kImage = makeTerminalImage();
    return kImage;
}

} // namespace foyer::simulation
