#pragma once

// Who may do what, written down a second time on purpose: an edit of server/http/access.cpp that
// nobody meant does not pass.

#include <map>
#include <string>

namespace foyer::server::testing {

/// A nobody, T terminal, C customer, U usher, K cashier, S supervisor, M manager, X admin: in the
/// order of http::Party.
inline constexpr const char* kLetters = "ATCUKSMX";

struct Door {
    std::string may; // letters
    /// Whose the thing is that the path names: "-" names none, "public" anybody's to see, "house"
    /// the staff's, "hold" whoever has the hold's token, "lease" its terminal, "self" the terminal.
    std::string owner;
};

inline const std::map<std::string, Door>& doors() {
    static const std::string all = "ATCUKSMX";
    static const std::string people = "ACUKSMX";
    static const std::string account = "CUKSMX";
    static const std::map<std::string, Door> doors{
        {"isLive", {all, "-"}},
        {"isReady", {all, "-"}},
        {"getOpenApi", {all, "-"}},
        {"getDocs", {all, "-"}},
        {"listProblemDocs", {all, "-"}},
        {"getProblemDocs", {all, "public"}},
        {"getKeys", {all, "-"}},
        {"listMovies", {all, "-"}},
        {"getMovie", {all, "public"}},
        {"listShowtimes", {all, "-"}},
        {"getShowtime", {all, "public"}},
        {"listAuditoriums", {all, "-"}},
        {"getAuditorium", {all, "public"}},
        {"getSeatingPlan", {all, "public"}},
        {"getSeats", {all, "public"}},
        {"watchSeats", {all, "-"}},
        {"takePaymentEvent", {all, "-"}},
        {"enrolTerminal", {"A", "-"}},
        {"challengeTerminal", {"AT", "self"}},
        {"grantToken", {"AT", "self"}},
        {"askAllotment", {"T", "-"}},
        {"renewStanding", {"T", "-"}},
        {"returnAllotment", {"T", "lease"}},
        {"uploadJournal", {"T", "-"}},
        {"getChanges", {"T", "-"}},
        {"sellHold", {"T", "-"}},
        {"refundBooking", {"T", "house"}},
        {"findBestSeats", {all, "public"}},
        {"getShowtimeCalendar", {all, "public"}},
        {"quoteSeats", {all, "public"}},
        {"makeHold", {all, "public"}},
        {"getHold", {all, "hold"}},
        {"extendHold", {all, "hold"}},
        {"releaseHold", {all, "hold"}},
        {"setHoldContact", {all, "hold"}},
        {"getTickets", {people, "hold"}},
        {"makePayment", {people, "-"}},
        {"getPayment", {people, "hold"}},
        {"cancelPayment", {people, "hold"}},
        {"refundPayment", {"SMX", "house"}},
        {"listPaymentReviews", {"SMX", "-"}},
        {"reviewPayment", {"SMX", "house"}},
        {"listTasks", {"TSMX", "-"}},
        {"getShare", {"TSMX", "house"}},
        {"listTerminals", {"TSMX", "-"}},
        {"getExposure", {"TSMX", "house"}},
        {"declareLost", {"TSMX", "house"}},
        {"getBusinessDay", {"TSMX", "house"}},
        {"closeBusinessDay", {"TMX", "house"}},
        {"getRecovery", {"TSMX", "-"}},
        {"getPolicy", {"TMX", "-"}},
        {"putPolicy", {"TMX", "-"}},
        {"cancelShowtime", {"TMX", "house"}},
        {"changeShowtimePlan", {"TMX", "house"}},
        {"changeShowtimePrices", {"TMX", "house"}},
        {"signIn", {people, "-"}},
        {"refreshSession", {people, "-"}},
        {"endSession", {people, "-"}},
        {"registerAccount", {people, "-"}},
        {"confirmAccount", {people, "-"}},
        {"askPasswordReset", {people, "-"}},
        {"resetPassword", {people, "-"}},
        {"findBooking", {people, "-"}},
        {"getAccount", {account, "-"}},
        {"changeAccount", {account, "-"}},
        {"changePassword", {account, "-"}},
        {"listOwnBookings", {account, "-"}},
        {"exportAccount", {account, "-"}},
        {"eraseAccount", {account, "-"}},
        {"listMessages", {"MX", "-"}},
        {"resendMessage", {"MX", "house"}},
        {"previewLetter", {"MX", "house"}},
        {"createWebhook", {"MX", "-"}},
        {"listWebhooks", {"MX", "-"}},
        {"deleteWebhook", {"MX", "house"}},
        {"rotateWebhookSecret", {"MX", "house"}},
        {"pingWebhook", {"MX", "house"}},
        {"listWebhookDeliveries", {"MX", "house"}},
        {"resendWebhookDelivery", {"MX", "house"}},
    };
    return doors;
}

} // namespace foyer::server::testing
