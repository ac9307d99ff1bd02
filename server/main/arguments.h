#pragma once

#include "shared/base/result.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::server {

/// A command line taken apart: words, then flags with values anywhere.
struct Arguments {
    std::vector<std::string> words;              // "import", "movies", "FILE"
    std::map<std::string, std::string> settings; // --port 8080, by the setting's name
    std::map<std::string, std::string> options;  // --report FILE and other flags of one command
    bool help = false;
    bool version = false;
    bool checkConfig = false;
    bool quick = false;
    bool takesOver = false;

    std::string word(std::size_t index) const { return index < words.size() ? words[index] : ""; }
    std::optional<std::string> option(const std::string& name) const;
};

/// The error is a sentence that says what to do.
Result<Arguments, std::string> parseArguments(const std::vector<std::string>& texts);

std::string helpText();

} // namespace foyer::server
