// What was done here and the server may not have heard of yet: recalls answered, tasks closed, and
// the entries of former lives that are carried over.

#include "app/store/inside.h"

namespace foyer::store {

namespace {

struct Save {
    Tables& tables;
    Seq seq;

    void operator()(const protocol::Return& entry) const {
        if (!entry.recall.isNull())
            tables.sql["addAnsweredRecall"].run(entry.recall);
    }
    void operator()(const protocol::TaskDone& entry) const {
        if (entry.action != protocol::TaskAction::CallCustomer)
            close(entry.task);
    }
    void operator()(const protocol::Refund& entry) const {
        if (!entry.task.isNull())
            close(entry.task);
    }
    void operator()(const protocol::Carried& carried) const {
        tables.sql["addCarriedEntry"].run(carried.entry.incarnation, carried.entry.seq,
                                          tables.identity.incarnation, seq);
    }
    void operator()(const protocol::LifeEnded& entry) const {
        tables.sql["endFormerLife"].run(entry.life);
    }
    template <class Other>
    void operator()(const Other&) const {}

    void close(TaskId task) const {
        tables.sql["addClosedTask"].run(task, tables.identity.incarnation, seq);
    }
};

} // namespace

void saveDuties(Tables& tables, Seq seq, const protocol::Payload& entry) {
    std::visit(Save{tables, seq}, entry);
}

std::vector<RecallId> readAnsweredRecalls(Tables& tables, const core::Replica& replica) {
    std::vector<RecallId> open;
    std::vector<RecallId> over;
    auto rows = tables.sql["answeredRecalls"].query();
    while (rows.next()) {
        const auto id = rows.get<RecallId>(0);
        (replica.recalls.count(id) > 0 ? open : over).push_back(id);
    }
    for (const RecallId id : over)
        tables.sql["dropAnsweredRecall"].run(id);
    return open;
}

std::vector<TicketId> readRefundedTickets(Tables& tables) {
    std::vector<TicketId> tickets;
    auto rows = tables.sql["refundedTickets"].query();
    while (rows.next())
        tickets.push_back(rows.get<TicketId>(0));
    return tickets;
}

std::vector<core::ClosedTask> readClosedTasks(Tables& tables, const core::Replica& replica) {
    std::vector<core::ClosedTask> closed;
    std::vector<TaskId> over;
    auto rows = tables.sql["closedTasks"].query(tables.identity.incarnation);
    while (rows.next()) {
        const core::ClosedTask row{rows.get<TaskId>(0), rows.get<Seq>(1), rows.get<bool>(2)};
        if (replica.tasks.count(row.task) > 0)
            closed.push_back(row);
        else
            over.push_back(row.task);
    }
    for (const TaskId task : over)
        tables.sql["dropClosedTask"].run(task);
    return closed;
}

std::vector<core::FormerLife> readFormerLives(Tables& tables) {
    std::vector<core::FormerLife> lives;
    auto rows = tables.sql["formerLives"].query(tables.identity.incarnation);
    while (rows.next())
        lives.push_back({rows.get<Incarnation>(0), rows.get<Seq>(1), {}, rows.get<bool>(2)});
    for (core::FormerLife& life : lives)
        for (core::WaitingEntry& entry : readOpenEntries(tables, life.life))
            life.open.push_back(std::move(entry.entry));
    std::erase_if(lives, [](const auto& life) { return life.ended && life.open.empty(); });
    return lives;
}

} // namespace foyer::store
