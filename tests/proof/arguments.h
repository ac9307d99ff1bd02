#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace foyer::proof {

/// What a proof takes on its command line: `--short`, `--seed N` and numbers of its own, `--name
/// N`.
class Arguments {
public:
    /// `numbers`: the names the proof knows, each with its value in full length. Ends the program
    /// with status 2 on anything else.
    Arguments(int count, char** words, std::map<std::string, std::uint64_t> numbers);

    /// True when it shall be over in half a minute.
    bool isShort() const { return m_short; }
    std::uint64_t seed() const { return m_seed; }
    /// What was asked for by `--name`, else `inShort` when short, else the full length.
    std::uint64_t number(const std::string& name, std::uint64_t inShort) const;

private:
    std::map<std::string, std::uint64_t> m_full;
    std::map<std::string, std::uint64_t> m_asked;
    bool m_short = false;
    std::uint64_t m_seed = 1;
};

/// "storm: seed=1 commit=abc123 terminals=500 …", to standard output.
class Summary {
public:
    Summary(const std::string& proof, std::uint64_t seed);
    Summary& add(const std::string& name, std::uint64_t value);
    Summary& add(const std::string& name, double value); // three digits after the point
    Summary& add(const std::string& name, const std::string& value);
    void print() const;

private:
    std::string m_line;
};

} // namespace foyer::proof
