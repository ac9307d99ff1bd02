#pragma once

#include "server/core/holds.h"
#include "server/edge/message.h"
#include "server/ports/failure.h"
#include "server/services/accounts.h"
#include "server/services/bookings.h"
#include "server/services/days.h"
#include "server/services/losses.h"
#include "server/services/payments.h"
#include "server/services/people.h"
#include "server/services/showtime_changes.h"
#include "server/services/terminal_auth.h"
#include "server/services/tickets.h"
#include "shared/wire/rest_json.h"

#include <string_view>

namespace foyer::server::http {

/// Everything that can be wrong with a request, or with us. One row of the table in problem.cpp
/// each: this is the only place where an error becomes a status.
enum class Fault : std::uint8_t {
    InvalidBody,
    InvalidParameter,
    BadCursor,
    UnsupportedMedia,
    NotAcceptable,
    Unauthenticated,
    Forbidden,
    UnknownRoute,
    UnknownThing,
    MethodNotAllowed,
    CodeRefused,
    ProofRefused,
    OldLife,
    TerminalBarred,
    JournalGap,
    JournalChain,
    JournalCloned,
    ForeignJournal,
    SeatTaken,
    UnknownSeat,
    UnknownShowtime,
    ShowtimeClosed,
    TooManySeats,
    TooManyHeld,
    UnknownHold,
    HoldExtended,
    HoldWaiting,
    HoldSold,
    NoChannel,
    TypeNotSold,
    UnknownCode,
    CodeUsedUp,
    CodeNeedsCustomer,
    UnknownBooking,
    NotRefundable,
    NotExchangeable,
    OtherPrice,
    NoValidTickets,
    TicketsNotDrawn,
    PaymentsNotOffered,
    UnknownPayment,
    NothingToPay,
    PaidBefore,
    EventRefused,
    TooManyPayments,
    NotInReview,
    Recovering,
    PersonRefused,
    PersonLocked,
    PersonNotEntitled,
    UnknownTerminal,
    TerminalLive,
    SamePerson,
    LostBefore,
    DayNotOver,
    DayClosed,
    DayItemsOpen,
    ShowtimeCancelled,
    UnknownPlan,
    SamePlan,
    BadMapping,
    UnknownPriceList,
    PricesNotValid,
    OtherCurrency,
    SignInRefused,
    SignInSlowed,
    RefreshRefused,
    RefreshReused,
    NoOperator,
    AskedTooOften,
    TokenRefused,
    NotResendable,
    WebhookUrlRefused,
    TooManyWebhooks,
    WebhookGone,
    KeyInFlight,
    KeyReused,
    TooManyRequests,
    UpgradeRequired,
    Overloaded,
    Storage,
    Stopping
};
constexpr int kFaultCount = 82;

struct FaultText {
    int status;
    std::string_view type; // follows "urn:foyer:problem:"
    std::string_view title;
};
FaultText describe(Fault fault);

Fault faultOf(ports::Failure failure);
Fault faultOf(protocol::UploadRefusal refusal);
Fault faultOf(protocol::AllotmentRefusal refusal);
Fault faultOf(services::TerminalAuth::Refusal refusal);
Fault faultOf(core::HoldRefusal refusal);
Fault faultOf(services::Bookings::Refusal refusal);
Fault faultOf(services::Bookings::ExchangeRefusal refusal);
Fault faultOf(services::Payments::Refusal refusal);
Fault faultOf(services::Tickets::Refusal refusal);
Fault faultOf(services::People::Refusal refusal);
Fault faultOf(services::Losses::Refusal refusal);
Fault faultOf(services::Days::Refusal refusal);
Fault faultOf(services::Accounts::RefreshRefusal refusal);
Fault faultOf(services::ShowtimeChanges::Refusal refusal);

/// What a terminal of that schema is told. To one of schema 1, which has no word for it, a server
/// that recovers is busy: the terminal sells what it has and asks again.
Fault toldBySchema(Fault fault, int schema);

/// `extra` may carry detail, errors, stamp and refusals; type, title, status and request are set
/// here.
edge::Response problemResponse(Fault fault, const std::string& requestId, wire::Problem extra = {});

} // namespace foyer::server::http
