#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace foyer {

/// A rule that can be taken away, one at a time, to see that the proofs notice. The name says what
/// goes wrong without it. The programs carry none of this: there mutated() is constant false and
/// the branch is not compiled. FOYER_MUTANTS is defined for the copies of the rooms under test that
/// tests/simulation links.
enum class Mutant : std::uint8_t {
    None,
    // app/core
    MoneyBeforeIntent,
    PrintBeforeSale,
    TooLittleTaken,
    IntentForgotten,
    PaperForgotten,
    ReturnKeepsRight,
    ReturnedRightComesBack,
    LeaseNeverEnds,
    WallClockTrusted,
    BootIdIgnored,
    UploadNotRepeated,
    VerdictsNotSaved,
    StorageFailureIgnored,
    RightOfOtherPlanSold,
    DiscountTakenTwice,
    // app/store
    TerminalCommitsUnsynced,
    TerminalTrustsPageCache,
    CursorBeforeChanges,
    EntryApartFromSale,
    VoidedTicketStaysValid,
    // server/core
    VoidFreesRight,
    VoidKeepsMoney,
    VoidKeepsTicket,
    SalePostsNothing,
    SaleClaimsNothing,
    TakenSeatLeased,
    StandingShareIgnored,
    CancelledSaleAccepted,
    MappingIgnored,
    VarianceNotBooked,
    TicketsPricedAlone,
    DeclineKeepsTicket,
    SecondRefundPaid,
    TaskWithoutOwner,
    // server/services
    ExpiryFreesSeats,
    RepeatTakenAgain,
    HeadNotMoved,
    AllotmentStaysClosed,
    FeedSkipsOne,
    HoldNeverOver,
    LiveTerminalDeclaredLost,
    RestoreKeepsIncarnation,
    RecoveryOpensPoolEarly,
    RefillWaitsForNobody,
    DayClosesWithOpenEntry,
    DayClosesWithOpenTask,
    BookingOutlivesHold,
    CodeNotAskedFor,
    // server/store
    ExpiryTooEarly,
    AnswerBeforeCommit,
    SeatChangeNotTold,
    ReductionsForgotten,
    ServerCommitsUnsynced,
    ServerTrustsPageCache,
    // the schemas
    TicketKeyDropped,
    JournalEditable,
    VerdictEditable,
    LedgerEditable,
    AuditEditable,
    OwnTicketKeyDropped,
    OwnJournalEditable,
    OwnJournalMayHaveGaps,
    // lives of a disk
    CloneNotQuarantined,
    CopyUnnoticed,
    CopiedLifeFreed,
    CarryOverJudgedTwice,
    CarryOverForgotten,
    FormerRightsKept,
    LifeEndsTooEarly,
    // doors, and sales at risk
    ForgedPaperAdmitted,
    RevocationIgnored,
    RevocationForgotten,
    AdmittedTwice,
    AdmissionForgotten,
    SecondAdmissionUntold,
    PaperIgnored,
    LostPaperTakesResoldSeat,
    SecondSaleIgnored,
    AtRiskCapIgnored,
    AtRiskUnapproved,
    AtRiskAtKiosks,
    AtRiskDisplacesLease,
    // card payments
    ChargeBeforeIntent,
    UnknownCardTakenForDeclined,
    CardChargedAgain,
    OpenCardForgotten
};

constexpr std::array<std::string_view, 87> kMutantNames = {"none",
                                                           "money-before-intent",
                                                           "print-before-sale",
                                                           "too-little-taken",
                                                           "intent-forgotten",
                                                           "paper-forgotten",
                                                           "return-keeps-right",
                                                           "returned-right-comes-back",
                                                           "lease-never-ends",
                                                           "wall-clock-trusted",
                                                           "boot-id-ignored",
                                                           "upload-not-repeated",
                                                           "verdicts-not-saved",
                                                           "storage-failure-ignored",
                                                           "right-of-other-plan-sold",
                                                           "discount-taken-twice",
                                                           "terminal-commits-unsynced",
                                                           "terminal-trusts-page-cache",
                                                           "cursor-before-changes",
                                                           "entry-apart-from-sale",
                                                           "voided-ticket-stays-valid",
                                                           "void-frees-right",
                                                           "void-keeps-money",
                                                           "void-keeps-ticket",
                                                           "sale-posts-nothing",
                                                           "sale-claims-nothing",
                                                           "taken-seat-leased",
                                                           "standing-share-ignored",
                                                           "cancelled-sale-accepted",
                                                           "mapping-ignored",
                                                           "variance-not-booked",
                                                           "tickets-priced-alone",
                                                           "decline-keeps-ticket",
                                                           "second-refund-paid",
                                                           "task-without-owner",
                                                           "expiry-frees-seats",
                                                           "repeat-taken-again",
                                                           "head-not-moved",
                                                           "allotment-stays-closed",
                                                           "feed-skips-one",
                                                           "hold-never-over",
                                                           "live-terminal-declared-lost",
                                                           "restore-keeps-incarnation",
                                                           "recovery-opens-pool-early",
                                                           "refill-waits-for-nobody",
                                                           "day-closes-with-open-entry",
                                                           "day-closes-with-open-task",
                                                           "booking-outlives-hold",
                                                           "code-not-asked-for",
                                                           "expiry-too-early",
                                                           "answer-before-commit",
                                                           "seat-change-not-told",
                                                           "reductions-forgotten",
                                                           "server-commits-unsynced",
                                                           "server-trusts-page-cache",
                                                           "ticket-key-dropped",
                                                           "journal-editable",
                                                           "verdict-editable",
                                                           "ledger-editable",
                                                           "audit-editable",
                                                           "own-ticket-key-dropped",
                                                           "own-journal-editable",
                                                           "own-journal-may-have-gaps",
                                                           "clone-not-quarantined",
                                                           "copy-unnoticed",
                                                           "copied-life-freed",
                                                           "carry-over-judged-twice",
                                                           "carry-over-forgotten",
                                                           "former-rights-kept",
                                                           "life-ends-too-early",
                                                           "forged-paper-admitted",
                                                           "revocation-ignored",
                                                           "revocation-forgotten",
                                                           "admitted-twice",
                                                           "admission-forgotten",
                                                           "second-admission-untold",
                                                           "paper-ignored",
                                                           "lost-paper-takes-resold-seat",
                                                           "second-sale-ignored",
                                                           "at-risk-cap-ignored",
                                                           "at-risk-unapproved",
                                                           "at-risk-at-kiosks",
                                                           "at-risk-displaces-lease",
                                                           "charge-before-intent",
                                                           "unknown-card-taken-for-declined",
                                                           "card-charged-again",
                                                           "open-card-forgotten"};
static_assert(static_cast<std::size_t>(Mutant::OpenCardForgotten) + 1 == kMutantNames.size());

#ifdef FOYER_MUTANTS
/// The one rule that is missing in this process; set between two runs, by their one thread.
inline Mutant g_mutant = Mutant::None;
inline bool mutated(Mutant which) {
    return g_mutant == which;
}
#else
constexpr bool mutated(Mutant) {
    return false;
}
#endif

} // namespace foyer
