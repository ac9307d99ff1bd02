#include "app/core/carry_over.h"

#include "shared/base/mutant.h"

#include <algorithm>
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
    if (mutated(Mutant::CarryOverForgotten))
        return;
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

/// Its payment was begun in a life before, on a right of that life.
bool standsOnFormerRight(const OwnSale& sale, const Rights& rights) {
    return sale.phase == SalePhase::Intended &&
           std::any_of(sale.rights.begin(), sale.rights.end(), [&](const protocol::Right& right) {
               return !right.isNull() && rights.all().count(right.allotment) == 0;
           });
}

} // namespace

void carryOver(Context& ctx, JournalWriter& writer, SaleBook& book,
               const std::vector<FormerLife>& lives) {
    const SalesByEntry sales = salesOf(book);
    // A later life may speak of an earlier one: all are carried before any is ended.
    for (const FormerLife& life : lives)
        carry(ctx, writer, book, sales, life);
}

void LifeEnds::restore(const std::vector<FormerLife>& lives) {
    for (const FormerLife& life : lives)
        if (!life.ended)
            m_open.emplace_back(life.life, life.last);
}

void LifeEnds::pump(Context& ctx, JournalWriter& writer, const SaleBook& book,
                    const Rights& rights) {
    if (m_open.empty() || !ctx.canStore())
        return;
    const auto& all = book.all();
    if (!mutated(Mutant::LifeEndsTooEarly) &&
        std::any_of(all.begin(), all.end(),
                    [&](const auto& row) { return standsOnFormerRight(row.second, rights); }))
        return;
    std::vector<protocol::Payload> ends;
    for (const auto& [life, last] : std::exchange(m_open, {}))
        ends.push_back(protocol::LifeEnded{life, last, ctx.now.wall});
    writer.append(ctx, std::move(ends), {}, {});
}

} // namespace foyer::core
