#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace foyer::bench {

/// A folder of its own on the disk of the build tree (a folder in memory would make every sync
/// free), gone with this object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    std::string file(const std::string& name) const { return (m_path / name).string(); }

private:
    std::filesystem::path m_path;
};

using Words = std::vector<std::string>;

/// A server in a process of its own; ended when this goes, killed when the bench dies.
class ServerProcess {
public:
    /// Starts the program and waits until `port` takes connections. What it prints goes to `log`.
    ServerProcess(const Words& command, std::uint16_t port, const std::string& log);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    /// As a power cut would end it, but for the disk: SIGKILL, and back when it is gone.
    void kill();
    /// Back when the program has ended by itself.
    void awaitEnd();

    std::uint16_t port() const { return m_port; }
    /// User and system time used so far by all its threads, in steps of 10 ms.
    double cpuSeconds() const;
    /// The most memory it has had resident so far (VmHWM in /proc/PID/status), in bytes.
    std::int64_t peakMemory() const;
    /// What it has resident now (VmRSS), in bytes.
    std::int64_t memory() const;

private:
    std::int64_t statusBytes(const char* name) const;

    pid_t m_pid = -1;
    std::uint16_t m_port;
};

/// Runs a program to its end; its exit status and what it printed.
struct Ran {
    int status = -1;
    std::string output;
};
Ran run(const Words& command);

std::uint16_t freePort();

/// A program of this build: foyerd lies beside the bench, the baseline in a folder next to it.
std::string foyerdProgram();
std::string builtProgram(const std::string& name);
/// Empty when the baseline was not at hand at build time.
std::string baselineProgram(const std::string& name);
/// The prototype of the hot path on a disk of its own. Requires: its program was built.
class Prototype {
public:
    /// Showtimes of 500 seats, as many as the benches of holds ask for.
    static constexpr std::size_t kShowtimes = 4000;

    static bool isBuilt() { return !baselineProgram(kProgram).empty(); }
    Prototype();

    const ServerProcess& server() const { return m_server; }

private:
    static constexpr const char* kProgram = "proto_server";

    TemporaryFolder m_folder;
    std::uint16_t m_port;
    ServerProcess m_server;
};

/// What a baseline has printed under that name in its line of JSON. Ends the program without it.
double printedNumber(const std::string& output, const std::string& name);
/// What a report says then.
inline constexpr const char* kNoBaseline =
    "The baseline's sources were not found (FOYER_BASELINE_DIR): own numbers only, no ratios.";

} // namespace foyer::bench
