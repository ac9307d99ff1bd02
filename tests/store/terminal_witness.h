#pragma once

// What a terminal's disk has acknowledged, and what its journal says by itself, read with no code
// of the terminal's: for tests that let the disk fail.

#include "shared/wire/entry_json.h"
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

    void heard(const Command& command, const Event& done) {
        const auto* rest = std::get_if<SaveResting>(&command);
        const auto* changes = std::get_if<ApplyChanges>(&command);
        lost &= !changes || !changes->answer->snapshot; // which may be on disk also when it failed
        if (const auto* failed = std::get_if<PersistFailed>(&done)) {
            if (rest)
                resting.reset();
            if (!trouble)
                trouble = failed->trouble;
            return;
        }
        if (rest)
            resting = rest->resting;
        lost |= std::holds_alternative<SaveLost>(command);
        if (std::holds_alternative<Persist>(command))
            for (const auto& row : std::get<Stored>(done).entries)
                entries[row.entry.seq] = row.entry.hash;
        if (changes) {
            cursor = changes->answer->cursor;
            database = changes->answer->stamp.dbIncarnation;
        }
        if (const auto* work = std::get_if<SaveAllotments>(&command))
            for (const HeldAllotment& held : work->allotments)
                allotments.insert(held.id);
        if (const auto* work = std::get_if<SaveVerdicts>(&command))
            judged = work->verdicts.back().seq;
        barred |= std::holds_alternative<SaveBarred>(command);
    }
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

    explicit JournalSays(TerminalStore& store) {
        const auto done = store.carryOut(LoadEntries{StoreOp{1'000'000}, Seq{1}, 10'000}, kStart);
        for (const WaitingEntry& row : std::get<Stored>(*done).entries) {
            entries[row.entry.seq] = row.entry.hash;
            read(row.entry);
        }
    }

private:
    void read(const protocol::SealedEntry& sealed) {
        auto payload = wire::decodePayload(sealed.type, sealed.payloadText);
        CHECK(payload.ok());
        std::visit([this](const auto& entry) { fold(entry); }, *payload);
    }
    void fold(const protocol::Carried& entry) {
        const std::size_t inThisLife = moneyMoved;
        read(entry.entry);
        moneyMoved = inThisLife;
    }
    void fold(const protocol::Intent& entry) {
        if (entry.tender != domain::TenderKind::Card) {
            moneyAsked.insert(entry.booking);
            return;
        }
        cardsOpen[entry.booking] = entry.paymentReference;
        cardsAsked[entry.paymentReference] = entry.booking;
    }
    void fold(const protocol::Abandon& entry) {
        decided(entry.booking);
        if (entry.payment)
            cardsAside.insert(entry.payment->reference);
    }
    void fold(const protocol::Return& entry) {
        givenBack.insert(entry.seats.begin(), entry.seats.end());
    }
    void decided(BookingId booking) {
        moneyAsked.erase(booking);
        cardsOpen.erase(booking);
    }
    void fold(const protocol::Sale& entry) {
        decided(entry.booking);
        paperOwed.insert(entry.booking);
        sold.insert(entry.booking);
        for (const auto& tender : entry.tenders) {
            const bool isCard = tender.kind == domain::TenderKind::Card;
            moneyMoved += isCard ? 0 : 1; // a reader takes its own
            if (isCard)
                cardsPaid.insert(tender.reference);
        }
        for (const auto& line : entry.lines) {
            twice |= !taken.emplace(line.seat, entry.booking).second;
            m_seats[line.ticket] = line.seat;
        }
    }
    void fold(const protocol::Refund& entry) {
        ++moneyMoved;
        for (const TicketId ticket : entry.tickets)
            taken.erase(m_seats.at(ticket));
    }
    void fold(const protocol::Printed& entry) { paperOwed.erase(entry.booking); }
    void fold(const protocol::Void& entry) {
        ++moneyMoved;
        paperOwed.erase(entry.booking);
        std::erase_if(taken, [&](const auto& row) { return row.second == entry.booking; });
    }
    template <class Other>
    void fold(const Other&) {}

    std::map<TicketId, SeatNo> m_seats; // as they were sold
};

} // namespace foyer::tests
