#include "shared/domain/movie_import_report.h"

namespace foyer::domain {

namespace {

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

std::string change(const std::string& was, const std::string& now) {
    return quoted(was) + " → " + quoted(now);
}

std::string repairText(const Repair& repair) {
    const std::string change = " (" + domain::change(repair.was, repair.now) + ")";
    switch (repair.kind) {
    case MovieRepair::TitleWasNumber:
        return "the title was the number " + repair.was + " and is kept as text";
    case MovieRepair::TitleEncoding:
        return "the title's letters were in the wrong encoding" + change;
    case MovieRepair::TitleEntities:
        return "the title had HTML entities" + change;
    case MovieRepair::TitleBlanks:
        return "the title had needless blanks" + change;
    case MovieRepair::TitleArticle:
        return "the article was moved to the front of the title" + change;
    case MovieRepair::ReleaseCentury:
        return "the release year came from two digits and belongs to another century" + change;
    case MovieRepair::ReleaseDayImpossible:
        return "the calendar has no such release day, only the year is kept" + change;
    case MovieRepair::RunningTimeImplausible:
        return "the running time " + quoted(repair.was) + " is not plausible and is left empty";
    case MovieRepair::RatingUnknown:
        return quoted(repair.was) + " is not a rating, it is left empty";
    case MovieRepair::FieldUnusable:
        return "a value that is not a text was left out: " + repair.was;
    }
    return {};
}

std::string reasonText(const RowVerdict& verdict) {
    switch (*verdict.reason) {
    case RejectReason::NotARecord:
        return "the row is not a record with fields";
    case RejectReason::NoTitle:
        return "it has no title";
    case RejectReason::NoReleaseYear:
        return "it has no release year that can be read";
    case RejectReason::ReleaseYearImplausible:
        return "no movie can have its release year";
    case RejectReason::DuplicateInFile:
        return "it repeats row " + std::to_string(verdict.firstRow);
    }
    return {};
}

template <class Items, class Text>
std::string joined(const Items& items, const char* separator, Text text) {
    std::string result;
    bool first = true;
    for (const auto& item : items) {
        result += (first ? "" : separator) + text(item);
        first = false;
    }
    return result;
}

std::string differenceText(const FieldDifference& difference) {
    return difference.field + " " + change(difference.was, difference.now);
}

std::string csvField(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string field = "\"";
    for (const char c : text)
        field += c == '"' ? std::string("\"\"") : std::string(1, c);
    return field + "\"";
}

std::string csvLine(const RowVerdict& verdict) {
    const bool dated = verdict.accepted();
    const std::string fields[] = {
        std::to_string(verdict.row),
        verdict.title,
        dated ? std::to_string(verdict.movie.releaseYear) : "",
        nameOf(verdict.outcome),
        verdict.reason ? nameOf(*verdict.reason) : "",
        joined(verdict.repairs, " ", [](const Repair& r) { return std::string(nameOf(r.kind)); }),
        joined(verdict.differences, "; ", differenceText),
        sentenceOf(verdict)};
    return joined(fields, ",", csvField) + "\r\n";
}

} // namespace

ImportTotals totalsOf(std::span<const RowVerdict> verdicts) {
    ImportTotals totals;
    totals.rows = verdicts.size();
    for (const RowVerdict& verdict : verdicts) {
        ++totals.outcomes[static_cast<std::size_t>(verdict.outcome)];
        if (verdict.reason)
            ++totals.reasons[static_cast<std::size_t>(*verdict.reason)];
        for (const Repair& repair : verdict.repairs)
            ++totals.repairs[static_cast<std::size_t>(repair.kind)];
        totals.repairedRows += verdict.repairs.empty() ? 0 : 1;
    }
    return totals;
}

std::string sentenceOf(const RowVerdict& verdict) {
    std::string text = "Row " + std::to_string(verdict.row);
    text += verdict.title.empty() ? " without title" : " " + quoted(verdict.title);
    if (verdict.reason)
        return text + ": rejected, " + reasonText(verdict) + ".";
    text += " (" + std::to_string(verdict.movie.releaseYear) + "): " + nameOf(verdict.outcome);
    if (!verdict.differences.empty())
        text += ", updated: " + joined(verdict.differences, ", ", differenceText);
    if (!verdict.repairs.empty())
        text += "; " + joined(verdict.repairs, "; ", repairText);
    return text + ".";
}

std::string summaryOf(const ImportTotals& totals) {
    const auto part = [&](ImportOutcome outcome) {
        return std::to_string(totals.count(outcome)) + " " + nameOf(outcome);
    };
    return std::to_string(totals.rows) + " rows: " + part(ImportOutcome::New) + ", " +
           part(ImportOutcome::Unchanged) + ", " + part(ImportOutcome::Different) + ", " +
           part(ImportOutcome::Rejected) + "; " + std::to_string(totals.repairedRows) +
           (totals.repairedRows == 1 ? " row" : " rows") + " repaired.";
}

std::string importCsv(std::span<const RowVerdict> verdicts) {
    std::string csv = "row,title,release_year,outcome,reason,repairs,differences,message\r\n";
    for (const RowVerdict& verdict : verdicts)
        csv += csvLine(verdict);
    return csv;
}

} // namespace foyer::domain
