#include "server/services/payments.h"

#include "server/services/audit.h"
#include "server/services/holds.h"
#include "server/services/payment_news.h"
#include "server/services/payment_steps.h"
#include "server/services/recovery.h"
#include "shared/base/mutant.h"
#include "shared/crypto/hash.h"

#include <future>
#include <memory>

namespace foyer::server::services {

using core::PaymentAct;
using ports::PaymentRecord;

namespace {

constexpr int kMostSteps = 16; // far more than any way through the states
constexpr std::chrono::hours kEventsKept{24 * 30};

PaymentView viewOf(const ports::Store& store, const PaymentRecord& record) {
    const bool waits = record.payment.inReview;
    return {record.id,
            record.hold,
            record.booking,
            record.payment,
            (core::isSettled(record.payment) && !waits) || store.isFound(record.id),
            waits ? record.reviewRule : std::string(),
            store.stamp()};
}

Decided<Payments::Answer> refuse(Payments::Refusal refusal) {
    return {Err{refusal}, false};
}

Payments::Refusal refusalOf(Bookings::Refusal refusal) {
    using Refusal = Payments::Refusal;
    switch (refusal) {
    case Bookings::Refusal::HoldWaiting:
        return Refusal::HoldWaiting;
    case Bookings::Refusal::TypeNotSold:
        return Refusal::TypeNotSold;
    case Bookings::Refusal::UnknownCode:
        return Refusal::UnknownCode;
    case Bookings::Refusal::CodeUsedUp:
        return Refusal::CodeUsedUp;
    case Bookings::Refusal::CodeNeedsCustomer:
        return Refusal::CodeNeedsCustomer;
    case Bookings::Refusal::Recovering:
        return Refusal::Recovering;
    case Bookings::Refusal::NotRefundable:
    case Bookings::Refusal::UnknownBooking:
        return Refusal::NotRefundable;
    case Bookings::Refusal::NoChannel:
    case Bookings::Refusal::UnknownHold:
        return Refusal::UnknownHold;
    }
    return Refusal::UnknownHold;
}

/// The payment that this hold has or had, for whoever has its token.
std::optional<PaymentRecord> paymentOf(const ports::Store& store, const Payments::Order& order) {
    const auto id = store.paymentOfHold(order.hold);
    auto record = id ? store.payment(*id) : std::nullopt;
    if (record && record->tokenHash != hashOfHoldToken(order.token))
        return {};
    return record;
}

/// Who comes through a proxy on this machine has no address of their own: nothing is counted by it.
std::string addressOf(const Payments::Order& order) {
    const bool isProxy = order.address == "::1" || order.address.starts_with("127.");
    return isProxy ? std::string() : order.address;
}

/// Under which a token is counted; the token itself is forgotten.
Hash hashOfMethod(std::string_view method) {
    return crypto::Hasher{}.add(asBytes("foyer-method-1")).add(asBytes(method)).finish();
}

Decided<Payments::Answer> decideBegin(OnlineDesk desk, const Payments::Order& order) {
    using Refusal = Payments::Refusal;
    if (const auto before = paymentOf(desk.store, order))
        return {viewOf(desk.store, *before), false};
    const auto hold = desk.store.hold(order.hold);
    if (!hold || hold->tokenHash != hashOfHoldToken(order.token) ||
        isOver(desk.store, *hold, desk.now))
        return refuse(Refusal::UnknownHold);
    if (hold->state == ports::HoldState::Sold)
        return refuse(Refusal::HoldSold);
    if (hold->state == ports::HoldState::Waiting)
        return refuse(Refusal::HoldWaiting);
    if (desk.store.isRecovering())
        return refuse(Refusal::Recovering);
    const auto sale =
        priced(desk, *hold,
               {order.hold, {}, order.ticketTypes, domain::TenderKind::Card, {}, order.codes});
    if (!sale)
        return refuse(refusalOf(sale.error()));
    PaymentRecord record;
    record.id = PaymentId::make(desk.now, desk.random);
    record.hold = hold->id;
    record.tokenHash = hold->tokenHash;
    record.showtime = hold->showtime;
    record.payment.amount = domain::totalOf(sale->lines);
    record.method = order.method;
    record.ticketTypes = order.ticketTypes;
    record.codes = order.codes;
    record.address = addressOf(order);
    record.customer = hold->customer;
    record.seats = static_cast<std::int32_t>(sale->lines.size());
    record.createdAt = desk.now;
    record.nextTry = desk.now;
    if (record.payment.amount.minor <= 0)
        return refuse(Refusal::NothingToPay);
    const Hash methodHash = hashOfMethod(order.method);
    const auto finding =
        core::judgeFraud(desk.store.fraudFacts(record, methodHash, desk.now - core::kFraudWindow));
    if (finding.verdict == core::FraudVerdict::Refuse)
        return refuse(Refusal::TooManyTries);
    record.payment.inReview = finding.verdict == core::FraudVerdict::Review;
    record.reviewRule = finding.rule;
    desk.store.add(record, methodHash);
    return {viewOf(desk.store, record)};
}

/// It is not known yet what a lost history has made of it. One that is not sold as far as is known
/// waits for the second look too, since its money may have been on its way; and money that is to go
/// back, since it may have gone back already: a journal may have told of it between the two looks,
/// and the provider remembers for a day only what it was asked for.
bool waitsForProvider(const ports::Store& store, const PaymentRecord& record) {
    if (awaitsProvider(store))
        return true;
    const auto& payment = record.payment;
    const bool isDone = payment.sold && payment.toRefund <= payment.refunded;
    const auto before = isDone ? std::nullopt : store.recoveryToLookAgain();
    return before && record.createdAt < before->startedAt;
}

Decided<Payments::Answer> decideReview(OnlineDesk desk, PaymentId id, bool approved, AccountId by) {
    auto record = desk.store.payment(id);
    if (!record)
        return refuse(Payments::Refusal::UnknownPayment);
    if (!record->payment.inReview)
        return refuse(Payments::Refusal::NotInReview);
    if (waitsForProvider(desk.store, *record))
        return refuse(Payments::Refusal::Recovering); // somebody may have decided before
    record->payment = core::reviewed(std::move(record->payment), approved);
    keepPayment(desk.store, *record, false, desk.now);
    writeAudit(desk.store, desk.now, by.toString(),
               approved ? "payment.approved" : "payment.rejected",
               id.toString() + ", " + record->reviewRule);
    return {viewOf(desk.store, *desk.store.payment(id))};
}

Decided<Payments::Answer> decideCancel(OnlineDesk desk, PaymentId id, const std::string& token) {
    const auto record = desk.store.payment(id);
    if (!record || record->tokenHash != hashOfHoldToken(token))
        return refuse(Payments::Refusal::UnknownPayment);
    if (record->payment.sold)
        return refuse(Payments::Refusal::PaidBefore);
    if (waitsForProvider(desk.store, *record))
        return refuse(Payments::Refusal::Recovering); // it may have been sold
    giveUpPayment(desk, id, "customer");
    return {viewOf(desk.store, *desk.store.payment(id))};
}

Decided<Payments::Answer> decideRefund(OnlineDesk desk, PaymentId id,
                                       const std::vector<TicketId>& tickets,
                                       const std::string& reason) {
    const auto record = desk.store.payment(id);
    if (!record)
        return refuse(Payments::Refusal::UnknownPayment);
    if (record->booking.isNull())
        return refuse(Payments::Refusal::NotRefundable);
    if (const auto refund = refundBooking(desk, record->booking, tickets, reason); !refund)
        return refuse(refusalOf(refund.error()));
    return {viewOf(desk.store, *desk.store.payment(id))};
}

/// What stands in the database about a payment's next step.
struct Standing {
    std::optional<PaymentRecord> record;
    bool holdIsGood = false;
    bool waits = false;                            // until it is known what was lost
    std::string house;                             // where the provider is to be told
    std::vector<ports::RefundedTicket> refunded{}; // what the refund that is asked for is for
};

std::vector<ports::RefundedTicket> refundedBy(const ports::Store& store,
                                              const PaymentRecord& record) {
    const auto& payment = record.payment;
    const Currency currency = payment.amount.currency;
    return store.ticketsOfRefund(record.id, {payment.refunded, currency},
                                 {payment.refundGoal, currency});
}

bool needsItsHold(const PaymentRecord& record) {
    return !record.payment.sold && !record.payment.givenUp && !core::isSettled(record.payment) &&
           record.payment.state != core::PaymentState::Failed;
}

} // namespace

void Payments::begin(Order order, Reply<Answer> reply) {
    if (!m_provider)
        return reply(Answer{Err{Refusal::NotOffered}});
    submit<Answer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer,
         order = std::move(order)](ports::Store& store) {
            return decideBegin({store, verifier, sealer, context.clock.now(), context.random},
                               order);
        },
        std::move(reply));
}

