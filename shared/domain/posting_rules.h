#pragma once

// What each business event posts: one rule per event, all of them in one table. A rule says for
// each amount of the event which account it goes to, and on which side.

#include "shared/domain/ledger.h"

#include <array>
#include <string_view>

namespace foyer::domain {

enum class LedgerEvent : std::uint8_t {
    Sale,        ///< tickets for money
    RefundDue,   ///< money for which there was no seat (verdicts R2, R7)
    PaidBack,    ///< money for tickets, owed or given up (R12, R13): a void or a refund
    Suspended,   ///< money of an entry that no rule takes (R14)
    Released,    ///< it goes back to its customer (R12)
    CardOpen,    ///< a card payment that may have come, without a sale
    CardSettled, ///< it never came
    Declined,    ///< a card payment never came: the customer owes it (R10)
    TakenBack,   ///< … and the tickets are gone, and the debt with them
    Forgiven,    ///< … and nothing was given for it: nothing is owed either way
    Written      ///< … and the tickets were used: a bad debt
};
constexpr int kLedgerEventCount = 11;
const char* nameOf(LedgerEvent event);

/// The amounts that an event comes with; those that its rule does not name are zero. Positive in
/// the direction in which the event is named.
struct Amounts {
    explicit Amounts(Currency currency)
        : net{0, currency}, tax(net), owed(net), excess(net), kept(net), card(net) {}

    /// Each to the account of its means, as it was handed over; what they were rounded by is the
    /// amount Rounded.
    std::vector<Tender> tenders;
    Money net; // of tickets, without tax
    Money tax;
    Money owed;   // of tickets that got no seat
    Money excess; // paid back beyond what was due; negative: due, and no drawer has paid it
    Money kept;   // not paid back of it
    Money card;   // of one payment: by card, or into suspense
};

/// Where one amount goes.
struct RuleLine {
    enum class From : std::uint8_t { Tenders, Rounded, Net, Tax, Owed, Excess, Kept, Card };
    From from = From::Tenders;
    std::optional<Account> account; // nothing: of the tender's means
    int sign = 1;                   // 1: debit, -1: credit
};
struct PostingRule {
    LedgerEvent event = LedgerEvent::Sale;
    std::vector<RuleLine> lines;
};
const std::vector<PostingRule>& postingRules();

/// What the event posts, in the order of its rule and without zeros. Requires: it balances.
std::vector<Posting> post(LedgerEvent event, const Amounts& amounts);

} // namespace foyer::domain
