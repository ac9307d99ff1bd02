#include "app/core/carry_over.h"

#include <map>
#include <utility>

namespace foyer::core {

namespace {

/// Sales by the entry of their life that sold them.
using SalesByEntry = std::map<std::pair<Incarnation, Seq>, BookingId>;

SalesByEntry salesOf(const SaleBook& book) {
    SalesByEntry sales;
    for (const auto& [booking, sale] : book.all())
        if (sale.saleSeq.value > 0)
            sales.emplace(std::pair(sale.saleLife, sale.saleSeq), booking);
    return sales;
}

void carry(Context& ctx, JournalWriter& writer, SaleBook& book, const SalesByEntry& sales,
           const FormerLife& life) {
    std::vector<protocol::Payload> batch;
    for (const protocol::SealedEntry& entry : life.open) {
        const Seq by{writer.next().value + static_cast<std::int64_t>(batch.size())};
        const auto sale = sales.find({entry.incarnation, entry.seq});
        if (sale != sales.end()) {
            book.find(sale->second)->verdictSeq = by;
            book.expectVerdict(by, sale->second);
        }
        batch.push_back(protocol::Carried{entry});
        if (batch.size() == kCarriedAtOnce)
            writer.append(ctx, std::exchange(batch, {}), {}, {});
    }
    if (!batch.empty())
        writer.append(ctx, std::move(batch), {}, {});
}

} // namespace

void carryOver(Context& ctx, JournalWriter& writer, SaleBook& book,
               const std::vector<FormerLife>& lives) {
    const SalesByEntry sales = salesOf(book);
    // A later life may speak of an earlier one: all are carried before any is ended.
    for (const FormerLife& life : lives)
        carry(ctx, writer, book, sales, life);
    std::vector<protocol::Payload> ends;
    for (const FormerLife& life : lives)
        if (!life.ended)
            ends.push_back(protocol::LifeEnded{life.life, life.last, ctx.now.wall});
    if (!ends.empty())
        writer.append(ctx, std::move(ends), {}, {});
}

} // namespace foyer::core
