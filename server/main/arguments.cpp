#include "server/main/arguments.h"

#include "server/main/settings.h"

#include <algorithm>

namespace foyer::server {

namespace {

constexpr const char* kOptions[] = {"config", "report",   "auditorium", "source",
                                    "name",   "terminal", "kind",       "email",
                                    "role",   "operator", "day",        "reason"};

constexpr const char* kBefore = R"(Usage: foyerd COMMAND [OPTION]…

Commands
  serve                     run the server until SIGTERM
  migrate                   make the database, or bring it to the newest schema
  import movies FILE        take in a list of movies; --report FILE writes a CSV
  import plan FILE          take in a seating plan (Foyer's or pretix's JSON);
                            --auditorium NAME makes it the plan of new showtimes there
  import demo               take in the demo cinema and a week of showtimes from today;
                            --source DIR holds it (resources/demo); again on a later day it adds
                            the missing days
  enrol                     print a code, good once within ten minutes, that makes a terminal known;
                            --name TEXT is what people call it, --terminal ID an existing one that
                            gets a new disk; --kind counter (default), kiosk, door, office or
                            online (a web shop that sells by REST)
  account add               make an account for people who sign in by the REST API; its password is
                            one line of the standard input. --email ADDRESS, --name TEXT, --role
                            customer, usher, cashier (default), supervisor, manager or admin;
                            --operator NAME answers for what it decides in the office
  account change            the same for an account that exists: all of it is set anew, and it is
                            signed out everywhere
  rotate-keys               a new key signs access tokens; former ones verify for a day
  audit                     derive everything from the journals and say where the database differs
  ledger balance            print the trial balance up to the end of the business day --day
                            2026-11-27, as CSV
  ledger journal            print every posting of that business day, as CSV
  backup FILE               copy the database while it is in use, open the copy and audit it; FILE
                            must not exist; --quick leaves the audit out
  restore FILE              put a backup in the database's place (the one there is kept beside it)
                            and begin recovery: nothing is sold from the pool until every terminal
                            has sent its journal again, and the payment provider has told what was
                            paid online since. The server must not be running. Where the house was
                            not served before, it is a trial that touches no payments, unless
                            --takes-over says that the house is there from now on
  forgo-payments            where that provider cannot be asked any more, a recovery waits for it
                            no longer: what it knows stays lost. --reason TEXT says why in the
                            audit trail. Beside a running server too

  --check-config            read the configuration, say what it comes to, and end
  --version, --help

Settings: in a file given by --config FILE (name = value), as environment variable, as flag; the
later wins.
)";

constexpr const char* kAfter = R"(
Exit codes
  0  done
  1  it failed: the database, the disk or the network did not play along
  2  the command line or the configuration is wrong
  3  the database is not for this program: newer, foreign, not migrated yet, or a trial that has
     the key of the payment provider
  4  the file to import is not usable
  5  the audit found something
)";

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(width, text.size() + 1), ' ');
    return text;
}

bool isOption(const std::string& name) {
    return std::find(std::begin(kOptions), std::end(kOptions), name) != std::end(kOptions);
}

bool takeSwitch(Arguments& arguments, const std::string& name) {
    if (name == "help")
        arguments.help = true;
    else if (name == "version")
        arguments.version = true;
    else if (name == "check-config")
        arguments.checkConfig = true;
    else if (name == "quick")
        arguments.quick = true;
    else if (name == "takes-over")
        arguments.takesOver = true;
    else
        return false;
    return true;
}

} // namespace

std::optional<std::string> Arguments::option(const std::string& name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::nullopt : std::optional(found->second);
}

Result<Arguments, std::string> parseArguments(const std::vector<std::string>& texts) {
    Arguments arguments;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto& text = texts[i];
        if (text == "-h") {
            arguments.help = true;
            continue;
        }
        if (!text.starts_with("--")) {
            arguments.words.push_back(text);
            continue;
        }
        const auto equals = text.find('=');
        const auto name = text.substr(2, equals == std::string::npos ? equals : equals - 2);
        if (takeSwitch(arguments, name))
            continue;
        const bool setting = settingNamed(name) != nullptr;
        if (!setting && !isOption(name))
            return Err{"there is no option --" + name + "; foyerd --help lists them"};
        if (equals == std::string::npos && i + 1 >= texts.size())
            return Err{"--" + name + " needs a value; foyerd --help says which"};
        auto& into = setting ? arguments.settings : arguments.options;
        into[name] = equals == std::string::npos ? texts[++i] : text.substr(equals + 1);
    }
    return arguments;
}

std::string helpText() {
    std::string text = kBefore;
    for (const auto& row : settingRows())
        text += "  " + padded("--" + std::string(row.name) + " " + row.value, 26) +
                padded(environmentNameOf(row), 23) + row.meaning + "\n";
    return text + kAfter;
}

} // namespace foyer::server
