#pragma once

// What people read about an import: a sentence per row, the sums, and the whole as a CSV file.

#include "shared/domain/movie_import.h"

#include <array>
#include <span>
#include <string>

namespace foyer::domain {

/// Sums over a run. Every row is counted in exactly one of `outcomes`.
struct ImportTotals {
    std::size_t rows = 0;
    std::array<std::size_t, kImportOutcomeCount> outcomes{};
    std::array<std::size_t, kRejectReasonCount> reasons{};
    std::array<std::size_t, kMovieRepairCount> repairs{};
    std::size_t repairedRows = 0;

    std::size_t count(ImportOutcome outcome) const {
        return outcomes[static_cast<std::size_t>(outcome)];
    }
    std::size_t count(RejectReason reason) const {
        return reasons[static_cast<std::size_t>(reason)];
    }
    std::size_t count(MovieRepair repair) const {
        return repairs[static_cast<std::size_t>(repair)];
    }
};

ImportTotals totalsOf(std::span<const RowVerdict> verdicts);

/// `Row 1410 "Caché" (2005): new; the title's letters were in the wrong encoding ("CachÈ" →
/// "Caché").` In English, for logs and the command line.
std::string sentenceOf(const RowVerdict& verdict);

/// "3201 rows: 3200 new, 0 unchanged, 0 different, 1 rejected; 50 rows repaired."
std::string summaryOf(const ImportTotals& totals);

/// RFC 4180: CRLF, quotes doubled, a header line; UTF-8. Columns: row, title, release_year,
/// outcome, reason, repairs, differences, message.
std::string importCsv(std::span<const RowVerdict> verdicts);

} // namespace foyer::domain
