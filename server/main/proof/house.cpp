#include "server/main/proof/house.h"

#include "shared/crypto/hash.h"

namespace foyer::server::proof {

namespace {

std::array<std::uint8_t, 8> bigEndian(std::int64_t value) {
    std::array<std::uint8_t, 8> bytes;
    auto rest = static_cast<std::uint64_t>(value);
    for (auto at = bytes.rbegin(); at != bytes.rend(); ++at, rest >>= 8)
        *at = static_cast<std::uint8_t>(rest);
    return bytes;
}

struct Link {
    std::int64_t number;
    Instant at;
    std::string actor, action, text;
    Hash previous, hash;
};

Hash hashOf(const Link& link) {
    const std::array<std::uint8_t, 1> end{0};
    return crypto::Hasher{}
        .add(link.previous)
        .add(bigEndian(toMs(link.at)))
        .add(asBytes(link.actor))
        .add(end)
        .add(asBytes(link.action))
        .add(end)
        .add(asBytes(link.text))
        .finish();
}

void note(House& house, const Link& link) {
    if (link.action.starts_with("task."))
        house.taskTrail += link.text + "\n";
    const auto id = ShowtimeId::parse(std::string_view(link.text).substr(0, 36));
    const auto show = id ? house.shows.find(*id) : house.shows.end();
    if (show == house.shows.end())
        return;
    show->second.replanned |= link.action == "showtime.plan_changed";
    show->second.repriced |= link.action == "showtime.prices_changed";
}

void readTrail(sqlite::Connection& db, House& house, Findings& findings, std::int64_t& links) {
    auto sql = db.prepare("trail", "SELECT number, at, actor, action, text, prev_hash, hash "
                                   "FROM audit ORDER BY number");
    Hash previous{};
    std::int64_t before = 0;
    for (auto rows = sql.query(); rows.next();) {
        const Link link{rows.get<std::int64_t>(0), rows.get<Instant>(1),
                        rows.get<std::string>(2),  rows.get<std::string>(3),
                        rows.get<std::string>(4),  rows.get<Hash>(5),
                        rows.get<Hash>(6)};
        ++links;
        if (link.number != before + 1 || link.previous != previous || link.hash != hashOf(link))
            findings.add("I8", "The audit trail is broken at record " +
                                   std::to_string(link.number) + " (" + link.action + ").");
        previous = link.hash;
        before = link.number;
        note(house, link);
    }
}

void readShows(sqlite::Connection& db, House& house) {
    auto sql =
        db.prepare("shows", "SELECT s.id, s.start_at, l.tax_basis_points, p.seat_count, s.state "
                            "FROM showtime s JOIN price_list l ON l.id = s.price_list "
                            "JOIN seating_plan p ON p.id = s.plan");
    for (auto rows = sql.query(); rows.next();) {
        Show& show = house.shows[rows.get<ShowtimeId>(0)];
        show.start = rows.get<Instant>(1);
        show.taxBasisPoints = rows.get<std::int32_t>(2);
        show.seatCount = rows.get<std::uint16_t>(3);
        show.cancelled = rows.get<std::string_view>(4) == "cancelled";
    }
}

} // namespace

const Show* House::show(ShowtimeId id) const {
    const auto found = shows.find(id);
    return found == shows.end() ? nullptr : &found->second;
}

bool House::isReplanned(ShowtimeId id) const {
    const Show* known = show(id);
    return known && known->replanned;
}

const PublicKey* House::key(TerminalId terminal, Incarnation life) const {
    const auto found = keys.find({terminal, life});
    return found == keys.end() ? nullptr : &found->second;
}

House readHouse(sqlite::Connection& db, Findings& findings, std::int64_t& links) {
    House house;
    readShows(db, house);
    auto sql = db.prepare("keys", "SELECT terminal, incarnation, public_key FROM terminal_key");
    for (auto rows = sql.query(); rows.next();)
        house.keys[{rows.get<TerminalId>(0), rows.get<Incarnation>(1)}] = rows.get<PublicKey>(2);
    readTrail(db, house, findings, links);
    return house;
}

} // namespace foyer::server::proof
