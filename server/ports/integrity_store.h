#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace foyer::server::ports {

/// Questions whose answer must be "none": each names what it found, for `foyerd audit`.
class IntegrityStore {
public:
    virtual ~IntegrityStore() = default;

    /// Valid tickets whose seat is not claimed by them.
    virtual std::vector<std::string> ticketsWithoutClaim() const = 0;
    /// Ticket claims whose ticket is not valid, or of another seat or showtime.
    virtual std::vector<std::string> claimsWithoutTicket() const = 0;
    /// Seats with more than one valid ticket.
    virtual std::vector<std::string> seatsSoldTwice() const = 0;
    /// Accepted sales that have no booking.
    virtual std::vector<std::string> acceptedWithoutBooking() const = 0;
    /// Entries that have no verdict.
    virtual std::vector<std::string> entriesWithoutVerdict() const = 0;
    /// Bookings whose tenders, tickets and ledger disagree.
    virtual std::vector<std::string> bookingsOutOfBalance() const = 0;
    /// Allotment claims of an allotment that is lost or of another showtime or epoch.
    virtual std::vector<std::string> claimsOfDeadAllotments() const = 0;
};

} // namespace foyer::server::ports
