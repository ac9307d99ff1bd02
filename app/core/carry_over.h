#pragma once

#include "app/core/context.h"
#include "app/core/journal.h"
#include "app/core/rights.h"
#include "app/core/sale_book.h"

#include <utility>
#include <vector>

namespace foyer::core {

/// The first thing a new life of this disk writes: one CARRIED for each entry of the lives before
/// that nobody has judged, or that the server had forgotten when it was enrolled. The server judges
/// a carried entry as if it came from its own life, so no sale is lost when a terminal is enrolled
/// anew. In batches of one transaction each; after a crash the store knows what was carried, and
/// the rest follows. The verdict on what carries a sale of `book` is the sale's. Requires: nothing
/// else was written in this run.
void carryOver(Context& ctx, JournalWriter& writer, SaleBook& book,
               const std::vector<FormerLife>& lives);

/// A LIFE_ENDED for each life before, by which its leases go back: when all it had to say is
/// carried over, and no payment that was begun in it is an open question. Its customer may have
/// paid, and the seat must be there until somebody has answered (promise I7).
class LifeEnds {
public:
    void restore(const std::vector<FormerLife>& lives);
    void pump(Context& ctx, JournalWriter& writer, const SaleBook& book, const Rights& rights);

private:
    std::vector<std::pair<Incarnation, Seq>> m_open; // with its last entry
};

/// So many entries are carried in one transaction.
constexpr std::size_t kCarriedAtOnce = 50;

} // namespace foyer::core
