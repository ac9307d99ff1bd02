#include "tests/store/terminal_witness.h"

#include "shared/wire/entry_json.h"

namespace foyer::tests {

void Witness::heard(const Command& command, const Event& done) {
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

JournalSays::JournalSays(TerminalStore& store) {
    const auto done = store.carryOut(LoadEntries{StoreOp{1'000'000}, Seq{1}, 10'000}, kStart);
    for (const WaitingEntry& row : std::get<Stored>(*done).entries) {
        entries[row.entry.seq] = row.entry.hash;
        read(row.entry);
    }
}

void JournalSays::read(const protocol::SealedEntry& sealed) {
    auto payload = wire::decodePayload(sealed.type, sealed.payloadText);
    CHECK(payload.ok());
    std::visit([this](const auto& entry) { fold(entry); }, *payload);
}

void JournalSays::fold(const protocol::Carried& entry) {
    const std::size_t inThisLife = moneyMoved;
    read(entry.entry);
    moneyMoved = inThisLife;
}

void JournalSays::fold(const protocol::Intent& entry) {
    if (entry.tender != domain::TenderKind::Card) {
        moneyAsked.insert(entry.booking);
        return;
    }
    cardsOpen[entry.booking] = entry.paymentReference;
    cardsAsked[entry.paymentReference] = entry.booking;
}

void JournalSays::fold(const protocol::Abandon& entry) {
    decided(entry.booking);
    if (entry.payment)
        cardsAside.insert(entry.payment->reference);
}

void JournalSays::fold(const protocol::Return& entry) {
    givenBack.insert(entry.seats.begin(), entry.seats.end());
}

void JournalSays::decided(BookingId booking) {
    moneyAsked.erase(booking);
    cardsOpen.erase(booking);
}

void JournalSays::fold(const protocol::Sale& entry) {
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

void JournalSays::fold(const protocol::Refund& entry) {
    ++moneyMoved;
    for (const TicketId ticket : entry.tickets)
        taken.erase(m_seats.at(ticket));
}

void JournalSays::fold(const protocol::Void& entry) {
    ++moneyMoved;
    paperOwed.erase(entry.booking);
    std::erase_if(taken, [&](const auto& row) { return row.second == entry.booking; });
}

} // namespace foyer::tests
