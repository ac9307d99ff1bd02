#include "server/services/customers.h"

#include "server/services/accounts.h"
#include "server/services/audit.h"
#include "shared/crypto/password.h"

#include <algorithm>

namespace foyer::server::services {

using ports::AccountRecord;
using ports::CustomerBooking;

namespace {

void addShowtime(const ports::Store& store, ShowtimeId id, BookingView& view) {
    const auto showtime = store.showtime(id);
    if (!showtime)
        return;
    const auto movie = store.movie(showtime->movie);
    view.movie = movie ? movie->title : "";
    view.start = showtime->start;
    view.utcOffset = std::chrono::minutes{showtime->utcOffsetMinutes};
    for (const auto& auditorium : store.auditoriums())
        if (auditorium.id == showtime->auditorium)
            view.auditorium = auditorium.name;
    const auto plan = store.plan(showtime->plan);
    for (auto& ticket : view.tickets)
        if (plan && ticket.line.seat.value < plan->seatCount())
            ticket.seatName = plan->seatName(ticket.line.seat);
}

/// Requires: the booking is there.
BookingView viewOf(const ports::Store& store, const CustomerBooking& customer) {
    const auto booking = store.booking(customer.booking);
    CHECK(booking);
    BookingView view;
    view.id = booking->id;
    view.reference = customer.reference;
    view.state = booking->state;
    view.showtime = booking->showtime;
    view.soldAt = booking->soldAt;
    view.total = {0, booking->total.currency};
    for (const auto& ticket : store.tickets(booking->id)) {
        view.tickets.push_back({ticket.line, {}, ticket.state});
        if (ticket.state == ports::TicketState::Valid)
            view.total += ticket.line.price;
    }
    addShowtime(store, booking->showtime, view);
    return view;
}

/// Unless the password was changed while it was being checked.
bool isStill(const std::optional<AccountRecord>& account, const std::string& passwordHash) {
    return account && account->active && account->passwordHash == passwordHash;
}

Decided<Customers::PasswordAnswer> decidePassword(ports::Store& store, AccountId id,
                                                  const std::string& was, const std::string& next,
                                                  Instant now) {
    auto account = store.account(id);
    if (!isStill(account, was))
        return {Err{Customers::PasswordRefusal::WrongPassword}, false};
    account->passwordHash = next;
    store.put(*account);
    store.endSessionsOf(id);
    store.dropPasswordResets(id);
    writeAudit(store, now, id.toString(), "account.password_changed", id.toString());
    return {Done{}};
}

Decided<Customers::PasswordAnswer> decideErase(ports::Store& store, AccountId id,
                                               const std::string& was, Instant now) {
    const auto account = store.account(id);
    if (!isStill(account, was))
        return {Err{Customers::PasswordRefusal::WrongPassword}, false};
    if (account->role != domain::AccountRole::Customer)
        return {Err{Customers::PasswordRefusal::Staff}, false};
    store.dropRegistrations(*domain::emailKeyOf(account->email));
    store.erase(id, now);
    writeAudit(store, now, id.toString(), "account.erased", id.toString());
    return {Done{}};
}

} // namespace

std::string printedReference(const std::string& typed) {
    std::string text;
    for (char c : typed) {
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        const bool isPart = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!isPart)
            continue;
        if (text.size() == 4)
            text += '-';
        text += c;
    }
    return text;
}

Outcome<Customers::Page> Customers::bookings(AccountId account, BookingId before,
                                             std::size_t limit) {
    const std::size_t most = std::clamp<std::size_t>(limit, 1, kMostPerPage);
    return readOne<Page>(m_context.reader, [&](const ports::Store& store) {
        auto rows = store.bookingsOf(account, before, most + 1);
        Page page;
        if (rows.size() > most) {
            rows.resize(most);
            page.next = rows.back().booking;
        }
        for (const auto& row : rows)
            page.items.push_back(viewOf(store, row));
        return page;
    });
}