Outcome<Payments::Answer> Payments::find(PaymentId id, std::string_view token) {
    return readOne<Answer>(m_context.reader, [&](const ports::Store& store) -> Answer {
        const auto record = store.payment(id);
        if (!record || record->tokenHash != hashOfHoldToken(token))
            return Err{Refusal::UnknownPayment};
        return viewOf(store, *record);
    });
}

Outcome<Payments::Answer> Payments::find(PaymentId id) {
    return readOne<Answer>(m_context.reader, [&](const ports::Store& store) -> Answer {
        const auto record = store.payment(id);
        if (!record)
            return Err{Refusal::UnknownPayment};
        return viewOf(store, *record);
    });
}

void Payments::cancel(PaymentId id, std::string token, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, id,
         token = std::move(token)](ports::Store& store) {
            return decideCancel({store, verifier, sealer, context.clock.now(), context.random}, id,
                                token);
        },
        std::move(reply));
}

void Payments::refund(PaymentId id, std::vector<TicketId> tickets, std::string reason,
                      Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, id,
         tickets = std::move(tickets), reason = std::move(reason)](ports::Store& store) {
            return decideRefund({store, verifier, sealer, context.clock.now(), context.random}, id,
                                tickets, reason);
        },
        std::move(reply));
}

Outcome<std::vector<PaymentView>> Payments::inReview(std::size_t limit) {
    return readOne<std::vector<PaymentView>>(m_context.reader, [&](const ports::Store& store) {
        std::vector<PaymentView> views;
        for (const auto id : store.paymentsInReview(limit))
            views.push_back(viewOf(store, *store.payment(id)));
        return views;
    });
}

