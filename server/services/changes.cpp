#include "server/services/changes.h"

#include "server/services/task_facts.h"
#include "shared/base/mutant.h"

#include <set>

namespace foyer::server::services {

using protocol::Change;
using protocol::ChangeBody;
using protocol::ChangesAnswer;

namespace {

constexpr std::size_t kMostShowtimes = 5000; // in one snapshot
// A terminal needs what is on sale or was just now: for reprints and voids of the last show.
constexpr std::chrono::hours kLookBack{12};

/// Bodies of feed rows; things that are listed, not looked up, are read once per answer.
class Bodies {
public:
    Bodies(const ports::Store& store, TerminalId asker, int schema)
        : m_store(store), m_asker(asker), m_schema(schema) {}

    std::optional<ChangeBody> of(const ports::FeedRow& row) {
        switch (row.kind) {
        case ports::FeedKind::Cinema:
            return listed(m_cinemas, CinemaId{row.id}, [&] { return m_store.cinemas(); });
        case ports::FeedKind::Auditorium:
            return listed(m_auditoriums, AuditoriumId{row.id},
                          [&] { return m_store.auditoriums(); });
        case ports::FeedKind::Operator:
            return listed(m_operators, OperatorId{row.id}, [&] { return m_store.operators(); });
        case ports::FeedKind::Movie:
            return looked(m_store.movie(MovieId{row.id}));
        case ports::FeedKind::PriceList:
            if (const auto list = m_store.priceList(PriceListId{row.id})) {
                ChangeBody told{*list};
                protocol::tellBySchema(std::get<domain::PriceList>(told), m_schema);
                return told;
            }
            return {};
        case ports::FeedKind::Showtime:
            return looked(m_store.showtime(ShowtimeId{row.id}));
        case ports::FeedKind::Plan:
            if (auto plan = m_store.plan(PlanId{row.id}))
                return ChangeBody{std::move(plan)};
            return {};
        case ports::FeedKind::SeatsReset:
            return looked(seatsOf(ShowtimeId{row.id}));
        case ports::FeedKind::Seats:
            return ChangeBody{protocol::SeatsChanged{ShowtimeId{row.id}, row.seq, row.seats}};
        case ports::FeedKind::Allotment:
            if (auto allotment = m_store.allotment(AllotmentId{row.id})) {
                protocol::tellBySchema(*allotment, m_schema);
                return ChangeBody{protocol::AllotmentChanged{std::move(*allotment)}};
            }
            return {};
        case ports::FeedKind::Task:
            if (auto record = m_store.task(TaskId{row.id}))
                return ChangeBody{taskFor(m_store, m_asker, std::move(record->task))};
            return {};
        case ports::FeedKind::Recall:
            if (auto record = m_store.recall(RecallId{row.id}))
                return ChangeBody{std::move(record->recall)};
            return {};
        case ports::FeedKind::Revocation:
            return looked(m_store.revocation(RevocationId{row.id}));
        case ports::FeedKind::Admission:
            if (auto record = m_store.admission(TicketId{row.id}))
                return ChangeBody{std::move(record->admission)};
            return {};
        case ports::FeedKind::Reseating:
            return looked(m_store.reseating(TicketId{row.id}));
        case ports::FeedKind::TerminalKeys:
            return looked(m_store.terminalKeys(TerminalId{row.id}));
        case ports::FeedKind::Policy:
            return ChangeBody{m_store.policy()};
        }
        CHECK(false);
    }

    std::optional<protocol::SeatsSnapshot> seatsOf(ShowtimeId id) const {
        const auto showtime = m_store.showtime(id);
        const auto plan = showtime ? m_store.plan(showtime->plan) : nullptr;
        if (!plan)
            return {};
        return protocol::SeatsSnapshot{id, m_store.seatsVersion(id),
                                       core::statesOf(m_store.claims(id), plan->seatCount())};
    }

private:
    template <class T>
    static std::optional<ChangeBody> looked(std::optional<T> thing) {
        if (!thing)
            return {};
        return ChangeBody{std::move(*thing)};
    }
    template <class T, class IdOf, class List>
    static std::optional<ChangeBody> listed(std::optional<std::vector<T>>& all, const IdOf& id,
                                            List list) {
        if (!all)
            all = list();
        for (const T& each : *all)
            if (each.id == id)
                return ChangeBody{each};
        return {};
    }

    const ports::Store& m_store;
    TerminalId m_asker;
    int m_schema;
    std::optional<std::vector<domain::Cinema>> m_cinemas;
    std::optional<std::vector<domain::Auditorium>> m_auditoriums;
    std::optional<std::vector<domain::Operator>> m_operators;
};

/// The whole present state, in an order in which nothing refers to what comes later.
class Snapshot {
public:
    Snapshot(const ports::Store& store, const Caller& caller, int schema, Instant now)
        : m_store(store), m_caller(caller), m_schema(schema), m_now(now) {
        m_answer.stamp = store.stamp();
        m_answer.snapshot = true;
        m_answer.cursor = m_answer.stamp.commitSeq;
    }

