#pragma once

#include "app/core/backoff.h"
#include "app/core/context.h"
#include "app/core/rights.h"
#include "app/core/sale_book.h"
#include "app/core/stamps.h"

namespace foyer::core {

/// Follows the server's feed. Memory takes a change in after the disk has it together with the
/// cursor, so neither is ever ahead of the other (promise I6). Rights are taken when the answer
/// comes: they only say what may be asked to be renewed, and are saved with the cursor.
class Changes {
public:
    static constexpr Milliseconds kPollEvery{10'000};
    /// So often the moment of contact is written down although nothing has changed.
    static constexpr Milliseconds kSaveContactEvery{60'000};

    void restore(CommitSeq cursor) { m_cursor = cursor; }
    void pump(Context& ctx, const Stamps& stamps);
    bool answered(Context& ctx, Stamps& stamps, const SaleBook& book, Rights& rights,
                  const ChangesAnswered& event);
    bool failed(Context& ctx, const RequestFailed& event);
    /// The answer is on disk: memory follows. False when `event` is not of this machine.
    bool stored(Context& ctx, Stamps& stamps, SaleBook& book, const Stored& event);
    /// There is more, or the link is back: ask now.
    void hurry(Context& ctx);

    /// How often memory has had all the feed had to say.
    std::uint64_t rounds() const { return m_rounds; }
    std::optional<BootInstant> due() const;

private:
    bool isInOrder(Context& ctx, const protocol::ChangesAnswer& answer, const Stamps& stamps,
                   CommitSeq asked);
    void save(Context& ctx, const Stamps& stamps, const SaleBook& book, Rights& rights,
              std::shared_ptr<const protocol::ChangesAnswer> answer);

    static std::vector<HeldAllotment> takeRights(Context& ctx, Rights& rights,
                                                 const protocol::ChangesAnswer& answer);

    struct InFlight {
        RequestId request;
        CommitSeq cursor;
        protocol::Stamp stampAtSend;
    };
    struct Saving {
        StoreOp op;
        std::shared_ptr<const protocol::ChangesAnswer> answer;
        std::uint64_t losses = 0; // of the stamps, when the answer came
        std::vector<BookingId> unprinted;
    };
    CommitSeq m_cursor;
    std::optional<InFlight> m_inFlight;
    std::optional<Saving> m_saving;
    std::optional<BootInstant> m_next; // nothing: now
    bool m_again = false; // told of more while an answer was on its way: it may not have it
    std::optional<BootInstant> m_contactSaved;
    std::uint64_t m_rounds = 0;
    Backoff m_backoff;
};

} // namespace foyer::core
