#include "server/services/adoption.h"

#include "server/services/adoption_steps.h"
#include "server/services/audit.h"
#include "server/services/recovery.h"

#include <algorithm>
#include <future>
#include <memory>
#include <utility>

namespace foyer::server::services {

namespace {

constexpr std::chrono::seconds kFirstWait{1};
constexpr std::chrono::minutes kLongestWait{1};
constexpr int kMostDoublings = 6;

/// Between our clock and the provider's, which tells whole seconds; far less than is asked for in
/// excess (kBeforeBackup).
constexpr std::chrono::minutes kUsualDifference{1};
constexpr std::chrono::hours kFirstStepBack{24};

constexpr const char* kNobodyToAsk =
    "no payment provider is configured, and the database knows payments: give the server the "
    "provider's key back (payment-key-file), or forgo what was paid online since the backup "
    "(foyerd forgo-payments)";
constexpr const char* kSomebodyElse =
    "the provider does not know the newest payment of the database: its key is of another account, "
    "or one for tests; give the server the right one, or forgo what was paid online since the "
    "backup (foyerd forgo-payments)";

/// Whether a moment has come that was put off by `wait`. One that is much further off was dated by
/// a clock that was ahead and is right again: nobody waits for that.
bool hasCome(Instant moment, Milliseconds wait, Instant now) {
    return moment <= now || moment - now > 2 * wait;
}

/// Empty: there was an answer.
std::string whyInVain(const core::ProviderAnswer& answer) {
    if (const auto* undone = std::get_if<core::NotDone>(&answer))
        return undone->why;
    const auto* lost = std::get_if<core::Lost>(&answer);
    return lost ? lost->why : std::string();
}

/// The recovery whose payments are to be looked at now; nothing: it is nobody's turn.
std::optional<ports::RecoveryRecord> turnOf(const ports::Store& store, Instant now) {
    if (auto open = store.openRecovery()) {
        const bool isItsTurn = open->awaitsProvider() && !open->awaitsMore();
        return isItsTurn ? std::move(open) : std::nullopt;
    }
    auto again = store.recoveryToLookAgain();
    return again && hasCome(*again->paymentsAgainAt, Adoption::kSecondLook, now) ? std::move(again)
                                                                                 : std::nullopt;
}

/// Whose journals are not told to their end.
std::vector<TerminalId> untold(const ports::RecoveryRecord& turn) {
    std::vector<TerminalId> all;
    for (const auto& each : turn.terminals)
        if (!turn.endedAt && !each.refilledAt)
            all.push_back(each.terminal);
    return all;
}

/// All that the provider has since then.
struct Told {
    Instant since{};
    std::vector<ports::ListedPayment> payments;
};

/// How far the clock that dated `known` was ahead of the provider's; nothing: it is not listed.
std::optional<Milliseconds> aheadBy(const ports::PaymentRecord& known,
                                    const std::vector<ports::ListedPayment>& listed) {
    const auto found = std::find_if(listed.begin(), listed.end(),
                                    [&](const auto& each) { return each.payment == known.id; });
    if (found == listed.end())
        return {};
    const Milliseconds ahead = known.createdAt - found->createdAt;
    return ahead > kUsualDifference ? ahead : Milliseconds{0};
}

/// `since` is of our own clock, which may have been ahead when the last things were written: who
/// has told of the newest payment that was made before the loss, by its own date, has told of all
/// that came after it. Whatever our clock said then, it is asked from so much earlier.
Result<Told, std::string> listFrom(ports::PaymentProvider& provider, Instant since,
                                   const std::optional<ports::PaymentRecord>& newest) {
    Instant from = since;
    for (Milliseconds further = kFirstStepBack;; further *= 2) {
        auto listed = provider.list(from);
        if (!listed)
            return Err{listed.error()};
        const auto ahead = newest ? aheadBy(*newest, *listed) : Milliseconds{0};
        const Instant wanted = std::max(ahead ? since - *ahead : from - further, Instant{});
        if (from <= wanted)
            return Told{from, std::move(*listed)};
        from = wanted;
    }
}

/// Empty: the bank holds nothing any more.
std::string whyNotLetGo(const core::ProviderAnswer& answer) {
    if (std::string why = whyInVain(answer); !why.empty())
        return why;
    if (const auto* declined = std::get_if<core::Declined>(&answer))
        return "refused, " + declined->code;
    const auto* view = std::get_if<core::IntentView>(&answer);
    return view && isHeld(view->status) ? "it is held all the same" : std::string();
}

std::string noticeOf(std::size_t left) {
    if (left == 0)
        return {};
    return std::to_string(left) +
           " of this house's payments could not be let go or understood, and stay at the provider "
           "as they are; the audit trail names them, and somebody should look at them there";
}

/// The pool stays shut until this is committed, and whoever has to be reseated may use it, unless
/// somebody waits for what is told here: then it stays shut for them.
bool takeInAll(OnlineDesk desk, const ports::RecoveryRecord& turn, Told told, bool looksAgain) {
    const auto count = told.payments.size();
    const bool isFirst = turn.awaitsProvider();
    const bool isLast = !isFirst || !looksAgain;
    const auto known = [&] {
        desk.store.setPaymentsKnown(turn.id, told.since, turn.paymentsKnownAt.value_or(desk.now),
                                    isLast ? std::nullopt
                                           : std::optional(desk.now + Adoption::kSecondLook));
        if (isFirst)
            endIfAllAreHeard(desk.store, desk.now);
    };
    const Hearing hearing{turn.id, turn.startedAt, untold(turn), isLast};
    const bool areAllHeard = hearing.mayTell.empty();
    if (areAllHeard)
        known();
    const TakenIn taken = takeIn(desk, std::move(told.payments), hearing);
    if (taken == TakenIn::Not)
        return false;
    if (!areAllHeard && taken == TakenIn::All)
        known();
    writeAudit(desk.store, desk.now, "server", "recovery.payments",
               looksAgain ? "the provider has told of " + std::to_string(count) + " payments"
                          : std::string("card payments are not offered"));
    return true;
}

} // namespace

bool Adoption::isDue() {
    const Instant now = m_context.clock.now();
    {
        const std::lock_guard lock(m_lock);
        if (m_isBusy || !hasCome(m_nextTry, kLongestWait, now))
            return false;
    }
    const auto due = readOne<bool>(m_context.reader, [&](const ports::Store& store) {
        return turnOf(store, now).has_value();
    });
    if (due && !*due)
        forget();
    return due && *due; // what could not be read is read again
}

/// It is nobody's turn any more: whatever stood in its way is over.
void Adoption::forget() {
    const std::lock_guard lock(m_lock);
    if (m_isBusy)
        return;
    m_failure.clear();
    m_inVain = 0;
}

void Adoption::advance() {
    {
        const std::lock_guard lock(m_lock);
        if (std::exchange(m_isBusy, true))
            return;
    }
    std::string failure = look();
    const std::lock_guard lock(m_lock);
    m_isBusy = false;
    m_inVain = failure.empty() ? 0 : m_inVain + 1;
    const Milliseconds wait = kFirstWait * (1 << std::min(m_inVain, kMostDoublings));
    m_nextTry = m_inVain == 0 ? Instant{}
                              : m_context.clock.now() + std::min<Milliseconds>(wait, kLongestWait);
    m_failure = std::move(failure);
}

std::string Adoption::failure() const {
    const std::lock_guard lock(m_lock);
    return m_failure;
}

std::string Adoption::notice() const {
    const std::lock_guard lock(m_lock);
    return m_notice;
}

/// Why nothing may be done at all; and what cannot be decided.
std::string Adoption::judge(const std::vector<ports::ListedPayment>& listed, Instant startedAt,
                            std::vector<Left>& left) {
    const ports::ListedPayment* others = nullptr;
    const auto read = m_context.reader.read([&](const ports::Store& store) {
        const auto names = namesOfHouse(store);
        for (const auto& each : listed) {
            if (isOfAnotherServer(store, names, each, startedAt))
                others = &each;
            if (isRiddle(store, names, each))
                left.push_back(
                    {"payment.unreadable", each.payment.toString() + ": " + each.riddle});
        }
    });
    if (read)
        return "the database could not be read";
    if (!others)
        return {};
    return "another server of this house is alive, which has begun payment " +
           others->payment.toString() +
           " since this one was put back. Nothing of what the provider has was touched. If this "
           "one is a trial, take the provider's key from it; if it is the house now, stop the "
           "other one, see that the clock is right here, and restore this one once more: then "
           "what was paid there is taken in too. Or forgo what only the provider knows (foyerd "
           "forgo-payments)";
}

/// What the bank holds for nobody. In vain: the provider has to be asked for everything anew. What
/// it does not let go, often as it is asked, is left to the next look and to a person.
std::string Adoption::letGo(std::vector<ports::ListedPayment>& listed, bool isLast,
                            std::vector<Left>& left) {
    std::vector<ports::ListedPayment*> unwanted;
    const auto read = m_context.reader.read([&](const ports::Store& store) {
        const auto names = namesOfHouse(store);
        for (auto& each : listed)
            if (isToBeLetGo(store, names, each, isLast))
                unwanted.push_back(&each);
    });
    if (read)
        return "the database could not be read";
    std::string failure;
    for (auto* each : unwanted) {
        Tries& tries = m_notLetGo[each->payment];
        if (tries.count < kMostCancels) {
            const auto answer = m_provider->cancel({each->payment, each->view.id});
            if (const auto* view = std::get_if<core::IntentView>(&answer))
                each->view = *view;
            if (each->view.captured > 0)
                return "a payment was taken meanwhile";
            tries.why = whyNotLetGo(answer);
            if (tries.why.empty())
                continue;
            ++tries.count;
            if (std::holds_alternative<core::NotDone>(answer))
                return tries.why; // nor would it do the others
        }
        if (tries.count < kMostCancels)
            failure = tries.why;
        else
            left.push_back({"payment.not_let_go", each->payment.toString() + ": " + tries.why});
    }
    return failure;
}

struct Adoption::Question {
    std::optional<ports::RecoveryRecord> turn; // nothing: it is nobody's
    bool hasPayments = false;
    std::optional<ports::PaymentRecord> newest; // of those that the provider has made
};

Outcome<Adoption::Question> Adoption::whatToAsk() const {
    const Instant now = m_context.clock.now();
    return readOne<Question>(m_context.reader, [&](const ports::Store& store) {
        Question question{turnOf(store, now), store.hasPayments(), {}};
        if (const auto newest = store.newestPaymentMade(now))
            question.newest = store.payment(*newest);
        return question;
    });
}

/// Why whoever is to be asked cannot be; empty: they can.
std::string Adoption::whyNotToAsk(const Question& question) const {
    if (!m_provider)
        return question.hasPayments ? kNobodyToAsk : "";
    if (!question.newest)
        return {};
    const auto answer = m_provider->fetch({question.newest->id, question.newest->payment.intent});
    return std::holds_alternative<core::NotFound>(answer) ? kSomebodyElse : whyInVain(answer);
}

/// Why it was in vain; empty: it was not, or it is nobody's turn.
std::string Adoption::look() {
    const auto question = whatToAsk();
    if (!question)
        return "the database could not be read";
    const auto& turn = question->turn;
    if (!turn)
        return {};
    if (std::string why = whyNotToAsk(*question); !why.empty())
        return why;
    Told told{*turn->paymentsSince, {}};
    std::vector<Left> left;
    if (m_provider) {
        // The second time it is asked from where the first has come to.
        auto answer = listFrom(*m_provider, told.since,
                               turn->awaitsProvider() ? question->newest : std::nullopt);
        if (!answer)
            return answer.error();
        told = std::move(*answer);
        if (std::string why = judge(told.payments, turn->startedAt, left); !why.empty())
            return why;
        if (std::string why = letGo(told.payments, !turn->awaitsProvider(), left); !why.empty())
            return why;
    }
    std::string notice = noticeOf(left.size());
    // Shared, since a writer that is stopped may answer later than anybody waits.
    auto end = std::make_shared<std::promise<std::string>>();
    auto ended = end->get_future();
    submit<bool>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, id = turn->id,
         told = std::move(told), left = std::move(left),
         asks = m_provider != nullptr](ports::Store& store) {
            const Instant now = context.clock.now();
            const auto turn = turnOf(store, now);
            if (!turn || turn->id != id)
                return Decided<bool>{true, false}; // somebody has to be heard first after all
            const bool isDone =
                takeInAll({store, verifier, sealer, now, context.random}, *turn, told, asks);
            for (const Left& each : left)
                writeAudit(store, now, "server", each.action, each.text);
            return Decided<bool>{isDone, isDone};
        },
        [end](const Outcome<bool>& done) {
            end->set_value(!done   ? "the database could not keep it"
                           : *done ? std::string()
                                   : "an entry of the server's own journal was not taken");
        });
    std::string failure = ended.get();
    if (failure.empty()) {
        m_notLetGo.clear();
        const std::lock_guard lock(m_lock);
        m_notice = std::move(notice);
    }
    return failure;
}

} // namespace foyer::server::services
