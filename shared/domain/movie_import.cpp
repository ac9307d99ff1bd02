#include "shared/domain/movie_import.h"

#include "shared/domain/release_date.h"
#include "shared/domain/text_repair.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace foyer::domain {

namespace {

constexpr std::int32_t kFirstMovieYear = 1888; // "Roundhay Garden Scene"
constexpr std::int32_t kLongestRunningMinutes = 600;

constexpr std::array<const char*, kMovieRepairCount> kRepairNames = {
    "title-was-number", "title-encoding", "title-entities", "title-blanks",   "title-article",
    "release-century",  "release-day",    "running-time",   "rating-unknown", "field-unusable"};
static_assert(kMovieRepairCount == static_cast<int>(MovieRepair::FieldUnusable) + 1);

constexpr std::array<const char*, kRejectReasonCount> kReasonNames = {
    "not-a-record", "no-title", "no-release-year", "release-year-implausible", "duplicate-in-file"};
static_assert(kRejectReasonCount == static_cast<int>(RejectReason::DuplicateInFile) + 1);

constexpr std::array<const char*, kImportOutcomeCount> kOutcomeNames = {"new", "unchanged",
                                                                        "different", "rejected"};
static_assert(kImportOutcomeCount == static_cast<int>(ImportOutcome::Rejected) + 1);

using Repairs = std::vector<Repair>;

/// Puts `now` into `text` and notes the repair, if it is one.
void repairTo(std::string& text, std::string now, MovieRepair kind, Repairs& repairs) {
    if (now == text)
        return;
    repairs.push_back({kind, text, now});
    text = std::move(now);
}

/// Encoding comes first: the later steps look at letters, which must be the right ones.
std::string readTitle(const RawField& field, Repairs& repairs) {
    std::string title = field.text;
    if (field.kind == RawField::Kind::Number)
        repairs.push_back({MovieRepair::TitleWasNumber, field.text, "\"" + field.text + "\""});
    repairTo(title, undoWrongEncoding(title), MovieRepair::TitleEncoding, repairs);
    repairTo(title, decodeEntities(title), MovieRepair::TitleEntities, repairs);
    repairTo(title, collapseBlanks(title), MovieRepair::TitleBlanks, repairs);
    repairTo(title, frontArticle(title), MovieRepair::TitleArticle, repairs);
    return title;
}

/// Blanks around these are tidied without a word; only a loss of meaning is a repair.
std::string readText(const RawField& field, Repairs& repairs) {
    if (field.kind == RawField::Kind::Text || field.kind == RawField::Kind::Number)
        return collapseBlanks(decodeEntities(field.text));
    if (field.kind == RawField::Kind::Other)
        repairs.push_back({MovieRepair::FieldUnusable, field.text, ""});
    return {};
}

std::string readRating(const RawField& field, Repairs& repairs) {
    constexpr std::array<std::string_view, 7> kRatings = {"G",     "PG",        "PG-13",  "R",
                                                          "NC-17", "Not Rated", "Unrated"};
    std::string rating = readText(field, repairs);
    if (!rating.empty() && std::find(kRatings.begin(), kRatings.end(), rating) == kRatings.end())
        repairTo(rating, "", MovieRepair::RatingUnknown, repairs);
    return rating;
}

std::optional<std::int32_t> readRunningTime(const RawField& field, Repairs& repairs) {
    const std::string text = readText(field, repairs);
    if (text.empty())
        return {};
    std::int32_t minutes = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), minutes);
    const std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const bool readable = error == std::errc{} && (rest.empty() || rest == " min" || rest == "min");
    if (readable && minutes > 0 && minutes <= kLongestRunningMinutes)
        return minutes;
    repairs.push_back({MovieRepair::RunningTimeImplausible, text, ""});
    return {};
}

std::string dateText(std::int32_t year, const std::optional<Date>& day) {
    if (!day)
        return std::to_string(year);
    const std::chrono::year_month_day ymd{*day};
    const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return std::to_string(year) + "-" + two(unsigned{ymd.month()}) + "-" + two(unsigned{ymd.day()});
}

/// Sets year and day of the movie, or says why that cannot be done.
std::optional<RejectReason> readRelease(const RawField& field, std::int32_t latestYear,
                                        Movie& movie, Repairs& repairs) {
    const std::string text = readText(field, repairs);
    auto stated = readStatedDate(text);
    if (!stated)
        return RejectReason::NoReleaseYear;
    const bool moved = stated->year > latestYear;
    if (moved)
        stated->year -= 100;
    if (stated->year > latestYear || stated->year < kFirstMovieYear)
        return RejectReason::ReleaseYearImplausible;
    movie.releaseYear = stated->year;
    movie.released = calendarDay(*stated);
    const std::string now = dateText(movie.releaseYear, movie.released);
    if (moved || stated->twoDigitYear)
        repairs.push_back({MovieRepair::ReleaseCentury, text, now});
    if (!movie.released && stated->month != 0)
        repairs.push_back({MovieRepair::ReleaseDayImpossible, text, now});
    return {};
}

RowVerdict rejected(const MovieRow& row, RejectReason reason, std::string title = {}) {
    RowVerdict verdict;
    verdict.row = row.number;
    verdict.title = title.empty() ? row.title.text : std::move(title);
    verdict.reason = reason;
    return verdict;
}