Outcome<Customers::Found> Customers::find(const std::string& typed, const std::string& email,
                                          const std::string& address) {
    const Instant now = m_context.clock.now();
    const std::string reference = printedReference(typed);
    if (const auto wait = m_guard.waitFor(reference, address, now))
        return Found(Err{FindRefusal{*wait}});
    const auto key = domain::emailKeyOf(email);
    const auto found = readOne<std::optional<BookingView>>(
        m_context.reader, [&](const ports::Store& store) -> std::optional<BookingView> {
            const auto rows =
                key ? store.bookingsNamed(reference, *key) : std::vector<CustomerBooking>{};
            if (rows.empty())
                return {};
            return viewOf(store, rows.front());
        });
    if (!found)
        return Err{found.error()};
    m_guard.count(reference, address, found->has_value(), now);
    if (!*found)
        return Found(Err{FindRefusal{}});
    return Found(**found);
}

void Customers::change(AccountId id, Change change, Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [id, change = std::move(change)](ports::Store& store) {
            auto account = store.account(id);
            if (!account || !account->active)
                return Decided<Done>{Done{}, false}; // erased a moment ago
            if (change.name)
                account->name = *change.name;
            if (change.language)
                account->language = domain::letterLanguageFor(*change.language);
            if (change.phone)
                account->phone = *change.phone;
            store.put(*account);
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

/// The account, when the password is its own. Slow.
Outcome<Result<AccountRecord, Customers::PasswordRefusal>>
Customers::prove(AccountId id, const std::string& password) {
    using Answer = Result<AccountRecord, PasswordRefusal>;
    const std::string key = id.toString();
    if (m_guard.waitFor(key, key, m_context.clock.now()))
        return Answer(Err{PasswordRefusal::TooManyTries});
    const auto account = readOne<std::optional<AccountRecord>>(
        m_context.reader, [&](const ports::Store& store) { return store.account(id); });
    if (!account)
        return Err{account.error()};
    const bool right = *account && (*account)->active &&
                       crypto::verifyPassword(password, (*account)->passwordHash);
    m_guard.count(key, key, right, m_context.clock.now());
    if (!right)
        return Answer(Err{PasswordRefusal::WrongPassword});
    return Answer(**account);
}

void Customers::setPassword(AccountId id, const std::string& current, const std::string& next,
                            Reply<PasswordAnswer> reply) {
    if (!Accounts::isPassword(next))
        return reply(PasswordAnswer(Err{PasswordRefusal::BadPassword}));
    const auto account = prove(id, current);
    if (!account)
        return reply(Err{account.error()});
    if (!*account)
        return reply(PasswordAnswer(Err{account->error()}));
    submit<PasswordAnswer>(
        m_context.writer,
        [context = m_context, id, was = (*account)->passwordHash,
         hash = crypto::hashPassword(next, crypto::Cost::Interactive)](ports::Store& store) {
            return decidePassword(store, id, was, hash, context.clock.now());
        },
        std::move(reply));
}

void Customers::erase(AccountId id, const std::string& password, Reply<PasswordAnswer> reply) {
    const auto account = prove(id, password);
    if (!account)
        return reply(Err{account.error()});
    if (!*account)
        return reply(PasswordAnswer(Err{account->error()}));
    submit<PasswordAnswer>(
        m_context.writer,
        [context = m_context, id, was = (*account)->passwordHash](ports::Store& store) {
            return decideErase(store, id, was, context.clock.now());
        },
        std::move(reply));
}

Outcome<std::optional<Customers::Export>> Customers::exported(AccountId id) {
    return readOne<std::optional<Export>>(
        m_context.reader, [&](const ports::Store& store) -> std::optional<Export> {
            auto account = store.account(id);
            if (!account || !account->active)
                return {};
            Export all{std::move(*account), {}, store.messagesTo(id)};
            BookingId before;
            for (;;) {
                const auto rows = store.bookingsOf(id, before, kMostPerPage);
                for (const auto& row : rows)
                    all.bookings.push_back(viewOf(store, row));
                if (rows.size() < kMostPerPage)
                    return all;
                before = rows.back().booking;
            }
        });
}

} // namespace foyer::server::services
