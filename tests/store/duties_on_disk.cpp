#include "tests/store/duties_on_disk.h"

namespace foyer::tests {

void expireLeases(server::ports::Store& store, TerminalId terminal, Incarnation life) {
    for (auto& lease : store.openAllotments(terminal, life)) {
        lease.grantedAt -= std::chrono::hours{13};
        lease.state = protocol::AllotmentState::Expired;
        store.put(lease);
    }
}

std::string paperOf(const server::tests::Device& device, const protocol::Sale& sale) {
    domain::TicketProof proof;
    proof.showtime = sale.showtime;
    proof.seat = sale.lines[0].seat;
    proof.ticket = sale.lines[0].ticket;
    proof.booking = sale.booking;
    proof.terminal = device.terminal;
    proof.allotment = sale.rights[0].allotment;
    proof.epoch = sale.rights[0].epoch;
    proof.seq = Seq{1};
    proof.incarnation = device.incarnation;
    proof.price = sale.lines[0].price;
    proof.tender = sale.tenders[0].kind;
    return domain::qrText(proof, device.key.sign(domain::encodeProof(proof)));
}

Duties Duties::writeInto(House& house, const Device& counter, const protocol::Sale& sold) {
    using server::services::Enrolment;
    Duties duties;
    duties.openShop(house);
    duties.recall(house);
    duties.loseTerminals(house);
    duties.scanPaper(house, sold);
    duties.carryOver(house);
    duties.settleTask(house);
    duties.addPlanAndPrices(house);
    const auto code = server::tests::answerOf<Enrolment::Issued>([&](auto reply) {
        house.enrolment().issue({house.cinema.id, "Counter 1", counter.terminal}, reply);
    });
    duties.codeForNext = (*code)->text;
    duties.nextKey = Device::keyFrom(19).publicKey();
    return duties;
}

void Duties::openShop(House& house) {
    using server::services::Bookings;
    using server::services::Holds;
    const Device shop = house.enrol(3);
    house.write([&](auto& store) {
        auto record = *store.terminal(shop.terminal);
        record.kind = server::ports::TerminalKind::Online;
        store.put(record);
    });
    channel = shop.caller();
    server::services::Presence presence;
    Holds holds(house.context(), presence);
    const auto hold = [&](std::vector<SeatNo> seats) {
        return **server::tests::answerOf<Holds::MakeAnswer>([&](auto reply) {
            holds.make({house.showtime, seats, "", ""}, reply);
        });
    };
    held = hold({SeatNo{20}, SeatNo{21}});
    const Hold bought = hold({SeatNo{24}, SeatNo{25}});
    const server::tests::TestSealer sealer;
    Bookings bookings(house.context(), house.verifier, sealer);
    const auto answer = server::tests::answerOf<Bookings::SellAnswer>([&](auto reply) {
        bookings.sell(channel, {bought.hold.id, bought.token, {}, domain::TenderKind::Card, "pi_0"},
                      reply);
    });
    booked = (*answer)->sale.booking;
}

void Duties::recall(House& house) {
    using server::services::Holds;
    Device device = house.enrol(4);
    recalled = device.terminal;
    const auto lease = house.ask(device, {26, 27, 28})->allotments.at(0);
    CHECK(house.tryExec("UPDATE allotment SET kind = 'standing' WHERE epoch = " +
                        std::to_string(lease.epoch.value)));
    server::services::Presence presence;
    presence.heard(recalled, house.clock.now());
    Holds holds(house.context(), presence);
    waiting = **server::tests::answerOf<Holds::MakeAnswer>([&](auto reply) {
        holds.make({house.showtime, {SeatNo{26}}, "", ""}, reply);
    });
    const auto recalls = house.read([&](const auto& store) { return store.openRecalls(recalled); });
    device.write(protocol::Return{house.showtime,
                                  {lease.id, lease.epoch},
                                  {SeatNo{26}},
                                  house.clock.now(),
                                  recalls.at(0).recall.id});
    answersRecall = device.upload();
}

void Duties::loseTerminals(House& house) {
    using server::services::Losses;
    first = house.cashier;
    const domain::Operator other{OperatorId::make(house.clock.now(), house.random), "Ben",
                                 domain::Role::Supervisor, "hash", true};
    second = other.id;
    house.write([&](auto& store) { store.put(other); });
    const Device one = house.enrol(5);
    const Device two = house.enrol(6);
    CHECK(house.ask(one, {29}).ok() && house.ask(two, {30, 31}).ok());
    house.write([&](server::ports::Store& store) {
        for (const Device* device : {&one, &two})
            expireLeases(store, device->terminal, device->incarnation);
    });
    gone = one.terminal;
    half = two.terminal;
    server::services::Presence presence;
    Losses losses(house.context(), presence);
    const auto declared = server::tests::answerOf<Losses::Answer>(
        [&](auto reply) { losses.declare(half, {}, first, reply); });
    CHECK(declared->ok());
}

void Duties::scanPaper(House& house, const protocol::Sale& sold) {
    Device burnt = house.enrol(7);
    const auto lease = house.ask(burnt, {32, 33})->allotments.at(0);
    const auto sale = house.sale(lease, {32});
    burnt.write(sale);
    house.lose(burnt);
    Device door = house.enrol(8);
    const Instant now = house.clock.now();
    const auto& known = sold.lines[0];
    door.write(protocol::Admitted{known.ticket, sold.showtime, known.seat, "", first, now});
    door.write(protocol::Admitted{sale.lines[0].ticket, sale.showtime, sale.lines[0].seat,
                                  paperOf(burnt, sale), first, now});
    door.write(
        protocol::AdmissionUndone{known.ticket, sold.showtime, "wrong auditorium", first, now});
    scans = door.upload();
}

void Duties::carryOver(House& house) {
    Device old = house.enrol(10);
    const auto lease = house.ask(old, {34, 35, 36})->allotments.at(0);
    old.write(house.sale(lease, {34}));
    CHECK(house.drain(old).ok());
    old.write(house.sale(lease, {35}));
    Device fresh(11);
    house.enrolAgain(fresh, old.terminal);
    fresh.write(protocol::Carried{old.journal.back()});
    fresh.write(protocol::LifeEnded{old.incarnation, old.journal.back().seq, house.clock.now()});
    carried = fresh.upload();
}

void Duties::settleTask(House& house) {
    const auto tasks = house.read([](const auto& store) { return store.openTasks(); });
    CHECK(!tasks.empty());
    Device office = house.enrol(12);
    office.write(protocol::TaskDone{tasks.front().task.id, protocol::TaskAction::Settle,
                                    "the disk was destroyed", first, house.clock.now()});
    settled = office.upload();
}

void Duties::addPlanAndPrices(House& house) {
    using server::services::Imports;
    auto plan = domain::planOf(std::vector<std::string_view>(10, "sssss"));
    plan.name = "Other";
    otherPlan = server::tests::answerOf<Imports::PlanOutcome>([&](auto reply) {
                    house.imports().plan(plan, reply);
                })->id;
    auto prices = house.prices;
    prices.id = {};
    prices.name = "Summer";
    const auto stored =
        server::tests::answerOf<Result<Imports::House, Imports::HouseRefusal>>([&](auto reply) {
            house.imports().house({house.cinema, {}, {prices}, {}}, reply);
        });
    otherPrices = (*stored)->priceLists.at(0).id;
}

} // namespace foyer::tests
