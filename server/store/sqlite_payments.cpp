#include "server/store/rows.h"
#include "server/store/sqlite_store.h"
#include "shared/base/check.h"
#include "shared/wire/note_json.h"

namespace foyer::server::store {

using sqlite::Cursor;

namespace {

std::optional<std::string> textOrNull(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string noteText(const std::optional<protocol::SaleNote>& note) {
    return note ? wire::encodeNote(*note) : std::string();
}

std::optional<protocol::SaleNote> noteFrom(const std::string& text) {
    if (text.empty())
        return {};
    auto note = wire::decodeNote(text);
    return orDamage(note ? std::optional(std::move(*note)) : std::nullopt, "payment.note");
}

ports::PaymentRecord paymentFrom(const Cursor& row) {
    ports::PaymentRecord record;
    auto& payment = record.payment;
    record.id = row.get<PaymentId>(0);
    record.hold = row.get<HoldId>(1);
    record.tokenHash = row.get<Hash>(2);
    record.showtime = row.get<ShowtimeId>(3);
    record.booking = row.get<std::optional<BookingId>>(4).value_or(BookingId{});
    payment.sold = !record.booking.isNull();
    payment.state = orDamage(core::paymentStateFrom(row.get<std::string_view>(5)), "payment.state");
    payment.asked = orDamage(core::paymentActFrom(row.get<std::string_view>(6)), "payment.asked");
    payment.amount = {row.get<std::int64_t>(7), row.get<Currency>(8)};
    payment.authorized = row.get<std::int64_t>(9);
    payment.captured = row.get<std::int64_t>(10);
    payment.refunded = row.get<std::int64_t>(11);
    payment.toRefund = row.get<std::int64_t>(12);
    payment.undone = row.get<bool>(13);
    payment.givenUp = row.get<bool>(14);
    payment.intent = row.get<std::optional<std::string>>(15).value_or("");
    record.method = row.get<std::string>(16);
    payment.failure = row.get<std::string>(17);
    payment.actionUrl = row.get<std::string>(18);
    record.createdAt = row.get<Instant>(19);
    record.attempts = static_cast<int>(row.get<std::int32_t>(20));
    record.nextTry = row.get<std::optional<Instant>>(21);
    record.address = row.get<std::string>(22);
    record.customer = row.get<std::string>(23);
    record.seats = row.get<std::int32_t>(24);
    payment.inReview = row.get<bool>(25);
    record.reviewRule = row.get<std::string>(26);
    payment.refundGoal = row.get<std::int64_t>(27);
    record.note = noteFrom(row.get<std::string>(28));
    return record;
}

template <class T>
std::optional<T> firstIn(Cursor rows) {
    return rows.next() ? std::optional(rows.get<T>(0)) : std::nullopt;
}

} // namespace

Uuid SqliteStore::house() const {
    return orDamage(sql("metaBytes").value<Uuid>("house"), "house");
}

std::vector<Uuid> SqliteStore::formerHouses() const {
    std::vector<Uuid> all;
    for (Cursor rows = sql("formerHouses").query(); rows.next();)
        all.push_back(rows.get<Uuid>(0));
    return all;
}

std::optional<ports::PaymentRecord> SqliteStore::payment(PaymentId id) const {
    Cursor rows = sql("paymentById").query(id);
    if (!rows.next())
        return {};
    auto record = paymentFrom(rows);
    for (Cursor seats = sql("seatsOfPayment").query(id); seats.next();)
        record.ticketTypes[seats.get<SeatNo>(0)] = seats.get<std::string>(1);
    for (Cursor codes = sql("codesOfPayment").query(id); codes.next();)
        record.codes.push_back(codes.get<std::string>(0));
    return record;
}

void SqliteStore::add(const ports::PaymentRecord& record, const Hash& methodHash) {
    const auto& payment = record.payment;
    sql("addPayment")
        .run(record.id, record.hold, record.tokenHash, record.showtime,
             sqlite::orNull(record.booking), nameOf(payment.state), nameOf(payment.asked),
             payment.amount.minor, payment.amount.currency, payment.authorized, payment.captured,
             payment.refunded, payment.toRefund, payment.undone, payment.givenUp,
             textOrNull(payment.intent), record.method, payment.failure, payment.actionUrl,
             record.createdAt, record.attempts, record.nextTry, record.address, record.customer,
             record.seats, payment.inReview, record.reviewRule, methodHash);
    for (const auto& [seat, type] : record.ticketTypes)
        sql("addPaymentSeat").run(record.id, seat, type);
    int position = 0;
    for (const std::string& code : record.codes)
        sql("addPaymentCode").run(record.id, position++, code);
    m_happenings.push_back(ports::PaymentBecame{payment.state});
}

void SqliteStore::change(const ports::PaymentRecord& record) {
    const auto& payment = record.payment;
    CHECK(payment.sold == !record.booking.isNull());
    if (sql("paymentState").value<std::string>(record.id) != nameOf(payment.state))
        m_happenings.push_back(ports::PaymentBecame{payment.state});
    sql("changePayment")
        .run(record.id, sqlite::orNull(record.booking), nameOf(payment.state),
             nameOf(payment.asked), payment.authorized, payment.captured, payment.refunded,
             payment.toRefund, payment.undone, payment.givenUp, textOrNull(payment.intent),
             record.method, payment.failure, payment.actionUrl, record.attempts, record.nextTry,
             payment.inReview, payment.refundGoal, noteText(record.note));
}

std::optional<PaymentId> SqliteStore::paymentOfHold(HoldId hold) const {
    return firstIn<PaymentId>(sql("paymentOfHold").query(hold));
}

std::optional<PaymentId> SqliteStore::paymentOfBooking(BookingId booking) const {
    return firstIn<PaymentId>(sql("paymentOfBooking").query(booking));
}

std::optional<PaymentId> SqliteStore::paymentOfIntent(const std::string& intent) const {
    return firstIn<PaymentId>(sql("paymentOfIntent").query(intent));
}

std::vector<PaymentId> SqliteStore::duePayments(Instant now, std::size_t limit) const {
    std::vector<PaymentId> all;
    for (Cursor rows = sql("duePayments").query(now, static_cast<std::int64_t>(limit));
         rows.next();)
        all.push_back(rows.get<PaymentId>(0));
    return all;
}

core::FraudFacts SqliteStore::fraudFacts(const ports::PaymentRecord& payment,
                                         const Hash& methodHash, Instant since) const {
    core::FraudFacts facts;
    facts.amount = payment.payment.amount;
    facts.seats = payment.seats;
    facts.byCard = sql("paymentsByMethod").value<std::int64_t>(methodHash, since).value_or(0);
    if (Cursor rows = sql("paymentsFromAddress").query(payment.address, since); rows.next()) {
        facts.byAddress = rows.get<std::int64_t>(0);
        facts.failedByAddress = rows.get<std::int64_t>(1);
    }
    facts.byCustomer =
        sql("paymentsOfCustomer").value<std::int64_t>(payment.customer, since).value_or(0);
    facts.seatsBefore =
        sql("seatsPaidFrom").value<std::int64_t>(payment.showtime, payment.address).value_or(0);
    return facts;
}

std::vector<PaymentId> SqliteStore::paymentsOwing(std::size_t limit) const {
    std::vector<PaymentId> all;
    for (Cursor rows = sql("paymentsOwing").query(static_cast<std::int64_t>(limit)); rows.next();)
        all.push_back(rows.get<PaymentId>(0));
    return all;
}

std::vector<PaymentId> SqliteStore::paymentsInReview(std::size_t limit) const {
    std::vector<PaymentId> all;
    for (Cursor rows = sql("paymentsInReview").query(static_cast<std::int64_t>(limit));
         rows.next();)
        all.push_back(rows.get<PaymentId>(0));
    return all;
}

std::vector<ports::RefundedTicket> SqliteStore::ticketsOfRefund(PaymentId id, Money before,
                                                                Money after) const {
    std::vector<ports::RefundedTicket> all;
    for (Cursor rows = sql("ticketsOfRefund").query(id, before.minor, after.minor); rows.next();)
        all.push_back({rows.get<TicketId>(0), rows.get<TerminalId>(1)});
    return all;
}

void SqliteStore::addRefunded(PaymentId id, TicketId ticket, Money total) {
    sql("addPaymentRefund").run(id, ticket, total.minor);
}

bool SqliteStore::addPaymentEvent(const std::string& id, Instant now) {
    return sql("addPaymentEvent").value<std::int64_t>(id, now).has_value();
}

void SqliteStore::dropPaymentEvents(Instant before) {
    sql("dropPaymentEvents").run(before);
}

std::optional<Instant> SqliteStore::oldestPaymentInQuestion(Instant endsAfter) const {
    return firstIn<std::optional<Instant>>(sql("oldestPaymentInQuestion").query(endsAfter))
        .value_or(std::nullopt);
}

bool SqliteStore::hasPayments() const {
    return sql("anyPayment").query().next();
}

std::optional<PaymentId> SqliteStore::newestPaymentMade(Instant now) const {
    return firstIn<PaymentId>(sql("newestPaymentMade").query(now));
}

bool SqliteStore::isFound(PaymentId id) const {
    return sql("isFoundPayment").query(id).next();
}

void SqliteStore::addFound(PaymentId id, Instant now) {
    sql("addFoundPayment").run(id, now);
}

} // namespace foyer::server::store
