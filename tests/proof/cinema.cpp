#include "tests/proof/cinema.h"

#include "tests/bench/house.h"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace foyer::proof {

namespace {

// Millimetres between seats and between rows, and around them all.
constexpr int kSeatPitch = 570;
constexpr int kRowPitch = 1300;
constexpr int kMargin = 4000;

std::string plainPlan(int rows, int seatsPerRow) {
    std::ostringstream plan;
    plan << R"({"format": "foyer-seating-plan", "version": 1, "name": "Plain block",)"
         << R"("size": {"width": )" << 2 * kMargin + seatsPerRow * kSeatPitch << R"(, "depth": )"
         << 2 * kMargin + rows * kRowPitch << R"(}, "picture": {"side": "top", "width": 8000},)"
         << R"("areas": [{"key": "parkett", "name": "Parkett", "color": "#3b78c3", "rank": 1}],)"
         << R"("rows": [)";
    for (int row = 0; row < rows; ++row) {
        plan << (row > 0 ? "," : "") << R"({"label": ")" << static_cast<char>('A' + row)
             << R"(", "seats": [)";
        for (int seat = 0; seat < seatsPerRow; ++seat)
            plan << (seat > 0 ? "," : "") << R"({"label": ")" << seat + 1
                 << R"(", "area": "parkett", "x": )" << kMargin + seat * kSeatPitch << R"(, "y": )"
                 << kMargin + row * kRowPitch << "}";
        plan << "]}";
    }
    plan << R"(], "entrances": [{"label": "Door", "x": 500, "y": 2000}], "decorations": []})";
    return plan.str();
}

std::string readText(const std::string& file) {
    std::stringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

/// Every hall gets the plan: "plans/saal-1.json", "seats": 480
void giveEveryHall(const std::string& folder, const std::string& plan, int seats) {
    const std::string text = readText(folder + "/cinema.json");
    const std::regex hall(R"re("plans/saal-\d\.json", "seats": \d+)re");
    std::ofstream(folder + "/cinema.json", std::ios::trunc)
        << std::regex_replace(text, hall, '"' + plan + R"(", "seats": )" + std::to_string(seats));
}

/// More halls beside those there are.
void addHalls(const std::string& folder, int count) {
    std::string text = readText(folder + "/cinema.json");
    const std::string list = R"("auditoriums": [)";
    std::string halls;
    for (int i = 1; i <= count; ++i)
        halls += R"({"key": "more-)" + std::to_string(i) + R"(", "name": "More )" +
                 std::to_string(i) +
                 R"(", "plan": "plans/saal-1.json", "seats": 480, "priceList": "standard"},)";
    text.insert(text.find(list) + list.size(), halls);
    std::ofstream(folder + "/cinema.json", std::ios::trunc) << text;
}

void copyDemo(const std::string& folder) {
    std::filesystem::copy(bench::demoFolder(), folder, std::filesystem::copy_options::recursive);
}

} // namespace

void describeLargeCinema(const std::string& folder) {
    copyDemo(folder);
    addHalls(folder, 4);
    giveEveryHall(folder, "plans/saal-1.json", 480);
}

void describePlainCinema(const std::string& folder, int rows, int seatsPerRow) {
    copyDemo(folder);
    std::ofstream(folder + "/plans/plain.json") << plainPlan(rows, seatsPerRow);
    giveEveryHall(folder, "plans/plain.json", rows * seatsPerRow);
}

} // namespace foyer::proof
