#include "tests/viewmodels/shots/hands.h"
#include "tests/viewmodels/shots/scenes.h"

namespace foyer::shots {

namespace {

using fakes::FakeTerminal;
using namespace std::chrono_literals;

const QString kOffice = QStringLiteral("office");

void signedIn(FakeTerminal& terminal) {
    terminal.signIn(3);
    terminal.tasks = someTasks();
    for (core::TaskView& task : terminal.tasks.tasks) {
        task.mine = task.saleHere = task.printable = false;
        task.owner = "Counter 2";
    }
    terminal.office.terminals = fakes::terminals();
}

protocol::Exposure& silent(FakeTerminal& terminal) {
    return terminal.office.terminals.at(1);
}

void outOfReach(FakeTerminal& terminal) {
    terminal.status.connection = core::Connection::Offline;
    terminal.office.outOfReach = true;
}

/// The page of that function key.
std::function<void(QQuickWindow&)> page(int number) {
    return [number](QQuickWindow& window) { press(window, Qt::Key_F1 + number - 1); };
}

void addTerminals(std::vector<Scene>& all) {
    all.push_back({"office-terminals", signedIn, page(2), kOffice});
    all.push_back({"office-terminals-live",
                   [](FakeTerminal& terminal) {
                       signedIn(terminal);
                       terminal.office.terminals.erase(terminal.office.terminals.begin() + 1);
                   },
                   page(2), kOffice});
    all.push_back({"office-terminals-proposed",
                   [](FakeTerminal& terminal) {
                       signedIn(terminal);
                       silent(terminal).standing = protocol::Standing::Proposed;
                       silent(terminal).first = {terminal.login.operators[2].id, fakes::kNow - 6min,
                                                 fakes::kNow + 54min};
                   },
                   page(2), kOffice});
    all.push_back({"office-terminals-replaced",
                   [](FakeTerminal& terminal) {
                       signedIn(terminal);
                       terminal.office.terminals.front().life = Incarnation{2};
                       terminal.office.terminals.push_back(fakes::formerDisk());
                   },
                   page(2), kOffice});
    all.push_back({"office-terminals-recovery",
                   [](FakeTerminal& terminal) {
                       signedIn(terminal);
                       silent(terminal).awaited = true;
                       silent(terminal).showtimes.front().expired = false;
                       silent(terminal).declarable = fakes::kNow + 95min;
                   },
                   page(2), kOffice});
    all.push_back({"office-terminals-away",
                   [](FakeTerminal& terminal) {
                       signedIn(terminal);
                       outOfReach(terminal);
                   },
                   page(2), kOffice});
    all.push_back({"office-key", signedIn,
                   [](QQuickWindow& window) {
                       press(window, Qt::Key_F2);
                       tap(window, QStringLiteral("report.key"));
                   },
                   kOffice});
    all.push_back({"office-key-wrong", signedIn,
                   [](QQuickWindow& window) {
                       press(window, Qt::Key_F2);
                       tap(window, QStringLiteral("report.key"));
                       type(window, QStringLiteral("9999"));
                   },
                   kOffice});
    all.push_back({"office-lost",
                   [](FakeTerminal& terminal) {
                       signedIn(terminal);
                       silent(terminal).standing = protocol::Standing::Proposed;
                       silent(terminal).first = {terminal.login.operators[2].id, fakes::kNow - 6min,
                                                 fakes::kNow + 54min};
                   },
                   [](QQuickWindow& window) {
                       press(window, Qt::Key_F2);
                       tap(window, QStringLiteral("report.key"));
                       type(window, QLatin1String(FakeTerminal::kPin));
                   },
                   kOffice});
}

void addDays(std::vector<Scene>& all) {
    const auto chip = [](const char* name) {
        return [name](QQuickWindow& window) {
            press(window, Qt::Key_F3);
            tap(window, QLatin1String(name));
        };
    };
    all.push_back({"office-day-open", signedIn, page(3), kOffice});
    all.push_back({"office-day-running", signedIn, chip("day.tab0"), kOffice});
    all.push_back({"office-day-ready", signedIn, chip("day.tab2"), kOffice});
    all.push_back({"office-day-closed", signedIn, chip("day.tab3"), kOffice});
    all.push_back({"office-day-close", signedIn,
                   [](QQuickWindow& window) {
                       press(window, Qt::Key_F3);
                       tap(window, QStringLiteral("day.tab2"));
                       tap(window, QStringLiteral("day.close"));
                   },
                   kOffice});
}

} // namespace

void addOffice(std::vector<Scene>& all) {
    all.push_back({"office", signedIn, nullptr, kOffice});
    all.push_back({"office-login", [](FakeTerminal&) {}, nullptr, kOffice});
    addTerminals(all);
    addDays(all);
    all.push_back({"office-shares", signedIn, page(4), kOffice});
}

} // namespace foyer::shots
