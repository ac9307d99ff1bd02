#include "server/main/console.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <unistd.h>

namespace foyer::server {

namespace {
constexpr std::size_t kStep = 10; // percent between two lines that stay
}

void say(const std::string& line) {
    std::cout << line << std::endl;
}

void complain(const std::string& line) {
    std::cerr << "foyerd: " << line << std::endl;
}

Progress::Progress(std::string what) : m_what(std::move(what)), m_terminal(isatty(2) == 1) {}

Progress::~Progress() {
    if (m_open)
        std::cerr << std::endl;
}

void Progress::show(std::size_t done, std::size_t total) {
    const std::size_t percent = total == 0 ? 100 : done * 100 / total;
    if (m_terminal) {
        std::cerr << "\r" << m_what << ": " << done << " of " << total << " (" << percent << " %)"
                  << std::flush;
        m_open = true;
        return;
    }
    if (percent < m_shownPercent + kStep && done != total)
        return;
    m_shownPercent = percent;
    std::cerr << m_what << ": " << done << " of " << total << std::endl;
}

bool readFile(const std::string& path, std::string& into) {
    std::error_code failure;
    if (std::filesystem::is_directory(path, failure)) {
        complain(path + " is a folder, not a file");
        return false;
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) {
        complain("cannot read " + path + ": " + std::strerror(errno));
        return false;
    }
    into = text.str();
    return true;
}

} // namespace foyer::server
