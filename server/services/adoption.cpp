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

/// The recovery whose payments are to be looked at now; nothing: it is nobody's turn.
std::optional<ports::RecoveryRecord> turnOf(const ports::Store& store, Instant now) {
    if (auto open = store.openRecovery()) {
        const bool isItsTurn = open->awaitsProvider() && !open->awaitsMore();
        return isItsTurn ? std::move(open) : std::nullopt;
    }
    auto again = store.recoveryToLookAgain();
    return again && *again->paymentsAgainAt <= now ? std::move(again) : std::nullopt;
}

/// Empty: the bank holds nothing any more.
std::string whyNotLetGo(const core::ProviderAnswer& answer) {
    if (const auto* undone = std::get_if<core::NotDone>(&answer))
        return undone->why;
    if (const auto* lost = std::get_if<core::Lost>(&answer))
        return lost->why;
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
bool takeInAll(OnlineDesk desk, const ports::RecoveryRecord& turn,
               std::vector<ports::ListedPayment> listed, bool looksAgain) {
    const auto count = listed.size();
    const bool isFirst = turn.awaitsProvider();
    const Instant knownAt = turn.paymentsKnownAt.value_or(desk.now);
    desk.store.setPaymentsKnown(
        turn.id, knownAt,
        isFirst && looksAgain ? std::optional(desk.now + Adoption::kSecondLook) : std::nullopt);
    if (isFirst)
        endIfAllAreHeard(desk.store, desk.now);
    // A journal that is not told to its end may tell of money that went back.
    const auto lostUntil =
        turn.endedAt || !turn.awaitsTerminals() ? std::optional(turn.startedAt) : std::nullopt;
    if (!takeIn(desk, std::move(listed), lostUntil))
        return false;
    writeAudit(desk.store, desk.now, "server", "recovery.payments",
               looksAgain ? "the provider has told of " + std::to_string(count) + " payments"
                          : std::string("card payments are not offered any more"));
    return true;
}

} // namespace

bool Adoption::isDue() {
    const Instant now = m_context.clock.now();
    {
        const std::lock_guard lock(m_lock);
        if (m_isBusy || now < m_nextTry)
            return false;
    }
    const auto due = readOne<bool>(m_context.reader, [&](const ports::Store& store) {
        return turnOf(store, now).has_value();
    });
    return due && *due; // what could not be read is read again
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
           "what was paid there is taken in too";
}

/// What the bank holds for nobody. In vain: the provider has to be asked for everything anew. What
/// it does not let go, often as it is asked, is left to the next look and to a person.
std::string Adoption::letGo(std::vector<ports::ListedPayment>& listed, std::vector<Left>& left) {
    std::vector<ports::ListedPayment*> unwanted;
    const auto read = m_context.reader.read([&](const ports::Store& store) {
        const auto names = namesOfHouse(store);
        for (auto& each : listed)
            if (isToBeLetGo(store, names, each))
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

/// Why it was in vain; empty: it was not, or it is nobody's turn.
std::string Adoption::look() {
    const auto turn = readOne<std::optional<ports::RecoveryRecord>>(
        m_context.reader, [&](const auto& store) { return turnOf(store, m_context.clock.now()); });
    if (!turn)
        return "the database could not be read";
    if (!*turn)
        return {};
    std::vector<ports::ListedPayment> listed;
    std::vector<Left> left;
    if (m_provider) {
        auto answer = m_provider->list(*(*turn)->paymentsSince);
        if (!answer)
            return answer.error();
        listed = std::move(*answer);
        if (std::string why = judge(listed, (*turn)->startedAt, left); !why.empty())
            return why;
        if (std::string why = letGo(listed, left); !why.empty())
            return why;
    }
    std::string notice = noticeOf(left.size());
    // Shared, since a writer that is stopped may answer later than anybody waits.
    auto end = std::make_shared<std::promise<std::string>>();
    auto ended = end->get_future();
    submit<bool>(
        m_context.writer,
        [context = m_context, &verifier = m_verifier, &sealer = m_sealer, id = (*turn)->id,
         listed = std::move(listed), left = std::move(left),
         asks = m_provider != nullptr](ports::Store& store) {
            const Instant now = context.clock.now();
            const auto turn = turnOf(store, now);
            if (!turn || turn->id != id)
                return Decided<bool>{true, false}; // somebody has to be heard first after all
            const bool isDone =
                takeInAll({store, verifier, sealer, now, context.random}, *turn, listed, asks);
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
