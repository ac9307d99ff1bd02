#pragma once

// The derivation: an entry and the verdict it got, turned into what must stand in the tables. The
// verdict is the server's decision and is taken as given; what follows from it is worked out here,
// by rules of the auditor's own (DESIGN §2; not one line of server/core or server/services).

#include "server/main/proof/journal.h"
#include "server/main/proof/postings.h"

namespace foyer::server::proof {

/// What one entry must have put into the ledger; no postings: no transaction.
struct Expected {
    std::string event;
    Postings postings;
    std::optional<Date> businessDay{}; // when the entry says one that can be meant
};

class Fold {
public:
    /// What cannot be read off the entries before.
    struct Ask {
        /// The tax that the server took a price known from paper to contain, where the price list
        /// of that time is not known any more.
        std::function<std::int64_t(const EntryKey&)> paperTax;
        /// Whether that very entry came from its own life.
        std::function<bool(const EntryKey&, const Hash&)> isStored;
        /// The reference of the card payment that the task is about; nothing: another kind of task.
        std::function<std::optional<std::string>(TaskId)> openPayment;
        /// What the task is about.
        std::function<std::string(TaskId)> subjectOf;
    };

    Fold(const House& house, Findings& findings, Ask ask)
        : m_house(house), m_findings(findings), m_ask(std::move(ask)) {}

    /// Folds the entry in. Entries come in the order in which they were taken in.
    Expected take(const EntryRow& row);

    Book& book() { return m_book; }

private:
    friend struct Effect;

    /// One entry on its way in.
    struct Work {
        const EntryRow& row;
        EntryKey origin; // the life that did it; row.key is the entry that is here
        Expected expected{};
        const protocol::Verdict& verdict() const { return row.verdict; }
        bool is(protocol::Outcome outcome) const { return row.verdict.outcome == outcome; }
    };
    struct PayOut {
        BookingId id;
        Booking& booking;
        std::vector<std::pair<TicketId, Ticket*>> tickets;
        std::vector<domain::Tender> tenders;
        protocol::RevocationReason reason;
        bool isWord = false; // somebody says that the customer had it already
    };

    void find(const char* promise, const Work& work, const std::string& what);
    void duty(const Work& work, protocol::TaskKind kind, const std::string& subject);
    void revoke(const Work& work, TicketId ticket, SeatNo seat, const Ticket& of,
                std::set<protocol::RevocationReason> reasons);
    void seat(const Work& work, TicketId id, Ticket& ticket);
    struct Sold {
        TicketId id;
        const Ticket* ticket;
    };
    static bool isResale(const Sold& earlier, const Sold& later);
    void oust(const Work& work, TicketId id, Ticket& ticket, protocol::RevocationReason reason);
    void overtake(const Work& work, TicketId id, Ticket& ticket);
    void unseat(TicketId id, Ticket& ticket, Fate fate);
    void checkCarried(const Opened& opened, const Work& work);
    void checkFiling(const protocol::Payload& payload, const Work& work);
    void quarantine(const protocol::Payload& payload, Work& work);

    void sale(const protocol::Sale& entry, Work& work);
    void newSale(const protocol::Sale& entry, Work& work);
    void completed(const protocol::Sale& entry, Booking& booking, Work& work);
    void addTicket(const protocol::Sale& entry, std::size_t index, const EntryKey& soldBy,
                   Booking& booking, Work& work);
    void checkMoves(const protocol::Sale& entry, const Work& work);
    void exchange(const protocol::Exchange& entry, Work& work);
    void paper(const protocol::Admitted& entry, Work& work);

    void cancelled(const protocol::Void& entry, Work& work);
    void refund(const protocol::Refund& entry, Work& work);
    void release(const protocol::Refund& entry, const Work& work);
    void payOut(const PayOut& out, Work& work);
    bool leavesOpen(const PayOut& out);
    void declined(const protocol::CardDeclined& entry, Work& work);
    bool forgive(Booking& booking, Money amount, Work& work);
    bool takeBack(Booking& booking, Money amount, Work& work);

    void abandoned(const protocol::Abandon& entry, Work& work);
    void taskDone(const protocol::TaskDone& entry, Work& work);
    void closePayment(const std::string& reference, domain::Account from, Work& work);

    void admitted(const protocol::Admitted& entry, Work& work);
    void admissionUndone(const protocol::AdmissionUndone& entry, Work& work);

    const House& m_house;
    Findings& m_findings;
    Ask m_ask;
    Book m_book;
};

/// The sum of what is not damaged, between each drawer and suspense.
Postings suspended(const std::vector<domain::Tender>& tenders, int sign);
/// The booking an entry is filed under; null: none.
BookingId bookingOf(const protocol::Payload& payload);

} // namespace foyer::server::proof
