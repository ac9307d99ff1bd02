#pragma once

#include "app/core/backoff.h"
#include "app/core/context.h"
#include "app/core/sale_book.h"

#include <map>

namespace foyer::core {

/// Card payments whose outcome is open, where a reader is attached. Each is charged once; when no
/// answer comes, or one that says nothing, the reader is asked again and again what became of that
/// reference. After a restart it is asked before any person is; of one that a person called not
/// taken it is asked on. Decides nothing about the sale.
class CardPayments {
public:
    /// So long the customer may look for their card.
    static constexpr Milliseconds kChargeLasts{90'000};
    /// So long an answer about a reference may take.
    static constexpr Milliseconds kAnswerLasts{10'000};

    /// The reader takes the money. Requires: the Intent is on disk.
    void charge(Context& ctx, const OwnSale& sale);
    /// The Intent is on disk, and it may have been charged: what became of it is asked.
    void resume(const OwnSale& sale);
    /// The reader said that it cannot say.
    void unknown(Context& ctx, BookingId booking);
    /// Somebody knows.
    void close(BookingId booking) { m_open.erase(booking); }

    /// Asks about those of which nothing was heard in time; forgets what the book has forgotten.
    void pump(Context& ctx, const SaleBook& book);
    /// The reader was asked in vain.
    bool isUnknown(BookingId booking) const;
    std::optional<BootInstant> due() const;

private:
    struct Open {
        std::optional<BootInstant> answerUntil; // what is under way may be answered until then
        bool isUnknown = false;
        Backoff backoff;
    };
    std::map<BookingId, Open> m_open;
};

} // namespace foyer::core
