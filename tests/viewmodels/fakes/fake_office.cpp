// What the office sees of the made-up cinema, and how its server answers.

#include "tests/viewmodels/fakes/fake_terminal.h"

#include <algorithm>

namespace foyer::fakes {

using namespace std::chrono_literals;
using protocol::Exposure;
using protocol::Standing;
using protocol::TerminalKind;

namespace {

const Currency kEuro = *Currency::parse("EUR");

Exposure device(std::size_t number, const char* name, TerminalKind kind) {
    Exposure row;
    row.terminal = idOf<TerminalId>(3, number);
    row.name = name;
    row.kind = kind;
    row.reachable = true;
    row.lastSeen = kNow - 4s;
    row.entries = 1'240 + static_cast<std::int64_t>(number);
    row.unsent = 0;
    return row;
}

void lease(Exposure& row, const core::ShowtimeView& showtime, std::size_t seats, bool expired) {
    const Money most{static_cast<std::int64_t>(seats) * 1250, kEuro};
    row.showtimes.push_back({showtime.id, showtime.movie, showtime.start, seats, most, expired});
    row.seats += seats;
    if (row.most.empty())
        row.most = {most};
    else
        row.most[0] += most;
}

} // namespace

protocol::Exposures terminals() {
    const auto showtimes = day().showtimes;
    Exposure silent = device(2, "Counter 2", TerminalKind::Counter);
    silent.reachable = false;
    silent.lastSeen = kNow - 14h;
    silent.unsent = 3;
    for (const std::size_t row : {22u, 25u, 31u})
        lease(silent, showtimes[row], row - 16, true);
    Exposure counter = device(1, "Counter 1", TerminalKind::Counter);
    lease(counter, showtimes[24], 12, false);
    Exposure lost = device(5, "Kiosk Foyer links", TerminalKind::Kiosk);
    lost.standing = Standing::Lost;
    lost.reachable = false;
    lost.lastSeen = kNow - 73h;
    lost.unsent.reset();
    return {counter, silent, device(3, "Door A", TerminalKind::Door),
            device(4, "Office", TerminalKind::Office), lost};
}

Exposure formerDisk() {
    Exposure row = device(1, "Counter 1", TerminalKind::Counter);
    row.former = true;
    row.life = Incarnation{1};
    row.reachable = false;
    row.lastSeen = kNow - 15h;
    row.unsent.reset();
    row.entries = 611;
    lease(row, day().showtimes[24], 6, true);
    return row;
}

protocol::DayAnswer businessDay(Date day) {
    protocol::DayAnswer answer;
    answer.day = day;
    const Date today = businessDayOf(kNow, kOffset);
    answer.endsAt = Instant{day + std::chrono::days{1}} + 6h - kOffset;
    if (day < today - std::chrono::days{2}) {
        answer.closed = true;
        answer.endsAt.reset();
    }
    if (day != today - std::chrono::days{1})
        return answer;
    protocol::Task money;
    money.kind = protocol::TaskKind::RefundDue;
    money.text = "No seats of that kind were left. The money, 25.00 EUR, is owed to the customer, "
                 "who may choose another showtime instead.";
    money.deadline = kNow - 20h;
    protocol::Task odd;
    odd.kind = protocol::TaskKind::QuarantinedEntry;
    odd.text = "Entry 118 of Counter 2 cannot be read. It is kept as it came, its money stands in "
               "suspense and its seats are blocked.";
    answer.tasks = {money, odd};
    answer.unheard = {"Counter 2"};
    return answer;
}

protocol::Share shareOf(const core::ShowtimeView& showtime) {
    protocol::Share share;
    share.showtime = showtime.id;
    share.seats = showtime.seats;
    share.free = showtime.free;
    share.allotted = showtime.allotted;
    share.sold = showtime.sold;
    share.blocked = 3;
    share.held = showtime.seats - share.free - share.allotted - share.sold - share.blocked;
    const auto mine = static_cast<std::int64_t>(showtime.mine);
    const auto others = static_cast<std::int64_t>(showtime.allotted) - mine;
    share.terminals = {{idOf<TerminalId>(3, 1), "Counter 1", mine, true},
                       {idOf<TerminalId>(3, 2), "Counter 2", others, false}};
    return share;
}

bool FakeTerminal::answerOffice(const core::Event& event) {
    if (const auto* wish = std::get_if<core::WatchOffice>(&event)) {
        office.outcome.reset();
        office.heardAt = kNow;
        if (!wish->question)
            return true;
        if (std::holds_alternative<protocol::AskTerminals>(*wish->question)) {
            if (office.terminals.empty())
                office.terminals = terminals();
        } else if (const auto* ask = std::get_if<protocol::AskDay>(&*wish->question)) {
            if (!office.day || office.day->day != ask->day)
                office.day = businessDay(ask->day);
        } else {
            const auto id = std::get<protocol::AskShare>(*wish->question).showtime;
            for (const core::ShowtimeView& row : schedule.showtimes)
                if (row.id == id)
                    office.share = shareOf(row);
        }
        return true;
    }
    const auto* wish = std::get_if<core::DecideOffice>(&event);
    if (!wish)
        return false;
    if (const auto* deed = std::get_if<protocol::DeclareLost>(&wish->decision)) {
        declareLost(*deed);
    } else if (std::get<protocol::CloseDay>(wish->decision).pin != kPin) {
        decided({.kind = core::OfficeOutcome::Kind::Refused});
    } else {
        office.day->closed = true;
        decided({.kind = core::OfficeOutcome::Kind::DayClosed});
    }
    return true;
}

void FakeTerminal::declareLost(const protocol::DeclareLost& deed) {
    using Kind = core::OfficeOutcome::Kind;
    const auto row =
        std::find_if(office.terminals.begin(), office.terminals.end(), [&](const Exposure& each) {
            return each.terminal == deed.terminal && each.former == deed.life.has_value() &&
                   (!deed.life || each.life == *deed.life);
        });
    CHECK(row != office.terminals.end());
    if (deed.pin != kPin)
        return decided({.kind = Kind::Refused});
    if (!row->first) {
        row->standing = Standing::Proposed;
        row->first = {deed.op, kNow, kNow + 1h};
        return decided({.kind = Kind::Proposed});
    }
    row->standing = Standing::Lost;
    row->first.reset();
    decided({.kind = Kind::Lost, .freed = row->seats});
    if (row->former) {
        office.terminals.erase(row); // there is nothing more to be said of it
        return;
    }
    row->seats = 0;
    row->most.clear();
    row->showtimes.clear();
}

void FakeTerminal::decided(core::OfficeOutcome outcome) {
    outcome.number = ++m_outcomes;
    office.outcome = outcome;
}

} // namespace foyer::fakes
