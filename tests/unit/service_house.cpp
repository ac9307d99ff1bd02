#include "tests/unit/service_house.h"

namespace foyer::server::tests {

Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry) {
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

bool RealVerifier::isSound(TerminalId terminal, const PublicKey& key,
                           const protocol::SealedEntry& entry) const {
    return hashOf(terminal, entry) == entry.hash &&
           crypto::verify(key, entry.hash, entry.signature);
}

protocol::Payload RealVerifier::decode(const protocol::SealedEntry& entry) const {
    auto payload = wire::decodePayload(entry.type, entry.payloadText);
    return payload ? *payload : protocol::Payload{protocol::Unknown{entry.type}};
}

crypto::KeyPair Device::keyFrom(std::uint8_t seed) {
    crypto::Seed bytes{};
    bytes[0] = seed;
    return crypto::KeyPair::fromSeed(bytes);
}

void Device::write(const protocol::Payload& payload) {
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

protocol::JournalUpload Device::upload(std::size_t fromSeq, std::size_t most) const {
    protocol::JournalUpload up{terminal,
                               incarnation,
                               Seq{static_cast<std::int64_t>(fromSeq)},
                               fromSeq > 1 ? journal[fromSeq - 2].hash : Hash{},
                               {}};
    for (std::size_t i = fromSeq - 1; i < journal.size() && up.entries.size() < most; ++i)
        up.entries.push_back(journal[i]);
    return up;
}

protocol::SealedEntry TestSealer::seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                                       const Hash& prevHash,
                                       const protocol::Payload& payload) const {
    protocol::SealedEntry entry{
        seq, incarnation, protocol::typeOf(payload), wire::encodePayload(payload), prevHash,
        {},  {}};
    entry.hash = tests::hashOf(terminal, entry);
    entry.signature = m_key.sign(entry.hash);
    return entry;
}

ServiceHouse::ServiceHouse(const std::vector<std::string_view>& rows, const std::string& path)
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

ServiceHouse::~ServiceHouse() = default;

void ServiceHouse::write(const std::function<void(ports::Store&)>& work) {
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

void ServiceHouse::lose(const Device& device) {
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

bool ServiceHouse::tryExec(const std::string& script) {
    try {
        connection.exec(script);
        return true;
    } catch (const sqlite::Error&) {
        return false;
    }
}

Device ServiceHouse::enrol(std::uint8_t seed) {
    Device device(seed);
    enrolAgain(device, {});
    return device;
}

Device ServiceHouse::enrolOnline(std::uint8_t seed) {
    Device device = enrol(seed);
    write([&](auto& store) {
        auto record = *store.terminal(device.terminal);
        record.kind = ports::TerminalKind::Online;
        store.put(record);
    });
    return device;
}

void ServiceHouse::enrolAgain(Device& device, TerminalId terminal,
                              const std::optional<protocol::FormerLives>& lives) {
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

services::Allotments::Answer ServiceHouse::ask(const Device& device,
                                               std::vector<std::uint16_t> seats) {
    protocol::AllotmentAsk wish{showtime, {}};
    for (const auto seat : seats)
        wish.seats.push_back(SeatNo{seat});
    return *answerOf<services::Allotments::Answer>(
        [&](auto reply) { allotments().ask(device.caller(), wish, reply); });
}

services::Allotments::Answer ServiceHouse::standing(const Device& device) {
    return *answerOf<services::Allotments::Answer>(
        [&](auto reply) { allotments().standing(device.caller(), reply); });
}

services::Reconcile::Answer ServiceHouse::upload(protocol::JournalUpload entries) {
    return *answerOf<services::Reconcile::Answer>(
        [&](auto reply) { reconcile().upload(entries, reply); });
}

services::Reconcile::Answer ServiceHouse::drain(const Device& device) {
    const auto next = read([&](const ports::Store& s) { return s.terminal(device.terminal); });
    return upload(device.upload(static_cast<std::size_t>(next->nextSeq.value)));
}

protocol::Sale ServiceHouse::sale(const protocol::Allotment& allotment,
                                  std::vector<std::uint16_t> seats) {
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

protocol::Void ServiceHouse::cancel(const protocol::Sale& sale) {
    return {sale.booking, sale.showtime, "", cashier, {}, clock.now()};
}

void ServiceHouse::discount(std::vector<domain::Discount> discounts) {
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

Money ServiceHouse::balance(domain::Account account) {
    for (const auto& each : read([](const ports::Store& s) { return s.balances(); }))
        if (each.account == account)
            return each.amount;
    return {};
}

void ServiceHouse::open(const std::vector<std::string_view>& rows) {
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
    const auto stored = answerOf<HouseAnswer>([&](auto reply) { imports().house(house, reply); });
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

domain::Showtime ServiceHouse::showtimeAt(std::chrono::minutes fromNow) {
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

services::Imports::ProgrammeAnswer
ServiceHouse::programme(std::vector<domain::Showtime> showtimes) {
    return *answerOf<services::Imports::ProgrammeAnswer>(
        [&](auto reply) { imports().programme(showtimes, reply); });
}

ShowtimeId ServiceHouse::addShowtime(std::chrono::minutes fromNow) {
    const auto show = showtimeAt(fromNow);
    CHECK(programme({show}).ok());
    return show.id;
}

} // namespace foyer::server::tests
