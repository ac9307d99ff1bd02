#pragma once

#include "app/core/backoff.h"
#include "app/core/context.h"
#include "app/core/rights.h"
#include "app/core/stamps.h"

#include <deque>
#include <map>

namespace foyer::core {

/// Writes entries: gives them their numbers and hands them to the store as one transaction. Work
/// for the store is carried out in order, so nothing waits for anything here.
class JournalWriter {
public:
    void restore(Seq last) { m_last = m_onDisk = last; }
    /// The number the next entry gets.
    Seq next() const { return {m_last.value + 1}; }
    /// Requires: ctx.canStore().
    StoreOp append(Context& ctx, std::vector<protocol::Payload> entries,
                   std::vector<RightUpdate> rights, std::vector<SaleUpdate> sales);
    void stored(Seq last) { m_onDisk = last; }
    Seq onDisk() const { return m_onDisk; }
    /// True when everything given to the store is on disk.
    bool idle() const { return m_onDisk == m_last; }

private:
    Seq m_last;
    Seq m_onDisk;
};

/// Drains the journal to the server: batches of kMostEntriesPerUpload, one in flight, oldest first.
/// An entry waits until its verdict is here, whatever happens in between. A server that has lost
/// entries says which it expects; those are read back from disk and sent again.
class Uploads {
public:
    void restore(std::vector<WaitingEntry> tail, Seq last);
    /// Entries that are on disk now.
    void add(Context& ctx, std::vector<WaitingEntry> entries);
    /// Sends when there is something to send and nothing in flight.
    void pump(Context& ctx, const Stamps& stamps);

    bool answered(Context& ctx, Stamps& stamps, SaleBook& book, Rights& rights,
                  const JournalAnswered& event);
    bool refused(Context& ctx, const JournalRefused& event);
    bool failed(Context& ctx, const RequestFailed& event);
    /// Entries read back for a LoadEntries of this machine; false when `event` is not one.
    bool loaded(const Stored& event);
    void hurry(Context& ctx) { m_backoff.hurry(ctx.now, *ctx.random); }
    /// The server has lost commits, perhaps also of this journal: sends the last entry again, to
    /// which the server says where to go on.
    void sendAgain();

    std::size_t waiting() const { return m_tail.size(); }
    std::optional<Instant> oldest() const;
    /// True when the server's verdict on the entry is here.
    bool isSettled(Seq seq) const { return m_tail.empty() || seq < m_tail.front().entry.seq; }
    std::optional<BootInstant> due() const;

private:
    struct InFlight {
        RequestId request;
        Seq first;
        std::size_t count = 0;
        protocol::Stamp stampAtSend;
    };
    bool isMine(RequestId request) const { return m_inFlight && m_inFlight->request == request; }
    void send(Context& ctx, const Stamps& stamps, std::vector<protocol::SealedEntry> entries);
    void settle(Context& ctx, SaleBook& book, Rights& rights,
                const protocol::JournalAnswer& answer);
    void goBackTo(Context& ctx, Seq expected);
    void load(Context& ctx);

    std::deque<WaitingEntry> m_tail;
    Seq m_last; // on disk
    std::optional<InFlight> m_inFlight;
    std::optional<Seq> m_resendFrom; // the server asks for entries from before the tail
    std::optional<StoreOp> m_loading;
    std::vector<protocol::SealedEntry> m_resend; // read back, to be sent next
    Backoff m_backoff;
};

} // namespace foyer::core
