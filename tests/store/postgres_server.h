#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace foyer::tests {

/// A PostgreSQL 15 of the test's own: made in a temporary folder, listening on a socket in it and
/// on a free loopback port, without fsync. Runs as the user postgres when the test runs as root.
/// Stopped, by its process id, and removed when it goes; it also stops when the test dies.
class PostgresServer {
public:
    /// Throws std::runtime_error with the server's log when it cannot be started.
    PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer();

    /// Makes an empty database and returns the libpq connection string to it.
    std::string createDatabase();
    int port() const { return m_port; }

private:
    using Command = std::vector<std::string>;

    void initialise() const;
    void start();
    bool isReady() const;
    void waitUntilReady();
    void stop();
    pid_t launch(const Command& command) const;
    std::string connectionTo(const std::string& database) const;
    std::string log() const;

    std::string m_folder;
    int m_port = 0;
    pid_t m_pid = -1;
    int m_databases = 0;
};

} // namespace foyer::tests
