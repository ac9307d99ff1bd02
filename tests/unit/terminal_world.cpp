#include "tests/unit/terminal_world.h"

namespace foyer::tests {

Uuid uuidOf(std::uint8_t kind, std::uint8_t number) {
    Uuid uuid;
    uuid.bytes[0] = kind;
    uuid.bytes[15] = number;
    return uuid;
}

std::shared_ptr<const domain::SeatingPlan> smallPlan() {
    auto plan = std::make_shared<domain::SeatingPlan>();
    plan->id = {uuidOf(6, 1)};
    plan->name = "Small";
    plan->size = {10'000, 8'000};
    plan->pictureWidth = 6'000;
    plan->areas = {{"parkett", "Parkett", "#4477aa", 0}};
    plan->rows = {{"A", false}, {"B", false}};
    for (std::uint16_t i = 0; i < 20; ++i) {
        domain::Seat seat;
        seat.row = i / 10;
        seat.label = std::to_string(i % 10 + 1);
        seat.at = {600 + (i % 10) * 600, 3'000 + (i / 10) * 1'200};
        if (i % 10 > 0)
            seat.left = SeatNo{static_cast<std::uint16_t>(i - 1)};
        if (i % 10 < 9)
            seat.right = SeatNo{static_cast<std::uint16_t>(i + 1)};
        plan->seats.push_back(seat);
    }
    for (const std::uint16_t half : {10, 11}) {
        plan->seats[half].kind = domain::SeatKind::Sofa;
        plan->seats[half].partner = SeatNo{static_cast<std::uint16_t>(half == 10 ? 11 : 10)};
    }
    return plan;
}

domain::PriceList smallPrices() {
    domain::PriceList list;
    list.id = {uuidOf(7, 1)};
    list.name = "Normal";
    list.ticketTypes = {{"adult", "Adult", false}, {"child", "Child", false}};
    for (const auto part : {domain::DayPart::Matinee, domain::DayPart::Afternoon,
                            domain::DayPart::Evening, domain::DayPart::Weekend}) {
        list.rows.push_back({"parkett", "adult", part, {1'200, {}}});
        list.rows.push_back({"parkett", "child", part, {800, {}}});
    }
    return list;
}

domain::Showtime showtimeAt(ShowtimeId id, Instant start) {
    domain::Showtime row;
    row.id = id;
    row.movie = {uuidOf(8, 1)};
    row.auditorium = {uuidOf(9, 1)};
    row.plan = smallPlan()->id;
    row.priceList = smallPrices().id;
    row.start = start;
    row.end = start + std::chrono::hours{2};
    row.cleanUntil = row.end + std::chrono::minutes{20};
    row.businessDay = businessDayOf(start, {});
    return row;
}

protocol::ChangesAnswer smallWorld() {
    protocol::ChangesAnswer answer;
    answer.snapshot = true;
    answer.cursor = {10};
    answer.stamp = {kDatabase, {10}};
    domain::Cinema cinema;
    cinema.id = {uuidOf(10, 1)};
    cinema.name = "Lumen";
    cinema.timeZone = "UTC";
    domain::Movie movie;
    movie.id = {uuidOf(8, 1)};
    movie.title = "1776";
    domain::Operator person{kOperator, "Ada", domain::Role::Cashier, "$argon2id$x", true};
    const domain::Auditorium room{{uuidOf(9, 1)}, cinema.id, "Saal 1", smallPlan()->id};
    for (protocol::ChangeBody body :
         {protocol::ChangeBody{cinema}, protocol::ChangeBody{room}, protocol::ChangeBody{movie},
          protocol::ChangeBody{smallPlan()}, protocol::ChangeBody{smallPrices()},
          protocol::ChangeBody{showtimeAt(kShowtime, kStart + std::chrono::hours{1})},
          protocol::ChangeBody{showtimeAt(kOtherShowtime, kStart + std::chrono::hours{2})},
          protocol::ChangeBody{person},
          protocol::ChangeBody{protocol::SeatsSnapshot{
              kShowtime, {10}, domain::SeatStates(20, domain::SeatState::Free)}}})
        answer.changes.push_back({{10}, std::move(body)});
    return answer;
}

protocol::Allotment allotmentOf(std::uint8_t number, std::vector<SeatNo> seats,
                                protocol::AllotmentKind kind) {
    protocol::Allotment row;
    row.id = {uuidOf(11, number)};
    row.terminal = kTerminal;
    row.incarnation = {1};
    row.showtime = kShowtime;
    row.epoch = {number};
    row.kind = kind;
    row.grantedAt = kStart;
    row.seats = std::move(seats);
    return row;
}

Rig::Rig(core::TerminalMode mode) : Rig(core::Identity{kTerminal, {1}, "Counter 1", mode}) {}

Rig::Rig(const core::Identity& identity)
    : terminal(identity), random(1), m_life(identity.incarnation) {}

void Rig::tell(const core::Event& event) {
    terminal.handle(event, now, random);
    while (auto command = terminal.poll())
        todo.push_back(std::move(*command));
}

void Rig::pass(Milliseconds time) {
    now.wall += time;
    now.boot += time;
    tell(core::Tick{});
}

void Rig::start(core::Restored restored, Uuid boot) {
    seq = restored.lastSeq.value;
    // A new life, new ids; that of another enrolment counts its entries from 1 once more.
    random = SeededRandom(static_cast<std::uint64_t>(m_life.value * 1'000'000 + seq));
    tell(core::Started{std::make_shared<const core::Restored>(std::move(restored)), boot});
}

std::vector<protocol::Payload> Rig::disk() {
    std::vector<protocol::Payload> written;
    for (bool found = true; found;) {
        found = false;
        for (auto at = todo.begin(); at != todo.end(); ++at)
            if (const auto done = stored(*at, written)) {
                todo.erase(at); // ends every iterator, and telling adds commands
                tell(*done);
                found = true;
                break;
            }
    }
    return written;
}

void Rig::open() {
    start();
    const auto ask = take<core::SendChanges>();
    tell(core::ChangesAnswered{ask->request,
                               std::make_shared<const protocol::ChangesAnswer>(smallWorld())});
    disk();
    tell(core::Login{kOperator, "1234"});
    tell(core::PinVerified{take<core::VerifyPin>()->request, true});
    tell(core::OpenShowtime{kShowtime});
}

void Rig::standing(std::vector<SeatNo> seats, std::uint8_t number) {
    const auto ask = take<core::SendStanding>();
    protocol::AllotmentAnswer answer;
    answer.stamp = {kDatabase, commit};
    answer.allotments = {allotmentOf(number, std::move(seats), protocol::AllotmentKind::Standing)};
    tell(core::AllotmentsGranted{ask->request, answer});
    disk();
}

void Rig::feed(std::vector<protocol::ChangeBody> bodies) {
    pass(core::Changes::kPollEvery);
    auto answer = std::make_shared<protocol::ChangesAnswer>();
    commit = {12};
    answer->stamp = {kDatabase, commit};
    answer->cursor = commit;
    for (auto& body : bodies)
        answer->changes.push_back({{12}, std::move(body)});
    tell(core::ChangesAnswered{take<core::SendChanges>()->request, answer});
    feedOnDisk();
}

void Rig::feedOnDisk() {
    if (const auto work = take<core::ApplyChanges>())
        tell(core::Stored{work->op, {}});
}

void Rig::judge(std::vector<protocol::Verdict> named) {
    const auto sent = take<core::SendJournal>();
    core::JournalAnswered event{sent->request, {{kDatabase, commit}, {}}};
    for (const auto& entry : sent->upload.entries) {
        protocol::Verdict verdict{
            entry.seq, protocol::Rule::R3, protocol::Outcome::Accepted, {}, {}};
        for (const auto& each : named)
            if (each.seq == entry.seq)
                verdict = each;
        event.answer.verdicts.push_back(verdict);
    }
    tell(event);
}

void Rig::drain(std::vector<protocol::Verdict> named) {
    disk();
    while (wants<core::SendJournal>()) {
        judge(named);
        disk();
    }
}

BookingId Rig::sellAndPrint(SeatNo seat) {
    sell(seat);
    tell(core::TicketsPrinted{take<core::PrintTickets>()->print});
    disk();
    const BookingId booking = terminal.view().sale->booking;
    take<core::OpenDrawer>();
    tell(core::NextSale{});
    return booking;
}

core::OwnSaleView Rig::saleView(BookingId booking) {
    for (const auto& sale : terminal.view().sales->sales)
        if (sale.booking == booking)
            return sale;
    return {};
}

void Rig::sell(SeatNo seat) {
    tell(core::ToggleSeat{seat});
    tell(core::PayCash{});
    disk();
    tell(core::ConfirmCash{{5'000, {}}});
    disk();
}

std::optional<core::NoticeCode> Rig::notice() {
    const core::View view = terminal.view();
    if (!view.notice->notice)
        return {};
    return view.notice->notice->code;
}

std::optional<core::Event> Rig::stored(const core::Command& command,
                                       std::vector<protocol::Payload>& written) {
    if (const auto* work = std::get_if<core::Persist>(&command)) {
        core::Stored done{work->op, {}};
        for (const auto& payload : work->entries) {
            core::WaitingEntry row;
            row.entry.seq = {++seq};
            row.entry.incarnation = {1};
            row.entry.type = protocol::typeOf(payload);
            row.at = protocol::timeOf(payload).value_or(Instant{});
            done.entries.push_back(row);
            written.push_back(payload);
        }
        return done;
    }
    if (const auto* work = std::get_if<core::ApplyChanges>(&command))
        return core::Stored{work->op, {}};
    if (const auto* work = std::get_if<core::SaveAllotments>(&command))
        return core::Stored{work->op, {}};
    if (const auto* work = std::get_if<core::SaveVerdicts>(&command))
        return core::Stored{work->op, {}};
    if (const auto* work = std::get_if<core::SaveLost>(&command))
        return core::Stored{work->op, {}};
    if (const auto* work = std::get_if<core::SaveBarred>(&command))
        return core::Stored{work->op, {}};
    if (const auto* work = std::get_if<core::SaveResting>(&command))
        return core::Stored{work->op, {}};
    if (const auto* work = std::get_if<core::SaveMoment>(&command))
        return core::Stored{work->op, {}};
    return {};
}

} // namespace foyer::tests
