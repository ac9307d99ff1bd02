#include "shared/domain/plan_lint.h"
#include "shared/wire/body_json.h"
#include "shared/wire/change_json.h"
#include "shared/wire/discount_json.h"
#include "shared/wire/json_decode.h"

#include <algorithm>

namespace foyer::wire {

using namespace protocol;

namespace {

using domain::kMaxSeats;

ChangeBody readCinema(Object& o) {
    domain::Cinema c;
    c.id = o["id"].id<CinemaId>();
    c.name = o["name"].text(200, 1);
    c.address = o["address"].text(500);
    c.currency = o["currency"].currency();
    c.timeZone = o["time_zone"].text(60, 1);
    return c;
}

ChangeBody readAuditorium(Object& o) {
    domain::Auditorium a;
    a.id = o["id"].id<AuditoriumId>();
    a.cinema = o["cinema"].id<CinemaId>();
    a.name = o["name"].text(200, 1);
    a.plan = o["plan"].id<PlanId>();
    return a;
}

ChangeBody readMovie(Object& o) {
    domain::Movie m;
    m.id = o["id"].id<MovieId>();
    m.title = o["title"].text(1000, 1);
    m.releaseYear = static_cast<std::int32_t>(o["release_year"].integer(0, 9999));
    if (const auto released = o.maybe("released"))
        m.released = released->date();
    if (const auto minutes = o.maybe("running_minutes"))
        m.runningMinutes = static_cast<std::int32_t>(minutes->integer(1, 100'000));
    m.rating = o["rating"].text(100);
    m.genre = o["genre"].text(200);
    m.director = o["director"].text(500);
    m.distributor = o["distributor"].text(500);
    return m;
}

domain::TicketType readTicketType(const Value& value) {
    Object o(value);
    domain::TicketType type;
    type.key = o["key"].text(40, 1);
    type.name = o["name"].text(100, 1);
    type.companionOnly = o["companion_only"].boolean();
    o.done();
    return type;
}

domain::PriceRow readPriceRow(const Value& value) {
    Object o(value);
    domain::PriceRow row;
    row.areaKey = o["area"].text(100, 1);
    row.ticketType = o["type"].text(40, 1);
    row.dayPart = o["day_part"].word<domain::DayPart>(domain::dayPartFrom);
    row.price = o["price"].money();
    o.done();
    return row;
}

ChangeBody readPriceList(Object& o) {
    domain::PriceList p;
    p.id = o["id"].id<PriceListId>();
    p.name = o["name"].text(200);
    p.validFrom = o["valid_from"].instantMs();
    if (const auto to = o.maybe("valid_to"))
        p.validTo = to->instantMs();
    p.currency = o["currency"].currency();
    p.taxBasisPoints = static_cast<std::int32_t>(o["tax_basis_points"].integer(0, 10'000));
    for (const auto& item : o["ticket_types"].items(100))
        p.ticketTypes.push_back(readTicketType(item));
    for (const auto& item : o["rows"].items(10'000))
        p.rows.push_back(readPriceRow(item));
    if (const auto discounts = o.maybe("discounts"))
        for (const auto& item : discounts->items(domain::kMostDiscounts, 1))
            p.discounts.push_back(readDiscount(item));
    return p;
}

ChangeBody readShowtime(Object& o) {
    domain::Showtime s;
    s.id = o["id"].id<ShowtimeId>();
    s.movie = o["movie"].id<MovieId>();
    s.auditorium = o["auditorium"].id<AuditoriumId>();
    s.plan = o["plan"].id<PlanId>();
    s.priceList = o["price_list"].id<PriceListId>();
    s.dayPart = o["day_part"].word<domain::DayPart>(domain::dayPartFrom);
    s.start = o["start"].instantMs();
    s.end = o["end"].instantMs();
    s.cleanUntil = o["clean_until"].instantMs();
    s.businessDay = o["business_day"].date();
    s.utcOffsetMinutes =
        static_cast<std::int32_t>(o["utc_offset_minutes"].integer(-18 * 60, 18 * 60));
    if (o["cancelled"].boolean())
        s.state = domain::ShowtimeState::Cancelled;
    return s;
}

ChangeBody readOperator(Object& o) {
    domain::Operator op;
    op.id = o["id"].id<OperatorId>();
    op.name = o["name"].text(200, 1);
    op.role = o["role"].word<domain::Role>(domain::roleFrom);
    op.pinHash = o["pin_hash"].text(500);
    op.active = o["active"].boolean();
    return op;
}

ChangeBody readSnapshot(Object& o) {
    SeatsSnapshot s;
    s.showtime = o["showtime"].id<ShowtimeId>();
    s.version = o["version"].number<CommitSeq>(0, kMostNumber);
    const auto states = o["states"];
    for (const char letter : states.text(kMaxSeats)) {
        const auto state = domain::seatStateFrom(letter);
        if (!state)
            states.fail("holds a letter that is no seat state");
        s.states.push_back(state.value_or(domain::SeatState::Blocked));
    }
    return s;
}

std::pair<SeatNo, domain::SeatState> readSeatChange(const Value& value) {
    const auto pair = value.items(2, 2);
    if (pair.size() != 2)
        return {};
    const auto letter = pair[1].text(1, 1);
    const auto state = letter.empty() ? std::nullopt : domain::seatStateFrom(letter[0]);
    if (!state)
        pair[1].fail("is no seat state");
    return {pair[0].seat(), state.value_or(domain::SeatState::Blocked)};
}

ChangeBody readSeatsChanged(Object& o) {
    SeatsChanged s;
    s.showtime = o["showtime"].id<ShowtimeId>();
    s.version = o["version"].number<CommitSeq>(0, kMostNumber);
    for (const auto& item : o["changes"].items(kMaxSeats))
        s.seats.push_back(readSeatChange(item));
    return s;
}

Allotment readAllotmentObject(Object& o) {
    Allotment a;
    a.id = o["id"].id<AllotmentId>();
    a.terminal = o["terminal"].id<TerminalId>();
    a.incarnation = o["incarnation"].number<Incarnation>(0, 1'000'000);
    a.showtime = o["showtime"].id<ShowtimeId>();
    a.epoch = o["epoch"].number<Epoch>(0, kMostNumber);
    a.kind = o["kind"].word<AllotmentKind>(allotmentKindFrom);
    a.state = o["state"].word<AllotmentState>(allotmentStateFrom);
    a.grantedAt = o["granted_at"].instantMs();
    a.ttl = std::chrono::seconds(o["ttl_seconds"].integer(0, 366 * 86'400));
    for (const auto& item : o["seats"].items(kMaxSeats))
        a.seats.push_back(item.seat());
    if (const auto plan = o.maybe("plan"))
        a.plan = plan->id<PlanId>();
    if (const auto last = o.maybe("last_former"))
        a.lastFormer = last->number<Epoch>(0, kMostNumber);
    return a;
}

ChangeBody readAllotmentChanged(Object& o) {
    return AllotmentChanged{readAllotmentObject(o)};
}

struct BodyKind {
    std::string_view kind;
    ChangeBody (*read)(Object&);
};
constexpr BodyKind kBodyKinds[] = {{"cinema", readCinema},
                                   {"auditorium", readAuditorium},
                                   {"movie", readMovie},
                                   {"price_list", readPriceList},
                                   {"showtime", readShowtime},
                                   {"operator", readOperator},
                                   {"seats", readSnapshot},
                                   {"seats_changed", readSeatsChanged},
                                   {"allotment", readAllotmentChanged},
                                   {"task", readTask},
                                   {"recall", readRecall},
                                   {"revocation", readRevocation},
                                   {"admission", readAdmission},
                                   {"policy", readPolicy},
                                   {"terminal_keys", readTerminalKeys},
                                   {"reseating", readReseating}};
static_assert(std::size(kBodyKinds) + 1 == std::variant_size_v<ChangeBody>,
              "every kind but the plan, which has a codec of its own");

} // namespace

Allotment readAllotment(const Value& value) {
    Object o(value);
    auto allotment = readAllotmentObject(o);
    o.done();
    return allotment;
}

ChangeBody readBody(std::string_view kind, const Value& at, const Value& body) {
    if (kind == "plan")
        return readPlanValue(body);
    const auto* known =
        std::find_if(std::begin(kBodyKinds), std::end(kBodyKinds),
                     [&](const BodyKind& candidate) { return candidate.kind == kind; });
    if (known == std::end(kBodyKinds)) {
        at.fail("is a kind of change that is not known");
        return {};
    }
    Object o(body);
    auto change = known->read(o);
    o.done();
    return change;
}

Result<ChangeBody, DecodeError> decodeBody(std::string_view kind, std::string_view text) {
    return decodeText(text, [&](const Value& value) { return readBody(kind, value, value); });
}

} // namespace foyer::wire
