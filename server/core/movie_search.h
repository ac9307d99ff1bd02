#pragma once

// The catalogue in the order in which people look for it. Pure.
//
// A text finds a movie when each of its words is found in the title or the name of the director:
// as a whole word, as the beginning of one, within one, or (a word of four letters or more that is
// nowhere as it stands) with a slip of the keys, from eight letters on with two. When all of that
// finds nothing, slips are forgiven in every word. "spiderman" finds "Spider-Man".

#include "shared/domain/movie.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foyer::server::core {

struct MovieQuery {
    std::string text;   // empty: every movie, by title
    std::string genre;  // the whole or a part of "Thriller/Suspense"; case and accents do not count
    std::string rating; // likewise, the whole
    std::optional<std::int32_t> year;
};

/// A movie's place in the answer to one query: by score, best first, then by title, then by id.
struct MoviePlace {
    std::int32_t score = 0; // 0 when no text was asked for
    std::string orderKey;
    MovieId id;
};

/// Immutable after construction, so any thread may ask.
class MovieSearch {
public:
    static constexpr std::size_t kMostWords = 12;

    explicit MovieSearch(std::vector<domain::Movie> movies);

    struct Page {
        std::vector<const domain::Movie*> movies; // as long as the search lives
        std::optional<MoviePlace> last;           // of the page's last one, when others follow
    };
    /// At most `limit` movies from behind `after` on. Of a text only the first kMostWords count.
    Page find(const MovieQuery& query, const std::optional<MoviePlace>& after,
              std::size_t limit) const;

    /// Null: unknown. As long as the search lives.
    const domain::Movie* movie(MovieId id) const;
    std::size_t size() const { return m_entries.size(); }

private:
    enum class Source : std::uint8_t { Title, Joined, Director };
    enum class Slips : bool { WhereNotFound, Everywhere };

    struct Entry {
        domain::Movie movie;
        std::string orderKey;
        std::string plainTitle; // its words in their plain form
        std::size_t titleWords = 0;
        std::vector<std::string> genres; // keys: the whole, then its parts
        std::string rating;              // key
    };
    struct Mention {
        std::uint32_t entry;
        Source source;
    };
    struct Term {
        std::string word; // in its plain form
        std::uint32_t letters = 0;
        std::vector<Mention> mentions;
    };
    using Scores = std::vector<std::int32_t>; // per entry; 0: not found

    static void mention(std::unordered_map<std::string, std::vector<Mention>>& terms,
                        const std::vector<std::string>& words, std::uint32_t entry, Source source);
    /// False when it is worth nothing anywhere.
    static bool credit(Scores& best, const Term& term, std::int32_t worth);
    bool addAsItStands(Scores& best, const std::string& word) const;
    void addWithSlips(Scores& best, const std::string& word) const;
    Scores scoresOf(const std::vector<std::string>& words, Slips slips) const;
    void addTitleBonus(Scores& scores, const std::vector<std::string>& words) const;
    Scores scoresOf(const std::string& text) const;
    static bool passes(const Entry& entry, const MovieQuery& query);

    std::vector<Entry> m_entries; // by order key, then id
    std::vector<Term> m_terms;
    std::unordered_map<MovieId, std::uint32_t> m_byId;
};

} // namespace foyer::server::core