void Payments::review(PaymentId id, bool approved, AccountId by, Reply<Answer> reply) {
    submit<Answer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, id, approved,
         by](ports::Store& store) {
            return decideReview({store, verifier, sealer, context.clock.now(), context.random}, id,
                                approved, by);
        },
        std::move(reply));
}

void Payments::take(std::string_view body, std::string_view signature, Reply<EventAnswer> reply) {
    if (!m_provider)
        return reply(EventAnswer{Err{NewsRefusal::NotGenuine}});
    auto event = m_provider->readEvent(body, signature, m_context.clock.now());
    if (!event)
        return reply(EventAnswer{Err{NewsRefusal::NotGenuine}});
    if (!*event)
        return reply(EventAnswer{std::optional<PaymentId>{}});
    submit<EventAnswer>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer,
         event = **std::move(event)](ports::Store& store) {
            return takeNews({store, verifier, sealer, context.clock.now(), context.random}, event);
        },
        std::move(reply));
}

Outcome<std::vector<PaymentId>> Payments::due(std::size_t limit) {
    const Instant now = m_context.clock.now();
    return readOne<std::vector<PaymentId>>(
        m_context.reader, [&](const ports::Store& store) { return store.duePayments(now, limit); });
}

Outcome<std::vector<PaymentId>> Payments::owing(std::size_t limit) {
    return readOne<std::vector<PaymentId>>(
        m_context.reader, [&](const ports::Store& store) { return store.paymentsOwing(limit); });
}

void Payments::payBackOwed(PaymentId id, Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, id](ports::Store& store) {
            OnlineDesk desk{store, verifier, sealer, context.clock.now(), context.random};
            const auto record = store.payment(id);
            const bool isDone = record && !record->booking.isNull() && !store.isRecovering() &&
                                refundOwed(desk, record->booking).ok();
            return Decided<Done>{Done{}, isDone};
        },
        std::move(reply));
}

void Payments::prune(Reply<Done> reply) {
    submit<Done>(
        m_context.writer,
        [context = m_context](ports::Store& store) {
            store.dropPaymentEvents(context.clock.now() - kEventsKept);
            return Decided<Done>{Done{}};
        },
        std::move(reply));
}

void Payments::advance(PaymentId id) {
    {
        const std::lock_guard lock(m_lock);
        if (!m_provider || !m_busy.insert(id).second)
            return;
    }
    for (int i = 0; i < kMostSteps && !m_ending && step(id); ++i) {
    }
    const std::lock_guard lock(m_lock);
    m_busy.erase(id);
}

/// One transaction, waited for. False when it was undone or failed.
bool Payments::ran(std::function<Decided<Done>(ports::Store&)> work) {
    auto kept = std::make_shared<bool>(false);
    auto end = std::make_shared<std::promise<bool>>();
    auto ended = end->get_future();
    submit<Done>(
        m_context.writer,
        [kept, work = std::move(work)](ports::Store& store) {
            auto decided = work(store);
            *kept = decided.keep;
            return decided;
        },
        [kept, end](const Outcome<Done>& done) { end->set_value(done.ok() && *kept); });
    return ended.get();
}

