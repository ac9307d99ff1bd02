#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/workbench.h"

namespace foyer::server {

namespace {

using services::Enrolment;

const char* sentenceOf(Enrolment::IssueRefusal refusal) {
    switch (refusal) {
    case Enrolment::IssueRefusal::UnknownCinema:
        return "there is no cinema yet; import one first, for example: foyerd import demo";
    case Enrolment::IssueRefusal::UnknownTerminal:
        return "there is no terminal with that id";
    case Enrolment::IssueRefusal::NameMissing:
        return "the terminal needs a name: foyerd enrol --name \"Counter 1\"";
    }
    return "";
}

Result<Enrolment::Ask, std::string> askOf(const services::Context& context,
                                          const Arguments& arguments) {
    Enrolment::Ask ask;
    ask.terminalName = arguments.option("name").value_or("Counter 1");
    if (const auto text = arguments.option("terminal")) {
        const auto id = TerminalId::parse(*text);
        if (!id)
            return Err{"\"" + *text + "\" is no terminal's id"};
        ask.terminal = *id;
    }
    if (const auto text = arguments.option("kind")) {
        const auto kind = ports::terminalKindFrom(*text);
        if (!kind)
            return Err{"\"" + *text +
                       "\" is no kind; there are counter, kiosk, door, office, online"};
        ask.kind = *kind;
    }
    const auto cinemas = services::readOne<std::vector<domain::Cinema>>(
        context.reader, [](const ports::Store& store) { return store.cinemas(); });
    if (cinemas && !cinemas->empty())
        ask.cinema = cinemas->front().id;
    return ask;
}

} // namespace

Exit enrolTerminal(const Settings& settings, const Arguments& arguments) {
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    const auto& context = std::get<0>(opened)->context();
    const auto ask = askOf(context, arguments);
    if (!ask) {
        complain(ask.error());
        return Exit::BadUsage;
    }
    Enrolment enrolment(context);
    const auto issued =
        await<Enrolment::Issued>([&](auto reply) { enrolment.issue(*ask, std::move(reply)); });
    if (!issued) {
        complain(sentenceOf(issued.error()));
        return Exit::Failed;
    }
    if (!*issued) {
        complain(sentenceOf(issued->error()));
        return Exit::BadUsage;
    }
    say((*issued)->text);
    complain("the code for \"" + ask->terminalName + "\" is good once, within ten minutes");
    return Exit::Done;
}

} // namespace foyer::server
