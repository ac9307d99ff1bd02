#pragma once

#include "server/edge/request_reader.h"
#include "server/edge/timer_wheel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::edge {

class Connection;

/// The HTTP half of a connection: bytes to requests, answers in the order of the requests, whoever
/// answers first. One loop thread owns it.
class HttpStream {
public:
    explicit HttpStream(Connection& connection);

    /// Consumes requests from `bytes`; leaves what must wait until earlier ones are answered, or
    /// what follows an upgrade.
    void receive(std::string_view& bytes);
    /// Drops an answer to a request that is answered already.
    void answer(std::uint64_t sequence, Response response);

    /// Answers the newest request with 500 and ends the connection after it.
    void fail();

    /// No request half read, none unanswered.
    bool idle() const {
        return unanswered() == 0 && m_reader.phase() == RequestReader::Phase::Idle;
    }
    std::size_t unanswered() const { return m_exchanges.size() - m_front; }
    /// No further request may be read for now.
    bool full() const;

    LoopTime deadline() const;
    void onDeadline();

private:
    struct Exchange {
        std::string id;
        bool head = false;
        bool close = false;
        std::optional<Response> response{};
    };

    void step(std::string_view& bytes);
    void headRead();
    void dispatch(Head head);
    bool upgrade(Request& request, BodyKind body);
    void accept(Request& request, std::string_view protocol);
    void refuse(Fault fault);
    std::uint64_t expect(std::string id, bool head, bool close);
    void writeAnswers();
    void writeContinue();
    bool closesAfter(const Exchange& exchange) const;

    Connection& m_connection;
    RequestReader m_reader;
    std::vector<Exchange> m_exchanges; // from m_front on, oldest first
    std::size_t m_front = 0;
    std::uint64_t m_frontSequence = 0;
    LoopTime m_since;            // the start of the present phase
    bool m_last = false;         // no request is read after the present ones
    bool m_owesContinue = false; // a client waits for 100 before it sends the body
};

} // namespace foyer::edge
