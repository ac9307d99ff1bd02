#pragma once

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

namespace foyer::simulation {

/// What goes wrong in a run, counted.
enum class Fault : std::uint8_t {
    RequestLost,
    AnswerLost,
    AcknowledgementLost, ///< the answer to a journal upload
    RequestTwice,
    AnswerTwice,
    MessageDelayed, ///< by seconds: overtaken by others
    LinkDown,
    OneWayUp,   ///< requests arrive, answers do not
    OneWayDown, ///< answers of before arrive, requests do not
    LinkFlaps,
    LongOutage, ///< longer than a lease
    TerminalCrash,
    TerminalPowerCut, ///< what was not synced is lost, or half of it
    TerminalCutInCommit,
    Reboot, ///< the boot clock starts anew
    WallClockBack,
    WallClockJump, ///< by days, either way, running or at a start; put right again later
    ClockRate,     ///< a boot clock that runs up to 5 % fast or slow
    TerminalIoError,
    TerminalDiskFull,
    TerminalDies, ///< never comes back
    TokenRefused,
    ServerCrash,
    ServerPowerCut,
    ServerCutInCommit,
    ServerIoError,
    ServerDiskFull,
    ServerBusy,
    PrinterFails,
    PrinterJams,    ///< half of the tickets come out
    PaperUnnoticed, ///< printed, but the crash forgot
    DoubleTap,
    WrongAmount,
    WrongAnswer, ///< to a question only a person can answer
    ReplayedPrefix,
    CustomerLeaves, ///< an online customer whose hold has to run out
    HoldRunsOut,
    SeatRecalled, ///< from a terminal, for an online customer
    LossTooEarly, ///< two people declare a terminal lost that may still sell
    TerminalDeclaredLost,
    DiskCopied,
    DiskCloned,  ///< the copy is started beside the original
    OlderDisk,   ///< or instead of it
    CopyRefused, ///< the server says so to one of the two
    EnrolledAnew,
    EnrolledInService,  ///< for nothing, while a customer pays
    EnrolledInRecovery, ///< by a server that was put back and misses what this disk had told
    LifeForgotten,      ///< enrolled by a history of the server that is gone
    PaperScanned,
    DoorOffline, ///< a paper is read without the server
    PaperTwice,
    PaperOfTheDead, ///< printed by a terminal that is gone
    ForgedPaper,
    RevokedPaper,
    AdmissionUndone,
    SoldAtRisk,
    WrongPin,
    ShiftEnded,
    PriceChange,
    PlanChange,
    PlanComesBack,     ///< with every seat elsewhere
    PlansHaveNoCommon, ///< no seat of the one has a counterpart in the other
    ShowtimeCancelled,
    PaidBackElsewhere, ///< by another terminal than the one that sold
    LateDecline,       ///< of a card payment whose sale was accepted
    BookedOnline,
    PaidBackOnline,
    TaskDone,
    DayKeptOpen, ///< something of it has not come to its end
    DayClosed,
    ServerRestore, ///< to a backup: what it knew since is gone
    CardDeclined,
    CardTimedOut,   ///< charged, and the reader could not say so
    CardAnswerLost, ///< of a charge that was made or refused
    CardReaderAway, ///< hears nothing for a while
    CardUnknownForLong,
    CardUnknownForEver,
    CardGivenUp,  ///< the customer changed their mind in time
    CardPowerCut, ///< while the reader has the card
    CardSetAside, ///< nobody at the counter knows
    SoldReduced,  ///< with discounts of the price list
    CodeShown,    ///< of a discount
    WrongCode,
    CompGiven,
    CodeUsedUp,         ///< an online customer is told so
    PaymentDeclined,    ///< an online customer's, by the bank
    PaymentRequestLost, ///< on its way to the provider
    PaymentReplyLost,   ///< done, and nobody heard
    PaymentDelayed,     ///< done long after the server waits no more
    PaymentSlow,        ///< the bank thinks
    PaymentNeedsProof,  ///< of the customer, at the bank
    PaymentTakenEarly,  ///< captured without being told to
    PaymentNotFoundYet, ///< by its reference, although it is there
    CaptureDeclined,    ///< after the tickets were given
    PaymentReversed,    ///< the bank took it back
    PaymentPowerCut,    ///< of the server, over a call of the provider
    ProviderAway,
    BreakerOpen, ///< the provider was not even asked
    WebhookLost,
    WebhookLate,
    WebhookTwice,
    WebhookOvertaken,
    WebhookForged,
    WebhookReplayed,
    PaymentCancelled, ///< the customer gives it up
    CardsTriedOut,    ///< many of them for one hold
    PaymentTurnedAway,
    PaymentInReview,
    PaymentApproved,
    PaymentRejected,
    LateMoneyBack, ///< captured for seats that nobody gets
    PaidBackInPart,
    OwedMoneyBack,    ///< for seats of a cancelled showtime, by the provider
    PaymentAdopted,   ///< its sale was lost with a server that was put back, and is made once more
    ProviderUnnamed,  ///< such a server is started without the key of its provider
    TerminalReplaced, ///< another machine with an empty disk is enrolled for one that burned
    FormerLifeLost,   ///< two people declare the disk that burned lost
    UploadDamaged,    ///< a byte of an entry is another one
    SeatsExchanged,   ///< by an online customer
    PaidBackUnasked,  ///< at the provider's own desk
    ExchangeLost      ///< with a server that was put back
};
constexpr std::size_t kFaultCount = 121;
const char* nameOf(Fault fault);

using FaultCounts = std::array<std::uint64_t, kFaultCount>;

/// What happened, line by line: printed or kept when asked for, and folded into one number in any
/// case.
class Trace {
public:
    enum class Mode : std::uint8_t { Digest, Print, Keep };
    explicit Trace(Mode mode) : m_mode(mode) {}

    void line(std::int64_t ms, const std::string& text) {
        const std::string whole = std::to_string(ms) + "  " + text + "\n";
        if (m_mode == Mode::Print)
            std::fputs(whole.c_str(), stdout);
        if (m_mode == Mode::Keep)
            m_text += whole;
        for (const char c : whole)
            m_digest = (m_digest ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
    }
    /// FNV-1a over everything so far.
    std::uint64_t digest() const { return m_digest; }
    const std::string& text() const { return m_text; }

private:
    Mode m_mode;
    std::string m_text;
    std::uint64_t m_digest = 0xcbf29ce484222325u;
};

} // namespace foyer::simulation
