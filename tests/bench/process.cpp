#include "tests/bench/process.h"

#include "tests/bench/report.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace foyer::bench {

namespace {

// For a server to begin or to end: 20 s.
constexpr int kMostTries = 20'000;
constexpr std::chrono::milliseconds kBetweenTries{1};

std::filesystem::path programFolder() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool takesConnections(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool taken =
        ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return taken;
}

/// Becomes the program. A bench that is killed takes its servers with it.
[[noreturn]] void become(const Words& command, int output) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(output, STDERR_FILENO);
    std::vector<char*> words;
    for (const std::string& word : command)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    ::execv(words.front(), words.data());
    ::_exit(127);
}

pid_t start(const Words& command, int output) {
    const pid_t pid = ::fork();
    require(pid >= 0, "no process can be started");
    if (pid == 0)
        become(command, output);
    ::close(output);
    return pid;
}

} // namespace

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (programFolder() / "bench-XXXXXX").string();
    require(::mkdtemp(pattern.data()) != nullptr, "no temporary folder at " + pattern);
    m_path = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored; // what is left over harms nobody
    std::filesystem::remove_all(m_path, ignored);
}

ServerProcess::ServerProcess(const Words& command, std::uint16_t port, const std::string& log)
    : m_port(port) {
    m_pid = start(command, ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    for (int tries = 0; !takesConnections(port); ++tries) {
        int status = 0;
        const bool gone = ::waitpid(m_pid, &status, WNOHANG) == m_pid;
        std::stringstream said;
        said << std::ifstream(log).rdbuf();
        require(!gone && tries < kMostTries, command.front() + " does not serve:\n" + said.str());
        std::this_thread::sleep_for(kBetweenTries);
    }
}

void ServerProcess::kill() {
    ::kill(m_pid, SIGKILL);
    awaitEnd();
}

void ServerProcess::awaitEnd() {
    ::waitpid(m_pid, nullptr, 0);
    m_pid = -1;
}

ServerProcess::~ServerProcess() {
    if (m_pid < 0)
        return;
    ::kill(m_pid, SIGTERM);
    int status = 0;
    for (int tries = 0; ::waitpid(m_pid, &status, WNOHANG) != m_pid; ++tries) {
        if (tries == kMostTries)
            ::kill(m_pid, SIGKILL);
        std::this_thread::sleep_for(kBetweenTries);
    }
}

double ServerProcess::cpuSeconds() const {
    std::ifstream file("/proc/" + std::to_string(m_pid) + "/stat");
    std::string text;
    std::getline(file, text);
    // The second field is the program's name in parentheses and may hold anything.
    std::stringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::int64_t ServerProcess::peakMemory() const {
    return statusBytes("VmHWM:");
}

std::int64_t ServerProcess::memory() const {
    return statusBytes("VmRSS:");
}

std::int64_t ServerProcess::statusBytes(const char* name) const {
    std::ifstream file("/proc/" + std::to_string(m_pid) + "/status");
    for (std::string word; file >> word;)
        if (word == name) {
            std::int64_t kibibytes = 0;
            file >> kibibytes;
            return kibibytes * 1024;
        }
    return 0;
}

Ran run(const Words& command) {
    int ends[2];
    require(::pipe2(ends, O_CLOEXEC) == 0, "no pipe");
    const pid_t pid = start(command, ends[1]);
    Ran ran;
    char buffer[4096];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;)
        ran.output.append(buffer, static_cast<std::size_t>(got));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(pid, &status, 0);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
}

std::uint16_t freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool bound = ::bind(fd, generic, size) == 0 && ::getsockname(fd, generic, &size) == 0;
    ::close(fd);
    require(bound, "no free port");
    return ntohs(address.sin_port);
}

std::string foyerdProgram() {
    return builtProgram("foyerd");
}

std::string builtProgram(const std::string& name) {
    return (programFolder() / name).string();
}

std::string baselineProgram(const std::string& name) {
    const auto path = programFolder().parent_path() / "baseline" / name;
    return std::filesystem::exists(path) ? path.string() : "";
}

Prototype::Prototype()
    : m_port(freePort())
    , m_server({baselineProgram(kProgram), std::to_string(m_port), "sqlite",
                std::to_string(kShowtimes), m_folder.file("")},
               m_port, m_folder.file("log")) {}

double printedNumber(const std::string& output, const std::string& name) {
    const std::string label = "\"" + name + "\":";
    const auto at = output.find(label);
    require(at != std::string::npos, "a baseline does not say " + name + ": " + output);
    return std::atof(output.c_str() + at + label.size());
}

} // namespace foyer::bench
