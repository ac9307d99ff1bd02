#include "tests/store/served_on_disk.h"

namespace foyer::tests {
namespace {

/// What a newer program may write.
void writeUnknown(Device& device) {
    protocol::SealedEntry entry;
    entry.seq = Seq{static_cast<std::int64_t>(device.journal.size()) + 1};
    entry.incarnation = device.incarnation;
    entry.type = "from-the-future";
    entry.payloadText = "{}";
    entry.prevHash = device.journal.back().hash;
    entry.hash = server::tests::hashOf(device.terminal, entry);
    entry.signature = device.key.sign(entry.hash);
    device.journal.push_back(std::move(entry));
}

} // namespace

Served::Served(const std::string& path, const std::string& vfs)
    : options{.path = path, .create = false, .vfs = vfs, .cacheKiB = 2'048}
    , readers(options, plans, 1)
    , seats(readers)
    , writer(options, plans, &seats) {}

std::string Served::letters(ShowtimeId showtime) {
    const auto snapshot = seats.snapshot(showtime);
    return snapshot && *snapshot ? *(*snapshot)->letters : "unreadable";
}

std::uint64_t Served::nextSeed() {
    static std::uint64_t lives = 6;
    return ++lives;
}

Setting Setting::writeInto(const std::string& path) {
    using server::tests::answerOf;
    ServiceHouse house(std::vector<std::string_view>(5, "ssssssssss"), path);
    Setting setting;
    setting.cinema = house.cinema.id;
    setting.showtime = house.showtime;
    setting.another = house.showtimeAt(std::chrono::hours{60});
    setting.house = {house.cinema, {}, {house.prices}, {}};
    setting.house.operators = {{{}, "Grace", domain::Role::Cashier, "hash", true}};
    Device device = house.enrol(1);
    setting.caller = device.caller();
    const auto lease = house.ask(device, {0, 1, 2, 3, 4, 5, 6, 7})->allotments.at(0);
    setting.asked = house.ask(device, {8, 9})->allotments.at(0);
    const auto code = answerOf<Enrolment::Issued>([&](auto reply) {
        house.enrolment().issue({house.cinema.id, "Counter 2", {}}, reply);
    });
    setting.code = (*code)->text;
    setting.newKey = Device::keyFrom(9).publicKey();

    Device clone(1);
    clone.terminal = device.terminal;
    clone.incarnation = device.incarnation;
    const auto sale = house.sale(lease, {0});
    device.write(sale);
    device.write(protocol::Printed{sale.booking, false, sale.at});
    setting.first = device.upload(1);
    CHECK(house.upload(setting.first).ok());
    clone.write(house.sale(lease, {1}));
    setting.cloned = clone.upload(1);

    const auto second = house.sale(lease, {1, 2});
    const auto third = house.sale(lease, {3});
    const auto byCard = [&](std::uint16_t seat, const char* reference) {
        auto sale = house.sale(lease, {seat});
        sale.tenders[0].kind = domain::TenderKind::Card;
        sale.tenders[0].reference = reference;
        return sale;
    };
    const auto fourth = byCard(5, "declined later");
    const auto fifth = byCard(3, "nobody knows");
    const auto intentOf = [&](const protocol::Sale& of) {
        return protocol::Intent{of.booking,
                                of.showtime,
                                of.rights,
                                of.lines,
                                of.priceList,
                                of.tenders[0].amount,
                                of.tenders[0].kind,
                                of.tenders[0].reference,
                                of.op,
                                of.at};
    };
    device.write(protocol::ShiftOpened{ShiftId::make(sale.at, house.random), house.cashier,
                                       Money{10'000, house.prices.currency}, sale.at});
    device.write(intentOf(second));
    device.write(second);
    device.write(protocol::Printed{second.booking, false, sale.at});
    device.write(intentOf(third));
    device.write(protocol::Abandon{third.booking, house.cashier, sale.at});
    device.write(
        protocol::Exchange{second.booking,
                           second.showtime,
                           {{second.lines[0].ticket, TicketId::make(sale.at, house.random),
                             SeatNo{1}, SeatNo{4}, protocol::Right{lease.id, lease.epoch}}},
                           house.cashier,
                           sale.at});
    device.write(protocol::Refund{second.booking,
                                  second.showtime,
                                  {second.lines[1].ticket},
                                  {domain::TenderKind::Cash,
                                   second.lines[1].price,
                                   second.lines[1].price,
                                   {0, house.prices.currency},
                                   ""},
                                  "ill",
                                  house.cashier,
                                  {},
                                  {},
                                  sale.at});
    device.write(intentOf(fourth));
    device.write(fourth);
    device.write(protocol::CardDeclined{fourth.booking, fourth.showtime, "declined later",
                                        fourth.tenders[0].amount, sale.at});
    device.write(intentOf(fifth));
    device.write(protocol::Abandon{
        fifth.booking, house.cashier, sale.at,
        protocol::OpenPayment{fifth.showtime, "nobody knows", fifth.tenders[0].amount}});
    device.write(house.cancel(sale));
    device.write(
        protocol::Return{house.showtime, {lease.id, lease.epoch}, {SeatNo{6}, SeatNo{7}}, sale.at});
    writeUnknown(device);
    device.write(protocol::ShiftClosed{ShiftId::make(sale.at, house.random), house.cashier,
                                       Money{10'000, house.prices.currency},
                                       Money{10'000, house.prices.currency}, sale.at});
    setting.everyKind = device.upload(3);
    setting.duties = Duties::writeInto(house, device, sale);
    setting.customers = Customers::writeInto(house, setting.asItWas);
    return setting;
}

} // namespace foyer::tests
