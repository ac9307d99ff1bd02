#include "server/core/movie_search.h"

#include "server/core/search_words.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace foyer::server::core {

namespace {

// What a word is worth by how it was found, and in percent by where.
constexpr std::int32_t kWhole = 100;
constexpr std::int32_t kBegins = 75;
constexpr std::int32_t kWithin = 50;
constexpr std::int32_t kOneSlip = 40;
constexpr std::int32_t kTwoSlips = 25;
constexpr std::int32_t kPercentOf[] = {100, 90, 60}; // title, two words joined, director

// What a title is worth beyond its words.
constexpr std::int32_t kWholeTitle = 200;
constexpr std::int32_t kTitleBegins = 60;
constexpr std::int32_t kCovered = 30; // when the text names every word of it

constexpr std::size_t kShortestWithin = 3;
constexpr std::size_t kShortestWithSlip = 4;
constexpr std::size_t kShortestWithTwo = 8;

int slipsOf(std::string_view word) {
    if (word.size() < kShortestWithSlip)
        return 0;
    return word.size() < kShortestWithTwo ? 1 : 2;
}

/// Which letters a word has. A slip changes at most two of them.
std::uint32_t lettersOf(std::string_view word) {
    std::uint32_t letters = 0;
    for (const char c : word)
        letters |= 1u << (static_cast<unsigned char>(c) & 31u);
    return letters;
}

std::vector<std::string> plainWords(std::string_view text) {
    auto words = wordsOf(text);
    for (auto& word : words)
        word = plainForm(word);
    return words;
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::vector<std::string> genreKeys(const std::string& genre) {
    std::vector<std::string> keys{orderKeyOf(genre)};
    for (std::size_t from = 0, end = 0; end != genre.npos && genre.find('/') != genre.npos;
         from = end + 1) {
        end = genre.find('/', from);
        keys.push_back(orderKeyOf(genre.substr(from, end == genre.npos ? end : end - from)));
    }
    return keys;
}

} // namespace

MovieSearch::MovieSearch(std::vector<domain::Movie> movies) {
    m_entries.reserve(movies.size());
    for (auto& movie : movies) {
        const auto words = plainWords(movie.title);
        Entry entry{{},           orderKeyOf(movie.title), joined(words),
                    words.size(), genreKeys(movie.genre),  orderKeyOf(movie.rating)};
        entry.movie = std::move(movie);
        m_entries.push_back(std::move(entry));
    }
    std::sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) {
        return std::tie(a.orderKey, a.movie.id) < std::tie(b.orderKey, b.movie.id);
    });
    std::unordered_map<std::string, std::vector<Mention>> terms;
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        const auto& movie = m_entries[i].movie;
        m_byId[movie.id] = i;
        auto words = plainWords(movie.title);
        mention(terms, words, i, Source::Title);
        for (std::size_t w = 0; w + 1 < words.size(); ++w)
            words[w] += words[w + 1];
        if (words.size() > 1) {
            words.pop_back();
            mention(terms, words, i, Source::Joined);
        }
        mention(terms, plainWords(movie.director), i, Source::Director);
    }
    m_terms.reserve(terms.size());
    for (auto& [word, mentions] : terms)
        m_terms.push_back({word, lettersOf(word), std::move(mentions)});
}

void MovieSearch::mention(std::unordered_map<std::string, std::vector<Mention>>& terms,
                          const std::vector<std::string>& words, std::uint32_t entry,
                          Source source) {
    for (const auto& word : words)
        terms[word].push_back({entry, source});
}

bool MovieSearch::credit(Scores& best, const Term& term, std::int32_t worth) {
    bool found = false;
    for (const Mention& mention : term.mentions) {
        // Two words joined are one only as they stand: their middle is nobody's word.
        if (worth == kWithin && mention.source == Source::Joined)
            continue;
        const auto score = worth * kPercentOf[static_cast<int>(mention.source)] / 100;
        best[mention.entry] = std::max(best[mention.entry], score);
        found = true;
    }
    return found;
}

bool MovieSearch::addAsItStands(Scores& best, const std::string& word) const {
    bool found = false;
    for (const Term& term : m_terms) {
        const auto at = term.word.find(word);
        const bool counts = at == 0 || (at != word.npos && word.size() >= kShortestWithin);
        if (!counts)
            continue;
        const auto worth = at != 0 ? kWithin : term.word.size() == word.size() ? kWhole : kBegins;
        found = credit(best, term, worth) || found;
    }
    return found;
}

