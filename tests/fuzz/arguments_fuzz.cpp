// The command line of foyerd: its words and flags, each ended by a zero byte as the system has
// them.

#include "server/main/arguments.h"
#include "server/main/settings.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

namespace foyer::fuzz {

namespace {

using server::Arguments;

std::vector<std::string> textsIn(std::string_view input) {
    std::vector<std::string> texts;
    while (!input.empty()) {
        const auto end = std::min(input.find('\0'), input.size());
        texts.emplace_back(input.substr(0, end));
        input.remove_prefix(std::min(end + 1, input.size()));
    }
    return texts;
}

/// The same command line said in another way: flags first, each with its value after "=".
std::vector<std::string> said(const Arguments& arguments) {
    // By name, so that a member more does not go unsaid.
    const auto& [words, settings, options, help, version, checkConfig, quick, takesOver] =
        arguments;
    std::vector<std::string> texts;
    for (const auto& [name, value] : settings)
        texts.push_back("--" + name + "=" + value);
    for (const auto& [name, value] : options)
        texts.push_back("--" + name + "=" + value);
    if (help)
        texts.emplace_back("-h");
    if (version)
        texts.emplace_back("--version");
    if (checkConfig)
        texts.emplace_back("--check-config");
    if (quick)
        texts.emplace_back("--quick");
    if (takesOver)
        texts.emplace_back("--takes-over");
    texts.insert(texts.end(), words.begin(), words.end());
    return texts;
}

bool same(const Arguments& a, const Arguments& b) {
    return a.words == b.words && a.settings == b.settings && a.options == b.options &&
           a.help == b.help && a.version == b.version && a.checkConfig == b.checkConfig &&
           a.quick == b.quick && a.takesOver == b.takesOver;
}

/// A setting means the same as a flag and as a variable of the environment.
void checkSettings(const std::map<std::string, std::string>& flags) {
    const auto nothing = [](const std::string&) { return std::optional<std::string>(); };
    const auto variables = [&](const std::string& name) -> std::optional<std::string> {
        for (const auto& [flag, value] : flags)
            if (server::environmentNameOf(*server::settingNamed(flag)) == name)
                return value;
        return {};
    };
    const auto byFlag = server::readSettings("", nothing, flags);
    const auto byVariable = server::readSettings("", variables, {});
    HOLDS(byFlag.ok() == byVariable.ok());
    if (!byFlag)
        HOLDS(!byFlag.error().empty() && !byVariable.error().empty());
    else
        HOLDS(byFlag->data == byVariable->data && byFlag->host == byVariable->host &&
              byFlag->port == byVariable->port && byFlag->loops == byVariable->loops &&
              byFlag->workers == byVariable->workers &&
              byFlag->drainSeconds == byVariable->drainSeconds);
}

} // namespace

void tryInput(std::string_view input) {
    const auto arguments = server::parseArguments(textsIn(input));
    if (!arguments) {
        HOLDS(arguments.error().starts_with("there is no option --") ||
              arguments.error().find("needs a value") != std::string::npos);
        return;
    }
    const auto again = server::parseArguments(said(*arguments));
    HOLDS(again.ok() && same(*arguments, *again));
    checkSettings(arguments->settings);
}

} // namespace foyer::fuzz
