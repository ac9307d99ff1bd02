#pragma once

#include "server/ports/entry_sealer.h"
#include "server/ports/entry_verifier.h"
#include "server/ports/payment_provider.h"
#include "server/services/bookings.h"
#include "server/services/context.h"

#include <atomic>
#include <functional>
#include <mutex>
#include <set>
#include <string>

namespace foyer::server::services {

/// What its customer, or the office, sees of a payment.
struct PaymentView {
    PaymentId id;
    HoldId hold;
    BookingId booking; // null unless sold
    core::Payment payment;
    bool settled = false;   // nothing more is to be done
    std::string reviewRule; // why a person has to look at it; empty: nobody has to
    protocol::Stamp stamp;
};

/// Card payments of online customers: authorise under the hold, make tickets of the seats, capture;
/// or take back what was done (server/core/payment.h has the states). Each step is one transaction
/// or one call of the provider, never both, and what is to do next follows from the stored state:
/// a server that was killed goes on where it was, asking again under the same reference.
///
/// Everything but advance() may be called on any thread and does not wait for the provider.
class Payments {
public:
    /// All must outlive this. `provider` may be null: no card payments.
    Payments(const Context& context, const ports::EntryVerifier& verifier,
             const ports::EntrySealer& sealer, ports::PaymentProvider* provider)
        : m_context(context)
        , m_verifier(verifier)
        , m_sealer(sealer)
        , m_provider(provider)
        , m_startedAt(context.clock.now()) {}

    struct Order {
        HoldId hold;
        std::string token;
        std::map<SeatNo, std::string> ticketTypes; // of seats that are not the first type
        std::string address;                       // of the customer; empty: not known
        std::string method;                        // the provider's token
        std::vector<std::string> codes{};          // of discounts, as typed
    };
    enum class Refusal : std::uint8_t {
        NotOffered,  ///< no provider is configured
        UnknownHold, ///< its time is up, or the token is another's
        HoldWaiting,
        HoldSold, ///< not by a payment
        TypeNotSold,
        UnknownCode,
        CodeUsedUp,
        CodeNeedsCustomer,
        NothingToPay, ///< it costs nothing
        Recovering,
        UnknownPayment,
        PaidBefore, ///< too late to cancel
        NotRefundable,
        TooManyTries, ///< the fraud rules say no
        NotInReview
    };
    using Answer = Result<PaymentView, Refusal>;

    /// Writes down what is to be paid; advance() does the rest. A hold that is being paid, or was,
    /// is answered with that payment, so that it may be repeated.
    void begin(Order order, Reply<Answer> reply);
    /// For whoever has the hold's token.
    Outcome<Answer> find(PaymentId id, std::string_view token);
    /// For the office.
    Outcome<Answer> find(PaymentId id);
    /// The customer does not want it any more; refused when the seats are tickets.
    void cancel(PaymentId id, std::string token, Reply<Answer> reply);
    /// Money back for these tickets of its booking (none named: all valid ones).
    void refund(PaymentId id, std::vector<TicketId> tickets, std::string reason,
                Reply<Answer> reply);

    /// What the fraud rules want a person to look at, the oldest first.
    Outcome<std::vector<PaymentView>> inReview(std::size_t limit);
    /// The person's word: the money is taken, or let go and the tickets with it.
    void review(PaymentId id, bool approved, AccountId by, Reply<Answer> reply);

    enum class NewsRefusal : std::uint8_t {
        NotGenuine, ///< as ports::EventRefusal has it
        Recovering  ///< they are to be sent again: what they mean is not known yet
    };
    using EventAnswer = Result<std::optional<PaymentId>, NewsRefusal>;
    /// News from the provider; answers the payment that is to be advanced.
    void take(std::string_view body, std::string_view signature, Reply<EventAnswer> reply);

    /// At most `limit` payments whose time has come.
    Outcome<std::vector<PaymentId>> due(std::size_t limit);
    /// At most `limit` payments whose customers are owed for seats they do not get, as when their
    /// showtime is cancelled.
    Outcome<std::vector<PaymentId>> owing(std::size_t limit);
    /// What is owed goes back by the provider; nothing when nothing is, or it cannot.
    void payBackOwed(PaymentId id, Reply<Done> reply);
    /// Goes on with the payment as far as it gets. Blocks, so it runs on a worker's thread; a
    /// payment that somebody else is advancing is left to them.
    void advance(PaymentId id);
    /// Makes advance() end before its next step.
    void stop() { m_ending = true; }
    /// Forgets events so old that the provider does not send them again.
    void prune(Reply<Done> reply);

    bool isOffered() const { return m_provider != nullptr; }

private:
    bool step(PaymentId id);
    bool isToBeLookedAt(const ports::PaymentRecord& record, bool holdIsGood) const;
    bool isStillForSale(const ports::PaymentRecord& record);
    core::ProviderAnswer ask(const ports::PaymentRecord& record, core::PaymentAct act,
                             const std::string& house,
                             const std::vector<ports::RefundedTicket>& refunded);
    bool ran(std::function<Decided<Done>(ports::Store&)> work);

    Context m_context;
    const ports::EntryVerifier& m_verifier;
    const ports::EntrySealer& m_sealer;
    ports::PaymentProvider* m_provider;
    const Instant m_startedAt;
    std::atomic<bool> m_ending{false};
    std::mutex m_lock;
    std::set<PaymentId> m_busy;
};

} // namespace foyer::server::services