/// Takes over what the file does not know from the catalogue and notes where the two disagree.
class Comparison {
public:
    Comparison(RowVerdict& verdict, const Movie& known) : m_verdict(verdict), m_known(known) {}

    void run() {
        Movie& movie = m_verdict.movie;
        movie.id = m_known.id;
        note("title", m_known.title, movie.title);
        if (!movie.released)
            movie.released = m_known.released;
        note("released", released(m_known), released(movie));
        if (!movie.runningMinutes)
            movie.runningMinutes = m_known.runningMinutes;
        note("running time", minutes(m_known), minutes(movie));
        compare("rating", m_known.rating, movie.rating);
        compare("genre", m_known.genre, movie.genre);
        compare("director", m_known.director, movie.director);
        compare("distributor", m_known.distributor, movie.distributor);
        m_verdict.outcome =
            m_verdict.differences.empty() ? ImportOutcome::Unchanged : ImportOutcome::Different;
    }

private:
    static std::string released(const Movie& movie) {
        return movie.released ? dateText(movie.releaseYear, movie.released) : "";
    }
    static std::string minutes(const Movie& movie) {
        return movie.runningMinutes ? std::to_string(*movie.runningMinutes) : "";
    }
    void compare(const char* field, const std::string& was, std::string& now) {
        if (now.empty())
            now = was;
        note(field, was, now);
    }
    void note(const char* field, const std::string& was, const std::string& now) {
        if (was != now)
            m_verdict.differences.push_back({field, was, now});
    }

    RowVerdict& m_verdict;
    const Movie& m_known;
};

} // namespace

const char* nameOf(MovieRepair repair) {
    return kRepairNames.at(static_cast<std::size_t>(repair));
}
const char* nameOf(RejectReason reason) {
    return kReasonNames.at(static_cast<std::size_t>(reason));
}
const char* nameOf(ImportOutcome outcome) {
    return kOutcomeNames.at(static_cast<std::size_t>(outcome));
}

std::string movieKey(std::string_view title, std::int32_t releaseYear) {
    return foldCase(title) + "/" + std::to_string(releaseYear);
}

void ImportContext::know(Movie movie) {
    std::string key = movieKey(movie.title, movie.releaseYear);
    catalogue.insert_or_assign(std::move(key), std::move(movie));
}

std::int32_t latestPlausibleYear(std::span<const MovieRow> rows, std::int32_t thisYear) {
    constexpr std::int32_t kWidestGap = 3;
    std::map<std::int32_t, std::size_t> rowsOfYear;
    std::size_t dated = 0;
    for (const MovieRow& row : rows)
        if (const auto stated = readStatedDate(row.releaseDate.text)) {
            ++rowsOfYear[stated->year];
            ++dated;
        }
    std::int32_t latest = 0;
    for (const auto& [year, count] : rowsOfYear)
        if (year <= thisYear && count * 100 >= dated)
            latest = year;
    if (latest == 0)
        return thisYear;
    for (const auto& [year, count] : rowsOfYear)
        if (year > latest && year <= latest + kWidestGap && year <= thisYear + kWidestGap)
            latest = year;
    return latest;
}

RowVerdict judge(const MovieRow& row, const ImportContext& context) {
    if (!row.isRecord)
        return rejected(row, RejectReason::NotARecord);
    RowVerdict verdict;
    verdict.row = row.number;
    Movie& movie = verdict.movie;
    if (row.title.kind == RawField::Kind::Text || row.title.kind == RawField::Kind::Number)
        movie.title = readTitle(row.title, verdict.repairs);
    if (movie.title.empty())
        return rejected(row, RejectReason::NoTitle);
    if (const auto reason =
            readRelease(row.releaseDate, context.latestYear, movie, verdict.repairs))
        return rejected(row, *reason, movie.title);
    const std::string key = movieKey(movie.title, movie.releaseYear);
    if (const auto first = context.seen.find(key); first != context.seen.end()) {
        RowVerdict duplicate = rejected(row, RejectReason::DuplicateInFile, movie.title);
        duplicate.firstRow = first->second;
        return duplicate;
    }
    movie.runningMinutes = readRunningTime(row.runningTime, verdict.repairs);
    movie.rating = readRating(row.rating, verdict.repairs);
    movie.genre = readText(row.genre, verdict.repairs);
    movie.director = readText(row.director, verdict.repairs);
    movie.distributor = readText(row.distributor, verdict.repairs);
    verdict.outcome = ImportOutcome::New;
    if (const auto known = context.catalogue.find(key); known != context.catalogue.end())
        Comparison(verdict, known->second).run();
    verdict.title = movie.title;
    return verdict;
}

std::vector<RowVerdict> judgeAll(std::span<const MovieRow> rows, ImportContext context,
                                 const ImportProgress& progress) {
    std::vector<RowVerdict> verdicts;
    verdicts.reserve(rows.size());
    for (const MovieRow& row : rows) {
        verdicts.push_back(judge(row, context));
        const RowVerdict& verdict = verdicts.back();
        if (verdict.accepted())
            context.seen.emplace(movieKey(verdict.movie.title, verdict.movie.releaseYear),
                                 row.number);
        if (progress)
            progress(verdicts.size(), rows.size());
    }
    return verdicts;
}

} // namespace foyer::domain
