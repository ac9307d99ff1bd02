// The kiosk, a scene for each step and for what can stand in the way.

#include "app/viewmodels/counter_model.h"
#include "tests/viewmodels/shots/hands.h"
#include "tests/viewmodels/shots/scenes.h"

#include <memory>

namespace foyer::shots {

namespace {

using fakes::FakeTerminal;
using viewmodels::KioskModel;
using namespace std::chrono_literals;

/// A customer in the middle of it.
struct Customer {
    FakeTerminal& terminal;
    viewmodels::CounterModel& counter;
    KioskModel& kiosk = *counter.kiosk();

    void comeTo(KioskModel::Step step) {
        if (step >= KioskModel::Film)
            kiosk.begin();
        if (step >= KioskModel::Party)
            chooseShowtime();
        if (step >= KioskModel::Seats) {
            kiosk.party()->setCount(0, 2);
            kiosk.party()->setCount(1, 1);
            kiosk.next();
        }
        if (step >= KioskModel::Pay)
            kiosk.next();
    }
    void chooseShowtime() {
        for (const core::ShowtimeView& row : terminal.schedule.showtimes)
            if (fakes::auditoriumOf(row.id) == fakes::kLargeAuditorium && row.start > fakes::kNow)
                return kiosk.chooseShowtime(QString::fromStdString(row.id.toString()));
    }
    void pay(core::SaleState until) {
        comeTo(KioskModel::Pay);
        kiosk.pay();
        terminal.enter(until);
        terminal.publish();
    }
    void pass(std::chrono::seconds time) {
        for (auto each = 1s; each <= time; each += 1s)
            counter.tick(fakes::kNow + each);
    }
};

using Deed = std::function<void(Customer&)>;
using Prepare = std::function<void(FakeTerminal&)>;

class KioskScenes {
public:
    explicit KioskScenes(std::vector<Scene>& all) : m_all(all) {}

    void add(const char* name, Deed deed, Prepare prepare = {}) {
        auto terminal = std::make_shared<FakeTerminal*>();
        m_all.push_back({QLatin1String(name),
                         [terminal, prepare](FakeTerminal& fake) {
                             *terminal = &fake;
                             fake.openKiosk();
                             if (prepare)
                                 prepare(fake);
                         },
                         [terminal, deed](QQuickWindow& window) {
                             auto* counter =
                                 window.property("counter").value<viewmodels::CounterModel*>();
                             CHECK(counter);
                             Customer customer{**terminal, *counter};
                             if (deed)
                                 deed(customer);
                         },
                         QStringLiteral("kiosk")});
    }

private:
    std::vector<Scene>& m_all;
};

Deed at(KioskModel::Step step) {
    return [step](Customer& customer) { customer.comeTo(step); };
}

void addSteps(KioskScenes& scenes) {
    scenes.add("kiosk-attract", {});
    scenes.add("kiosk-language", [](Customer& customer) {
        customer.kiosk.setLanguages({"en", "de", "fr", "es", "pl"});
        customer.kiosk.begin();
    });
    scenes.add("kiosk-film", at(KioskModel::Film));
    scenes.add("kiosk-party", at(KioskModel::Party));
    scenes.add("kiosk-party-counted", [](Customer& customer) {
        customer.comeTo(KioskModel::Party);
        customer.kiosk.party()->setCount(0, 2);
        customer.kiosk.party()->setCount(1, 1);
        customer.kiosk.party()->setWheelchairs(1);
    });
    scenes.add("kiosk-seats", at(KioskModel::Seats));
    scenes.add("kiosk-seats-taken", [](Customer& customer) {
        customer.comeTo(KioskModel::Pay);
        auto& terminal = customer.terminal;
        const SeatNo gone = terminal.sale.lines.back().seat;
        terminal.sale.lines.pop_back();
        terminal.tell({.code = core::NoticeCode::SeatTaken,
                       .seats = {gone},
                       .offer = {SeatNo{static_cast<std::uint16_t>(gone.value + 2)}}});
        terminal.publish();
    });
    scenes.add("kiosk-pay", at(KioskModel::Pay));
    scenes.add("kiosk-pay-no-paper", [](Customer& customer) {
        customer.comeTo(KioskModel::Pay);
        customer.terminal.status.printer = core::PrinterState::PaperOut;
        customer.terminal.publish();
    });
    scenes.add("kiosk-declined", [](Customer& customer) {
        customer.comeTo(KioskModel::Pay);
        customer.terminal.tell({.code = core::NoticeCode::CardDeclined});
        customer.terminal.publish();
    });
    scenes.add("kiosk-card",
               [](Customer& customer) { customer.pay(core::SaleState::CardCharging); });
    scenes.add("kiosk-card-unknown",
               [](Customer& customer) { customer.pay(core::SaleState::CardUnknown); });
    scenes.add("kiosk-printing",
               [](Customer& customer) { customer.pay(core::SaleState::Printing); });
    scenes.add("kiosk-done", [](Customer& customer) { customer.pay(core::SaleState::Done); });
    scenes.add("kiosk-owed",
               [](Customer& customer) { customer.pay(core::SaleState::PrintFailed); });
}

void addAids(KioskScenes& scenes) {
    const auto aided = [](KioskModel::Step step) {
        return [step](Customer& customer) {
            customer.comeTo(step);
            customer.kiosk.setLargeText(true);
            customer.kiosk.setLowReach(true);
        };
    };
    scenes.add("kiosk-aided-film", aided(KioskModel::Film));
    scenes.add("kiosk-aided-party", aided(KioskModel::Party));
    scenes.add("kiosk-aided-seats", aided(KioskModel::Seats));
    scenes.add("kiosk-aided-pay", aided(KioskModel::Pay));
    const auto contrast = [](KioskModel::Step step) {
        return [step](Customer& customer) {
            customer.kiosk.setContrast(true);
            customer.comeTo(step);
            customer.kiosk.setContrast(true);
        };
    };
    scenes.add("kiosk-contrast-attract", contrast(KioskModel::Attract));
    scenes.add("kiosk-contrast-film", contrast(KioskModel::Film));
    scenes.add("kiosk-contrast-seats", contrast(KioskModel::Seats));
    scenes.add("kiosk-idle", [](Customer& customer) {
        customer.comeTo(KioskModel::Seats);
        customer.pass(KioskModel::kPatience + 7s);
    });
}

void addTrouble(KioskScenes& scenes) {
    scenes.add("kiosk-closed", {}, [](FakeTerminal& terminal) { terminal.login.loggedIn.reset(); });
    scenes.add(
        "kiosk-out-of-order", [](Customer& customer) { customer.kiosk.openForCustomers(); },
        [](FakeTerminal& terminal) { terminal.status.reader = core::ReaderState::Away; });
    scenes.add("kiosk-offline", at(KioskModel::Film), [](FakeTerminal& terminal) {
        terminal.status.connection = core::Connection::Offline;
    });
    scenes.add("kiosk-staff", {}, [](FakeTerminal& terminal) {
        terminal.questions = fakes::questions();
        terminal.status.printer = core::PrinterState::Offline;
    });
}

} // namespace

void addKiosk(std::vector<Scene>& all) {
    KioskScenes scenes(all);
    addSteps(scenes);
    addAids(scenes);
    addTrouble(scenes);
    all.push_back({"kiosk-staff-door", [](FakeTerminal& terminal) { terminal.openKiosk(); },
                   [](QQuickWindow& window) { tap(window, QStringLiteral("kiosk.staff")); },
                   QStringLiteral("kiosk")});
}

} // namespace foyer::shots
