#pragma once

// The tables against the book. Each function reads one part of the database and says where it
// differs from what the journals imply; a row that only the office can have made is taken for what
// it is when the audit trail knows of the change.

#include "server/main/proof/book.h"
#include "server/main/proof/house.h"

namespace foyer::server::proof {

/// booking, tender, ticket, discount_use, comp (I1, I2, I3).
void compareSales(sqlite::Connection& db, const House& house, Book& book, Findings& findings);
/// seat_claim, allotment, hold, block, epochs (I1, I5, I7).
void compareSeats(sqlite::Connection& db, const House& house, Book& book, Findings& findings);
/// refund, refund_due, card_decline, price_variance (I3).
void compareMoney(sqlite::Connection& db, const House& house, Book& book, Findings& findings);
/// task, revocation, admission, carried_entry (I2, I4).
void compareDuties(sqlite::Connection& db, const House& house, Book& book, Findings& findings);
/// payment (I2, I3).
void comparePayments(sqlite::Connection& db, Book& book, Findings& findings);
/// Whatever the schema promises by itself: references, one row per key, counters.
void checkTables(sqlite::Connection& db, Findings& findings);

std::string seatName(ShowtimeId showtime, SeatNo seat); // "seat no. 7 of showtime …"

} // namespace foyer::server::proof
