#pragma once

// What the machines of one terminal share: who it is, what time it is, the replica, and the queue
// of things it wants done.

#include "app/core/command.h"
#include "app/core/view.h"
#include "shared/base/random.h"

#include <bitset>
#include <deque>
#include <optional>

namespace foyer::core {

struct Context {
    Identity identity;
    Ages ages;
    Now now{};
    Random* random = nullptr; // set for the time of one event
    Replica replica;
    SellingStop stop = SellingStop::None;
    Connection connection = Connection::Connecting;
    bool serverRecovers = false; // as it said last
    Instant serverTime{};        // as its clock said last, in this run
    std::optional<Mark> lastContact;
    std::vector<TicketId> goneOnTheWay; // own tickets that the feed has ended, not on disk yet
    protocol::Report report;            // what the next request says of this terminal
    std::optional<Notice> notice;
    std::bitset<kPartCount> changed;
    std::deque<Command> out;

    Mark mark() const { return ages.mark(now); }
    StoreOp newOp() { return {++m_lastOp}; }
    RequestId newRequest() { return {++m_lastRequest}; }
    PrintId newPrint() { return {++m_lastPrint}; }

    void want(Command command) { out.push_back(std::move(command)); }
    void touch(Part part) { changed.set(static_cast<std::size_t>(part)); }
    /// Shows the notice in place of the one before. That the disk has failed stays until a person
    /// has put it away: nothing else matters to whoever stands before it.
    void tell(Notice notice);
    void tell(NoticeCode code) { tell(Notice{.code = code}); }
    /// The server answered, whatever it said.
    void heardServer();
    void lostServer();
    void halt(SellingStop why);
    /// The server refuses this terminal's journal or its life: selling stops, over restarts too,
    /// and everything is kept. Told once.
    void bar();
    bool online() const { return connection == Connection::Online; }
    /// False once the disk has failed: then nothing may be written any more.
    bool canStore() const { return stop != SellingStop::StorageFailed; }

private:
    std::int64_t m_lastOp = 0;
    std::int64_t m_lastRequest = 0;
    std::int64_t m_lastPrint = 0;
    std::uint64_t m_lastNotice = 0;
};

} // namespace foyer::core
