#include "tests/proof/seat_history.h"

#include "tests/proof/seat_model.h"

#include <algorithm>
#include <unordered_set>

namespace foyer::proof {

namespace {

using Place = std::uint32_t;           // of an operation in its history
constexpr std::size_t kMostNamed = 12; // neighbours in an explanation

/// One way in which the history may have gone so far. `placed`: operations still open, ascending,
/// that have had their moment already.
struct Configuration {
    SeatModel seat;
    std::vector<Place> placed;
    friend bool operator==(const Configuration&, const Configuration&) = default;

    bool hasPlaced(Place operation) const {
        return std::binary_search(placed.begin(), placed.end(), operation);
    }
    void place(Place operation) {
        placed.insert(std::lower_bound(placed.begin(), placed.end(), operation), operation);
    }
    void close(Place operation) {
        const auto at = std::lower_bound(placed.begin(), placed.end(), operation);
        if (at != placed.end() && *at == operation)
            placed.erase(at);
    }
};

struct HashOfConfiguration {
    static void mix(std::size_t& hash, std::uint64_t value) {
        hash ^= value + 0x9e3779b97f4a7c15 + (hash << 6) + (hash >> 2);
    }
    std::size_t operator()(const Configuration& configuration) const {
        const SeatModel& seat = configuration.seat;
        std::size_t hash = static_cast<std::size_t>(seat.kind) * 2 + (seat.extended ? 1 : 0);
        mix(hash, seat.hold);
        mix(hash, static_cast<std::uint64_t>(toMs(seat.latestExpiry)));
        mix(hash, seat.commits);
        for (const Place operation : configuration.placed)
            mix(hash, operation);
        return hash;
    }
};

using Configurations = std::unordered_set<Configuration, HashOfConfiguration>;

/// A request or an answer.
struct Event {
    Tick at;
    Place operation;
    bool isEnd;
};

class Search {
public:
    Search(std::vector<Operation> history, const SeatRules& rules)
        : m_history(std::move(history)), m_rules(rules) {
        m_now.insert(Configuration{});
    }

    Finding run();

private:
    std::vector<Event> events() const;
    bool end(Place operation);
    void explore(const Configuration& from, Place target, Configurations& reached);
    void look(Configuration& at) const;
    std::vector<Configuration> nextOf(const Configuration& at, Instant until) const;
    bool explainsAllCommits() const;
    std::string besides(const Operation& operation) const;
    std::string changesBefore(const Operation& operation) const;
    std::string seenBefore(const Operation& operation) const;
    Finding noPlaceFor(Place place) const;

    const std::vector<Operation> m_history;
    const SeatRules& m_rules;
    Configurations m_now;
    std::vector<Place> m_open; // operations begun and not ended
    Configurations m_seen;     // during one exploration
    std::size_t m_most = 1;
};

std::vector<Event> Search::events() const {
    std::vector<Event> events;
    for (Place i = 0; i < m_history.size(); ++i) {
        events.push_back({m_history[i].begin, i, false});
        if (m_history[i].end != kNever)
            events.push_back({m_history[i].end, i, true});
    }
    // At one tick requests come first: what touches may overlap.
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.at, a.isEnd, a.operation) < std::tie(b.at, b.isEnd, b.operation);
    });
    return events;
}

/// Places whatever saw the seat as it is now. It changes nothing and frees it from being placed
/// later, so no way is lost by doing it at once.
void Search::look(Configuration& at) const {
    for (const Place i : m_open)
        if (isObserver(m_history[i]) && !at.hasPlaced(i) &&
            couldSee(at.seat, m_history[i], m_rules))
            at.place(i);
}

std::vector<Configuration> Search::nextOf(const Configuration& at, Instant until) const {
    std::vector<Configuration> next;
    if (const auto seat = afterTime(at.seat, until, m_rules))
        next.push_back({*seat, at.placed});
    for (const Place i : m_open) {
        if (isObserver(m_history[i]) || at.hasPlaced(i))
            continue;
        const auto seat = after(at.seat, m_history[i], m_rules);
        // What is unknown and would change nothing need not have happened.
        if (!seat || (m_history[i].ending == Ending::Unknown && *seat == at.seat))
            continue;
        next.push_back({*seat, at.placed});
        next.back().place(i);
    }
    return next;
}

/// Every configuration in which `target` has just got its moment goes into `reached`; the others
/// get theirs when they must.
void Search::explore(const Configuration& from, Place target, Configurations& reached) {
    std::vector<Configuration> waiting{from};
    while (!waiting.empty() && m_seen.size() <= m_rules.mostConfigurations) {
        Configuration at = std::move(waiting.back());
        waiting.pop_back();
        look(at);
        if (!m_seen.insert(at).second)
            continue;
        if (at.hasPlaced(target)) {
            at.close(target);
            reached.insert(std::move(at));
            continue;
        }
        for (Configuration& next : nextOf(at, m_history[target].endedAt))
            waiting.push_back(std::move(next));
    }
}

