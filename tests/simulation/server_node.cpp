#include "tests/simulation/server_node.h"

#include "server/services/enrolment.h"
#include "server/services/imports.h"
#include "tests/unit/terminal_world.h"

namespace foyer::simulation {

namespace services = server::services;
using services::Caller;

struct ServerNode::Services {
    Services(ServerNode& node)
        : writer(node.m_db, node.m_plans, nullptr)
        , context{writer, writer, node.m_clock, node.m_random}
        , allotments(context)
        , reconcile(context, node.m_check)
        , changes(context) {}

    server::store::InlineWriter writer;
    services::Context context;
    services::Allotments allotments;
    services::Reconcile reconcile;
    services::Changes changes;
};

namespace {

/// The answer of a use case on an inline writer, which has come when it returns.
template <class Answer, class Call>
services::Outcome<Answer> answerOf(Call call) {
    std::optional<services::Outcome<Answer>> outcome;
    call([&](services::Outcome<Answer> given) { outcome.emplace(std::move(given)); });
    CHECK(outcome);
    return std::move(*outcome);
}

core::Event busy(core::RequestId request) {
    return core::RequestFailed{request, core::RequestFailure::Busy, std::chrono::seconds{1}};
}

} // namespace

ServerNode::ServerNode(House& house)
    : m_house(house), m_clock(house), m_random(house.random.next()), m_db({.path = ":memory:"}) {
    CHECK(server::store::prepareDatabase(m_db, house.schedule.now(), m_random).ok());
    m_services = std::make_unique<Services>(*this);
    furnish();
}

ServerNode::~ServerNode() = default;

void ServerNode::furnish() {
    services::Imports imports(m_services->context);
    using Imports = services::Imports;
    const auto plan = answerOf<Imports::PlanOutcome>(
        [&](auto reply) { imports.plan(*tests::smallPlan(), reply); });
    const auto movies = answerOf<std::vector<Imports::MovieOutcome>>([&](auto reply) {
        domain::Movie movie;
        movie.title = "1776";
        movie.releaseYear = 1972;
        imports.movies({movie}, reply);
    });
    const Instant now = m_house.schedule.now();
    Imports::House house;
    house.cinema = {CinemaId::make(now, m_random), "Lumen", "", {}, "UTC"};
    for (const char* name : {"Saal 1", "Saal 2"})
        house.auditoriums.push_back(
            {AuditoriumId::make(now, m_random), house.cinema.id, name, plan->id});
    house.priceLists = {tests::smallPrices()};
    house.operators = {{OperatorId::make(now, m_random), "Ada", {}, "$argon2id$x", true}};
    const auto stored = answerOf<Result<Imports::House, Imports::HouseRefusal>>(
        [&](auto reply) { imports.house(house, reply); });
    m_cinema = (*stored)->cinema.id;
    std::vector<domain::Showtime> programme;
    for (const auto& auditorium : (*stored)->auditoriums) {
        auto row = tests::showtimeAt(ShowtimeId::make(now, m_random), now + std::chrono::hours{11});
        row.end = row.start + std::chrono::hours{14}; // still sold after the longest outage
        row.cleanUntil = row.end;
        row.movie = movies->at(0).id;
        row.auditorium = auditorium.id;
        row.plan = plan->id;
        row.priceList = (*stored)->priceLists.at(0).id;
        programme.push_back(row);
    }
    const auto planned = answerOf<Imports::ProgrammeAnswer>(
        [&](auto reply) { imports.programme(programme, reply); });
    CHECK(planned.ok() && planned->ok());
}

core::Identity ServerNode::enrol(const std::string& name, const PublicKey& key) {
    services::Enrolment enrolment(m_services->context);
    using Enrolment = services::Enrolment;
    const auto code = answerOf<Enrolment::Issued>([&](auto reply) {
        enrolment.issue({m_cinema, name, {}}, reply);
    });
    const auto done = answerOf<Enrolment::Redeemed>(
        [&](auto reply) { enrolment.redeem((*code)->text, key, reply); });
    return {(*done)->terminal, (*done)->incarnation, name};
}

void ServerNode::crash() {
    m_up = false;
    ++m_life;
    m_services.reset();
    m_house.note("server crashes");
    m_house.schedule.after(m_house.between(200, 5'000), [this] {
        m_services = std::make_unique<Services>(*this);
        m_up = true;
        m_house.note("server is back");
    });
}

void ServerNode::handle(const Caller& caller, const core::Command& request, const Reply& reply) {
    if (!m_up)
        return;
    if (const auto* ask = std::get_if<core::SendAsk>(&request))
        return this->ask(caller, *ask, reply);
    if (const auto* journal = std::get_if<core::SendJournal>(&request))
        return upload(*journal, reply);
    if (const auto* standing = std::get_if<core::SendStanding>(&request)) {
        using Answer = services::Allotments::Answer;
        m_services->allotments.standing(caller, [&](const services::Outcome<Answer>& outcome) {
            if (!outcome)
                reply(busy(standing->request));
            else if (outcome->ok())
                reply(core::AllotmentsGranted{standing->request, **outcome});
            else
                reply(core::AllotmentsRefused{standing->request, outcome->error()});
        });
    }
    if (const auto* changes = std::get_if<core::SendChanges>(&request)) {
        auto outcome = m_services->changes.after(changes->cursor, caller);
        if (!outcome)
            return reply(busy(changes->request));
        reply(core::ChangesAnswered{
            changes->request,
            std::make_shared<const protocol::ChangesAnswer>(std::move(*outcome))});
    }
}

void ServerNode::ask(const Caller& caller, const core::SendAsk& request, const Reply& reply) {
    using Answer = services::Allotments::Answer;
    m_services->allotments.ask(caller, request.ask, [&](const services::Outcome<Answer>& outcome) {
        if (!outcome)
            reply(busy(request.request));
        else if (outcome->ok())
            reply(core::AllotmentsGranted{request.request, **outcome});
        else if (m_house.mutant == Mutant::TakenSeatGranted)
            reply(forged(caller, request));
        else
            reply(core::AllotmentsRefused{request.request, outcome->error()});
    });
}

core::AllotmentsGranted ServerNode::forged(const Caller& caller, const core::SendAsk& request) {
    protocol::Allotment allotment;
    allotment.id = AllotmentId::make(m_clock.now(), m_random);
    allotment.terminal = caller.terminal;
    allotment.incarnation = caller.incarnation;
    allotment.showtime = request.ask.showtime;
    allotment.epoch = {1'000'000};
    allotment.kind = protocol::AllotmentKind::Asked;
    allotment.seats = request.ask.seats;
    return {request.request, {{}, {allotment}}};
}

void ServerNode::upload(const core::SendJournal& request, const Reply& reply) {
    if (m_house.mutant == Mutant::VerdictsNotStored && m_house.random.chance(4)) {
        protocol::JournalAnswer answer;
        answer.stamp = (*m_services->changes.after({}, {request.upload.terminal, {1}})).stamp;
        for (const auto& entry : request.upload.entries)
            answer.verdicts.push_back(
                {entry.seq, protocol::Rule::R3, protocol::Outcome::Accepted, {}, {}});
        return reply(core::JournalAnswered{request.request, answer});
    }
    using Answer = services::Reconcile::Answer;
    m_services->reconcile.upload(request.upload, [&](const services::Outcome<Answer>& outcome) {
        if (!outcome)
            reply(busy(request.request));
        else if (outcome->ok())
            reply(core::JournalAnswered{request.request, **outcome});
        else
            reply(core::JournalRefused{request.request, outcome->error()});
    });
    if (m_house.mutant == Mutant::RepeatCountsTwice)
        m_db.exec("INSERT INTO ledger_posting SELECT ledger_transaction, position + 100, account, "
                  "amount, currency FROM ledger_posting p WHERE position < 100 AND "
                  "ledger_transaction IN (SELECT id FROM ledger_transaction LIMIT 3) AND "
                  "NOT EXISTS (SELECT 1 FROM ledger_posting q WHERE q.position >= 100 AND "
                  "q.ledger_transaction = p.ledger_transaction)");
}

std::optional<protocol::JournalAnswer> ServerNode::replay(const protocol::JournalUpload& upload) {
    if (!m_up)
        return {};
    using Answer = services::Reconcile::Answer;
    const auto outcome =
        answerOf<Answer>([&](auto reply) { m_services->reconcile.upload(upload, reply); });
    if (!outcome || !outcome->ok())
        return {};
    return **outcome;
}

void ServerNode::expireLeases() {
    if (!m_up)
        return;
    m_services->allotments.expire([](const auto&) {});
    if (m_house.mutant == Mutant::ExpiryFreesSeats)
        m_db.exec("DELETE FROM seat_claim WHERE allotment IN "
                  "(SELECT id FROM allotment WHERE state = 'expired')");
}

} // namespace foyer::simulation
