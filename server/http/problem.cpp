#include "server/http/problem.h"

#include "shared/base/check.h"

namespace foyer::server::http {

FaultText describe(Fault fault) {
    switch (fault) {
    case Fault::InvalidBody:
        return {400, "invalid-body", "The body is not what this operation takes."};
    case Fault::InvalidParameter:
        return {400, "invalid-parameter", "A parameter is not what this operation takes."};
    case Fault::BadCursor:
        return {400, "bad-cursor", "The cursor does not come from this list."};
    case Fault::UnsupportedMedia:
        return {415, "unsupported-media", "Bodies are application/json here."};
    case Fault::NotAcceptable:
        return {406, "not-acceptable", "None of the accepted media types is offered."};
    case Fault::Unauthenticated:
        return {401, "unauthenticated", "A valid bearer token is needed."};
    case Fault::Forbidden:
        return {403, "forbidden", "This role may not do that."};
    case Fault::UnknownRoute:
        return {404, "unknown-route", "There is nothing at this path."};
    case Fault::UnknownThing:
        return {404, "not-found", "There is no such thing."};
    case Fault::MethodNotAllowed:
        return {405, "method-not-allowed", "The path does not take this method."};
    case Fault::CodeRefused:
        return {403, "code-refused", "The code is wrong, used or older than ten minutes."};
    case Fault::ProofRefused:
        return {401, "proof-refused", "The signature does not prove this terminal."};
    case Fault::OldLife:
        return {403, "old-incarnation", "The terminal was enrolled anew since."};
    case Fault::TerminalBarred:
        return {403, "terminal-barred", "The terminal is barred until a person has looked."};
    case Fault::JournalGap:
        return {409, "journal-gap", "Entries are missing before these."};
    case Fault::JournalChain:
        return {409, "journal-chain", "A hash or signature does not fit the journal."};
    case Fault::JournalCloned:
        return {422, "journal-cloned", "The entry is known with another content."};
    case Fault::ForeignJournal:
        return {403, "foreign-journal", "The journal belongs to another terminal."};
    case Fault::SeatTaken:
        return {409, "seat-taken", "Not all of these seats are free."};
    case Fault::UnknownSeat:
        return {422, "unknown-seat", "The seating plan has no such seat."};
    case Fault::UnknownShowtime:
        return {404, "unknown-showtime", "There is no such showtime."};
    case Fault::ShowtimeClosed:
        return {409, "showtime-closed", "The showtime is not on sale."};
    case Fault::TooManySeats:
        return {422, "too-many-seats", "One ask may name at most fifty seats."};
    case Fault::TooManyHeld:
        return {429, "too-many-held", "This customer or address holds as many seats as it may."};
    case Fault::UnknownHold:
        return {404, "unknown-hold",
                "There is no such hold, its time is up, or the token is not its."};
    case Fault::HoldExtended:
        return {409, "hold-extended", "A hold can be extended once."};
    case Fault::HoldWaiting:
        return {409, "hold-waiting", "Seats of this hold are still being recalled."};
    case Fault::HoldSold:
        return {409, "hold-sold", "The hold is sold."};
    case Fault::NoChannel:
        return {403, "no-channel", "Only a terminal of kind online sells holds."};
    case Fault::TypeNotSold:
        return {422, "type-not-sold", "The price list does not sell that ticket type there."};
    case Fault::UnknownCode:
        return {422, "unknown-code", "No discount of this showtime has that code."};
    case Fault::CodeUsedUp:
        return {409, "code-used-up", "The code has been used as often as it may be."};
    case Fault::CodeNeedsCustomer:
        return {422, "code-needs-customer",
                "The code is limited per customer: say an address with the hold first."};
    case Fault::UnknownBooking:
        return {404, "unknown-booking", "There is no such online booking."};
    case Fault::NotRefundable:
        return {409, "not-refundable", "These tickets are void, used or refunded, or not its own."};
    case Fault::NotExchangeable:
        return {409, "not-exchangeable",
                "These tickets are void, used or over, half a sofa, or for a wheelchair."};
    case Fault::OtherPrice:
        return {409, "other-price", "That seat is of another area or kind, and not as dear."};
    case Fault::NoValidTickets:
        return {409, "no-valid-tickets",
                "Nothing of the booking is valid: it was paid back, or does not take place."};
    case Fault::TicketsNotDrawn:
        return {503, "tickets-not-drawn",
                "The file cannot be made now; the codes in the letter are as good."};
    case Fault::PaymentsNotOffered:
        return {503, "payments-not-offered", "No payment provider is configured here."};
    case Fault::UnknownPayment:
        return {404, "unknown-payment", "There is no such payment, or the token is another's."};
    case Fault::NothingToPay:
        return {422, "nothing-to-pay", "These tickets cost nothing."};
    case Fault::PaidBefore:
        return {409, "paid-before", "The seats are tickets already; ask for a refund."};
    case Fault::EventRefused:
        return {400, "event-refused",
                "The event is not signed by the provider, too old, or not understood."};
    case Fault::TooManyPayments:
        return {429, "too-many-payments",
                "Too many payments by this card or from here; wait an hour."};
    case Fault::NotInReview:
        return {409, "not-in-review", "The payment does not wait for anybody's word."};
    case Fault::Recovering:
        return {503, "recovering",
                "The server was restored; seats are sold again when all terminals were heard."};
    case Fault::PersonRefused:
        return {403, "person-refused", "No such operator, or the PIN is wrong."};
    case Fault::PersonLocked:
        return {429, "person-locked", "Too many wrong PINs; wait a minute."};
    case Fault::PersonNotEntitled:
        return {403, "person-not-entitled", "This takes a supervisor or a manager."};
    case Fault::UnknownTerminal:
        return {404, "unknown-terminal", "There is no such terminal."};
    case Fault::TerminalLive:
        return {409, "terminal-live",
                "The terminal may still be selling; its leases must run out."};
    case Fault::SamePerson:
        return {409, "same-person", "The second person must be another than the first."};
    case Fault::LostBefore:
        return {409, "lost-before", "The terminal is declared lost already."};
    case Fault::DayNotOver:
        return {409, "day-not-over", "The business day is not over."};
    case Fault::DayClosed:
        return {409, "day-closed", "The business day is closed."};
    case Fault::DayItemsOpen:
        return {409, "day-items-open", "The day cannot be closed while these are open."};
    case Fault::ShowtimeCancelled:
        return {409, "showtime-cancelled", "The showtime is cancelled; nothing of it can change."};
    case Fault::UnknownPlan:
        return {422, "unknown-plan", "There is no such seating plan."};
    case Fault::SamePlan:
        return {409, "same-plan", "The showtime has that seating plan already."};
    case Fault::BadMapping:
        return {422, "bad-mapping", "The seats cannot be mapped like that; nobody was moved."};
    case Fault::UnknownPriceList:
        return {422, "unknown-price-list", "There is no such price list."};
    case Fault::PricesNotValid:
        return {422, "prices-not-valid", "The price list is not valid when the showtime begins."};
    case Fault::OtherCurrency:
        return {422, "other-currency", "The price list is in another currency."};
    case Fault::SignInRefused:
        return {403, "sign-in-refused", "The address or the password is wrong."};
    case Fault::SignInSlowed:
        return {429, "sign-in-slowed", "Too many wrong passwords from here; wait a little."};
    case Fault::RefreshRefused:
        return {403, "refresh-refused", "The session is over; sign in again."};
    case Fault::RefreshReused:
        return {403, "refresh-reused",
                "The refresh token was used before; its session has ended. Sign in again."};
    case Fault::NoOperator:
        return {403, "no-operator", "This account answers for no operator."};
    case Fault::AskedTooOften:
        return {429, "asked-too-often", "Too many of these from here; wait a little."};
    case Fault::TokenRefused:
        return {403, "token-refused", "The token is wrong, used or too old; ask for another."};
    case Fault::NotResendable:
        return {409, "not-resendable", "The message waits, was sent, or its person is gone."};
    case Fault::WebhookUrlRefused:
        return {422, "webhook-url-refused", "Events cannot be sent to that address."};
    case Fault::TooManyWebhooks:
        return {409, "too-many-webhooks", "There are as many webhooks as there may be."};
    case Fault::WebhookGone:
        return {409, "webhook-gone", "The receiver said that it is gone; make a new webhook."};
    case Fault::KeyInFlight:
        return {409, "key-in-flight", "A request with this Idempotency-Key is under way."};
    case Fault::KeyReused:
        return {422, "key-reused", "This Idempotency-Key belongs to another request."};
    case Fault::TooManyRequests:
        return {429, "too-many-requests", "Too many requests; wait a little."};
    case Fault::UpgradeRequired:
        return {426, "upgrade-required", "This path speaks WebSocket only."};
    case Fault::Overloaded:
        return {503, "overloaded", "The server has more to do than it can; try again."};
    case Fault::Storage:
        return {503, "storage", "The database did not take it; nothing was kept, try again."};
    case Fault::Stopping:
        return {503, "stopping", "The server is stopping; nothing was kept, try again."};
    }
    checkFailed("a fault outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(ports::Failure failure) {
    switch (failure) {
    case ports::Failure::Overloaded:
        return Fault::Overloaded;
    case ports::Failure::Storage:
        return Fault::Storage;
    case ports::Failure::Stopping:
        return Fault::Stopping;
    }
    checkFailed("a failure outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(protocol::UploadRefusal refusal) {
    switch (refusal) {
    case protocol::UploadRefusal::Gap:
        return Fault::JournalGap;
    case protocol::UploadRefusal::BadChain:
        return Fault::JournalChain;
    case protocol::UploadRefusal::Quarantine:
        return Fault::JournalCloned;
    case protocol::UploadRefusal::Barred:
        return Fault::TerminalBarred;
    case protocol::UploadRefusal::Recovering:
        return Fault::Recovering;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(protocol::AllotmentRefusal refusal) {
    switch (refusal) {
    case protocol::AllotmentRefusal::SeatTaken:
        return Fault::SeatTaken;
    case protocol::AllotmentRefusal::UnknownSeat:
        return Fault::UnknownSeat;
    case protocol::AllotmentRefusal::UnknownShowtime:
        return Fault::UnknownShowtime;
    case protocol::AllotmentRefusal::ShowtimeClosed:
        return Fault::ShowtimeClosed;
    case protocol::AllotmentRefusal::TooMany:
        return Fault::TooManySeats;
    case protocol::AllotmentRefusal::TerminalBarred:
        return Fault::TerminalBarred;
    case protocol::AllotmentRefusal::Recovering:
        return Fault::Recovering;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(core::HoldRefusal refusal) {
    switch (refusal) {
    case core::HoldRefusal::SeatTaken:
        return Fault::SeatTaken;
    case core::HoldRefusal::UnknownSeat:
        return Fault::UnknownSeat;
    case core::HoldRefusal::UnknownShowtime:
        return Fault::UnknownShowtime;
    case core::HoldRefusal::ShowtimeClosed:
        return Fault::ShowtimeClosed;
    case core::HoldRefusal::TooManySeats:
        return Fault::TooManySeats;
    case core::HoldRefusal::TooManyForCustomer:
    case core::HoldRefusal::TooManyForAddress:
        return Fault::TooManyHeld;
    case core::HoldRefusal::Recovering:
        return Fault::Recovering;
    case core::HoldRefusal::UnknownHold:
        return Fault::UnknownHold;
    case core::HoldRefusal::ExtendedBefore:
        return Fault::HoldExtended;
    case core::HoldRefusal::StillWaiting:
        return Fault::HoldWaiting;
    case core::HoldRefusal::SoldBefore:
        return Fault::HoldSold;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::Bookings::Refusal refusal) {
    switch (refusal) {
    case services::Bookings::Refusal::NoChannel:
        return Fault::NoChannel;
    case services::Bookings::Refusal::UnknownHold:
        return Fault::UnknownHold;
    case services::Bookings::Refusal::HoldWaiting:
        return Fault::HoldWaiting;
    case services::Bookings::Refusal::TypeNotSold:
        return Fault::TypeNotSold;
    case services::Bookings::Refusal::UnknownCode:
        return Fault::UnknownCode;
    case services::Bookings::Refusal::CodeUsedUp:
        return Fault::CodeUsedUp;
    case services::Bookings::Refusal::CodeNeedsCustomer:
        return Fault::CodeNeedsCustomer;
    case services::Bookings::Refusal::Recovering:
        return Fault::Recovering;
    case services::Bookings::Refusal::UnknownBooking:
        return Fault::UnknownBooking;
    case services::Bookings::Refusal::NotRefundable:
        return Fault::NotRefundable;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::Bookings::ExchangeRefusal refusal) {
    switch (refusal) {
    case services::Bookings::ExchangeRefusal::UnknownBooking:
        return Fault::UnknownBooking;
    case services::Bookings::ExchangeRefusal::NotExchangeable:
        return Fault::NotExchangeable;
    case services::Bookings::ExchangeRefusal::UnknownSeat:
        return Fault::UnknownSeat;
    case services::Bookings::ExchangeRefusal::OtherPrice:
        return Fault::OtherPrice;
    case services::Bookings::ExchangeRefusal::SeatTaken:
        return Fault::SeatTaken;
    case services::Bookings::ExchangeRefusal::Recovering:
        return Fault::Recovering;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::Payments::Refusal refusal) {
    switch (refusal) {
    case services::Payments::Refusal::NotOffered:
        return Fault::PaymentsNotOffered;
    case services::Payments::Refusal::UnknownHold:
        return Fault::UnknownHold;
    case services::Payments::Refusal::HoldWaiting:
        return Fault::HoldWaiting;
    case services::Payments::Refusal::HoldSold:
        return Fault::HoldSold;
    case services::Payments::Refusal::TypeNotSold:
        return Fault::TypeNotSold;
    case services::Payments::Refusal::UnknownCode:
        return Fault::UnknownCode;
    case services::Payments::Refusal::CodeUsedUp:
        return Fault::CodeUsedUp;
    case services::Payments::Refusal::CodeNeedsCustomer:
        return Fault::CodeNeedsCustomer;
    case services::Payments::Refusal::NothingToPay:
        return Fault::NothingToPay;
    case services::Payments::Refusal::Recovering:
        return Fault::Recovering;
    case services::Payments::Refusal::UnknownPayment:
        return Fault::UnknownPayment;
    case services::Payments::Refusal::PaidBefore:
        return Fault::PaidBefore;
    case services::Payments::Refusal::NotRefundable:
        return Fault::NotRefundable;
    case services::Payments::Refusal::TooManyTries:
        return Fault::TooManyPayments;
    case services::Payments::Refusal::NotInReview:
        return Fault::NotInReview;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::Tickets::Refusal refusal) {
    switch (refusal) {
    case services::Tickets::Refusal::UnknownBooking:
        return Fault::UnknownBooking;
    case services::Tickets::Refusal::NoneValid:
        return Fault::NoValidTickets;
    case services::Tickets::Refusal::NotDrawn:
        return Fault::TicketsNotDrawn;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::People::Refusal refusal) {
    switch (refusal) {
    case services::People::Refusal::WrongPin:
        return Fault::PersonRefused;
    case services::People::Refusal::Locked:
        return Fault::PersonLocked;
    case services::People::Refusal::NotEntitled:
        return Fault::PersonNotEntitled;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::Losses::Refusal refusal) {
    switch (refusal) {
    case services::Losses::Refusal::UnknownTerminal:
        return Fault::UnknownTerminal;
    case services::Losses::Refusal::StillLive:
    case services::Losses::Refusal::Reachable:
        return Fault::TerminalLive;
    case services::Losses::Refusal::SamePerson:
        return Fault::SamePerson;
    case services::Losses::Refusal::DeclaredBefore:
        return Fault::LostBefore;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::Days::Refusal refusal) {
    switch (refusal) {
    case services::Days::Refusal::NotOver:
        return Fault::DayNotOver;
    case services::Days::Refusal::ClosedBefore:
        return Fault::DayClosed;
    case services::Days::Refusal::ItemsOpen:
        return Fault::DayItemsOpen;
    case services::Days::Refusal::UnknownCinema:
        return Fault::UnknownThing;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::Accounts::RefreshRefusal refusal) {
    switch (refusal) {
    case services::Accounts::RefreshRefusal::Unknown:
        return Fault::RefreshRefused;
    case services::Accounts::RefreshRefusal::Reused:
        return Fault::RefreshReused;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::ShowtimeChanges::Refusal refusal) {
    switch (refusal) {
    case services::ShowtimeChanges::Refusal::UnknownShowtime:
        return Fault::UnknownShowtime;
    case services::ShowtimeChanges::Refusal::Cancelled:
        return Fault::ShowtimeCancelled;
    case services::ShowtimeChanges::Refusal::UnknownPlan:
        return Fault::UnknownPlan;
    case services::ShowtimeChanges::Refusal::SamePlan:
        return Fault::SamePlan;
    case services::ShowtimeChanges::Refusal::BadMapping:
        return Fault::BadMapping;
    case services::ShowtimeChanges::Refusal::UnknownPriceList:
        return Fault::UnknownPriceList;
    case services::ShowtimeChanges::Refusal::PricesNotValid:
        return Fault::PricesNotValid;
    case services::ShowtimeChanges::Refusal::OtherCurrency:
        return Fault::OtherCurrency;
    case services::ShowtimeChanges::Refusal::Recovering:
        return Fault::Recovering;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault faultOf(services::TerminalAuth::Refusal refusal) {
    switch (refusal) {
    case services::TerminalAuth::Refusal::BadProof:
        return Fault::ProofRefused;
    case services::TerminalAuth::Refusal::OldLife:
        return Fault::OldLife;
    case services::TerminalAuth::Refusal::Barred:
    case services::TerminalAuth::Refusal::OldDisk:
        return Fault::TerminalBarred;
    }
    checkFailed("a refusal outside its enumeration", __FILE__, __LINE__);
}

Fault toldBySchema(Fault fault, int schema) {
    return fault == Fault::Recovering && schema < 2 ? Fault::Overloaded : fault;
}

edge::Response problemResponse(Fault fault, const std::string& requestId, wire::Problem extra) {
    const FaultText text = describe(fault);
    extra.type = "urn:foyer:problem:" + std::string(text.type);
    extra.title = text.title;
    extra.status = text.status;
    extra.request = requestId;
    edge::Response response;
    response.status = text.status;
    response.headers.emplace_back("Content-Type", "application/problem+json");
    response.headers.emplace_back("Cache-Control", "no-store");
    if (text.status == 426)
        response.headers.emplace_back("Upgrade", "websocket");
    if (text.status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (text.status == 503 || text.status == 429)
        response.headers.emplace_back("Retry-After", "1");
    response.body = wire::encodeProblem(extra);
    return response;
}

} // namespace foyer::server::http
