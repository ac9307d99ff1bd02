#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/movie_intake.h"
#include "server/main/plan_intake.h"
#include "server/main/workbench.h"

#include <algorithm>
#include <fstream>

namespace foyer::server {

namespace {

bool worthASentence(const domain::RowVerdict& verdict) {
    return !verdict.accepted() || !verdict.repairs.empty() || !verdict.differences.empty();
}

bool writeReport(const std::string& path, const std::vector<domain::RowVerdict>& verdicts) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << domain::importCsv(verdicts);
    file.close();
    if (file)
        return true;
    complain("the movies are stored, but the report could not be written to " + path);
    return false;
}

Exit place(const services::Context& context, PlanId plan, const std::string& name) {
    const auto failure = placePlan(context, plan, name);
    if (!failure) {
        say("new showtimes in \"" + name + "\" get this plan");
        return Exit::Done;
    }
    complain(*failure);
    return Exit::BadUsage;
}

} // namespace

Exit importMovies(const Settings& settings, const std::string& file, const Arguments& arguments) {
    std::string text;
    if (!readFile(file, text))
        return Exit::BadInput;
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    const auto intake = takeInMovies(std::get<0>(opened)->context(), text);
    if (!intake) {
        complain(file + ": " + intake.error());
        return Exit::BadInput;
    }
    for (const auto& verdict : intake->verdicts)
        if (worthASentence(verdict))
            say(domain::sentenceOf(verdict));
    say(domain::summaryOf(domain::totalsOf(intake->verdicts)));
    const auto report = arguments.option("report");
    return !report || writeReport(*report, intake->verdicts) ? Exit::Done : Exit::Failed;
}

Exit importPlanFile(const Settings& settings, const std::string& file, const Arguments& arguments) {
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    const auto& context = std::get<0>(opened)->context();
    const auto taken = takeInPlan(context, file);
    if (!taken)
        return taken.error();
    say(file + ": " + taken->sentence);
    const auto auditorium = arguments.option("auditorium");
    return auditorium ? place(context, taken->id, *auditorium) : Exit::Done;
}

} // namespace foyer::server
