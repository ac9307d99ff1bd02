#pragma once

// The import of a movie list: every row of the file gets a verdict, none is lost. A row is
//   New        accepted, the catalogue does not know the title of that release year,
//   Unchanged  accepted, the catalogue says the same,
//   Different  accepted, the catalogue says something else: what the file knows replaces it,
//   Rejected   not accepted, with a reason.
// An accepted row may carry repairs. Title (without regard to case) and release year together name
// a movie once, so a second run over the same file finds every row Unchanged.
//
// Rule for release years. Lists made from two-digit years put "46" into 2046. A year later than
// `ImportContext::latestYear` is therefore moved back by a century ("Dec 31 2046" → 1946-12-31) and
// reported. `latestPlausibleYear` finds that year in the list itself.

#include "shared/domain/movie.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace foyer::domain {

/// One value of a row as the file has it.
struct RawField {
    enum class Kind : std::uint8_t {
        Absent, ///< missing or null
        Text,
        Number, ///< `text` is how the file writes it
        Other   ///< true, false, a list, an object
    } kind = Kind::Absent;
    std::string text;
};

struct MovieRow {
    std::int32_t number = 0; // position in the file, counted from 1
    bool isRecord = true;    // false: not an object with fields at all
    RawField title;
    RawField releaseDate;
    RawField runningTime; // minutes
    RawField rating;
    RawField genre;
    RawField director;
    RawField distributor;
};

enum class MovieRepair : std::uint8_t {
    TitleWasNumber,
    TitleEncoding,
    TitleEntities,
    TitleBlanks,
    TitleArticle,
    ReleaseCentury,       ///< moved back by the rule above
    ReleaseDayImpossible, ///< the year is kept, the day is not
    RunningTimeImplausible,
    RatingUnknown, ///< not a rating; left empty
    FieldUnusable  ///< a text was expected and something else found; left empty
};
constexpr int kMovieRepairCount = 10;
const char* nameOf(MovieRepair repair);

struct Repair {
    MovieRepair kind;
    std::string was;
    std::string now;
    friend bool operator==(const Repair&, const Repair&) = default;
};

enum class RejectReason : std::uint8_t {
    NotARecord,
    NoTitle,
    NoReleaseYear,          ///< without it the movie has no name in the catalogue
    ReleaseYearImplausible, ///< before the first movie (1888), or no century makes sense of it
    DuplicateInFile
};
constexpr int kRejectReasonCount = 5;
const char* nameOf(RejectReason reason);

enum class ImportOutcome : std::uint8_t { New, Unchanged, Different, Rejected };
constexpr int kImportOutcomeCount = 4;
const char* nameOf(ImportOutcome outcome);

/// A field in which file and catalogue disagree.
struct FieldDifference {
    std::string field;
    std::string was;
    std::string now;
    friend bool operator==(const FieldDifference&, const FieldDifference&) = default;
};

struct RowVerdict {
    std::int32_t row = 0;
    ImportOutcome outcome = ImportOutcome::Rejected;
    std::string title; // repaired if accepted, otherwise as found; may be empty
    Movie movie;       // if accepted, what to store; its id is null if New
    std::vector<Repair> repairs;
    std::vector<FieldDifference> differences;
    std::optional<RejectReason> reason;
    std::int32_t firstRow = 0; // the row this one repeats, if DuplicateInFile

    bool accepted() const { return outcome != ImportOutcome::Rejected; }
};

/// "title/year" in the form in which two spellings of one movie are equal.
std::string movieKey(std::string_view title, std::int32_t releaseYear);

struct ImportContext {
    std::int32_t latestYear = 0;
    std::unordered_map<std::string, Movie> catalogue;   // by movieKey
    std::unordered_map<std::string, std::int32_t> seen; // movieKey → first row of this file

    void know(Movie movie);
};

/// The last release year the list can mean: the newest year up to `thisYear` that at least one row
/// in a hundred names, and from there on every year that follows within three years of the one
/// before (announced titles). In a list of 2010 that names 2011, then 2015, 2016 and 2046, it is
/// 2011. A part of a list is judged with the year of the whole list. It does not depend on the day
/// of the import, only on the list, once the list is past.
std::int32_t latestPlausibleYear(std::span<const MovieRow> rows, std::int32_t thisYear);

/// The verdict on one row; changes nothing.
RowVerdict judge(const MovieRow& row, const ImportContext& context);

/// `done` of `total` rows are judged.
using ImportProgress = std::function<void(std::size_t done, std::size_t total)>;

/// One verdict per row, in the order of the rows.
std::vector<RowVerdict> judgeAll(std::span<const MovieRow> rows, ImportContext context,
                                 const ImportProgress& progress = {});

} // namespace foyer::domain
