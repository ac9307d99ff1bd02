#pragma once

#include "app/core/basket.h"
#include "app/core/card_payments.h"
#include "app/core/context.h"
#include "app/core/journal.h"
#include "app/core/login.h"
#include "app/core/sale_book.h"
#include "app/core/tasks.h"
#include "shared/domain/cash.h"

#include <map>

namespace foyer::core {

class Till;

/// What a sale touches.
struct Desk {
    Context& ctx;
    Rights& rights;
    Basket& basket;
    SaleBook& book;
    JournalWriter& writer;
    LoginDesk& login;
    TaskDesk& tasks;
    const Till& till;

    /// Its entry is on its way to disk, or its paper to the printer.
    bool isBusy(BookingId booking) const;
};

/// What sums in cash are a multiple of here, by currency and policy.
std::int64_t cashStep(const Context& ctx, Currency currency);
/// For `total`, of which `due` is handed over in cash.
domain::Tender cashTender(Money total, Money due, Money received);
/// As much of it as an entry may hold, cut between characters of UTF-8.
std::string reasonFrom(const std::string& text);

/// Takes the money and gives the paper, in the order of DESIGN §2: INTENT on disk → money → SALE on
/// disk → print → PRINTED on disk. Nothing follows before what it follows from is durable.
///
///   state          wish or event              next             writes
///   Ready          PayCash                    IntentPending    INTENT, rights Intended
///   IntentPending  stored                     Paying
///   Paying         ConfirmCash                SalePending      SALE, rights Sold
///   Paying         CancelPayment              AbandonPending   ABANDON, rights Mine
///   IntentPending  stored, after PayCard      CardCharging
///   CardCharging   Approved                   SalePending      SALE, rights Sold
///   CardCharging   Declined                   AbandonPending   ABANDON, rights Mine
///   CardCharging   Unknown, or no answer      CardUnknown      asks again by the reference
///   CardUnknown    as CardCharging, or SetCardAside: AbandonPending; NextSale: it is a question
///   AbandonPending stored                     Choosing…
///   SalePending    stored: print, drawer      Printing
///   Printing       TicketsPrinted, stored     Done             PRINTED
///   Printing       PrintFailed                PrintFailed
///   any after SalePending: NextSale           Choosing         the paper goes its way
class Till {
public:
    /// After a start: card payments that were under way.
    void restore(Desk& desk);
    void payCash(Desk& desk) { pay(desk, domain::TenderKind::Cash); }
    void payCard(Desk& desk);
    void cardAnswered(Desk& desk, const CardAnswered& event);
    void tellCard(Desk& desk, const TellCard& wish);
    void setCardAside(Desk& desk, const SetCardAside& wish);
    void pumpCards(Desk& desk);
    std::optional<BootInstant> due() const { return m_cards.due(); }
    void cancelPayment(Desk& desk);
    void confirmCash(Desk& desk, const ConfirmCash& wish);
    void nextSale(Desk& desk);

    void resolveIntent(Desk& desk, const ResolveIntent& wish);
    void voidSale(Desk& desk, const VoidSale& wish);
    /// A reseated sale's new tickets come out once without COPY: nobody has them yet.
    void reprint(Desk& desk, BookingId booking);
    /// The same for a task, which is done when the paper is out.
    void printTask(Desk& desk, TaskId task);
    void confirmPrinted(Desk& desk, BookingId booking);

    /// False when `event` is not of this machine.
    bool stored(Desk& desk, const Stored& event);
    void printed(Desk& desk, const TicketsPrinted& event);
    void printFailed(Desk& desk, const PrintFailed& event);

    /// Choosing while no payment has begun: then the basket knows more.
    SaleState state() const { return m_state; }
    BookingId booking() const { return m_booking; }
    /// From PayCash or PayCard until the SALE is on disk.
    bool isPaying() const;
    bool isPrinting(BookingId booking) const;
    bool isBusy(BookingId booking) const;
    /// Whether a person has to say what became of it.
    std::optional<Question::Kind> questionOf(const Desk& desk, const OwnSale& sale) const;
    /// Of a card payment: no reader can be asked, or it could not say.
    bool mayPersonTell(const Desk& desk, const OwnSale& sale) const;

private:
    enum class Step : std::uint8_t { Intent, Abandon, Aside, Sale, Printed, Void };
    struct Writing {
        Step step = Step::Intent;
        BookingId booking;
    };
    struct Job {
        BookingId booking;
        bool copy = false;
        bool moved = false; // the tickets of new seats
        TaskId task{};
    };

    bool mayReprint(const Desk& desk, const OwnSale* sale) const;
    bool isWriting(BookingId booking, Step step) const;
    bool maySell(const Desk& desk) const;
    OwnSale makeSale(Desk& desk, domain::TenderKind tender) const;
    void pay(Desk& desk, domain::TenderKind tender);
    void charge(Desk& desk, const OwnSale& sale);
    void settleCard(Desk& desk, OwnSale& sale, CardOutcome outcome);
    void saidAfterwards(Desk& desk, OwnSale& sale, CardOutcome outcome);
    void chargedAfterAll(Desk& desk, OwnSale& sale);
    static protocol::OpenPayment paymentOf(const OwnSale& sale);
    void write(Desk& desk, Step step, OwnSale& sale, protocol::Payload entry,
               std::vector<RightUpdate> rights);
    void sell(Desk& desk, OwnSale& sale, domain::Tender tender);
    void afterSale(Desk& desk, OwnSale& sale, const Stored& event);
    void afterVoid(Desk& desk, const OwnSale& sale);
    void abandon(Desk& desk, OwnSale& sale, std::optional<protocol::OpenPayment> payment);
    void print(Desk& desk, const OwnSale& sale, Job job);
    bool isCurrent(const OwnSale& sale) const { return sale.booking == m_booking; }
    void enter(Desk& desk, SaleState state);
    /// Enters it if that is the sale on the screen.
    void enterIf(Desk& desk, const OwnSale& sale, SaleState state);
    static void touchSales(Context& ctx);

    SaleState m_state = SaleState::Choosing;
    BookingId m_booking; // of the sale on the screen
    std::map<StoreOp, Writing> m_writing;
    std::map<PrintId, Job> m_jobs;
    CardPayments m_cards;
};

} // namespace foyer::core
