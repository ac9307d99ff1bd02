#pragma once

#include "app/core/context.h"
#include "app/core/journal.h"
#include "app/core/sale_book.h"

namespace foyer::core {

/// The first thing a new life of this disk writes: one CARRIED for each entry of the lives before
/// that nobody has judged, and a LIFE_ENDED for each life when that is done. The server judges a
/// carried entry as if it came from its own life, so no sale is lost when a terminal is enrolled
/// anew. In batches of one transaction each; after a crash the store knows what was carried, and
/// the rest follows.
/// The verdict on what carries a sale of `book` is the sale's.
/// Requires: nothing else was written in this run.
void carryOver(Context& ctx, JournalWriter& writer, SaleBook& book,
               const std::vector<FormerLife>& lives);

/// So many entries are carried in one transaction.
constexpr std::size_t kCarriedAtOnce = 50;

} // namespace foyer::core
