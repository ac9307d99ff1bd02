#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/log.h"
#include "shared/base/check.h"
#include "shared/sqlite/error.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

using namespace foyer;
using namespace foyer::server;

namespace {

void sayCheck(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "foyerd: a fact does not hold: %s (%s:%d)\n", expression, file, line);
}

std::optional<std::string> environmentValue(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value ? std::optional<std::string>(value) : std::nullopt;
}

Exit misunderstood(const std::string& what) {
    complain(what + "; foyerd --help says what there is");
    return Exit::BadUsage;
}

Exit runImport(const Settings& settings, const Arguments& arguments) {
    const auto kind = arguments.word(1);
    const auto file = arguments.word(2);
    if (kind == "demo")
        return importDemo(settings, arguments);
    if (kind != "movies" && kind != "plan")
        return misunderstood("import takes movies, plan or demo");
    if (file.empty())
        return misunderstood("import " + kind + " needs a file");
    return kind == "movies" ? importMovies(settings, file, arguments)
                            : importPlanFile(settings, file, arguments);
}

Exit run(const Settings& settings, const Arguments& arguments) {
    const auto command = arguments.word(0);
    if (arguments.checkConfig)
        return checkConfig(settings);
    if (command == "serve")
        return serve(settings);
    if (command == "migrate")
        return migrateDatabase(settings);
    if (command == "import")
        return runImport(settings, arguments);
    if (command == "enrol")
        return enrolTerminal(settings, arguments);
    if (command == "account")
        return makeAccount(settings, arguments);
    if (command == "rotate-keys")
        return rotateKeys(settings);
    if (command == "audit")
        return audit(settings);
    if (command == "ledger")
        return ledger(settings, arguments);
    if (command == "backup")
        return arguments.word(1).empty() ? misunderstood("backup needs a file to write")
                                         : backup(settings, arguments.word(1), arguments.quick);
    if (command == "restore")
        return arguments.word(1).empty()
                   ? misunderstood("restore needs the file of a backup")
                   : restore(settings, arguments.word(1), arguments.takesOver);
    if (command == "forgo-payments")
        return forgoPayments(settings, arguments);
    return misunderstood(command.empty() ? "no command was given"
                                         : "there is no command \"" + command + "\"");
}

Exit start(const std::vector<std::string>& texts) {
    const auto arguments = parseArguments(texts);
    if (!arguments) {
        complain(arguments.error());
        return Exit::BadUsage;
    }
    if (arguments->help || arguments->version) {
        say(arguments->help ? helpText() : "foyerd " FOYER_VERSION);
        return Exit::Done;
    }
    const auto settings = readSettings(arguments->option("config").value_or(""), environmentValue,
                                       arguments->settings);
    if (!settings) {
        complain(settings.error());
        return Exit::BadUsage;
    }
    startLog(*settings);
    return run(*settings, *arguments);
}

} // namespace

int main(int argc, char** argv) {
    setCheckHook(sayCheck);
    try {
        return static_cast<int>(start({argv + 1, argv + argc}));
    } catch (const sqlite::Error& error) {
        complain(std::string("the database: ") + error.what());
    } catch (const std::exception& error) {
        complain(error.what());
    }
    return static_cast<int>(Exit::Failed);
}
