#pragma once

// What people see of the terminal, as immutable values that may cross threads. Each part has its
// own version; a view model rebuilds what has a new one and nothing else.

#include "app/core/event.h"
#include "app/core/notice.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace foyer::core {

enum class Connection : std::uint8_t {
    Connecting, ///< not yet an answer since the start
    Online,
    Offline
};

/// Why nothing can be sold at this terminal at all.
enum class SellingStop : std::uint8_t { None, StorageFailed, Quarantined };

struct StatusView {
    Connection connection = Connection::Connecting;
    SellingStop stop = SellingStop::None;
    /// The server is there and gives no seats that are not on lease here: it was restored, and
    /// waits until every terminal has told what it sold.
    bool poolShut = false;
    std::size_t entriesWaiting = 0;
    std::optional<Instant> oldestWaiting;
    std::optional<Instant> lastContact;
    PrinterState printer = PrinterState::Unknown;
    ReaderState reader = ReaderState::Unknown;
    std::string terminalName;
    std::string cinemaName;
};

struct OperatorView {
    OperatorId id;
    std::string name;
    domain::Role role = domain::Role::Cashier;
};
struct LoginView {
    std::vector<OperatorView> operators; // who may log in, by name
    std::optional<OperatorView> loggedIn;
    bool verifying = false;
    std::optional<Instant> lockedUntil;
    int logins = 0; // grows with each right PIN
};

struct ShowtimeView {
    ShowtimeId id;
    MovieId movieId{};
    std::string movie;
    std::string rating;
    std::optional<std::int32_t> runningMinutes;
    std::string auditorium;
    Instant start{};
    Instant end{};
    Milliseconds utcOffset{};
    Date businessDay{};
    bool cancelled = false;
    std::size_t seats = 0;
    std::size_t free = 0;     // in the pool
    std::size_t allotted = 0; // on lease to terminals, this one's included
    std::size_t mine = 0;     // of those: may be sold here without asking
    std::size_t sold = 0;
    std::size_t freeWheelchairs = 0; // of `free`: wheelchair spaces
    std::size_t mineWheelchairs = 0; // of `mine`
};
struct ScheduleView {
    std::vector<ShowtimeView> showtimes; // of this business day and the six after it, by start
};

/// Letters of the seat map, one per seat in SeatNo order: those of domain::SeatState and "m" for a
/// seat this terminal may sell without asking. Its own sales are "s" at once.
constexpr char kMineLetter = 'm';
struct SeatMapView {
    ShowtimeId showtime;
    std::shared_ptr<const domain::SeatingPlan> plan;
    std::shared_ptr<const domain::PriceList> priceList;
    domain::DayPart dayPart = domain::DayPart::Evening;
    std::string letters;
};

/// What the sale on the screen is doing.
enum class SaleState : std::uint8_t {
    Choosing,      ///< no showtime, or nothing in the basket
    AskingRight,   ///< the server is asked for seats in the basket
    Ready,         ///< every seat is this terminal's to sell
    IntentPending, ///< INTENT goes to disk
    Paying,        ///< the customer pays
    CardCharging,  ///< by card: the reader has the amount
    CardUnknown,   ///< nobody knows yet whether it was taken
    AbandonPending,
    SalePending, ///< SALE goes to disk
    Printing,
    PrintFailed, ///< sold; the paper is owed
    Done
};
constexpr int kSaleStateCount = 12;

struct BasketLine {
    SeatNo seat;
    std::string seatName; // "F12"
    std::string area;
    std::string ticketType;
    std::vector<std::string> possibleTypes; // keys the price list sells on this seat
    Money price;
    bool owned = false;  // the right is here
    bool atRisk = false; // sold without a right, by somebody's approval
    Money listed{};      // the price before the reductions
    std::vector<domain::Reduction> reductions{};
    friend bool operator==(const BasketLine&, const BasketLine&) = default;
};
/// A discount that takes something off, or whose code was entered.
struct BasketDiscount {
    std::string key;
    std::string name;
    Money amount;        // off all tickets together; zero: its code is there, nothing else fits
    bool byCode = false; // DropCode takes it away
    friend bool operator==(const BasketDiscount&, const BasketDiscount&) = default;
};
struct SaleView {
    SaleState state = SaleState::Choosing;
    std::optional<ShowtimeId> showtime;
    std::vector<BasketLine> lines;           // by seat
    std::vector<BasketDiscount> discounts{}; // in the order of the price list
    bool takesCodes = false;                 // some discount of this showtime needs one
    Money total;
    BookingId booking;     // from IntentPending on
    std::string reference; // from SalePending on; by card from IntentPending on
    Money received;        // from SalePending on
    Money change;
    std::optional<SeatNo> leavesSingle; // this choice would leave that seat alone
    OperatorId approvedBy;              // who answers for the lines at risk; null: none
    bool takesCards = false;            // there is a card reader
    bool byCard = false;                // the payment is
    bool personMayTell = false;         // TellCard is the operator's
    bool mayComp = false;               // GiveComp is the operator's
    bool compNeedsPin = false;          // … with the PIN of a supervisor
    std::int64_t cashRounded = 0;       // minor units by which what is due in cash is not `total`

    Money due() const { return total + Money{cashRounded, total.currency}; }
};

/// What a restart found and only a person can answer. It blocks nothing and stays until answered.
struct Question {
    enum class Kind : std::uint8_t {
        MoneyTaken, ///< INTENT without SALE: ResolveIntent
        CardTaken,  ///< by card, and the reader cannot say: TellCard or SetCardAside
        PaperOwed   ///< SALE without PRINTED: Reprint or ConfirmPrinted
    };
    Kind kind = Kind::MoneyTaken;
    BookingId booking;
    std::string reference;
    std::string movie;
    std::optional<Instant> start;
    Milliseconds utcOffset{};
    std::vector<std::string> seats;
    Money total;
    std::string operatorName;
    Instant at{};
};
struct QuestionsView {
    std::vector<Question> questions;
};

