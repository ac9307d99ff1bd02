#include "app/core/journal.h"

#include "app/core/settlement.h"
#include "shared/base/check.h"
#include "shared/base/mutant.h"

#include <algorithm>
#include <functional>

namespace foyer::core {

namespace {

/// As many of the entries as go into one upload, at least one.
template <class Entries, class Projection>
std::vector<protocol::SealedEntry> batchOf(const Entries& entries, Projection entryOf) {
    std::vector<protocol::SealedEntry> batch;
    std::size_t bytes = 0;
    for (const auto& row : entries) {
        const protocol::SealedEntry& entry = std::invoke(entryOf, row);
        bytes += entry.payloadText.size();
        const bool full =
            batch.size() == protocol::kMostEntriesPerUpload || bytes > protocol::kMostUploadBytes;
        if (full && !batch.empty())
            break;
        batch.push_back(entry);
    }
    return batch;
}

} // namespace

StoreOp JournalWriter::append(Context& ctx, std::vector<protocol::Payload> entries,
                              std::vector<RightUpdate> rights, std::vector<SaleUpdate> sales) {
    CHECK(ctx.canStore());
    CHECK(!entries.empty());
    const StoreOp op = ctx.newOp();
    const Seq first = next();
    m_last.value += static_cast<std::int64_t>(entries.size());
    ctx.want(Persist{op, first, std::move(entries), std::move(rights), std::move(sales)});
    return op;
}

void Uploads::restore(std::vector<WaitingEntry> tail, Seq last) {
    m_last = last;
    m_tail.assign(std::make_move_iterator(tail.begin()), std::make_move_iterator(tail.end()));
}

void Uploads::add(Context& ctx, std::vector<WaitingEntry> entries) {
    for (WaitingEntry& entry : entries) {
        CHECK(m_tail.empty() || m_tail.back().entry.seq < entry.entry.seq);
        m_last = entry.entry.seq;
        m_tail.push_back(std::move(entry));
    }
    ctx.touch(Part::Status);
}

void Uploads::pump(Context& ctx, const Stamps& stamps) {
    if (m_inFlight || m_loading || !m_backoff.ready(ctx.now))
        return;
    if (ctx.stop == SellingStop::Quarantined)
        return;
    if (!m_resend.empty())
        return send(ctx, stamps, batchOf(m_resend, std::identity{}));
    if (m_resendFrom)
        return load(ctx);
    if (m_tail.empty())
        return;
    send(ctx, stamps, batchOf(m_tail, &WaitingEntry::entry));
}

void Uploads::send(Context& ctx, const Stamps& stamps, std::vector<protocol::SealedEntry> entries) {
    protocol::JournalUpload upload;
    upload.terminal = ctx.identity.terminal;
    upload.incarnation = ctx.identity.incarnation;
    upload.fromSeq = entries.front().seq;
    upload.prevHash = entries.front().prevHash;
    upload.entries = std::move(entries);
    m_inFlight =
        InFlight{ctx.newRequest(), upload.fromSeq, upload.entries.size(), stamps.highest()};
    ctx.want(SendJournal{m_inFlight->request, std::move(upload), ctx.report});
}

void Uploads::load(Context& ctx) {
    const Seq end = m_tail.empty() ? Seq{INT64_MAX} : m_tail.front().entry.seq;
    CHECK(*m_resendFrom < end);
    const auto missing = static_cast<std::uint64_t>(end.value - m_resendFrom->value);
    m_loading = ctx.newOp();
    ctx.want(LoadEntries{*m_loading, *m_resendFrom,
                         std::min<std::uint64_t>(missing, protocol::kMostEntriesPerUpload)});
}

bool Uploads::loaded(const Stored& event) {
    if (m_loading != event.op)
        return false;
    m_loading.reset();
    m_resend.clear();
    for (const WaitingEntry& entry : event.entries)
        m_resend.push_back(entry.entry);
    if (m_resend.empty())
        m_resendFrom.reset(); // the journal ends here
    return true;
}

bool Uploads::answered(Context& ctx, Stamps& stamps, SaleBook& book, Rights& rights,
                       const JournalAnswered& event) {
    if (!isMine(event.request))
        return false;
    const InFlight sent = *m_inFlight;
    m_inFlight.reset();
    ctx.heardServer();
    stamps.hear(ctx, event.answer.stamp, sent.stampAtSend);
    const auto& verdicts = event.answer.verdicts;
    const bool fits = verdicts.size() == sent.count && verdicts.front().seq == sent.first;
    if (!fits) {
        m_backoff.fail(ctx.now, *ctx.random);
        ctx.tell(NoticeCode::ServerNotUnderstood);
        return true;
    }
    m_backoff.reset();
    settle(ctx, book, rights, event.answer);
    return true;
}

void Uploads::settle(Context& ctx, SaleBook& book, Rights& rights,
                     const protocol::JournalAnswer& answer) {
    const Seq last = answer.verdicts.back().seq;
    if (!m_resend.empty()) {
        m_resend.clear();
        m_resendFrom = Seq{last.value + 1};
    }
    while (!m_tail.empty() && m_tail.front().entry.seq <= last)
        m_tail.pop_front();
    if (m_resendFrom &&
        (m_tail.empty() ? *m_resendFrom > m_last : *m_resendFrom >= m_tail.front().entry.seq))
        m_resendFrom.reset();
    for (const protocol::Verdict& verdict : answer.verdicts)
        if (verdict.outcome != protocol::Outcome::Accepted &&
            verdict.outcome != protocol::Outcome::Noted)
            ctx.tell(Notice{.code = NoticeCode::EntryNeedsAttention, .text = verdict.reason});
    SaveVerdicts work{{}, answer.verdicts, answer.stamp, {}, {}, {}};
    settleSales(ctx, book, rights, work);
    if (ctx.canStore() && !mutated(Mutant::VerdictsNotSaved)) {
        work.op = ctx.newOp();
        ctx.want(std::move(work));
    }
    for (const Part part :
         {Part::Status, Part::Sales, Part::Questions, Part::SeatMap, Part::Schedule, Part::Tasks})
        ctx.touch(part);
}

bool Uploads::refused(Context& ctx, const JournalRefused& event) {
    if (!isMine(event.request))
        return false;
    m_inFlight.reset();
    m_resend.clear();
    ctx.heardServer();
    switch (event.error.refusal) {
    case protocol::UploadRefusal::Gap:
        goBackTo(ctx, event.error.expected);
        break;
    case protocol::UploadRefusal::BadChain:
        m_backoff.fail(ctx.now, *ctx.random, std::chrono::seconds{60});
        ctx.tell(NoticeCode::JournalDisagrees);
        break;
    case protocol::UploadRefusal::Recovering:
        m_backoff.fail(ctx.now, *ctx.random);
        break;
    case protocol::UploadRefusal::Quarantine:
    case protocol::UploadRefusal::Barred:
        ctx.bar();
        break;
    }
    return true;
}

void Uploads::goBackTo(Context& ctx, Seq expected) {
    // It has entries of this life that this disk has not: an older copy of it was started. What is
    // written now would get numbers that are taken.
    if (expected.value > m_last.value + 1)
        return ctx.bar();
    const bool beforeTail =
        m_tail.empty() ? expected <= m_last : expected < m_tail.front().entry.seq;
    m_backoff.fail(ctx.now, *ctx.random);
    if (!beforeTail || expected.value < 1) {
        m_resendFrom.reset();
        ctx.tell(NoticeCode::JournalDisagrees);
        return;
    }
    m_backoff.hurry(ctx.now, *ctx.random);
    m_resendFrom = expected;
}

void Uploads::sendAgain() {
    if (m_tail.empty() && m_last.value > 0 && !m_resendFrom && m_resend.empty())
        m_resendFrom = m_last;
}

bool Uploads::failed(Context& ctx, const RequestFailed& event) {
    if (!isMine(event.request))
        return false;
    if (mutated(Mutant::UploadNotRepeated))
        m_tail.clear();
    m_inFlight.reset();
    m_backoff.fail(ctx.now, *ctx.random, event.retryAfter);
    return true;
}

std::optional<Instant> Uploads::oldest() const {
    if (m_tail.empty())
        return {};
    return m_tail.front().at;
}

std::optional<BootInstant> Uploads::due() const {
    if (m_inFlight || m_loading || (m_tail.empty() && m_resend.empty() && !m_resendFrom))
        return {};
    return m_backoff.due();
}

} // namespace foyer::core