    ChangesAnswer build() {
        for (auto& cinema : m_store.cinemas())
            add(std::move(cinema));
        ports::ShowtimeFilter ahead;
        ahead.endsAfter = m_now - kLookBack;
        const auto showtimes = m_store.showtimes(ahead, {}, kMostShowtimes);
        addPlans(showtimes);
        for (auto& auditorium : m_store.auditoriums())
            add(std::move(auditorium));
        for (auto& list : m_store.priceLists()) {
            protocol::tellBySchema(list, m_schema);
            add(std::move(list));
        }
        for (auto& op : m_store.operators())
            add(std::move(op));
        addShowtimes(showtimes);
        for (auto& allotment :
             m_store.sellableAllotments(m_caller.terminal, m_caller.incarnation, m_now)) {
            protocol::tellBySchema(allotment, m_schema);
            add(protocol::AllotmentChanged{std::move(allotment)});
        }
        if (m_schema >= 2)
            addDuties();
        return std::move(m_answer);
    }

private:
    void add(ChangeBody body) { m_answer.changes.push_back({m_answer.cursor, std::move(body)}); }

    void addDuties() {
        add(m_store.policy());
        for (const auto& terminal : m_store.terminals())
            if (auto keys = m_store.terminalKeys(terminal.id))
                add(std::move(*keys));
        for (auto& record : m_store.openTasks())
            add(taskFor(m_store, m_caller.terminal, std::move(record.task)));
        for (auto& record : m_store.openRecalls(m_caller.terminal))
            add(std::move(record.recall));
        for (auto& revocation : m_store.revocationsAhead(m_now - kLookBack))
            add(std::move(revocation));
        for (auto& reseating : m_store.reseatingsAhead(m_now - kLookBack))
            add(std::move(reseating));
        for (auto& record : m_store.admissionsAhead(m_now - kLookBack))
            add(std::move(record.admission));
    }

    void addPlans(const std::vector<domain::Showtime>& showtimes) {
        std::set<PlanId> plans;
        for (const auto& auditorium : m_store.auditoriums())
            plans.insert(auditorium.plan);
        for (const auto& showtime : showtimes)
            plans.insert(showtime.plan);
        for (const PlanId id : plans)
            if (auto plan = m_store.plan(id))
                add(std::move(plan));
    }

    void addShowtimes(const std::vector<domain::Showtime>& showtimes) {
        const Bodies bodies(m_store, m_caller.terminal, m_schema);
        std::set<MovieId> movies;
        for (const auto& showtime : showtimes)
            if (movies.insert(showtime.movie).second)
                if (auto movie = m_store.movie(showtime.movie))
                    add(std::move(*movie));
        for (const auto& showtime : showtimes) {
            add(showtime);
            if (auto seats = bodies.seatsOf(showtime.id))
                add(std::move(*seats));
        }
    }

    const ports::Store& m_store;
    const Caller& m_caller;
    int m_schema;
    Instant m_now;
    ChangesAnswer m_answer;
};

bool reaches(const ports::Store& store, CommitSeq cursor, CommitSeq newest) {
    if (cursor.value <= 0 || cursor > newest)
        return false;
    const CommitSeq oldest = store.oldestChange();
    return cursor == newest || (oldest.value > 0 && cursor.value + 1 >= oldest.value);
}

ChangesAnswer rowsAfter(const ports::Store& store, CommitSeq cursor, const Caller& caller,
                        int schema) {
    const CommitSeq after{cursor.value + (mutated(Mutant::FeedSkipsOne) ? 1 : 0)};
    auto rows = store.changesAfter(after, caller.terminal, Changes::kMostPerAnswer + 1);
    ChangesAnswer answer;
    answer.stamp = store.stamp();
    answer.more = rows.size() > Changes::kMostPerAnswer;
    if (answer.more)
        rows.resize(Changes::kMostPerAnswer);
    // Rows for other terminals are passed by as well, or a quiet terminal's cursor would grow old.
    answer.cursor = answer.more ? rows.back().seq : answer.stamp.commitSeq;
    Bodies bodies(store, caller.terminal, schema);
    for (const auto& row : rows)
        if (auto body = bodies.of(row); body && protocol::schemaOf(*body) <= schema)
            answer.changes.push_back({row.seq, std::move(*body)});
    return answer;
}

} // namespace

Outcome<ChangesAnswer> Changes::after(CommitSeq cursor, const Caller& caller, int schema) {
    const Instant now = m_context.clock.now();
    return readOne<ChangesAnswer>(m_context.reader, [&](const ports::Store& store) {
        ChangesAnswer answer = reaches(store, cursor, store.stamp().commitSeq)
                                   ? rowsAfter(store, cursor, caller, schema)
                                   : Snapshot(store, caller, schema, now).build();
        answer.recovering = schema >= 2 && store.isRecovering();
        answer.at = schema >= 2 ? now : Instant{};
        return answer;
    });
}

void Changes::prune(Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [](ports::Store& store) {
            const auto newest = store.stamp().commitSeq.value;
            store.pruneChanges(CommitSeq{newest - kKept});
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

} // namespace foyer::server::services
