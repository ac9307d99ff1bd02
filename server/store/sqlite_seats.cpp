#include "server/core/deadline.h"
#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/base/mutant.h"
#include "shared/base/words.h"

#include <algorithm>
#include <array>

namespace foyer::server::store {

using core::Claim;
using core::ClaimKind;
using sqlite::Cursor;

namespace {

constexpr std::array<const char*, core::kClaimKindCount> kKinds = {"hold", "allotment", "ticket",
                                                                   "block"};
static_assert(kKinds.size() == static_cast<std::size_t>(ClaimKind::Block) + 1);

const char* nameOf(ClaimKind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

std::optional<ClaimKind> claimKindFrom(std::string_view name) {
    return enumFrom<ClaimKind>(kKinds, name);
}

Claim claimFrom(const Cursor& row) {
    return {row.get<SeatNo>(0), orDamage(claimKindFrom(row.get<std::string_view>(1)), "kind"),
            row.get<Uuid>(2), row.get<Epoch>(3)};
}

/// The owner in the column of its kind, NULL in the others.
std::optional<Uuid> ownerIf(const Claim& claim, ClaimKind kind) {
    return claim.kind == kind ? std::optional{claim.owner} : std::nullopt;
}

/// Ascending seats with so few others between them that one question for all is the cheaper way.
bool lieTogether(const std::vector<SeatNo>& seats) {
    constexpr std::size_t kMostForEach = 4;
    return seats.size() > 1 && static_cast<std::size_t>(seats.back().value - seats.front().value) <
                                   kMostForEach * seats.size();
}

protocol::Allotment allotmentFrom(const Cursor& row) {
    protocol::Allotment allotment;
    allotment.id = row.get<AllotmentId>(0);
    allotment.terminal = row.get<TerminalId>(1);
    allotment.incarnation = row.get<Incarnation>(2);
    allotment.showtime = row.get<ShowtimeId>(3);
    allotment.epoch = row.get<Epoch>(4);
    allotment.kind =
        orDamage(protocol::allotmentKindFrom(row.get<std::string_view>(5)), "allotment.kind");
    allotment.state =
        orDamage(protocol::allotmentStateFrom(row.get<std::string_view>(6)), "allotment.state");
    allotment.grantedAt = row.get<Instant>(7);
    allotment.ttl = row.get<std::chrono::seconds>(8);
    allotment.plan = row.get<std::optional<PlanId>>(9).value_or(PlanId{});
    allotment.lastFormer = std::max(Epoch{}, row.get<std::optional<Epoch>>(10).value_or(Epoch{}));
    return allotment;
}

std::vector<protocol::Allotment> allotmentsFrom(Cursor rows) {
    std::vector<protocol::Allotment> all;
    while (rows.next())
        all.push_back(allotmentFrom(rows));
    return all;
}

} // namespace

core::Claims SqliteStore::claims(ShowtimeId showtime) const {
    std::vector<Claim> all;
    for (Cursor rows = sql("claimsOfShowtime").query(showtime); rows.next();)
        all.push_back(claimFrom(rows));
    return core::Claims(std::move(all));
}

core::Claims SqliteStore::claims(ShowtimeId showtime, const std::vector<SeatNo>& seats) const {
    std::vector<SeatNo> once = seats;
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    std::vector<Claim> some;
    if (lieTogether(once)) {
        for (Cursor rows = sql("claimsOfRow").query(showtime, once.front(), once.back());
             rows.next();)
            if (std::binary_search(once.begin(), once.end(), rows.get<SeatNo>(0)))
                some.push_back(claimFrom(rows));
        return core::Claims(std::move(some));
    }
    auto& one = sql("claimOfSeat");
    for (const SeatNo seat : once)
        if (Cursor rows = one.query(showtime, seat); rows.next())
            some.push_back(claimFrom(rows));
    return core::Claims(std::move(some));
}

CommitSeq SqliteStore::seatsVersion(ShowtimeId showtime) const {
    writeFeed();
    return sql("seatsVersion").value<CommitSeq>(showtime).value_or(CommitSeq{});
}

bool SqliteStore::applyOne(ShowtimeId showtime, const core::ClaimChange& change) {
    if (!change.after) {
        const Claim& before = change.before.value();
        return sql("giveToPool").run(showtime, change.seat, nameOf(before.kind), before.owner) == 1;
    }
    const Claim& to = *change.after;
    const auto hold = ownerIf(to, ClaimKind::Hold);
    const auto allotment = ownerIf(to, ClaimKind::Allotment);
    const auto ticket = ownerIf(to, ClaimKind::Ticket);
    const auto block = ownerIf(to, ClaimKind::Block);
    if (!change.before)
        return sql("takeFromPool")
                   .run(showtime, change.seat, nameOf(to.kind), hold, allotment, ticket, block,
                        to.epoch) == 1;
    return sql("moveClaim")
               .run(showtime, change.seat, nameOf(to.kind), hold, allotment, ticket, block,
                    to.epoch, nameOf(change.before->kind), change.before->owner) == 1;
}

bool SqliteStore::apply(ShowtimeId showtime, const std::vector<core::ClaimChange>& changes) {
    ports::FeedRow row{{}, ports::FeedKind::Seats, showtime.uuid, {}, {}};
    std::vector<SeatNo> held;
    for (const core::ClaimChange& change : changes) {
        if (change.before == change.after)
            continue;
        if (!applyOne(showtime, change))
            return false;
        if (core::stateOf(change.before) != core::stateOf(change.after))
            row.seats.emplace_back(change.seat, core::stateOf(change.after));
        if (m_holding && change.after && change.after->owner == m_holding->first.uuid)
            held.push_back(change.seat);
    }
    if (!held.empty())
        m_happenings.push_back(ports::SeatsHeld{showtime, std::move(held), m_holding->second});
    if (!row.seats.empty() && !mutated(Mutant::SeatChangeNotTold))
        tell(std::move(row)); // and with it the version of the map
    return true;
}

Epoch SqliteStore::nextEpoch() {
    return {orDamage(sql("nextNumber").value<std::int64_t>("epoch"), "epoch")};
}

std::vector<SeatNo> SqliteStore::seatsOf(AllotmentId allotment) const {
    std::vector<SeatNo> seats;
    for (Cursor rows = sql("seatsOfAllotment").query(allotment); rows.next();)
        seats.push_back(rows.get<SeatNo>(0));
    return seats;
}

std::optional<protocol::Allotment> SqliteStore::allotment(AllotmentId id) const {
    auto found = allotmentsFrom(sql("allotmentById").query(id));
    if (found.empty())
        return {};
    found.front().seats = seatsOf(id);
    return std::move(found.front());
}

std::vector<protocol::Allotment>
SqliteStore::sellableAllotments(TerminalId terminal, Incarnation incarnation, Instant now) const {
    constexpr int kSeatColumn = 11; // behind those of the allotment, one row for each seat
    std::vector<protocol::Allotment> all;
    for (Cursor rows = sql("sellableAllotments").query(terminal, incarnation, now); rows.next();) {
        if (all.empty() || all.back().id != rows.get<AllotmentId>(0))
            all.push_back(allotmentFrom(rows));
        all.back().seats.push_back(rows.get<SeatNo>(kSeatColumn));
    }
    return all;
}

std::vector<protocol::Allotment> SqliteStore::endedAllotments(Instant now,
                                                              std::size_t limit) const {
    auto all = allotmentsFrom(sql("endedAllotments").query(now, static_cast<std::int64_t>(limit)));
    for (auto& allotment : all)
        allotment.seats = seatsOf(allotment.id);
    return all;
}

std::vector<AllotmentId> SqliteStore::openAllotmentIds(ShowtimeId showtime) const {
    std::vector<AllotmentId> all;
    for (Cursor rows = sql("openAllotmentsOfShowtime").query(showtime); rows.next();)
        all.push_back(rows.get<AllotmentId>(0));
    return all;
}

core::SeatMapping SqliteStore::seatMapping(ShowtimeId showtime,
                                           const core::PlanPeriod& period) const {
    core::SeatMapping mapping;
    for (Cursor rows = sql("seatMapping").query(showtime, period.last); rows.next();)
        mapping.emplace_back(rows.get<SeatNo>(0), rows.get<SeatNo>(1));
    return mapping;
}

std::vector<core::PlanPeriod> SqliteStore::formerPlans(ShowtimeId showtime) const {
    std::vector<core::PlanPeriod> periods;
    for (Cursor rows = sql("planPeriods").query(showtime); rows.next();)
        periods.push_back({rows.get<Epoch>(0), rows.get<PlanId>(1)});
    return periods;
}

void SqliteStore::put(ShowtimeId showtime, const core::PlanPeriod& period,
                      const core::SeatMapping& mapping) {
    sql("addPlanPeriod").run(showtime, period.last, period.plan);
    sql("dropSeatMapping").run(showtime, period.last);
    for (const auto& [was, is] : mapping)
        sql("addCounterpart").run(showtime, period.last, was, is);
}

void SqliteStore::put(const protocol::Allotment& allotment) {
    sql("putAllotment")
        .run(allotment.id, allotment.terminal, allotment.incarnation, allotment.showtime,
             allotment.epoch, protocol::nameOf(allotment.kind), protocol::nameOf(allotment.state),
             allotment.grantedAt, allotment.ttl);
    tell({{}, ports::FeedKind::Allotment, allotment.id.uuid, allotment.terminal, {}});
}

void SqliteStore::renewAllotments(TerminalId terminal, Incarnation incarnation, Instant now) {
    sql("renewAllotments").run(terminal, incarnation, now);
}

std::int64_t SqliteStore::expireAllotments(Instant now) {
    std::vector<AllotmentId> due;
    const Instant at = mutated(Mutant::ExpiryTooEarly) ? now + std::chrono::hours{1} : now;
    for (Cursor rows =
             sql("dueAllotments")
                 .query(at, core::kLeaseLastsPerSecond.count(), core::kLeaseLastsBeside.count());
         rows.next();)
        due.push_back(rows.get<AllotmentId>(0));
    for (const AllotmentId id : due) {
        auto allotment = orDamage(this->allotment(id), "allotment");
        allotment.state = protocol::AllotmentState::Expired;
        put(allotment);
    }
    return static_cast<std::int64_t>(due.size());
}

std::int64_t SqliteStore::soldSince(TerminalId terminal, ShowtimeId showtime, Instant since) const {
    return sql("soldSince").value<std::int64_t>(showtime, terminal, since).value_or(0);
}

std::vector<ports::ClaimCount> SqliteStore::claimsBetween(Instant from, Instant to) const {
    std::vector<ports::ClaimCount> all;
    for (Cursor rows = sql("claimsOfShowtimes").query(from, to); rows.next();)
        all.push_back({orDamage(claimKindFrom(rows.get<std::string_view>(0)), "kind"),
                       rows.get<std::optional<TerminalId>>(1).value_or(TerminalId{}),
                       rows.get<std::int64_t>(2)});
    return all;
}

std::int64_t SqliteStore::standingSeats(ShowtimeId showtime) const {
    return sql("standingSeats").value<std::int64_t>(showtime).value_or(0);
}

void SqliteStore::add(const ports::BlockRecord& block) {
    sql("addBlock").run(block.id, block.showtime, block.reason, block.at);
}

std::vector<core::Suspended> SqliteStore::suspended(const std::string& subject) const {
    std::vector<core::Suspended> all;
    for (Cursor rows = sql("suspendedFor").query(subject); rows.next();)
        all.push_back({rows.get<TicketId>(0), rows.get<SeatNo>(1),
                       rows.get<std::optional<BlockId>>(2).value_or(BlockId{}),
                       rows.get<std::optional<AllotmentId>>(3).value_or(AllotmentId{})});
    return all;
}

void SqliteStore::add(const core::Suspended& ticket, const std::string& subject) {
    sql("addSuspended")
        .run(subject, ticket.ticket, ticket.seat, sqlite::orNull(ticket.block),
             sqlite::orNull(ticket.from));
}

bool SqliteStore::isSuspended(TicketId ticket) const {
    return sql("isSuspended").value<std::int64_t>(ticket).value_or(0) > 0;
}

} // namespace foyer::server::store
