#pragma once

// A whole server without sockets, on a database in memory, driven inline: cinema, movie, prices and
// two showtimes; and a device that writes a journal as a terminal does.

#include "server/ports/entry_sealer.h"
#include "server/ports/entry_verifier.h"
#include "server/services/allotments.h"
#include "server/services/audit.h"
#include "server/services/changes.h"
#include "server/services/enrolment.h"
#include "server/services/imports.h"
#include "server/services/read_model.h"
#include "server/services/reconcile.h"
#include "server/services/terminal_auth.h"
#include "server/store/inline_writer.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/keys.h"
#include "shared/wire/entry_json.h"
#include "tests/unit/plan_fixture.h"

#include <memory>
#include <string>
#include <vector>

namespace foyer::server::tests {

class SetClock final : public ports::Clock {
public:
    Instant at{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours{18}};
    Instant now() const override { return at; }
};

/// protocol::SealedEntry's hash, written down a second time on purpose.
inline Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry) {
    Bytes bytes;
    const auto add = [&](ByteView more) { bytes.insert(bytes.end(), more.begin(), more.end()); };
    const auto number = [&](std::int64_t value, int width) {
        for (int i = width - 1; i >= 0; --i)
            bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    };
    add(asBytes("foyer-journal-1"));
    add(terminal.uuid.bytes);
    number(entry.incarnation.value, 4);
    number(entry.seq.value, 8);
    add(asBytes(entry.type));
    bytes.push_back(0);
    add(entry.prevHash);
    add(asBytes(entry.payloadText));
    return crypto::hash(bytes);
}

class RealVerifier final : public ports::EntryVerifier {
public:
    bool isSound(TerminalId terminal, const PublicKey& key,
                 const protocol::SealedEntry& entry) const override {
        return hashOf(terminal, entry) == entry.hash &&
               crypto::verify(key, entry.hash, entry.signature);
    }
    protocol::Payload decode(const protocol::SealedEntry& entry) const override {
        auto payload = wire::decodePayload(entry.type, entry.payloadText);
        return payload ? *payload : protocol::Payload{protocol::Unknown{entry.type}};
    }
};

/// The answer of a use case driven inline: it has been given when the call returns.
template <class Answer, class Call>
services::Outcome<Answer> answerOf(Call call) {
    std::optional<services::Outcome<Answer>> answer;
    call([&](services::Outcome<Answer> given) { answer.emplace(std::move(given)); });
    CHECK(answer);
    return std::move(*answer);
}

/// A terminal's disk: the journal and its key.
struct Device {
    explicit Device(std::uint8_t seed) : key(keyFrom(seed)) {}

    static crypto::KeyPair keyFrom(std::uint8_t seed) {
        crypto::Seed bytes{};
        bytes[0] = seed;
        return crypto::KeyPair::fromSeed(bytes);
    }
    services::Caller caller() const { return {terminal, incarnation}; }

    void write(const protocol::Payload& payload) {
        const Hash prev = journal.empty() ? Hash{} : journal.back().hash;
        protocol::SealedEntry entry{Seq{static_cast<std::int64_t>(journal.size()) + 1},
                                    incarnation,
                                    protocol::typeOf(payload),
                                    wire::encodePayload(payload),
                                    prev,
                                    {},
                                    {}};
        entry.hash = hashOf(terminal, entry);
        entry.signature = key.sign(entry.hash);
        journal.push_back(std::move(entry));
    }
    /// The entries from `fromSeq` (counted from 1), at most `most`.
    protocol::JournalUpload upload(std::size_t fromSeq = 1, std::size_t most = 100) const {
        protocol::JournalUpload up{terminal,
                                   incarnation,
                                   Seq{static_cast<std::int64_t>(fromSeq)},
                                   fromSeq > 1 ? journal[fromSeq - 2].hash : Hash{},
                                   {}};
        for (std::size_t i = fromSeq - 1; i < journal.size() && up.entries.size() < most; ++i)
            up.entries.push_back(journal[i]);
        return up;
    }

    crypto::KeyPair key;
    TerminalId terminal;
    Incarnation incarnation{1};
    std::vector<protocol::SealedEntry> journal;
};

/// The server's own journal, for online sales.
class TestSealer final : public ports::EntrySealer {
public:
    PublicKey publicKey() const override { return m_key.publicKey(); }
    Signature sign(ByteView bytes) const override { return m_key.sign(bytes); }
    protocol::SealedEntry seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                               const Hash& prevHash,
                               const protocol::Payload& payload) const override {
        protocol::SealedEntry entry{
            seq, incarnation, protocol::typeOf(payload), wire::encodePayload(payload), prevHash,
            {},  {}};
        entry.hash = tests::hashOf(terminal, entry);
        entry.signature = m_key.sign(entry.hash);
        return entry;
    }

private:
    crypto::KeyPair m_key = Device::keyFrom(77);
};

