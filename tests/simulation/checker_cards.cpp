// Card payments when all has healed: what the acquirer has taken against what is written down.

#include "tests/simulation/checker.h"

namespace foyer::simulation {

namespace {
/// So long after it can tell the reader has been asked.
constexpr Milliseconds kAskedWithin{90'000};
} // namespace

/// What all disks say of one payment.
struct Checker::CardFacts {
    std::set<std::string> bookings; // sold by it
    bool setAside = false;
    bool canBeAsked = false; // a terminal that runs has the Intent
};

void Checker::readCards(Seen& seen, std::map<std::string, CardFacts>& payments) {
    auto& sold = statement(deskOf(seen),
                           "SELECT json_extract(t.value, '$.reference'), json_extract(e.payload, "
                           "'$.booking') FROM journal_entry e, json_each(e.payload, '$.tenders') t "
                           "WHERE e.type = 'sale' AND json_extract(t.value, '$.kind') = 'card'");
    for (auto rows = sold.query(); rows.next();)
        payments[rows.get<std::string>(0)].bookings.insert(rows.get<std::string>(1));
    auto& aside =
        statement(deskOf(seen), "SELECT json_extract(payload, '$.payment.reference') FROM "
                                "journal_entry WHERE type = 'abandon' AND json_extract(payload, "
                                "'$.payment.reference') IS NOT NULL");
    for (auto rows = aside.query(); rows.next();)
        payments[rows.get<std::string>(0)].setAside = true;
    auto& asked =
        statement(deskOf(seen), "SELECT json_extract(payload, '$.payment_reference') FROM "
                                "journal_entry WHERE type = 'intent' AND json_extract(payload, "
                                "'$.tender') = 'card'");
    for (auto rows = asked.query(); seen.terminal->isUp() && rows.next();)
        payments[rows.get<std::string>(0)].canBeAsked = true;
}

/// Each charge has one sale, or a task; each sale by card has its charge. Who gave a wrong answer
/// alone may have made them differ, and of a card that was charged only while the reader that knows
/// of it cannot tell.
void Checker::checkCards() {
    std::map<std::string, CardFacts> payments;
    bool allThere = true;
    bool anyTwin = false;
    for (Seen& seen : m_terminals) {
        allThere &= !seen.terminal->isDead();
        anyTwin |= seen.terminal->isTwin();
        if (!seen.terminal->isDead())
            readCards(seen, payments);
    }
    const auto isExcused = [](const std::set<BookingId>& answers, const std::string& reference) {
        const auto booking = BookingId::parse(reference);
        return booking && answers.count(*booking) > 0;
    };
    for (const auto& [reference, times] : m_truth.cards.charges) {
        const CardFacts facts = payments[reference];
        const auto mute = m_truth.cards.mute.find(reference);
        const bool canTell = mute == m_truth.cards.mute.end() ||
                             mute->second <= m_house.schedule.now() - kAskedWithin;
        if (times != 1)
            m_house.complain("I3: a card was charged twice for " + reference);
        if (facts.bookings.empty() && !facts.setAside && allThere &&
            !(isExcused(m_truth.wronglyUnpaid, reference) && !(facts.canBeAsked && canTell)))
            m_house.complain("I2: a card was charged, and neither a sale nor a task has it: " +
                             reference);
    }
    auto& tasks = statement(server(), "SELECT count(*) FROM task WHERE kind = 'card-unconfirmed' "
                                      "AND subject = $1");
    for (const auto& [reference, facts] : payments) {
        const bool isSold = !facts.bookings.empty();
        if (isSold && !m_truth.cards.isCharged(reference) &&
            !isExcused(m_truth.wronglyPaid, reference))
            m_house.complain("I3: a sale by card whose card was not charged: " + reference);
        if (facts.bookings.size() > 1 || (isSold && facts.setAside && !anyTwin))
            m_house.complain("I3: one card payment counts twice: " + reference);
        if (facts.setAside && !isSold && tasks.value<std::int64_t>(reference) != 1)
            m_house.complain("I2: nobody has to find out about a card payment: " + reference);
    }
    expectNone(server(), "I3: suspense holds other card payments than those nobody knows of yet",
               "SELECT coalesce(sum(p.amount), 0) + (SELECT coalesce(sum(amount), 0) FROM task "
               "WHERE kind = 'card-unconfirmed' AND closed_at IS NULL) FROM ledger_posting p JOIN "
               "ledger_transaction l ON l.id = p.ledger_transaction WHERE p.account = 'suspense' "
               "AND l.event IN ('card_open', 'card_settled', 'refund')");
}

} // namespace foyer::simulation
