#include "server/services/notices.h"

#include "server/core/letter_words.h"
#include "server/services/booking_letters.h"
#include "server/services/events.h"
#include "server/services/letters.h"

namespace foyer::server::services {

using domain::LetterKind;

namespace {

std::vector<BookingId> toRemind(const ports::Store& store, std::chrono::hours lead, Instant now) {
    if (lead == std::chrono::hours{0})
        return {};
    return store.bookingsToRemind(now, now + lead, lead + Notices::kQuiet, Notices::kMostReminders);
}

std::size_t remind(ports::Store& store, std::chrono::hours lead, Instant now, Random& random) {
    std::size_t letters = 0;
    for (const BookingId booking : toRemind(store, lead, now)) {
        tellOfReminder(store, booking, now, random);
        tellOfRemindedBooking(store, *store.booking(booking), now, random);
        store.setReminded(booking, now);
        ++letters;
    }
    return letters;
}

domain::LetterFields rowOf(const ports::Store& store, const protocol::Task& task,
                           const std::string& language) {
    domain::LetterFields row{{"task", core::taskText(language, task.kind)}};
    if (core::hasTaskDetail(language))
        row["detail"] = task.text;
    if (!task.booking.isNull())
        row["of_booking"] = domain::referenceOf(task.booking);
    if (task.amount)
        row["of_amount"] = core::amountText(language, *task.amount);
    const auto showtime = store.showtime(task.showtime);
    if (task.deadline && showtime)
        row["deadline"] = core::momentText(language, *task.deadline,
                                           std::chrono::minutes{showtime->utcOffsetMinutes});
    return row;
}

/// One letter for all that is new, so that a cancelled showtime with hundreds of bookings does not
/// come to hundreds of letters.
std::size_t alertStaff(ports::Store& store, Instant now, Random& random) {
    const auto tasks = store.tasksToAlert(Notices::kMostTasks);
    const auto staff = store.staff();
    if (tasks.empty() || staff.empty())
        return 0; // until there is somebody who may settle them
    for (const auto& account : staff) {
        auto letter = letterFrom(store, LetterKind::TaskAlert, account.language);
        letter.fields["name"] = account.name;
        letter.fields["count"] = std::to_string(tasks.size());
        for (const TaskId id : tasks)
            letter.rows.push_back(rowOf(store, store.task(id)->task, account.language));
        auto message = messageOf(std::move(letter), account.email, now, random);
        message.account = account.id;
        message.goodUntil = now + Notices::kAlertGood;
        post(store, message);
    }
    for (const TaskId id : tasks)
        store.setAlerted(id, now);
    return staff.size();
}

} // namespace

bool Notices::isAnyDue() const {
    const Instant now = m_context.clock.now();
    const auto due = readOne<bool>(m_context.reader, [&](const ports::Store& store) {
        return !toRemind(store, m_lead, now).empty() ||
               (!store.tasksToAlert(1).empty() && !store.staff().empty());
    });
    return due && *due; // what could not be read is read again soon
}

void Notices::writeDue(Reply<std::size_t> reply) {
    if (!isAnyDue())
        return reply(std::size_t{0});
    submit<std::size_t>(
        m_context.writer,
        [context = m_context, lead = m_lead](ports::Store& store) {
            const Instant now = context.clock.now();
            const auto reminders = remind(store, lead, now, context.random);
            return Decided<std::size_t>{reminders + alertStaff(store, now, context.random)};
        },
        std::move(reply));
}

} // namespace foyer::server::services
