#pragma once

#include "tests/simulation/office.h"
#include "tests/simulation/provider.h"
#include "tests/simulation/terminal_node.h"
#include "tests/simulation/verdict_rules.h"

#include <functional>
#include <map>
#include <set>
#include <vector>

namespace foyer::simulation {

/// Holds the promises of DESIGN §1 against the tables of all databases, with SQL of its own: it
/// shares no code with what it checks. A machine that is down is looked at when it is up again.
class Checker {
public:
    Checker(House& house, ServerNode& server, std::vector<TerminalNode*> terminals, Truth& truth,
            Office& office);
    /// Another machine has joined.
    void add(TerminalNode& terminal);

    /// The provider's books, which are to agree with the server's.
    void lookAt(const ProviderBooks& books) { m_books = &books; }

    /// After each step; looks at the databases that were written to since.
    void check();
    /// After the healing: everything has drained, and both sides say the same.
    void checkEnd();
    /// The moment the business day ends: what is on the terminals' disks now is of that day.
    void dayEnds();
    /// Right after the day was closed (promise I2).
    void checkClosing();
    /// Right after a sweep of the holds (promise I5).
    void checkHolds();
    /// Sends a prefix of a journal again and looks whether anything moved (promise I4).
    void checkReplay(TerminalNode& terminal);
    /// One number for the whole state of the server, but for what time alone changes.
    std::string fingerprint();

private:
    /// The statements on one connection; gone with it.
    struct Desk {
        sqlite::Connection* db = nullptr;
        std::uint64_t life = ~std::uint64_t{0};
        std::map<const char*, sqlite::Statement> statements;
    };
    struct Seen {
        TerminalNode* terminal = nullptr;
        Desk desk;
        std::uint64_t writes = ~std::uint64_t{0};
        std::uint64_t life = ~std::uint64_t{0};
        std::int64_t cursor = 0;
        std::int64_t chained = 0; // the last row of its journal whose chain was looked at
        std::int64_t scanned = 0; // the last row of its journal that was looked at
        std::int64_t verdict = 0; // the last row of its verdicts that was looked at
        std::string database;     // of the server, as it was known with that cursor
        using Seats = std::vector<std::pair<ShowtimeId, SeatNo>>;
        Seats sold;                                 // with a valid ticket of its own
        Seats owned;                                // with a right it believes in
        std::map<Seats::value_type, TicketId> left; // those sold from a lease that is over
        std::vector<Hash> ofDay; // entries that it had when the business day ended
    };
    sqlite::Statement& statement(Desk& desk, const char* sql);
    std::int64_t ask(Desk& desk, const char* sql);
    void expectNone(Desk& desk, const char* promise, const char* sql);
    Desk& server();
    Desk& deskOf(Seen& seen);
    void checkServer();
    void checkChains();
    void checkOwnChain(Seen& seen);
    void checkAudit();
    void checkDamaged(protocol::JournalUpload upload);
    void checkDisplaced(std::int64_t before);
    void checkResold();
    bool isDisplaceable(const Truth::Printed& paper) const;
    bool isAnyDisplaceable(const std::function<bool(const Truth::Printed&)>& which) const;
    void checkCarried();
    void checkAdmissions();
    void checkDoor(Seen& seen);
    void checkInside(Seen& seen);
    void checkRisk(Seen& seen);
    void checkStanding();
    void checkTold();
    void checkLeases();
    void checkLosses();
    bool isAnsweredFor(const Seen& seen);
    bool isPaidBack(const Seen& seen, const Seen::Seats::value_type& seat);
    void checkMoney();
    void checkVerdicts();
    void checkRules(std::int64_t before, VerdictCheck::When when);
    void checkCauses();
    std::set<std::string> rulesAfter(std::int64_t before);
    void expectTrue(const std::string& question, std::int64_t before);
    void checkReductions(std::int64_t before);
    void checkUses(std::int64_t before);
    void checkPrices();
    struct PricedLine;
    void checkPrice(const std::vector<PricedLine>& sale);
    void checkDuties();
    void checkMappings();
    void checkOnline();
    void checkRefilled();
    void forgetHistory();
    void expectNoneAfter(std::int64_t row, const char* promise, const char* sql);
    void expectNoneNamed(std::int64_t row, const char* promise, const char* sql);
    void checkTerminal(Seen& seen);
    void checkOwners(Seen::Seats Seen::*seats, const char* promise);
    void checkPaper();
    void checkAllPaper(Seen& seen);
    void checkCursor(Seen& seen);
    void checkDrained(Seen& seen);
    void checkOwnTickets(Seen& seen);
    void checkOwnVerdicts(Seen& seen);
    void checkReplica(Seen& seen);
    /// What all disks together say of each sale; a twin's disk tells of the same ones.
    struct SaleFacts {
        bool sold = false;      // or voided since
        bool open = false;      // sold and not voided anywhere
        bool owesPaper = false; // with a ticket that is valid
    };
    std::map<BookingId, SaleFacts> salesOf(bool& allThere);
    std::int64_t drawersBy(const std::map<BookingId, SaleFacts>& sales);
    std::int64_t paidOut();
    void checkPaidOnce(Seen& seen);
    void checkSales(const std::map<BookingId, SaleFacts>& sales);
    void checkPaperVerdicts();
    void checkCash();
    void checkCards();
    void checkPayments();
    void checkPaymentsEnd();
    std::int64_t unaskedIn(PaymentId payment);
    void checkExchanges();
    void checkNotes();
    void checkExchangesEnd();
    void forgetExchanges();
    bool isNoted(BookingId booking, TicketId ticket) const;
    bool isOfLostExchange(ShowtimeId showtime, SeatNo seat);
    bool isAnyOfLostExchange(const std::string& showtime, const std::string& seats);
    void checkPaidBookings();
    bool isTakingInPayments();
    bool isSetAside(PaymentId payment);
    bool isAnsweredFor(BookingId booking);
    void checkLostPayment(PaymentId id, const Intent& intent);
    void checkRefunded(PaymentId payment, const Intent& intent);
    std::int64_t inLedgerFor(PaymentId payment);
    struct CardFacts;
    void readCards(Seen& seen, std::map<std::string, CardFacts>& payments);
    Seen::Seats seatsOf(Seen& seen, const char* sql);

    House& m_house;
    ServerNode& m_server;
    Truth& m_truth;
    Office& m_office;
    const ProviderBooks* m_books = nullptr;
    Desk m_serverDesk;
    std::uint64_t m_serverWrites = ~std::uint64_t{0};
    std::int64_t m_epoch = 0;     // of the newest allotment that was looked at
    std::int64_t m_entry = 0;     // the last row of the journal that was looked at
    std::int64_t m_trailed = 0;   // the last record of the audit trail
    std::int64_t m_verdict = 0;   // the last row that was looked at
    std::int64_t m_priced = 0;    // the last row of the journal whose prices were looked at
    std::int64_t m_exchanged = 0; // the last row of the journal that was looked at for exchanges
    /// A seat, and the ticket for another that its customer has instead.
    struct GivenUp {
        BookingId booking;
        ShowtimeId showtime;
        SeatNo seat;
        TicketId ticket;
    };
    std::vector<GivenUp> m_givenUp;
    std::set<std::pair<ShowtimeId, SeatNo>> m_givenUpInVain; // the exchange is lost
    std::uint64_t m_restores = 0;                            // of the server, so far
    std::set<ShowtimeId> m_replanned;
    std::vector<Seen> m_terminals;
};

} // namespace foyer::simulation
