#pragma once

// A closed-loop HTTP/1.1 load: one thread, epoll, keep-alive, one request at a time on each
// connection, so that a slow server is asked less and never flooded.

#include <chrono>
#include <cstdint>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::bench {

struct Answer {
    int status = 0;
    std::string_view head;
    std::string_view body;
    /// `name` as it is written in the head; empty when it is not there.
    std::string_view header(std::string_view name) const;
};

/// What is said on one connection.
class Conversation {
public:
    virtual ~Conversation() = default;
    /// The next request's bytes, which stay until they are answered; empty: there is no more to
    /// say.
    virtual std::string_view next() = 0;
    virtual void answered(const Answer& answer) = 0;
    /// How long to wait before next() is asked: somebody's back-off.
    virtual std::chrono::milliseconds pause() { return {}; }
    /// The connection ended before the request was answered. True: go on with next() on a new one;
    /// false: the program ends.
    virtual bool lost() { return false; }
};

struct Load {
    double seconds = 0;             // from the first request to the last answer
    std::vector<float> latencies{}; // microseconds, one per answer, in no order

    std::size_t answers() const { return latencies.size(); }
    double perSecond() const { return static_cast<double>(answers()) / seconds; }
    /// `share` 0.99: what 99 of 100 answers stayed below.
    double percentile(double share) const;
    Load& operator+=(const Load& other);
};

/// Keeps its connections, so that several loads follow each other on the same ones. Ends the
/// program when the server closes one whose conversation does not bear it.
class LoadClient {
public:
    LoadClient(std::uint16_t port, std::size_t connections);
    ~LoadClient();
    LoadClient(const LoadClient&) = delete;
    LoadClient& operator=(const LoadClient&) = delete;

    /// Runs conversation i on connection i until all have ended.
    Load run(const std::vector<Conversation*>& conversations);

private:
    struct Line {
        int fd = -1;
        std::string in{};
        std::size_t wanted = 0; // bytes of head and body, 0 while the head is not complete
        std::size_t head = 0;
        double sentAt = 0;
        bool asked = false; // a request is under way
        Conversation* conversation = nullptr;
    };
    /// A line whose conversation pauses, by the second it goes on.
    using Paused = std::pair<double, std::size_t>;

    void connect(std::size_t index);
    bool goOn(std::size_t index);
    bool ask(std::size_t index);
    bool resume(std::size_t index);
    bool receive(std::size_t index, Load& load);
    static bool isComplete(Line& line);
    int patienceMs() const;
    std::size_t wake();

    std::uint16_t m_port;
    int m_epoll = -1;
    std::vector<Line> m_lines;
    std::priority_queue<Paused, std::vector<Paused>, std::greater<>> m_paused;
};

/// The bytes of a request. `extra` are whole header lines.
std::string getRequest(std::string_view path, std::string_view extra = {});
std::string postRequest(std::string_view path, std::string_view body, std::string_view token = {});

/// One request on a connection of its own: status and body.
struct Reply {
    int status = 0;
    std::string head;
    std::string body;
};
Reply call(std::uint16_t port, const std::string& request);

} // namespace foyer::bench