struct ServiceHouse {
    SetClock clock;
    SeededRandom random{1};
    sqlite::Connection connection;
    store::PlanCache plans;
    std::unique_ptr<services::ReadModel> seats;
    std::unique_ptr<store::InlineWriter> db;
    RealVerifier verifier;
    domain::Cinema cinema;
    domain::PriceList prices;
    PlanId plan;
    AuditoriumId auditorium;
    MovieId movie;
    ShowtimeId showtime;
    ShowtimeId later;
    OperatorId cashier;
    std::uint16_t nextId = 0;

    explicit ServiceHouse(const std::vector<std::string_view>& rows = {"ssssssssss", "ssssssssss",
                                                                       "pppppppp"},
                          const std::string& path = ":memory:")
        : connection(sqlite::Options{.path = path}) {
        CHECK(store::prepareDatabase(connection, clock.now(), random).ok());
        struct Late final : ports::Reader {
            std::unique_ptr<store::InlineWriter>* db = nullptr;
            std::optional<ports::Failure>
            read(const std::function<void(const ports::Store&)>& work) override {
                return (*db)->read(work);
            }
        };
        auto late = std::make_unique<Late>();
        late->db = &db;
        m_late = std::move(late);
        seats = std::make_unique<services::ReadModel>(*m_late);
        db = std::make_unique<store::InlineWriter>(connection, plans, seats.get());
        open(rows);
    }

    services::Context context() { return {*db, *db, clock, random}; }
    services::Allotments allotments() { return services::Allotments(context()); }
    services::Reconcile reconcile() { return {context(), verifier}; }
    services::Enrolment enrolment() { return services::Enrolment(context()); }
    services::Imports imports() { return services::Imports(context()); }
    services::Changes changes() { return services::Changes(context()); }
    services::Audit::Report audit() { return *services::Audit(*db, verifier).run(); }

    template <class Work>
    auto read(Work work) {
        using Answer = decltype(work(std::declval<const ports::Store&>()));
        return *services::readOne<Answer>(*db, work);
    }
    template <class Work>
    void write(Work work) {
        (void)answerOf<Done>([&](auto reply) {
            services::submit<Done>(
                *db,
                [&](ports::Store& store) {
                    work(store);
                    return services::Decided<Done>{Done{}};
                },
                reply);
        });
    }
    /// Two people have declared it lost: its allotments are, and their seats are free.
    void lose(const Device& device) {
        write([&](ports::Store& store) {
            for (auto& lease : store.openAllotments(device.terminal, device.incarnation)) {
                const auto claims = store.claims(lease.showtime, lease.seats);
                std::vector<core::ClaimChange> freed;
                for (const auto& claim : claims.all())
                    freed.push_back({claim.seat, claim, {}});
                CHECK(store.apply(lease.showtime, freed));
                lease.state = protocol::AllotmentState::Lost;
                store.put(lease);
            }
        });
    }
    /// Runs raw SQL; true when the database took it.
    bool tryExec(const std::string& script) {
        try {
            connection.exec(script);
            return true;
        } catch (const sqlite::Error&) {
            return false;
        }
    }

    Device enrol(std::uint8_t seed) {
        Device device(seed);
        enrolAgain(device, {});
        return device;
    }
    /// A web shop.
    Device enrolOnline(std::uint8_t seed) {
        Device device = enrol(seed);
        write([&](auto& store) {
            auto record = *store.terminal(device.terminal);
            record.kind = ports::TerminalKind::Online;
            store.put(record);
        });
        return device;
    }
    /// A new life for a known terminal, or a first one.
    void enrolAgain(Device& device, TerminalId terminal,
                    const std::optional<protocol::FormerLives>& lives = {}) {
        using services::Enrolment;
        const auto code = answerOf<Enrolment::Issued>([&](auto reply) {
            enrolment().issue({cinema.id, "Counter", terminal}, reply);
        });
        const auto enrolled = answerOf<Enrolment::Redeemed>([&](auto reply) {
            enrolment().redeem((*code)->text, device.key.publicKey(), reply, lives);
        });
        device.terminal = (*enrolled)->terminal;
        device.incarnation = (*enrolled)->incarnation;
        device.journal.clear();
    }

    services::Allotments::Answer ask(const Device& device, std::vector<std::uint16_t> seats) {
        protocol::AllotmentAsk wish{showtime, {}};
        for (const auto seat : seats)
            wish.seats.push_back(SeatNo{seat});
        return *answerOf<services::Allotments::Answer>(
            [&](auto reply) { allotments().ask(device.caller(), wish, reply); });
    }
    services::Allotments::Answer standing(const Device& device) {
        return *answerOf<services::Allotments::Answer>(
            [&](auto reply) { allotments().standing(device.caller(), reply); });
    }
    services::Reconcile::Answer upload(protocol::JournalUpload entries) {
        return *answerOf<services::Reconcile::Answer>(
            [&](auto reply) { reconcile().upload(entries, reply); });
    }
    services::Reconcile::Answer drain(const Device& device) {
        const auto next = read([&](const ports::Store& s) { return s.terminal(device.terminal); });
        return upload(device.upload(static_cast<std::size_t>(next->nextSeq.value)));
    }

