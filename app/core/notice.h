#pragma once

#include "shared/base/ids.h"
#include "shared/base/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace foyer::core {

/// What the operator is told, once, as a code with facts; the words are made by the view models.
enum class NoticeCode : std::uint8_t {
    SeatTaken,             ///< `seats` went to somebody else and left the basket
    SeatNotOpen,           ///< the tapped seat is held, sold, blocked or another terminal's
    SeatNeedsServer,       ///< `seats` are not this terminal's and the server is out of reach
    SeatHasNoPrice,        ///< the price list does not sell that seat
    TypeNotSold,           ///< the price list does not sell that ticket type there
    CodeUnknown,           ///< no discount of this showtime has the code `text`
    NotEnoughSeats,        ///< `count` seats together or apart are not to be had
    SeatsApart,            ///< the best seats are not together
    LeavesSingleSeat,      ///< `seats` would be left alone
    ShowtimeClosed,        ///< cancelled, or the sale has ended
    RightsRanOut,          ///< the lease of `seats` ended; they left the basket
    AskFailed,             ///< the server refused for a reason of its own
    NotEnoughMoney,        ///< `amount` is missing
    WrongPin,              ///< `count` tries are left
    PinLocked,             ///< too many wrong PINs; `seconds` to wait
    LoginTooOld,           ///< 24 hours without the server: nobody can log in
    OperatorUnknown,       ///< not active any more
    FinishPaymentFirst,    ///< a payment is going on
    NotVoidable,           ///< voided before, not sold here, or of another business day
    SaleVoided,            ///< `amount` goes back to the customer
    PrinterFailed,         ///< the sale stands, the paper is owed; `count` is the PrinterTrouble
    StorageFailed,         ///< the disk failed: selling has stopped; `count` is the StorageTrouble
    Quarantined,           ///< the server refuses this terminal's journal: selling has stopped
    JournalDisagrees,      ///< the server could not follow the journal's chain
    EntryNeedsAttention,   ///< a verdict other than accepted or noted; `booking`, `text`
    ServerWentBack,        ///< the server knows less than it did: restored from a backup
    ServerNotUnderstood,   ///< server and terminal speak different versions
    AtRiskNeedsSupervisor, ///< `seats` can be sold at risk only: ApproveAtRisk takes them
    AtRiskCapReached,      ///< no more may be at risk here; `seats` were not taken
    NotASupervisor,        ///< who answers for it must be a supervisor or manager
    NotRefundable,         ///< not sold here, paid back before, being printed, or let in
    RefundPaid,            ///< `amount` goes back to the customer
    TaskNotForHere,        ///< only another terminal can do what the task asks for
    ServerRecovering,      ///< restored, it gives no new right yet; `seats` left the basket
    CardDeclined,          ///< nothing was taken; the basket stays
    CardSetAside,          ///< `amount` may have been taken; a task finds out
    GiveBackOnCard,        ///< `amount` goes back to the customer, by the card reader
    PaidBackBefore,        ///< `amount` of a task has gone back from here already
    ShiftEnded             ///< nobody is signed in, `count` seats go back; until somebody comes
};
constexpr int kNoticeCodeCount = 39;

struct Notice {
    std::uint64_t number = 0; // grows; a notice shown once is not shown again
    NoticeCode code = NoticeCode::SeatTaken;
    std::vector<SeatNo> seats{};
    std::vector<SeatNo> offer{}; // the next best instead of them; AcceptOffer takes it
    std::optional<ShowtimeId> showtime{};
    std::optional<BookingId> booking{};
    std::optional<Money> amount{};
    std::int64_t count = 0;
    std::int64_t seconds = 0;
    std::string
        text{}; // English facts from the server or the system, for those who ask for details
    Instant at{};
};

} // namespace foyer::core
