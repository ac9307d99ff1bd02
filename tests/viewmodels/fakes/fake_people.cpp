// Prices, operators, and what is left of earlier sales.

#include "tests/viewmodels/fakes/fake_house.h"

#include <set>

namespace foyer::fakes {

namespace {

using namespace std::chrono_literals;

constexpr domain::DayPart kDayParts[] = {domain::DayPart::Matinee, domain::DayPart::Afternoon,
                                         domain::DayPart::Evening, domain::DayPart::Weekend};

std::set<std::string> areaKeys() {
    std::set<std::string> keys;
    for (const auto& plan : plans())
        for (const domain::Area& area : plan->areas)
            keys.insert(area.key);
    return keys;
}

core::OwnSaleView sale(std::size_t number, const core::ShowtimeView& of,
                       std::vector<std::string> seats, std::int64_t minor) {
    core::OwnSaleView view;
    view.booking = idOf<BookingId>(2, number);
    view.reference = "K7QW-3M" + std::to_string(10 + number);
    view.movie = of.movie;
    view.start = of.start;
    view.utcOffset = of.utcOffset;
    view.seats = std::move(seats);
    view.total = {minor};
    view.soldAt = kNow - std::chrono::minutes{3 + 7 * static_cast<int>(number)};
    view.printed = true;
    view.synced = true;
    return view;
}

core::Question question(core::Question::Kind kind, std::size_t number) {
    const core::OwnSaleView facts = sale(number, day().showtimes[22], {"F12", "F13", "F14"}, 37'50);
    core::Question view;
    view.kind = kind;
    view.booking = facts.booking;
    view.reference = facts.reference;
    view.movie = facts.movie;
    view.start = facts.start;
    view.utcOffset = facts.utcOffset;
    view.seats = facts.seats;
    view.total = facts.total;
    view.operatorName = "Mira Kowalczyk";
    view.at = facts.soldAt;
    return view;
}

} // namespace

std::shared_ptr<const domain::PriceList> priceList() {
    static const auto list = [] {
        domain::PriceList prices;
        prices.id = idOf<PriceListId>(3, 1);
        prices.name = "Standard";
        prices.ticketTypes = {{"adult", "Erwachsene"},
                              {"child", "Kinder bis 11"},
                              {"student", "Schüler und Studierende"},
                              {"senior", "Ab 65"}};
        const std::int64_t minor[] = {12'50, 8'50, 10'50, 11'00};
        for (const std::string& area : areaKeys())
            for (std::size_t type = 0; type < 4; ++type)
                for (const domain::DayPart part : kDayParts)
                    prices.rows.push_back({area,
                                           prices.ticketTypes[type].key,
                                           part,
                                           {minor[type] + (area == "parkett" ? 0 : 2'00)}});
        return std::make_shared<const domain::PriceList>(std::move(prices));
    }();
    return list;
}

core::LoginView operators() {
    core::LoginView view;
    view.operators = {
        {idOf<OperatorId>(4, 1), "Mira Kowalczyk", domain::Role::Cashier},
        {idOf<OperatorId>(4, 2), "Jonas Ahrens", domain::Role::Cashier},
        {idOf<OperatorId>(4, 3), "Annemarie von Schwarzenberg-Lindqvist", domain::Role::Supervisor},
        {idOf<OperatorId>(4, 4), "Öykü Demir", domain::Role::Manager}};
    return view;
}

core::OwnSalesView sales() {
    const auto shows = day().showtimes;
    core::OwnSalesView view;
    view.sales = {sale(1, shows[21], {"F12", "F13"}, 25'00),
                  sale(2, shows[22], {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"}, 100'00),
                  sale(3, shows[24], {"K9"}, 14'50),
                  sale(4, shows[25], {"C4", "C5", "C6", "C7"}, 46'00),
                  sale(5, shows[18], {"B11", "B12"}, 21'00),
                  sale(6, shows[17], {"M1", "M2"}, 25'00)};
    view.sales[0].synced = false;
    view.sales[2].printed = false;
    view.sales[3].voided = true;
    return view;
}

core::QuestionsView questions() {
    return {{question(core::Question::Kind::MoneyTaken, 31),
             question(core::Question::Kind::PaperOwed, 32),
             question(core::Question::Kind::CardTaken, 33)}};
}

} // namespace foyer::fakes