    /// A cash sale of these seats by that right, 10.00 each.
    protocol::Sale sale(const protocol::Allotment& allotment, std::vector<std::uint16_t> seats) {
        protocol::Sale sale;
        sale.booking = BookingId::make(clock.now(), random);
        sale.showtime = showtime;
        sale.priceList = prices.id;
        sale.op = cashier;
        sale.businessDay = businessDayOf(clock.now(), {});
        sale.at = clock.now();
        const Money price{1000, prices.currency};
        for (const auto seat : seats) {
            sale.lines.push_back({TicketId::make(clock.now(), random), SeatNo{seat}, "adult", price,
                                  taxIncluded(price, prices.taxBasisPoints)});
            sale.rights.push_back({allotment.id, allotment.epoch});
        }
        const Money total = price * static_cast<std::int64_t>(seats.size());
        sale.tenders = {{domain::TenderKind::Cash, total, total, Money{0, prices.currency}, ""}};
        return sale;
    }
    protocol::Void cancel(const protocol::Sale& sale) {
        return {sale.booking, sale.showtime, "", cashier, {}, clock.now()};
    }

    /// A new version of the price list, with these discounts, for the showtime.
    void discount(std::vector<domain::Discount> discounts) {
        prices.id = PriceListId::make(clock.now(), random);
        prices.name = prices.id.toString();
        prices.discounts = std::move(discounts);
        write([&](ports::Store& store) {
            store.put(prices);
            auto show = *store.showtime(showtime);
            show.priceList = prices.id;
            store.put(show);
        });
    }

    std::string letters() { return *(*seats->snapshot(showtime))->letters; }
    Money balance(domain::Account account) {
        for (const auto& each : read([](const ports::Store& s) { return s.balances(); }))
            if (each.account == account)
                return each.amount;
        return {};
    }

private:
    void open(const std::vector<std::string_view>& rows) {
        plan = answerOf<services::Imports::PlanOutcome>([&](auto reply) {
                   imports().plan(domain::planOf(rows), reply);
               })->id;
        services::Imports::House house;
        house.cinema = {{}, "Lichtburg", "Markt 1", {}, "Europe/Berlin"};
        house.auditoriums = {{{}, {}, "Saal 1", plan}};
        prices.name = "Winter";
        prices.ticketTypes = {{"adult", "Adult", false}, {"child", "Child", false}};
        prices.rows = {{"parkett", "adult", domain::DayPart::Evening, {1000, {}}},
                       {"loge", "adult", domain::DayPart::Evening, {1400, {}}}};
        house.priceLists = {prices};
        house.operators = {{{}, "Ada", domain::Role::Cashier, "hash", true}};
        using HouseAnswer = Result<services::Imports::House, services::Imports::HouseRefusal>;
        const auto stored =
            answerOf<HouseAnswer>([&](auto reply) { imports().house(house, reply); });
        cinema = (*stored)->cinema;
        auditorium = (*stored)->auditoriums[0].id;
        prices = (*stored)->priceLists[0];
        cashier = (*stored)->operators[0].id;
        using Movies = std::vector<services::Imports::MovieOutcome>;
        domain::Movie film;
        film.title = "Metropolis";
        film.releaseYear = 1927;
        movie = (*answerOf<Movies>([&](auto reply) { imports().movies({film}, reply); }))[0].id;
        showtime = addShowtime(std::chrono::hours{2});
        later = addShowtime(std::chrono::hours{30});
    }

public:
    domain::Showtime showtimeAt(std::chrono::minutes fromNow) {
        domain::Showtime show;
        show.id = ShowtimeId::make(clock.now(), random);
        show.movie = movie;
        show.auditorium = auditorium;
        show.plan = plan;
        show.priceList = prices.id;
        show.start = clock.now() + fromNow;
        show.end = show.start + std::chrono::hours{2};
        show.cleanUntil = show.end + std::chrono::minutes{20};
        show.businessDay = businessDayOf(show.start, {});
        return show;
    }
    services::Imports::ProgrammeAnswer programme(std::vector<domain::Showtime> showtimes) {
        return *answerOf<services::Imports::ProgrammeAnswer>(
            [&](auto reply) { imports().programme(showtimes, reply); });
    }

private:
    ShowtimeId addShowtime(std::chrono::minutes fromNow) {
        const auto show = showtimeAt(fromNow);
        CHECK(programme({show}).ok());
        return show.id;
    }

    std::unique_ptr<ports::Reader> m_late; // the read model needs a reader before there is one
};

} // namespace foyer::server::tests
