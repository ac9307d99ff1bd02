#pragma once

// One function per resource, each in its own file: the routes it adds.

#include "server/http/api.h"
#include "server/http/bodies.h"

#include <atomic>

namespace foyer::server::http {

using Routes = std::vector<Route>;

void addHealth(Routes& routes, const Backend& backend, const std::atomic<bool>& draining);
void addDocs(Routes& routes);
void addProblemPages(Routes& routes);
void addMovies(Routes& routes, const Backend& backend);
void addBestSeats(Routes& routes, const Backend& backend);
void addShowtimes(Routes& routes, const Backend& backend);
void addPolicy(Routes& routes, const Backend& backend);
void addShowtimeChanges(Routes& routes, const Backend& backend);
void addAuditoriums(Routes& routes, const Backend& backend);
void addPlans(Routes& routes, const Backend& backend, Bodies& bodies);
void addSeats(Routes& routes, const Backend& backend, Bodies& bodies);
/// And how accounts come to be, what customers do with theirs, what is written to them.
void addSessions(Routes& routes, const Backend& backend);
void addCustomers(Routes& routes, const Backend& backend);
void addMessages(Routes& routes, const Backend& backend);
void addWebhooks(Routes& routes, const Backend& backend);
void addRegistrations(Routes& routes, const Backend& backend);
void addTerminals(Routes& routes, const Backend& backend);
void addAllotments(Routes& routes, const Backend& backend);
void addQuotes(Routes& routes, const Backend& backend);
void addBookings(Routes& routes, const Backend& backend);
void addTickets(Routes& routes, const Backend& backend);
void addPayments(Routes& routes, const Backend& backend);
void addHolds(Routes& routes, const Backend& backend);
void addOffice(Routes& routes, const Backend& backend);
void addSync(Routes& routes, const Backend& backend);

} // namespace foyer::server::http
