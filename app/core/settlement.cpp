#include "app/core/settlement.h"

namespace foyer::core {

namespace {

void takeRight(Rights& rights, const OwnSale& sale, std::size_t line, SaveVerdicts& work) {
    if (sale.rights[line].isNull())
        return;
    work.rights.push_back(
        {sale.rights[line].allotment, sale.intent.lines[line].seat, RightState::Returned});
    rights.set(work.rights.back());
}

} // namespace

void settleSales(SaleBook& book, Rights& rights, SaveVerdicts& work) {
    for (const protocol::Verdict& verdict : work.verdicts) {
        OwnSale* sale = book.findByVerdict(verdict.seq);
        if (!sale)
            continue;
        if (!sale->verdict || sale->verdict->moves != verdict.moves)
            sale->movedPrinted = false;
        sale->verdict = verdict;
        for (std::size_t i = 0; i < sale->intent.lines.size(); ++i)
            if (isOwed(*sale) || isMoved(*sale, i))
                takeRight(rights, *sale, i, work);
        work.moves.insert(work.moves.end(), verdict.moves.begin(), verdict.moves.end());
        if (isOwed(*sale))
            work.owed.push_back(sale->booking);
    }
}

} // namespace foyer::core
