#include "server/http/access.h"

#include <algorithm>
#include <iterator>

namespace foyer::server::http {

static_assert(static_cast<int>(Party::Customer) + static_cast<int>(domain::AccountRole::Admin) ==
              static_cast<int>(Party::Admin));

namespace {

/// Of those who are signed in the least who may; nobody for kNobody.
constexpr auto kEverybody = Party::Customer;
constexpr auto kSupervisor = Party::Supervisor;
constexpr auto kManager = Party::Manager;
constexpr auto kNobody = static_cast<Party>(kPartyCount);

struct Row {
    std::string_view operation;
    bool anonymous;
    bool terminal;
    Party least;
};

// clang-format off
constexpr Row kTable[] = {
    //                       anonymous terminal signed in, at least
    {"isLive",                true,     true,    kEverybody},
    {"isReady",               true,     true,    kEverybody},
    {"getOpenApi",            true,     true,    kEverybody},
    {"getDocs",               true,     true,    kEverybody},
    {"listProblemDocs",       true,     true,    kEverybody},
    {"getProblemDocs",        true,     true,    kEverybody},
    {"listMovies",            true,     true,    kEverybody},
    {"getMovie",              true,     true,    kEverybody},
    {"listShowtimes",         true,     true,    kEverybody},
    {"getShowtime",           true,     true,    kEverybody},
    {"listAuditoriums",       true,     true,    kEverybody},
    {"getAuditorium",         true,     true,    kEverybody},
    {"getSeatingPlan",        true,     true,    kEverybody},
    {"getSeats",              true,     true,    kEverybody},
    {"watchSeats",            true,     true,    kEverybody},
    {"enrolTerminal",         true,     false,   kNobody},
    {"challengeTerminal",     true,     true,    kNobody},
    {"grantToken",            true,     true,    kNobody},
    {"askAllotment",          false,    true,    kNobody},
    {"renewStanding",         false,    true,    kNobody},
    {"returnAllotment",       false,    true,    kNobody},
    {"uploadJournal",         false,    true,    kNobody},
    {"getChanges",            false,    true,    kNobody},
    {"findBestSeats",         true,     true,    kEverybody},
    {"getShowtimeCalendar",   true,     true,    kEverybody},
    {"quoteSeats",            true,     true,    kEverybody},
    {"makeHold",              true,     true,    kEverybody},
    {"getHold",               true,     true,    kEverybody},
    {"extendHold",            true,     true,    kEverybody},
    {"releaseHold",           true,     true,    kEverybody},
    {"sellHold",              false,    true,    kNobody},
    {"refundBooking",         false,    true,    kNobody},
    {"getTickets",            true,     false,   kEverybody},
    {"exchangeBooking",       true,     false,   kEverybody},
    {"makePayment",           true,     false,   kEverybody},
    {"getPayment",            true,     false,   kEverybody},
    {"cancelPayment",         true,     false,   kEverybody},
    {"refundPayment",         false,    false,   kSupervisor},
    {"listPaymentReviews",    false,    false,   kSupervisor},
    {"reviewPayment",         false,    false,   kSupervisor},
    {"takePaymentEvent",      true,     true,    kEverybody},
    {"listTasks",             false,    true,    kSupervisor},
    {"getShare",              false,    true,    kSupervisor},
    {"listTerminals",         false,    true,    kSupervisor},
    {"getExposure",           false,    true,    kSupervisor},
    {"declareLost",           false,    true,    kSupervisor},
    {"getBusinessDay",        false,    true,    kSupervisor},
    {"closeBusinessDay",      false,    true,    kManager},
    {"signIn",                true,     false,   kEverybody},
    {"refreshSession",        true,     false,   kEverybody},
    {"endSession",            true,     false,   kEverybody},
    {"registerAccount",       true,     false,   kEverybody},
    {"confirmAccount",        true,     false,   kEverybody},
    {"askPasswordReset",      true,     false,   kEverybody},
    {"resetPassword",         true,     false,   kEverybody},
    {"getAccount",            false,    false,   kEverybody},
    {"changeAccount",         false,    false,   kEverybody},
    {"changePassword",        false,    false,   kEverybody},
    {"listOwnBookings",       false,    false,   kEverybody},
    {"exportAccount",         false,    false,   kEverybody},
    {"eraseAccount",          false,    false,   kEverybody},
    {"findBooking",           true,     false,   kEverybody},
    {"setHoldContact",        true,     true,    kEverybody},
    {"listMessages",          false,    false,   kManager},
    {"resendMessage",         false,    false,   kManager},
    {"previewLetter",         false,    false,   kManager},
    {"createWebhook",         false,    false,   kManager},
    {"listWebhooks",          false,    false,   kManager},
    {"deleteWebhook",         false,    false,   kManager},
    {"rotateWebhookSecret",   false,    false,   kManager},
    {"pingWebhook",           false,    false,   kManager},
    {"listWebhookDeliveries", false,    false,   kManager},
    {"resendWebhookDelivery", false,    false,   kManager},
    {"getKeys",               true,     true,    kEverybody},
    {"getRecovery",           false,    true,    kSupervisor},
    {"getPolicy",             false,    true,    kManager},
    {"putPolicy",             false,    true,    kManager},
    {"cancelShowtime",        false,    true,    kManager},
    {"changeShowtimePlan",    false,    true,    kManager},
    {"changeShowtimePrices",  false,    true,    kManager},
};
// clang-format on

const Row* rowOf(std::string_view operation) {
    const auto* row = std::find_if(std::begin(kTable), std::end(kTable),
                                   [&](const Row& r) { return r.operation == operation; });
    return row == std::end(kTable) ? nullptr : row;
}

} // namespace

bool mayCall(std::string_view operation, Party party) {
    const auto* row = rowOf(operation);
    if (!row)
        return false;
    switch (party) {
    case Party::Anonymous:
        return row->anonymous;
    case Party::Terminal:
        return row->terminal;
    case Party::Customer:
    case Party::Usher:
    case Party::Cashier:
    case Party::Supervisor:
    case Party::Manager:
    case Party::Admin:
        return party >= row->least;
    }
    return false;
}

Party partyOf(domain::AccountRole role) {
    return static_cast<Party>(static_cast<int>(Party::Customer) + static_cast<int>(role));
}

bool isListed(std::string_view operation) {
    return rowOf(operation) != nullptr;
}

} // namespace foyer::server::http
