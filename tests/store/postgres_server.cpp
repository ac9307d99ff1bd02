#include "tests/store/postgres_server.h"

#include "tests/store/postgres_connection.h"

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <libpq-fe.h>
#include <pwd.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace foyer::tests {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto kStartLimit = 60s;
constexpr auto kStopLimit = 10s;
constexpr auto kPause = 10ms;

/// Debian keeps the server's programs out of the search path.
std::string programFolder() {
    const fs::path versions = "/usr/lib/postgresql";
    std::string newest;
    if (fs::exists(versions))
        for (const auto& version : fs::directory_iterator(versions))
            if (fs::exists(version.path() / "bin" / "initdb"))
                newest = std::max(newest, (version.path() / "bin" / "").string());
    return newest;
}

int freePort() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

/// The server refuses to run as root.
std::vector<std::string> asServerUser(std::vector<std::string> command) {
    if (::geteuid() != 0)
        return command;
    std::vector<std::string> whole{"setpriv",       "--reuid=postgres",   "--regid=postgres",
                                   "--init-groups", "--pdeathsig=SIGINT", "--"};
    whole.insert(whole.end(), command.begin(), command.end());
    return whole;
}

std::string makeFolder() {
    // Not below TMPDIR: the path of a socket may have 107 characters only.
    std::string folder = "/tmp/foyer-pg-XXXXXX";
    if (!::mkdtemp(folder.data()))
        throw std::runtime_error("no temporary folder for PostgreSQL");
    if (::geteuid() == 0) {
        const passwd* user = ::getpwnam("postgres");
        if (!user || ::chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0)
            throw std::runtime_error("there is no user postgres");
    }
    return folder;
}

[[noreturn]] void becomeCommand(const std::vector<std::string>& command, const std::string& log) {
    const int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    ::dup2(fd, STDOUT_FILENO);
    ::dup2(fd, STDERR_FILENO);
    ::prctl(PR_SET_PDEATHSIG, SIGINT);
    std::vector<char*> arguments;
    for (const auto& part : command)
        arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

/// Waits for the child to end, at most `limit`; true when it has.
bool ends(pid_t pid, std::chrono::seconds limit, int* status = nullptr) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < until) {
        if (::waitpid(pid, status, WNOHANG) == pid)
            return true;
        std::this_thread::sleep_for(kPause);
    }
    return false;
}

} // namespace

PostgresServer::PostgresServer() : m_folder(makeFolder()) {
    try {
        initialise();
        start();
    } catch (...) {
        stop();
        throw;
    }
}

PostgresServer::~PostgresServer() {
    stop();
}

std::string PostgresServer::createDatabase() {
    const std::string name = "test_" + std::to_string(++m_databases);
    PostgresConnection(connectionTo("postgres")).exec("CREATE DATABASE " + name);
    return connectionTo(name);
}

void PostgresServer::initialise() const {
    const pid_t pid = launch({programFolder() + "initdb", "-D", m_folder + "/data", "-U", "foyer",
                              "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"});
    int status = 0;
    if (!ends(pid, kStartLimit, &status) || status != 0)
        throw std::runtime_error("initdb failed: " + log());
}

void PostgresServer::start() {
    m_port = freePort();
    m_pid = launch({programFolder() + "postgres", "-D", m_folder + "/data", "-F", "-k", m_folder,
                    "-h", "127.0.0.1", "-p", std::to_string(m_port), "-c", "full_page_writes=off",
                    "-c", "synchronous_commit=off", "-c", "shared_buffers=32MB"});
    waitUntilReady();
}

bool PostgresServer::isReady() const {
    return PQping(connectionTo("postgres").c_str()) == PQPING_OK;
}

void PostgresServer::waitUntilReady() {
    const auto until = std::chrono::steady_clock::now() + kStartLimit;
    while (!isReady()) {
        const bool ended = ::waitpid(m_pid, nullptr, WNOHANG) == m_pid;
        if (ended)
            m_pid = -1;
        if (ended || std::chrono::steady_clock::now() > until)
            throw std::runtime_error("PostgreSQL does not start: " + log());
        std::this_thread::sleep_for(kPause);
    }
}

void PostgresServer::stop() {
    if (m_pid > 0) {
        ::kill(m_pid, SIGINT); // its "fast shutdown"
        if (!ends(m_pid, kStopLimit)) {
            ::kill(m_pid, SIGQUIT);
            ::waitpid(m_pid, nullptr, 0);
        }
        m_pid = -1;
    }
    std::error_code ignored; // what is left lies in the system's temporary folder
    fs::remove_all(m_folder, ignored);
}

pid_t PostgresServer::launch(const Command& command) const {
    const Command whole = asServerUser(command);
    const std::string logFile = m_folder + "/log";
    const pid_t pid = ::fork();
    if (pid < 0)
        throw std::runtime_error("no process for PostgreSQL");
    if (pid == 0)
        becomeCommand(whole, logFile);
    return pid;
}

std::string PostgresServer::connectionTo(const std::string& database) const {
    return "host=" + m_folder + " port=" + std::to_string(m_port) +
           " user=foyer dbname=" + database;
}

std::string PostgresServer::log() const {
    std::ifstream file(m_folder + "/log");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return text.size() > 2000 ? text.substr(text.size() - 2000) : text;
}

} // namespace foyer::tests
