#include "server/http/access.h"

#include <algorithm>
#include <iterator>

namespace foyer::server::http {

namespace {

struct Row {
    std::string_view operation;
    bool anonymous;
    bool terminal;
};

// clang-format off
constexpr Row kTable[] = {
    //                      anonymous terminal
    {"isLive",              true,     true},
    {"isReady",             true,     true},
    {"getOpenApi",          true,     true},
    {"getDocs",             true,     true},
    {"listMovies",          true,     true},
    {"getMovie",            true,     true},
    {"listShowtimes",       true,     true},
    {"getShowtime",         true,     true},
    {"listAuditoriums",     true,     true},
    {"getAuditorium",       true,     true},
    {"getSeatingPlan",      true,     true},
    {"getSeats",            true,     true},
    {"watchSeats",          true,     true},
    {"enrolTerminal",       true,     false},
    {"challengeTerminal",   true,     true},
    {"grantToken",          true,     true},
    {"askAllotment",        false,    true},
    {"renewStanding",       false,    true},
    {"returnAllotment",     false,    true},
    {"uploadJournal",       false,    true},
    {"getChanges",          false,    true},
    {"makeHold",            true,     true},
    {"getHold",             true,     true},
    {"extendHold",          true,     true},
    {"releaseHold",         true,     true},
    {"sellHold",            false,    true},
    {"refundBooking",       false,    true},
    {"listTasks",           false,    true},
    {"getShare",            false,    true},
    {"listTerminals",       false,    true},
    {"getExposure",         false,    true},
    {"declareLost",         false,    true},
    {"getBusinessDay",      false,    true},
    {"closeBusinessDay",    false,    true},
    {"getRecovery",         false,    true},
    {"getPolicy",           false,    true},
    {"putPolicy",           false,    true},
    {"cancelShowtime",      false,    true},
    {"changeShowtimePlan",  false,    true},
    {"changeShowtimePrices", false,   true},
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
    return party == Party::Terminal ? row->terminal : row->anonymous;
}

bool isListed(std::string_view operation) {
    return rowOf(operation) != nullptr;
}

} // namespace foyer::server::http
