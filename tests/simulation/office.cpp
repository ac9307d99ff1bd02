#include "tests/simulation/office.h"

#include "server/services/days.h"
#include "server/services/showtime_changes.h"
#include "tests/simulation/answers.h"
#include "tests/simulation/asleep.h"
#include "tests/simulation/images.h"

#include <algorithm>

namespace foyer::simulation {

namespace services = server::services;
using services::Days;
using services::ShowtimeChanges;

namespace {

const OperatorId& manager() {
    return serverImage().people[1];
}

/// A bank may say so late, and cash is handed out where the customer stands.
domain::Tender sameTender(const server::core::BookingRecord& booking, Money amount) {
    const domain::Tender& paid = booking.tenders.front();
    return {paid.kind, amount, amount, Money{0, amount.currency}, paid.reference};
}

/// Nobody hears what became of it: the next look will tell.
template <class Act>
void change(ServerNode& server, Act act) {
    server.attend([&] {
        ShowtimeChanges changes(server.context());
        (void)answerOf<ShowtimeChanges::Answer>([&](auto reply) { act(changes, reply); });
    });
}

} // namespace

Office::Office(House& house, ServerNode& server, std::vector<TerminalNode*> terminals)
    : m_house(house)
    , m_server(server)
    , m_terminals(std::move(terminals))
    , m_journal(house, server)
    , m_day(businessDayOf(house.schedule.now(), std::chrono::minutes{0})) {}

void Office::act() {
    if (!m_server.isUp())
        return;
    if (m_house.plansComeBack && m_house.random.chance(4))
        return changePlan();
    switch (m_house.random.below(12)) {
    case 0:
    case 1:
        return changePrices();
    case 2:
        if (!m_house.isRestored) // or it would have to be changed again
            changePlan();
        return;
    case 3:
        if (!m_house.isRestored && m_house.random.chance(m_house.hasPayments ? 3 : 6))
            cancel();
        return;
    case 4:
    case 5:
        return payBackElsewhere();
    case 6:
    case 7:
        return decline();
    default:
        return workAt(*m_terminals[m_house.below(m_terminals.size())]);
    }
}

std::size_t Office::someShowtime() {
    return m_house.below(serverImage().showtimes.size());
}

/// What is changed now, somebody goes on selling as it was.
void Office::cutSomebodyOff() {
    TerminalNode& terminal = *m_terminals[m_house.below(m_terminals.size())];
    if (terminal.line() != TerminalNode::Line::Up || m_house.random.chance(2))
        return;
    m_house.count(Fault::LinkDown);
    terminal.setLine(TerminalNode::Line::Down);
    m_house.schedule.after(m_house.between(3'000, 25'000),
                           [&terminal] { terminal.setLine(TerminalNode::Line::Up); });
}

void Office::changePrices() {
    cutSomebodyOff();
    const auto& image = serverImage();
    const auto showtime = image.showtimes[someShowtime()];
    const auto list = image.priceLists[m_house.below(image.priceLists.size())];
    m_house.note("the office changes prices");
    m_house.count(Fault::PriceChange);
    change(m_server,
           [&](auto& changes, auto reply) { changes.changePrices(showtime, list, reply); });
}

/// Once for each showtime, but for runs in which it goes back and forth.
void Office::changePlan() {
    const auto& image = serverImage();
    const std::size_t which = someShowtime();
    if (m_house.plansComeBack) {
        const Asleep guard(m_server.disk());
        auto plan = m_server.db().prepare("plan", "SELECT plan FROM showtime WHERE id = $1");
        return changePlanBack(which, plan.value<PlanId>(image.showtimes[which]).value());
    }
    {
        const Asleep guard(m_server.disk());
        auto changed = m_server.db().prepare("changed", "SELECT 1 FROM plan_period WHERE "
                                                        "showtime = $1 LIMIT 1");
        if (changed.value<std::int64_t>(image.showtimes[which]))
            return;
    }
    cutSomebodyOff();
    m_house.note("the office changes a seating plan");
    m_house.count(Fault::PlanChange);
    change(m_server, [&](auto& changes, auto reply) {
        changes.changePlan(image.showtimes[which], image.otherPlans[which], image.mappings[which],
                           reply);
    });
}

void Office::changePlanBack(std::size_t which, PlanId present) {
    const auto& image = serverImage();
    const bool isBack = present == image.otherPlans[which];
    auto mapping = isBack ? image.mappingsBack[which] : image.mappings[which];
    cutSomebodyOff();
    m_house.note(isBack ? "the office changes a seating plan back"
                        : "the office changes a seating plan");
    m_house.count(isBack ? Fault::PlanComesBack : Fault::PlanChange);
    if (m_house.random.chance(8)) {
        m_house.count(Fault::PlansHaveNoCommon);
        mapping.clear();
    }
    change(m_server, [&](auto& changes, auto reply) {
        changes.changePlan(image.showtimes[which],
                           isBack ? image.plans[which] : image.otherPlans[which], mapping, reply);
    });
}

void Office::cancel() {
    cutSomebodyOff();
    m_house.note("the office cancels a showtime");
    m_house.count(Fault::ShowtimeCancelled);
    const auto showtime = serverImage().showtimes[someShowtime()];
    change(m_server, [&](auto& changes, auto reply) { changes.cancel(showtime, reply); });
}

/// A manager hands out the money of a sale that another terminal made; that one may not know yet,
/// and do the same.
void Office::payBackElsewhere() {
    const Asleep guard(m_server.disk());
    auto sold = m_server.db().prepare(
        "sold", "SELECT b.id FROM booking b JOIN terminal t ON t.id = b.terminal WHERE t.kind = "
                "'counter' AND b.state = 'valid' AND NOT EXISTS (SELECT 1 FROM refund r WHERE "
                "r.booking = b.id) AND NOT EXISTS (SELECT 1 FROM refund_due d WHERE d.booking = "
                "b.id) ORDER BY b.id");
    std::vector<BookingId> all;
    for (auto rows = sold.query(); rows.next();)
        all.push_back(rows.get<BookingId>(0));
    if (all.empty())
        return;
    const BookingId id = all[m_house.below(all.size())];
    if (!m_paidBack.insert(id).second)
        return;
    const auto facts = services::readOne<server::core::BookingFacts>(
        m_server.context().reader, [&](const server::ports::Store& store) {
            return server::core::BookingFacts{*store.booking(id), store.tickets(id)};
        });
    protocol::Refund refund;
    refund.booking = id;
    refund.showtime = facts->booking.showtime;
    Money amount{0, facts->booking.total.currency};
    for (const auto& ticket : facts->tickets)
        if (ticket.state == server::core::TicketState::Valid) {
            refund.tickets.push_back(ticket.line.ticket);
            amount += ticket.line.price;
        }
    refund.tender = sameTender(facts->booking, amount);
    refund.reason = "the customer came to the office";
    refund.op = refund.approvedBy = manager();
    refund.at = m_house.schedule.now();
    m_house.note("the office pays a sale back");
    m_house.count(Fault::PaidBackElsewhere);
    m_journal.write(refund);
}

void Office::decline() {
    const Asleep guard(m_server.disk());
    auto paid = m_server.db().prepare(
        "paid", "SELECT b.id, b.showtime, t.reference, t.amount, t.currency FROM tender t JOIN "
                "booking b ON b.id = t.booking WHERE t.kind = 'card' AND t.reference <> '' AND NOT "
                "EXISTS (SELECT 1 FROM payment p WHERE p.booking = b.id) ORDER BY b.id, "
                "t.position"); // of the others the provider tells itself
    std::vector<protocol::CardDeclined> all;
    for (auto rows = paid.query(); rows.next();)
        all.push_back({rows.get<BookingId>(0), rows.get<ShowtimeId>(1), rows.get<std::string>(2),
                       Money{rows.get<std::int64_t>(3), rows.get<Currency>(4)},
                       m_house.schedule.now()});
    if (all.empty())
        return;
    const auto& entry = all[m_house.below(all.size())];
    // A statement that comes twice says it twice.
    if (!m_declined.insert(entry.reference).second && !m_house.random.chance(4))
        return;
    m_house.note("the acquirer has declined " + entry.reference);
    m_house.count(Fault::LateDecline);
    m_journal.write(entry);
}

void Office::work() {
    m_journal.drain();
    if (!m_server.isUp())
        return;
    workHere();
    workAt(*m_terminals[m_house.below(m_terminals.size())]);
}

/// By a provider, or by nobody else's doing.
Office::Paid Office::paymentOf(BookingId booking) const {
    const Asleep guard(m_server.disk());
    auto paid = m_server.db().prepare("paid", "SELECT state FROM payment WHERE booking = $1");
    const auto state = paid.value<std::string>(booking);
    if (!state)
        return Paid::AtCounter;
    const bool isLost = *state == "reversed" || *state == "failed" || *state == "cancelled";
    return isLost ? Paid::IsGone : Paid::CanGoBack;
}

/// Tasks that no terminal shows: of devices that are gone, and of sales that none of them made.
bool Office::isForUs(const protocol::Task& task) const {
    const bool isAtCounter =
        std::any_of(m_terminals.begin(), m_terminals.end(), [&](const TerminalNode* terminal) {
            return !terminal->isDead() && terminal->identity().terminal == task.owner;
        });
    const bool isOffices = task.kind == protocol::TaskKind::CardUnconfirmed;
    // What the provider can give back the server has asked it for; they pay the rest in cash.
    if (task.kind == protocol::TaskKind::RefundDue && paymentOf(task.booking) == Paid::CanGoBack)
        return false;
    return (!isAtCounter || isOffices) && m_finished.count(task.id) == 0 &&
           m_cardsPaidBack.count(task.subject) == 0;
}

void Office::workHere() {
    const Asleep guard(m_server.disk());
    const auto open = services::readOne<std::vector<server::ports::TaskRecord>>(
        m_server.context().reader,
        [](const server::ports::Store& store) { return store.openTasks(); });
    for (const auto& record : *open)
        if (isForUs(record.task))
            finish(record.task);
}

void Office::finish(const protocol::Task& task) {
    m_finished.insert(task.id);
    m_house.count(Fault::TaskDone);
    m_house.note(std::string("the office settles a task: ") + nameOf(task.kind));
    if (task.kind == protocol::TaskKind::CardUnconfirmed)
        return decideOpenCard(task);
    const bool isOwed = task.kind == protocol::TaskKind::RefundDue;
    // They have no printer: they tell the customer, and say so.
    if (!isOwed && std::find(task.actions.begin(), task.actions.end(),
                             protocol::TaskAction::Settle) != task.actions.end())
        return m_journal.write(protocol::TaskDone{task.id, protocol::TaskAction::Settle, "done",
                                                  manager(), m_house.schedule.now()});
    const auto booking = services::readOne<server::core::BookingRecord>(
        m_server.context().reader,
        [&](const server::ports::Store& store) { return *store.booking(task.booking); });
    protocol::Refund refund;
    refund.booking = task.booking;
    refund.showtime = task.showtime;
    refund.tickets = task.tickets;
    refund.tender = sameTender(*booking, *task.amount);
    if (isOwed && m_house.random.chance(4)) // the customer is said to have had it
        refund.tender = sameTender(*booking, Money{0, task.amount->currency});
    if (paymentOf(task.booking) == Paid::IsGone)
        refund.tender.kind = domain::TenderKind::Cash;
    refund.reason = "owed";
    refund.op = refund.approvedBy = manager();
    refund.task = task.id;
    refund.at = m_house.schedule.now();
    m_journal.write(refund);
}

void Office::workAt(TerminalNode& terminal) {
    if (!terminal.isUp())
        return;
    const core::View view = terminal.view();
    if (!view.login->loggedIn)
        return;
    const auto& tasks = view.tasks->tasks;
    if (tasks.empty())
        return payBackAt(terminal, view);
    const core::TaskView& task = tasks[m_house.below(tasks.size())];
    if (task.kind == protocol::TaskKind::CardUnconfirmed)
        return; // a manager's, who has the acquirer's list
    const auto can = [&](protocol::TaskAction action) {
        return std::find(task.actions.begin(), task.actions.end(), action) != task.actions.end();
    };
    m_house.count(Fault::TaskDone);
    m_house.note(terminal.name() + ": works on a task: " + nameOf(task.kind));
    if (task.paidBack && m_house.random.chance(2))
        return terminal.tell(core::FinishTask{task.id, protocol::TaskAction::Settle, "paid back"});
    if (task.kind == protocol::TaskKind::RefundDue && m_house.random.chance(5))
        return terminal.tell(
            core::FinishTask{task.id, protocol::TaskAction::Settle, "had it before"});
    if (can(protocol::TaskAction::RefundTender))
        return terminal.tell(core::RefundTask{task.id, domain::TenderKind::Cash});
    if (!can(protocol::TaskAction::PrintTicket))
        return terminal.tell(core::FinishTask{task.id, protocol::TaskAction::Settle, "looked at"});
    if (m_house.random.chance(2))
        return terminal.tell(core::PrintTask{task.id});
    terminal.tell(core::FinishTask{task.id, protocol::TaskAction::Settle, "told them"});
}

void Office::payBackAt(TerminalNode& terminal, const core::View& view) {
    if (m_house.healed || !m_house.random.chance(4))
        return;
    std::vector<BookingId> sales;
    for (const auto& sale : view.sales->sales)
        if (!sale.voided && sale.refunded.empty())
            sales.push_back(sale.booking);
    if (sales.empty())
        return;
    m_house.note(terminal.name() + ": pays a sale back");
    terminal.tell(core::RefundSale{sales[m_house.below(sales.size())], {}, "ill"});
}

bool Office::closeDay() {
    if (m_isDayClosed)
        return false;
    std::optional<services::Outcome<Days::Answer>> answer;
    const bool heard = m_server.attend([&] {
        Days days(m_server.context(), m_server.presence());
        answer = answerOf<Days::Answer>(
            [&](auto reply) { days.close(m_day, serverImage().people[2], reply); });
    });
    if (!heard || !*answer)
        return false;
    if (!(*answer)->ok()) {
        const auto refusal = (**answer).error().refusal;
        if (refusal == Days::Refusal::ItemsOpen)
            m_house.count(Fault::DayKeptOpen);
        // The answer to a close of before was lost.
        m_isDayClosed = refusal == Days::Refusal::ClosedBefore;
        return m_isDayClosed;
    }
    m_isDayClosed = true;
    m_house.count(Fault::DayClosed);
    m_house.note("the business day is closed");
    return true;
}

} // namespace foyer::simulation
