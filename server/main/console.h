#pragma once

#include <cstddef>
#include <string>

namespace foyer::server {

/// Results go to stdout, everything about the work to stderr.
void say(const std::string& line);
void complain(const std::string& line);

/// Shows how far a long work has come: one line that moves on a terminal, else a line now and then.
class Progress {
public:
    explicit Progress(std::string what);
    ~Progress();
    void show(std::size_t done, std::size_t total);

private:
    std::string m_what;
    bool m_terminal;
    std::size_t m_shownPercent = 0;
    bool m_open = false; // a line was begun
};

/// A whole file; nothing when it cannot be read, and `complain` has said why.
bool readFile(const std::string& path, std::string& into);

} // namespace foyer::server
