#pragma once

// What a terminal's disk has acknowledged, and what its journal says by itself, read with no code
// of the terminal's: for tests that let the disk fail.

#include "tests/store/terminal_on_disk.h"

#include <map>
#include <set>

namespace foyer::tests {

/// Remembers every promise the store makes.
struct Witness {
    std::map<Seq, Hash> entries;
    std::set<AllotmentId> allotments;
    CommitSeq cursor;
    Uuid database; // in which that counts
    Seq judged;    // the last entry whose verdict was kept
    bool barred = false;
    bool lost = false;                     // that the server has lost its history
    std::optional<bool> resting;           // nothing: nobody knows
    std::optional<StorageTrouble> trouble; // of the first failure

    void heard(const Command& command, const Event& done);
};

/// The journal of a store, folded into what it means.
struct JournalSays {
    std::map<Seq, Hash> entries;
    std::set<BookingId> moneyAsked;              // INTENT in cash, and nothing after it
    std::map<BookingId, std::string> cardsOpen;  // the same by card, with its reference
    std::map<std::string, BookingId> cardsAsked; // the reference of every INTENT by card
    std::set<std::string> cardsPaid;             // of a SALE
    std::set<std::string> cardsAside;            // of an ABANDON that leaves it open
    std::set<BookingId> paperOwed;               // SALE without PRINTED or VOID
    std::set<BookingId> sold;                    // every SALE ever
    std::map<SeatNo, BookingId> taken;
    std::set<SeatNo> givenBack;
    std::size_t moneyMoved = 0; // entries of this life for which somebody reaches for money
    bool twice = false;         // a seat sold while another sale of it stood

    explicit JournalSays(TerminalStore& store);

private:
    void read(const protocol::SealedEntry& sealed);
    void fold(const protocol::Carried& entry);
    void fold(const protocol::Intent& entry);
    void fold(const protocol::Abandon& entry);
    void fold(const protocol::Return& entry);
    void decided(BookingId booking);
    void fold(const protocol::Sale& entry);
    void fold(const protocol::Refund& entry);
    void fold(const protocol::Printed& entry) { paperOwed.erase(entry.booking); }
    void fold(const protocol::Void& entry);
    template <class Other>
    void fold(const Other&) {}

    std::map<TicketId, SeatNo> m_seats; // as they were sold
};

} // namespace foyer::tests
