#include "tests/viewmodels/shots/scenes.h"
#include "tests/viewmodels/shots/hands.h"

namespace foyer::shots {

namespace {

using fakes::FakeTerminal;
using namespace std::chrono_literals;

/// The first row of the day in that auditorium which has not started.
std::size_t rowIn(const FakeTerminal& terminal, std::size_t auditorium) {
    for (std::size_t row = 0; row < terminal.schedule.showtimes.size(); ++row) {
        const auto& each = terminal.schedule.showtimes[row];
        if (fakes::auditoriumOf(each.id) == auditorium && each.start > fakes::kNow)
            return row;
    }
    CHECK(false);
}

void openIn(FakeTerminal& terminal, std::size_t auditorium) {
    terminal.signIn();
    terminal.open(rowIn(terminal, auditorium));
}

void basketOf(FakeTerminal& terminal, std::size_t count) {
    openIn(terminal, fakes::kLargeAuditorium);
    terminal.choose(count);
}

void offline(FakeTerminal& terminal) {
    terminal.status.connection = core::Connection::Offline;
    terminal.status.entriesWaiting = 14;
    terminal.status.oldestWaiting = fakes::kNow - 37min;
    terminal.status.lastContact = fakes::kNow - 37min;
    terminal.status.printer = core::PrinterState::PaperOut;
}

void done(FakeTerminal& terminal, core::SaleState state) {
    basketOf(terminal, 2);
    terminal.sale.received = {50'00};
    terminal.sale.change = terminal.sale.received - terminal.sale.total;
    terminal.enter(state);
}

void byCard(FakeTerminal& terminal) {
    terminal.sale.takesCards = true;
    basketOf(terminal, 2);
    terminal.sale.byCard = terminal.sale.personMayTell = true;
    terminal.enter(core::SaleState::CardCharging);
}

void addPeople(std::vector<Scene>& all) {
    all.push_back({"login", [](FakeTerminal&) {}});
    all.push_back({"login-typing", [](FakeTerminal&) {},
                   [](QQuickWindow& window) { type(window, QStringLiteral("11")); }});
    all.push_back({"login-locked", [](FakeTerminal& terminal) {
                       terminal.login.lockedUntil = fakes::kNow + 28s;
                       terminal.tell({.code = core::NoticeCode::PinLocked, .seconds = 28});
                   }});
    all.push_back({"login-empty", [](FakeTerminal& terminal) {
                       terminal.login.operators.clear();
                       terminal.status.connection = core::Connection::Connecting;
                       terminal.status.lastContact.reset();
                       terminal.status.printer = core::PrinterState::Unknown;
                   }});
}

void addShiftEnds(std::vector<Scene>& all) {
    const auto ask = [](QQuickWindow& window) { tap(window, QStringLiteral("status.endShift")); };
    all.push_back({"shift-end",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                   },
                   ask});
    all.push_back({"shift-end-away",
                   [](FakeTerminal& terminal) {
                       terminal.signIn(2);
                       offline(terminal);
                   },
                   ask});
    all.push_back({"shift-end-paying",
                   [](FakeTerminal& terminal) {
                       basketOf(terminal, 2);
                       terminal.enter(core::SaleState::Paying);
                   },
                   ask});
    all.push_back({"shift-ended", [](FakeTerminal& terminal) {
                       terminal.status.entriesWaiting = 2;
                       terminal.tell({.code = core::NoticeCode::ShiftEnded, .count = 86});
                   }});
}

void addBoard(std::vector<Scene>& all) {
    all.push_back({"board", [](FakeTerminal& terminal) { terminal.signIn(); }});
    all.push_back({"board-top", [](FakeTerminal& terminal) { terminal.signIn(2); },
                   [](QQuickWindow& window) { press(window, Qt::Key_Home); }});
    all.push_back({"board-empty", [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.schedule = {};
                       offline(terminal);
                   }});
    all.push_back({"board-stopped", [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.status.stop = core::SellingStop::StorageFailed;
                   }});
    all.push_back({"board-pool-shut", [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.status.poolShut = true;
                   }});
    all.push_back({"board-questions", [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.questions = fakes::questions();
                   }});
    all.push_back({"sales", [](FakeTerminal& terminal) { terminal.signIn(); },
                   [](QQuickWindow& window) { press(window, Qt::Key_F8); }});
    all.push_back({"sales-empty",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.sales = {};
                   },
                   [](QQuickWindow& window) { press(window, Qt::Key_F8); }});
}

void addSeats(std::vector<Scene>& all) {
    all.push_back({"seats", [](FakeTerminal& terminal) { openIn(terminal, 0); }});
    all.push_back({"seats-pool-shut", [](FakeTerminal& terminal) {
                       openIn(terminal, 0);
                       terminal.status.poolShut = true;
                   }});
    all.push_back({"seats-sofa", [](FakeTerminal& terminal) { openIn(terminal, 7); }});
    all.push_back({"seats-keyboard", [](FakeTerminal& terminal) { openIn(terminal, 2); },
                   [](QQuickWindow& window) { type(window, QStringLiteral("F1")); }});
    all.push_back({"seats-questions", [](FakeTerminal& terminal) {
                       openIn(terminal, 1);
                       terminal.questions = fakes::questions();
                   }});
    all.push_back({"basket", [](FakeTerminal& terminal) { basketOf(terminal, 2); }});
    all.push_back({"basket-long", [](FakeTerminal& terminal) {
                       basketOf(terminal, 9);
                       for (core::BasketLine& line : terminal.sale.lines)
                           line.ticketType = "student";
                   }});
    all.push_back({"basket-codes", [](FakeTerminal& terminal) {
                       basketOf(terminal, 4);
                       terminal.sale.takesCodes = true;
                       terminal.sale.discounts = {
                           {"four", "Gruppe ab vier Personen", {6'00}, false},
                           {"club", "Filmclubmitglieder der Nachbarschaft", {2'20}, true}};
                   }});
    all.push_back({"basket-asking", [](FakeTerminal& terminal) {
                       basketOf(terminal, 3);
                       for (core::BasketLine& line : terminal.sale.lines)
                           line.owned = false;
                       terminal.enter(core::SaleState::AskingRight);
                   }});
    all.push_back({"basket-single", [](FakeTerminal& terminal) {
                       basketOf(terminal, 2);
                       terminal.sale.leavesSingle = SeatNo{200};
                   }});
    all.push_back({"seat-taken", [](FakeTerminal& terminal) {
                       basketOf(terminal, 1);
                       offline(terminal);
                       terminal.tell({.code = core::NoticeCode::SeatTaken,
                                      .seats = {SeatNo{240}, SeatNo{241}},
                                      .offer = {SeatNo{244}, SeatNo{245}}});
                   }});
}

void addMoney(std::vector<Scene>& all) {
    all.push_back({"cash", [](FakeTerminal& terminal) {
                       basketOf(terminal, 2);
                       terminal.enter(core::SaleState::Paying);
                   }});
    all.push_back({"cash-typed",
                   [](FakeTerminal& terminal) {
                       basketOf(terminal, 9);
                       terminal.enter(core::SaleState::Paying);
                   },
                   [](QQuickWindow& window) { type(window, QStringLiteral("15000")); }});
    all.push_back({"cash-missing",
                   [](FakeTerminal& terminal) {
                       basketOf(terminal, 2);
                       terminal.enter(core::SaleState::Paying);
                   },
                   [](QQuickWindow& window) { type(window, QStringLiteral("20")); }});
    all.push_back({"basket-card", [](FakeTerminal& terminal) {
                       terminal.sale.takesCards = true;
                       basketOf(terminal, 2);
                   }});
    all.push_back({"card", [](FakeTerminal& terminal) { byCard(terminal); }});
    all.push_back({"card-unknown", [](FakeTerminal& terminal) {
                       byCard(terminal);
                       terminal.enter(core::SaleState::CardUnknown);
                   }});
    all.push_back({"card-attached", [](FakeTerminal& terminal) {
                       byCard(terminal);
                       terminal.sale.personMayTell = false;
                   }});
    all.push_back({"card-done", [](FakeTerminal& terminal) {
                       byCard(terminal);
                       terminal.enter(core::SaleState::Done);
                   }});
    all.push_back({"card-question", [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.questions = fakes::questions();
                       std::swap(terminal.questions.questions.front(),
                                 terminal.questions.questions.back());
                   }});
    all.push_back({"done", [](FakeTerminal& terminal) { done(terminal, core::SaleState::Done); }});
    all.push_back(
        {"printing", [](FakeTerminal& terminal) { done(terminal, core::SaleState::Printing); }});
    all.push_back({"print-failed", [](FakeTerminal& terminal) {
                       done(terminal, core::SaleState::PrintFailed);
                       offline(terminal);
                       terminal.tell({.code = core::NoticeCode::PrinterFailed});
                   }});
}

core::TaskView task(protocol::TaskKind kind, std::uint8_t number, const char* text) {
    core::TaskView task;
    task.id = fakes::idOf<TaskId>(9, number);
    task.kind = kind;
    task.text = text;
    task.mine = true;
    task.reference = "K7QW-3M41";
    task.movie = "The Grand Budapest Hotel";
    task.start = fakes::kNow + 25min;
    task.deadline = task.start;
    return task;
}

} // namespace

core::TasksView someTasks() {
    using protocol::TaskAction;
    using protocol::TaskKind;
    auto seats = task(TaskKind::Reseated, 1,
                      "Your seats F7 and F8 had been sold before; you sit in G7 and G8, same "
                      "price.");
    seats.seats = {"G7", "G8"};
    seats.moves = {{"F7", "G7"}, {"F8", "G8"}};
    seats.tender = domain::TenderKind::Cash;
    seats.actions = {TaskAction::PrintTicket, TaskAction::CallCustomer, TaskAction::Settle};
    seats.saleHere = seats.printable = true;
    auto money = task(TaskKind::RefundDue, 2,
                      "No seats of that kind were left. The money, 25.00 EUR, is owed to the "
                      "customer, who may choose another showtime instead.");
    money.amount = Money{2500, *Currency::parse("EUR")};
    money.actions = {TaskAction::RefundTender, TaskAction::CallCustomer, TaskAction::Settle};
    money.contact = "ada.lovelace@example.org";
    money.deadline = fakes::kNow + 90min;
    auto odd = task(TaskKind::QuarantinedEntry, 3,
                    "Entry 118 of Counter 2 cannot be read. It is kept as it came, its money "
                    "stands in suspense and its seats are blocked.");
    odd.reference.clear();
    odd.movie.clear();
    odd.start.reset();
    odd.deadline.reset();
    odd.actions = {TaskAction::Settle};
    odd.mine = false;
    odd.owner = "Counter 2";
    return {{seats, money, odd}};
}

namespace {

core::DoorView scans(core::DoorAnswer answer) {
    core::DoorScan scan;
    scan.answer = answer;
    scan.ticket = fakes::idOf<TicketId>(9, 9);
    scan.seatName = "F12";
    scan.area = "Loge";
    scan.movie = "The Grand Budapest Hotel";
    scan.auditorium = "Saal 3";
    scan.start = fakes::kNow + 12min;
    scan.before = fakes::kNow - 8min;
    scan.beforeDoor = "Door B";
    scan.revoked = protocol::RevocationReason::Reseated;
    scan.at = fakes::kNow;
    core::DoorScan earlier = scan;
    earlier.answer = core::DoorAnswer::Admitted;
    earlier.seatName = "C3";
    earlier.at = fakes::kNow - 1min;
    return {{scan, earlier, earlier}, false, 84, 212};
}

void addDuties(std::vector<Scene>& all) {
    const auto atTasks = [](QQuickWindow& window) { press(window, Qt::Key_F7); };
    all.push_back({"tasks",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                   },
                   atTasks});
    all.push_back({"tasks-replaced",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                       auto& seats = terminal.tasks.tasks.front();
                       seats.saleHere = seats.printable = false;
                   },
                   atTasks});
    all.push_back({"tasks-paid",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                       terminal.tell({.code = core::NoticeCode::RefundPaid,
                                      .amount = Money{2500, *Currency::parse("EUR")}});
                   },
                   atTasks});
    all.push_back({"tasks-refund",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                   },
                   [](QQuickWindow& window) {
                       press(window, Qt::Key_F7);
                       tap(window, QStringLiteral("tasks.refund1"));
                   }});
    all.push_back({"tasks-settle",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                   },
                   [](QQuickWindow& window) {
                       press(window, Qt::Key_F7);
                       tap(window, QStringLiteral("tasks.settle1"));
                   }});
    all.push_back({"tasks-paid-before",
                   [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                       terminal.tasks.tasks.at(1).paidBack = true;
                   },
                   atTasks});
    all.push_back({"seats-urgent", [](FakeTerminal& terminal) {
                       openIn(terminal, 1);
                       terminal.questions = fakes::questions();
                       terminal.tasks = someTasks();
                   }});
    all.push_back({"board-quarantined", [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.status.stop = core::SellingStop::Quarantined;
                   }});
    all.push_back({"seats-recovering", [](FakeTerminal& terminal) {
                       openIn(terminal, 1);
                       terminal.tell({.code = core::NoticeCode::ServerRecovering,
                                      .seats = {SeatNo{40}, SeatNo{41}}});
                   }});
    all.push_back({"at-risk-wrong", [](FakeTerminal& terminal) {
                       basketOf(terminal, 2);
                       offline(terminal);
                       terminal.tell({.code = core::NoticeCode::AtRiskNeedsSupervisor,
                                      .seats = {SeatNo{240}, SeatNo{241}}});
                       terminal.publish();
                       terminal.tell({.code = core::NoticeCode::WrongPin, .count = 4});
                   }});
    all.push_back({"tasks-empty", [](FakeTerminal& terminal) { terminal.signIn(); }, atTasks});
    all.push_back({"board-tasks", [](FakeTerminal& terminal) {
                       terminal.signIn();
                       terminal.tasks = someTasks();
                   }});
    all.push_back({"at-risk", [](FakeTerminal& terminal) {
                       basketOf(terminal, 2);
                       offline(terminal);
                       terminal.tell({.code = core::NoticeCode::AtRiskNeedsSupervisor,
                                      .seats = {SeatNo{240}, SeatNo{241}}});
                   }});
}

void addDoor(std::vector<Scene>& all) {
    const auto door = [&](const char* name, std::optional<core::DoorAnswer> answer) {
        all.push_back({QString::fromLatin1(name),
                       [answer](FakeTerminal& terminal) {
                           terminal.signIn();
                           if (answer)
                               terminal.door = scans(*answer);
                       },
                       nullptr, "door"});
    };
    door("door-waiting", {});
    door("door-good", core::DoorAnswer::Admitted);
    door("door-before", core::DoorAnswer::AdmittedBefore);
    door("door-elsewhere", core::DoorAnswer::OtherShowtime);
    door("door-revoked", core::DoorAnswer::Revoked);
    door("door-forged", core::DoorAnswer::Forged);
}

} // namespace

std::vector<Scene> scenes() {
    std::vector<Scene> all;
    addPeople(all);
    addShiftEnds(all);
    addBoard(all);
    addSeats(all);
    addMoney(all);
    addDuties(all);
    addDoor(all);
    addOffice(all);
    addKiosk(all);
    return all;
}

} // namespace foyer::shots