core::ProviderAnswer Payments::ask(const PaymentRecord& record, PaymentAct act,
                                   const std::string& house,
                                   const std::vector<ports::RefundedTicket>& refunded) {
    const auto& payment = record.payment;
    const ports::PaymentKey key{record.id, payment.intent};
    const auto money = [&](std::int64_t minor) { return Money{minor, payment.amount.currency}; };
    switch (act) {
    case PaymentAct::Create:
        return m_provider->create({mutated(Mutant::PaymentKeyRenewed)
                                       ? PaymentId::make(m_context.clock.now(), m_context.random)
                                       : record.id,
                                   payment.amount, record.method, house});
    case PaymentAct::Confirm:
        return m_provider->confirm(key, record.method);
    case PaymentAct::Capture:
        return m_provider->capture(key, payment.amount, record.note);
    case PaymentAct::Cancel:
        return m_provider->cancel(key);
    case PaymentAct::Refund:
        return m_provider->refund(key, money(payment.refundGoal - payment.refunded),
                                  money(payment.refunded), refunded);
    case PaymentAct::Fetch:
        return m_provider->fetch(key);
    case PaymentAct::None:
    case PaymentAct::Sell:
    case PaymentAct::Undo:
        break;
    }
    CHECK(false);
}

/// Its row may be of a disk that was put back, or its money is here and would go back.
bool Payments::isToBeLookedAt(const PaymentRecord& record, bool holdIsGood) const {
    return record.createdAt < m_startedAt || (record.payment.captured > 0 && !holdIsGood);
}

/// By what the provider shows. False: a history that is lost had sold it, or nobody knows.
bool Payments::isStillForSale(const PaymentRecord& record) {
    const auto shown = ask(record, PaymentAct::Fetch, {}, {});
    auto isForSale = std::make_shared<bool>(false);
    (void)ran([this, id = record.id, shown, isForSale](ports::Store& store) {
        OnlineDesk desk{store, m_verifier, m_sealer, m_context.clock.now(), m_context.random};
        *isForSale = wasNotSold(desk, id, shown);
        return Decided<Done>{Done{}, !*isForSale};
    });
    return *isForSale;
}

/// The next thing to be done; false when there is nothing, or not yet, or the database failed: then
/// the timer comes back to it.
bool Payments::step(PaymentId id) {
    const Instant now = m_context.clock.now();
    const auto standing = readOne<Standing>(m_context.reader, [&](const ports::Store& store) {
        Standing found{store.payment(id), false, false, {}};
        if (!found.record)
            return found;
        found.holdIsGood = isHoldGood(store, *found.record, now);
        found.waits = waitsForProvider(store, *found.record);
        const auto act = core::nextAct(found.record->payment);
        if (act == PaymentAct::Create)
            found.house = store.house().toString();
        if (act == PaymentAct::Refund)
            found.refunded = refundedBy(store, *found.record);
        return found;
    });
    if (!standing || !standing->record || !standing->record->nextTry || standing->waits)
        return false;
    const auto& record = *standing->record;
    const auto command = [this](auto work) {
        return ran([this, work](ports::Store& store) {
            OnlineDesk desk{store, m_verifier, m_sealer, m_context.clock.now(), m_context.random};
            return Decided<Done>{Done{}, work(desk)};
        });
    };
    const auto giveUp = [&](const std::string& why) {
        return command([id, why](OnlineDesk& desk) {
            giveUpPayment(desk, id, why);
            return true;
        });
    };
    if (needsItsHold(record) && !standing->holdIsGood && record.payment.captured == 0)
        return giveUp("hold_over");
    if (*record.nextTry > now)
        return false;
    const auto act = core::nextAct(record.payment);
    switch (act) {
    case PaymentAct::None: {
        if (!owesNote(record))
            return false;
        const auto noted = m_provider->annotate({id, record.payment.intent}, *record.note);
        return command([id, noted, told = *record.note](OnlineDesk& desk) {
            recordNoted(desk, id, told, noted);
            return true;
        });
    }
    case PaymentAct::Sell: {
        if (isToBeLookedAt(record, standing->holdIsGood) && !isStillForSale(record))
            return false;
        auto why = std::make_shared<std::string>();
        if (command([id, why](OnlineDesk& desk) { return sellPaid(desk, id, *why); }))
            return true;
        return !why->empty() && giveUp(*why);
    }
    case PaymentAct::Undo:
        return command([id](OnlineDesk& desk) { return undoPaid(desk, id); });
    case PaymentAct::Create:
    case PaymentAct::Confirm:
    case PaymentAct::Capture:
    case PaymentAct::Cancel:
    case PaymentAct::Refund:
    case PaymentAct::Fetch:
        break;
    }
    const auto answer = ask(record, act, standing->house, standing->refunded);
    return command([id, act, answer](OnlineDesk& desk) {
        recordAnswer(desk, id, act, answer);
        return true;
    });
}

} // namespace foyer::server::services