void MovieSearch::addWithSlips(Scores& best, const std::string& word) const {
    const int most = slipsOf(word);
    if (most == 0)
        return;
    const auto letters = lettersOf(word);
    for (const Term& term : m_terms) {
        if (std::popcount(term.letters ^ letters) > 2 * most)
            continue;
        const int slips = editsBetween(word, term.word, most);
        if (slips >= 1 && slips <= most)
            (void)credit(best, term, slips == 1 ? kOneSlip : kTwoSlips);
    }
}

MovieSearch::Scores MovieSearch::scoresOf(const std::vector<std::string>& words,
                                          Slips slips) const {
    Scores total(m_entries.size(), 0);
    Scores best(m_entries.size());
    for (std::size_t w = 0; w < words.size(); ++w) {
        std::fill(best.begin(), best.end(), 0);
        const bool found = addAsItStands(best, words[w]);
        if (!found || slips == Slips::Everywhere)
            addWithSlips(best, words[w]);
        for (std::size_t i = 0; i < total.size(); ++i)
            total[i] = best[i] > 0 && (w == 0 || total[i] > 0) ? total[i] + best[i] : 0;
    }
    return total;
}

void MovieSearch::addTitleBonus(Scores& scores, const std::vector<std::string>& words) const {
    const std::string text = joined(words);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (scores[i] == 0)
            continue;
        const Entry& entry = m_entries[i];
        if (entry.plainTitle == text)
            scores[i] += kWholeTitle;
        else if (entry.plainTitle.starts_with(text))
            scores[i] += kTitleBegins;
        const auto most = static_cast<std::int32_t>(std::max<std::size_t>(entry.titleWords, 1));
        const auto named = std::min(static_cast<std::int32_t>(words.size()), most);
        scores[i] += kCovered * named / most;
    }
}

MovieSearch::Scores MovieSearch::scoresOf(const std::string& text) const {
    auto words = plainWords(text);
    if (words.size() > kMostWords)
        words.resize(kMostWords);
    auto scores = scoresOf(words, Slips::WhereNotFound);
    if (std::all_of(scores.begin(), scores.end(), [](auto score) { return score == 0; }))
        scores = scoresOf(words, Slips::Everywhere);
    addTitleBonus(scores, words);
    return scores;
}

bool MovieSearch::passes(const Entry& entry, const MovieQuery& query) {
    const auto isOf = [&](const std::string& genre) {
        return std::find(entry.genres.begin(), entry.genres.end(), genre) != entry.genres.end();
    };
    return (query.genre.empty() || isOf(query.genre)) &&
           (query.rating.empty() || entry.rating == query.rating) &&
           (!query.year || entry.movie.releaseYear == *query.year);
}

MovieSearch::Page MovieSearch::find(const MovieQuery& query, const std::optional<MoviePlace>& after,
                                    std::size_t limit) const {
    MovieQuery keys = query;
    keys.genre = orderKeyOf(query.genre);
    keys.rating = orderKeyOf(query.rating);
    const bool asksNothing = query.text.empty();
    const bool cannotBe = (!query.genre.empty() && keys.genre.empty()) ||
                          (!query.rating.empty() && keys.rating.empty());
    const Scores scores = asksNothing ? Scores(m_entries.size(), 0) : scoresOf(query.text);

    std::vector<std::uint32_t> hits;
    for (std::uint32_t i = 0; i < m_entries.size() && !cannotBe; ++i)
        if ((asksNothing || scores[i] > 0) && passes(m_entries[i], keys))
            hits.push_back(i);
    std::stable_sort(hits.begin(), hits.end(),
                     [&](auto a, auto b) { return scores[a] > scores[b]; });
    const auto isAfter = [&](const MoviePlace& place, std::uint32_t i) {
        const Entry& entry = m_entries[i];
        if (scores[i] != place.score)
            return scores[i] < place.score;
        return std::tie(place.orderKey, place.id) < std::tie(entry.orderKey, entry.movie.id);
    };
    auto from = after ? std::upper_bound(hits.begin(), hits.end(), *after, isAfter) : hits.begin();

    Page page;
    for (; from != hits.end() && page.movies.size() < limit; ++from)
        page.movies.push_back(&m_entries[*from].movie);
    if (from != hits.end() && !page.movies.empty()) {
        const auto last = *std::prev(from);
        page.last = MoviePlace{scores[last], m_entries[last].orderKey, m_entries[last].movie.id};
    }
    return page;
}

const domain::Movie* MovieSearch::movie(MovieId id) const {
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &m_entries[found->second].movie;
}

} // namespace foyer::server::core
