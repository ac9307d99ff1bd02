#pragma once

#include <string>
#include <vector>

namespace foyer::bench {

/// One number, and what it is held against in the same run.
struct Figure {
    std::string what; // "seat map as JSON"
    double value = 0;
    std::string unit;      // "requests per CPU-second"; more is better, unless it is a time
    std::string against{}; // the baseline's name; empty: none was asked for
    double baseline = 0;   // 0: the baseline could not be measured
};

/// What a bench found. Every bench prints one, and packaging/bench puts them together.
class Report {
public:
    explicit Report(std::string bench) : m_bench(std::move(bench)) {}

    void add(Figure figure) { m_figures.push_back(std::move(figure)); }
    /// A sentence below the table: what was checked, what was left out.
    void note(std::string text) { m_notes.push_back(std::move(text)); }

    std::string json() const;  // one line
    std::string table() const; // for people
    void print() const;        // both, to standard output

private:
    std::string m_bench;
    std::vector<Figure> m_figures;
    std::vector<std::string> m_notes;
};

/// Ends the program with status 1 and the sentence: a bench whose answers are wrong has no numbers.
void require(bool good, const std::string& otherwise);

} // namespace foyer::bench
