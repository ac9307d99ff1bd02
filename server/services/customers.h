#pragma once

#include "server/services/context.h"
#include "server/services/sign_in_guard.h"

#include <string>

namespace foyer::server::services {

/// What a customer sees of an online booking.
struct BookingView {
    struct Ticket {
        domain::TicketLine line;
        std::string seatName; // "F12"
        ports::TicketState state = ports::TicketState::Valid;
    };
    BookingId id;
    std::string reference;
    ports::BookingState state = ports::BookingState::Valid;
    ShowtimeId showtime;
    std::string movie;
    std::string auditorium;
    Instant start{};
    std::chrono::minutes utcOffset{0}; // of the cinema then
    Money total;                       // of the tickets that are valid
    Instant soldAt{};
    std::vector<Ticket> tickets;
};

/// What customers may do with what is theirs: see their bookings, change their profile, take their
/// data along, be forgotten. Thread-safe.
class Customers {
public:
    static constexpr std::size_t kMostPerPage = 100;

    explicit Customers(const Context& context) : m_context(context) {}

    struct Page {
        std::vector<BookingView> items;
        BookingId next; // null: that was all
    };
    /// Newest first; `before` null: from the newest on.
    Outcome<Page> bookings(AccountId account, BookingId before, std::size_t limit);

    struct FindRefusal {
        std::chrono::seconds wait{0}; // 0: there is none; else too many tries from there
    };
    using Found = Result<BookingView, FindRefusal>;
    /// A guest's, by what was printed and where it was sent. A wrong reference and a wrong address
    /// are not told apart; who guesses waits.
    Outcome<Found> find(const std::string& reference, const std::string& email,
                        const std::string& address);

    struct Change {
        std::optional<std::string> name;
        std::optional<std::string> language;
        std::optional<std::string> phone{}; // empty: none any more
    };
    /// Requires: the name is not empty, the number can be one.
    void change(AccountId account, Change change, Reply<Done> reply);

    enum class PasswordRefusal : std::uint8_t {
        WrongPassword,
        TooManyTries, ///< whoever has got hold of a session must not guess
        BadPassword,  ///< too short or too long
        Staff         ///< who works here is not forgotten by themselves
    };
    using PasswordAnswer = Result<Done, PasswordRefusal>;
    /// Ends all sessions. Hashes twice, so it is slow.
    void setPassword(AccountId account, const std::string& current, const std::string& next,
                     Reply<PasswordAnswer> reply);
    /// The person is gone for good; bookings and ledger stay, as nobody's. Hashes.
    void erase(AccountId account, const std::string& password, Reply<PasswordAnswer> reply);

    struct Export {
        ports::AccountRecord account;
        std::vector<BookingView> bookings;
        std::vector<ports::MessageRecord> messages;
    };
    /// All that is known of a person; nothing when there is no such account.
    Outcome<std::optional<Export>> exported(AccountId account);

private:
    Outcome<Result<ports::AccountRecord, PasswordRefusal>> prove(AccountId account,
                                                                 const std::string& password);

    Context m_context;
    SignInGuard m_guard; // of bookings looked for, and of passwords, by account
};

/// "k7px 3m9d" as it is printed, "K7PX-3M9D".
std::string printedReference(const std::string& typed);

} // namespace foyer::server::services
