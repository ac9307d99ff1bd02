#include "tests/viewmodels/fakes/fake_house.h"

#include "shared/wire/plan_json.h"

#include <QFile>

#include <algorithm>
#include <cmath>

namespace foyer::fakes {

namespace {

using namespace std::chrono_literals;

struct Film {
    const char* title;
    const char* rating;
    int minutes;
};
constexpr Film kFilms[] = {
    {"The Grand Budapest Hotel", "FSK 12", 99},
    {"Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb", "FSK 16", 95},
    {"Amélie", "FSK 6", 122},
    {"2001: A Space Odyssey", "FSK 12", 149},
    {"Das Boot (Director’s Cut, restaurierte Fassung in 4K)", "FSK 12", 208},
    {"Spirited Away", "FSK 0", 125},
    {"Pride & Prejudice", "FSK 0", 129},
    {"Mad Max: Fury Road", "FSK 16", 120},
    {"Up", "FSK 0", 96},
    {"The Lives of Others", "FSK 12", 137},
    {"Z", "", 127},
    {"Harry Potter und der Gefangene von Askaban", "FSK 12", 142},
};
constexpr const char* kNames[] = {
    "Saal 1 – Großer Saal", "Saal 2 – Balkonsaal", "Saal 3",           "Saal 4", "Saal 5",
    "Saal 6 – Premium",     "Saal 7 – Studio",     "Saal 8 – Sofasaal"};
constexpr int kFirstStart = 13 * 60 + 30;
constexpr int kBetween = 145;

std::shared_ptr<const domain::SeatingPlan> readPlan(std::size_t number) {
    QFile file(
        QStringLiteral(FOYER_SOURCE_DIR "/resources/demo/plans/saal-%1.json").arg(number + 1));
    CHECK(file.open(QIODevice::ReadOnly));
    auto read = wire::readPlan(file.readAll().toStdString());
    CHECK(read);
    return std::make_shared<const domain::SeatingPlan>(std::move(read->plan));
}

/// People sit in pairs, in the middle and at the back first.
char letterFor(const domain::SeatingPlan& plan, std::size_t seat, double demand) {
    const domain::Seat& each = plan.seats[seat];
    const double middle = plan.size.x / 2.0;
    const double depth = static_cast<double>(each.row) / static_cast<double>(plan.rows.size());
    const double aside = std::abs(each.at.x - middle) / std::max(1.0, middle);
    const double dice = scatter(each.row * 131u + (seat % 89) / 2 + plan.seatCount());
    if (dice < demand + 0.5 * depth - 0.45 * aside)
        return 's';
    return dice > 0.975 ? 'h' : dice > 0.94 ? 'a' : 'f';
}

/// Pairs for this terminal, well placed, and a few blocked seats in the first row.
void allot(const domain::SeatingPlan& plan, std::string& letters) {
    std::size_t pairs = std::max<std::size_t>(3, plan.seatCount() / 40);
    for (std::size_t seat = plan.seatCount() - 1; seat > 0 && pairs > 0; --seat) {
        const bool pair = letters[seat] == 'f' && letters[seat - 1] == 'f' &&
                          plan.seats[seat].left == SeatNo{static_cast<std::uint16_t>(seat - 1)};
        if (!pair || scatter(seat) > 0.35)
            continue;
        letters[seat] = letters[seat - 1] = core::kMineLetter;
        --pairs;
    }
    for (std::size_t seat = 0; seat < 3 && letters.size() > 60; ++seat)
        letters[seat] = 'b';
}

std::string lettersOf(std::size_t auditorium, double demand) {
    const domain::SeatingPlan& plan = *plans()[auditorium];
    std::string letters;
    for (std::size_t seat = 0; seat < plan.seatCount(); ++seat)
        letters += letterFor(plan, seat, demand);
    if (demand < 1)
        allot(plan, letters);
    return letters;
}

double demandOf(std::size_t number) {
    return number == 17 ? 2 : 0.05 + 0.6 * scatter(number + 3);
}

core::ShowtimeView showtime(std::size_t auditorium, std::size_t turn) {
    const std::size_t number = auditorium * kStarts + turn;
    const std::size_t which = (number * 5 + turn) % std::size(kFilms);
    const Film& film = kFilms[which];
    const int start = kFirstStart + static_cast<int>(turn) * kBetween +
                      static_cast<int>(auditorium % 4) * 15 + static_cast<int>(auditorium / 4) * 5;
    core::ShowtimeView view;
    view.id = idOf<ShowtimeId>(1, number);
    view.movieId = idOf<MovieId>(5, which);
    view.movie = film.title;
    view.rating = film.rating;
    view.runningMinutes = film.minutes;
    view.auditorium = kNames[auditorium];
    view.businessDay = businessDayOf(kNow, kOffset);
    view.start = Instant{view.businessDay} - kOffset + std::chrono::minutes{start};
    view.end = view.start + std::chrono::minutes{film.minutes + 20};
    view.utcOffset = kOffset;
    view.cancelled = number == 23;
    const std::string letters = lettersOf(auditorium, demandOf(number));
    const auto of = [&](char letter) {
        return static_cast<std::size_t>(std::count(letters.begin(), letters.end(), letter));
    };
    view.seats = letters.size();
    view.free = of('f');
    view.mine = of(core::kMineLetter);
    view.allotted = of('a') + view.mine;
    view.sold = of('s');
    for (std::size_t seat = 0; seat < letters.size(); ++seat)
        if (plans()[auditorium]->seats[seat].kind == domain::SeatKind::Wheelchair) {
            view.freeWheelchairs += letters[seat] == 'f';
            view.mineWheelchairs += letters[seat] == core::kMineLetter;
        }
    return view;
}

} // namespace

double scatter(std::size_t of) {
    const double wave = std::sin(static_cast<double>(of) * 12.9898) * 43758.5453;
    return wave - std::floor(wave);
}

const std::vector<std::shared_ptr<const domain::SeatingPlan>>& plans() {
    static const auto all = [] {
        std::vector<std::shared_ptr<const domain::SeatingPlan>> read;
        for (std::size_t number = 0; number < kAuditoriums; ++number)
            read.push_back(readPlan(number));
        return read;
    }();
    return all;
}

core::ScheduleView day() {
    core::ScheduleView view;
    for (std::size_t auditorium = 0; auditorium < kAuditoriums; ++auditorium)
        for (std::size_t turn = 0; turn < kStarts; ++turn)
            view.showtimes.push_back(showtime(auditorium, turn));
    std::sort(view.showtimes.begin(), view.showtimes.end(),
              [](const auto& a, const auto& b) { return a.start < b.start; });
    return view;
}

std::size_t auditoriumOf(ShowtimeId showtime) {
    return showtime.uuid.bytes[15] / kStarts;
}

core::SeatMapView seatMapOf(const core::ShowtimeView& showtime) {
    const std::size_t auditorium = auditoriumOf(showtime.id);
    core::SeatMapView view;
    view.showtime = showtime.id;
    view.plan = plans()[auditorium];
    view.priceList = priceList();
    view.dayPart = domain::DayPart::Weekend;
    view.letters = lettersOf(auditorium, demandOf(showtime.id.uuid.bytes[15]));
    return view;
}

} // namespace foyer::fakes