/// False when there is no way left.
bool Search::end(Place operation) {
    Configurations reached;
    if (m_history[operation].ending == Ending::Unknown)
        for (Configuration configuration : m_now) { // it may never have happened
            configuration.close(operation);
            reached.insert(std::move(configuration));
        }
    m_seen.clear();
    for (const Configuration& configuration : m_now)
        explore(configuration, operation, reached);
    m_most = std::max(m_most, m_seen.size());
    m_now = std::move(reached);
    std::erase(m_open, operation);
    return !m_now.empty() && m_seen.size() <= m_rules.mostConfigurations;
}

/// Whether what is still open, and time, explain the commits that are left.
bool Search::explainsAllCommits() const {
    Configurations seen;
    std::vector<Configuration> waiting(m_now.begin(), m_now.end());
    while (!waiting.empty()) {
        const Configuration at = std::move(waiting.back());
        waiting.pop_back();
        if (!m_rules.commits || at.seat.commits == m_rules.commits->size())
            return true;
        if (seen.insert(at).second)
            for (Configuration& next : nextOf(at, Instant::max()))
                waiting.push_back(std::move(next));
    }
    return false;
}

std::string timesOf(const Operation& operation) {
    std::string text = " [" + std::to_string(toMs(operation.beganAt)) + ".." +
                       std::to_string(toMs(operation.endedAt)) + " ms";
    if (operation.action == Action::Hold || operation.action == Action::Extend)
        text += ", until " + std::to_string(toMs(operation.latestExpiry));
    return text + (operation.again ? ", again]" : "]");
}

/// What was under way together with it.
std::string Search::besides(const Operation& operation) const {
    std::string text;
    std::size_t named = 0;
    for (Place i = 0; i < m_history.size() && named < kMostNamed; ++i) {
        const Operation& other = m_history[i];
        if (&other != &operation && other.end >= operation.begin && other.begin <= operation.end)
            text += (named++ == 0 ? "; beside " : ", ") + toText(other);
    }
    return text;
}

/// The changes that came before its end, with their times: most of what has no place ran out.
std::string Search::changesBefore(const Operation& operation) const {
    std::string text;
    std::size_t named = 0;
    for (std::size_t i = m_history.size(); i-- > 0 && named < kMostNamed;) {
        const Operation& change = m_history[i];
        if (&change != &operation && !isObserver(change) && change.begin <= operation.end)
            text += (named++ == 0 ? "; changes, latest first: " : ", ") + toText(change) +
                    timesOf(change);
    }
    return text;
}

/// What was seen before it and narrowed down what could be.
std::string Search::seenBefore(const Operation& operation) const {
    std::string text;
    std::size_t named = 0;
    for (std::size_t i = m_history.size(); i-- > 0 && named < kMostNamed;) {
        const Operation& seen = m_history[i];
        if (&seen != &operation && isObserver(seen) && seen.end < operation.end)
            text += (named++ == 0 ? "; seen before, latest first: " : ", ") + toText(seen) +
                    timesOf(seen);
    }
    return text;
}

Finding Search::noPlaceFor(Place place) const {
    const Operation& operation = m_history[place];
    Finding finding{false, {}, m_most};
    finding.explanation = m_seen.size() > m_rules.mostConfigurations
                              ? "given up, too many configurations, at: "
                              : "no place for: ";
    finding.explanation += toText(operation) + timesOf(operation) + besides(operation) +
                           changesBefore(operation) + seenBefore(operation);
    return finding;
}

Finding Search::run() {
    for (const Event& event : events()) {
        if (!event.isEnd)
            m_open.push_back(event.operation);
        else if (!end(event.operation))
            return noPlaceFor(event.operation);
    }
    if (!explainsAllCommits())
        return {false, "the server committed more changes than the operations explain", m_most};
    return {true, {}, m_most};
}

const char* nameOf(Action action) {
    switch (action) {
    case Action::Hold:
        return "Hold";
    case Action::Extend:
        return "Extend";
    case Action::Release:
        return "Release";
    case Action::Sell:
        return "Sell";
    case Action::Refund:
        return "Refund";
    case Action::Read:
        return "Read";
    }
    return "";
}

const char* nameOf(Ending ending) {
    switch (ending) {
    case Ending::Done:
        return "done";
    case Ending::Refused:
        return "refused";
    case Ending::Unknown:
        return "unknown";
    }
    return "";
}

} // namespace

std::string toText(const Operation& operation) {
    const std::string ticks = ", " + std::to_string(operation.begin) + ".." +
                              (operation.end == kNever ? "" : std::to_string(operation.end));
    if (operation.action == Action::Read)
        return std::string("Read of ") + domain::nameOf(operation.seen) + ticks;
    return std::string(nameOf(operation.action)) + " of hold " + std::to_string(operation.hold) +
           " " + nameOf(operation.ending) + ticks;
}

Finding checkSeat(std::vector<Operation> history, const SeatRules& rules) {
    return Search(std::move(history), rules).run();
}

} // namespace foyer::proof
