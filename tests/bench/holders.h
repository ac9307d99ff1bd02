#pragma once

// Customers who hold seats, two at a time: who wants which, and how fast they get them.

#include "tests/bench/load.h"
#include "tests/bench/process.h"

#include <functional>

namespace foyer::bench {

/// The bytes that ask for a pair: own house or prototype.
using AskFor = std::function<std::string(std::size_t showtime, std::size_t pair)>;

struct Wanted {
    std::size_t showtime;
    std::size_t pair;
};

/// What each connection asks for.
using Script = std::vector<std::vector<Wanted>>;

/// Everybody other pairs, over all showtimes in turn: `count` of them, or as many as there are.
Script distinct(std::size_t connections, std::size_t showtimes, std::size_t pairs,
                std::size_t count);

struct Measured {
    Load all;
    Load held;
    Load refused;
    double cpuSeconds = 0; // of the server

    /// Processor time counts in steps of 10 ms.
    double perCpuSecond() const;
};

/// Every connection asks for one pair of its script after the other. Ends the program on an answer
/// that is neither a hold nor a refusal.
Measured holdAll(const ServerProcess& server, const AskFor& ask, const Script& script);
/// The same at a given rate, all connections together, whatever the server does: what had to wait
/// for the answer before it is counted from when it was due. Times are those of `held` and
/// `refused`.
Measured holdAtRate(const ServerProcess& server, const AskFor& ask, const Script& script,
                    double perSecond);

/// The better of two, by what a CPU-second yields: others use this machine too.
void keepBetter(Measured& best, Measured now);

/// As a proxy before the server says it: the request of a customer with an address of their own.
/// The server believes it when it was started with believeProxies().
std::string fromAddressOf(std::uint32_t customer, std::string request);
/// Likewise, of a customer who was not there before.
std::string fromElsewhere(std::string request);
/// For the servers that this program starts from now on.
void believeProxies();

} // namespace foyer::bench