/// An own sale that can be voided or printed again, latest first.
struct OwnSaleView {
    BookingId booking;
    std::string reference;
    std::string movie;
    Instant start{};
    Milliseconds utcOffset{};
    std::vector<std::string> seats;
    Money total;
    Instant soldAt{};
    bool printed = false;
    bool voided = false;
    bool synced = false;           // the server's verdict is here
    std::vector<TicketId> tickets; // parallel to `seats`, which are the present ones
    std::vector<TicketId> refunded;
    std::optional<protocol::Outcome> outcome; // of the verdict
    std::string reason;                       // its sentence, English
    bool newTicketsDue = false;               // reseated, and the new tickets are not out yet
};
struct OwnSalesView {
    std::vector<OwnSaleView> sales;
};

/// Human work, the most urgent first.
struct TaskView {
    TaskId id;
    protocol::TaskKind kind = protocol::TaskKind::QuarantinedEntry;
    std::string text; // English: what happened, what is safe, what to do
    bool mine = false;
    std::string reference; // of the booking; empty: none
    std::string movie;     // empty: no showtime
    std::optional<Instant> start;
    Milliseconds utcOffset{};
    std::vector<std::string> seats; // of an own sale, the present ones
    struct Move {
        std::string from; // the seat on the customer's paper, "F12"
        std::string to;
        friend bool operator==(const Move&, const Move&) = default;
    };
    std::vector<Move> moves; // of a reseating
    bool saleHere = false;   // this disk has the sale it is about
    bool printable = false;  // PrintTask can be done: the new seats of that sale are known
    std::string owner;       // the terminal whose people it is for; empty: the office, or not known
    std::optional<domain::TenderKind> tender; // by which the money came, where that is known
    std::optional<Money> amount;              // of a refund: what is still to be handed out
    std::string contact;                      // of an online customer; empty: none is known
    bool paidBack = false; // all of it has gone back from here: it can be settled
    std::vector<protocol::TaskAction> actions;
    Instant openedAt{};
    std::optional<Instant> deadline;
};
struct TasksView {
    std::vector<TaskView> tasks;
};

/// What a door says to a paper.
enum class DoorAnswer : std::uint8_t {
    Admitted,
    AdmittedBefore,
    OtherShowtime,
    Revoked,
    Forged,
    UnknownTerminal, ///< sold by a device whose key has not arrived here yet
    NotATicket
};
struct DoorScan {
    DoorAnswer answer = DoorAnswer::NotATicket;
    TicketId ticket; // null for NotATicket
    ShowtimeId showtime;
    SeatNo seat;
    std::string seatName; // "F12"; empty when its plan is not known here
    std::string area;
    std::string movie;
    std::string auditorium;
    std::optional<Instant> start;
    Milliseconds utcOffset{};
    std::optional<Instant> before; // AdmittedBefore: when …
    std::string beforeDoor;        // … and where
    protocol::RevocationReason revoked = protocol::RevocationReason::Voided;
    Instant at{};
    bool undone = false;
};
struct DoorView {
    std::vector<DoorScan> scans; // latest first
    bool verifying = false;
    std::size_t inside = 0; // of the chosen showtime
    std::size_t sold = 0;
};

/// What became of a decision of the office.
struct OfficeOutcome {
    enum class Kind : std::uint8_t {
        Proposed, ///< the first key is turned
        Lost,     ///< the second: `freed` seats went back to the pool
        DayClosed,
        Refused, ///< `refusal` says why; nothing was changed
        NotKnown ///< no answer: what is watched tells
    };
    std::uint64_t number = 0; // grows
    Kind kind = Kind::NotKnown;
    protocol::OfficeRefusal refusal = protocol::OfficeRefusal::PersonRefused;
    std::size_t freed = 0;
};
/// What the server said to the office when it last did. Each page has its own part.
struct OfficeView {
    protocol::Exposures terminals;
    std::optional<protocol::DayAnswer> day;
    std::optional<protocol::Share> share;
    std::optional<Instant> heardAt; // what is watched now; nothing: not yet
    bool outOfReach = false;        // the last question was not answered
    bool deciding = false;
    std::optional<OfficeOutcome> outcome; // of the last decision on this page
};

struct NoticeView {
    std::optional<Notice> notice;
};

enum class Part : std::uint8_t {
    Status,
    Login,
    Schedule,
    SeatMap,
    Sale,
    Questions,
    Sales,
    Tasks,
    Door,
    Office,
    Notice
};
constexpr std::size_t kPartCount = 11;

/// All parts at one moment. Copying costs eleven reference counts.
struct View {
    std::shared_ptr<const StatusView> status;
    std::shared_ptr<const LoginView> login;
    std::shared_ptr<const ScheduleView> schedule;
    std::shared_ptr<const SeatMapView> seatMap; // null when no showtime is open
    std::shared_ptr<const SaleView> sale;
    std::shared_ptr<const QuestionsView> questions;
    std::shared_ptr<const OwnSalesView> sales;
    std::shared_ptr<const TasksView> tasks;
    std::shared_ptr<const DoorView> door;
    std::shared_ptr<const OfficeView> office;
    std::shared_ptr<const NoticeView> notice;
    std::array<std::uint64_t, kPartCount> versions{};

    std::uint64_t version(Part part) const { return versions[static_cast<std::size_t>(part)]; }
};

} // namespace foyer::core
