#pragma once

#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/domain/ticket.h"

#include <QString>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace foyer::rig {

/// What a person outside has seen of this terminal, over all its lives: money that changed hands,
/// paper that came out, sales and voids the screen showed as done. Each is one line of a file, on
/// disk before anything follows from it:
///
///   money BOOKING AMOUNT               the customer handed it over
///   back BOOKING AMOUNT                and got it back
///   sold BOOKING AMOUNT                the screen showed the sale as done
///   void BOOKING                       the screen showed it as voided
///   paper TICKET BOOKING SHOWTIME SEAT PRICE first|copy QR-TEXT
///
/// Any thread.
class Witness {
public:
    /// Reads what earlier lives have left. A last line cut short by a kill was seen by nobody.
    static std::unique_ptr<Witness> open(const QString& path);
    ~Witness();

    /// Each of them does nothing the second time, but for paper.
    void money(BookingId booking, Money amount);
    void back(BookingId booking, Money amount);
    void sold(BookingId booking, Money amount);
    void voided(BookingId booking);
    /// `qrText` is that of `proof`; nothing else is on record of a ticket that lies on the counter.
    void paper(const domain::TicketProof& proof, bool copy, const std::string& qrText);

    bool tookMoney(BookingId booking) const;
    /// How many different tickets of this booking came out.
    std::size_t papersOf(BookingId booking) const;

private:
    explicit Witness(int file) : m_file(file) {}
    void recall(const std::string& line);
    void once(std::string line);
    void append(const std::string& line);

    int m_file;
    mutable std::mutex m_mutex;
    std::set<std::string> m_seen; // "money BOOKING" and the like
    std::map<std::string, std::set<std::string>> m_papers;
};

} // namespace foyer::rig
