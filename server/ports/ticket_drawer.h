#pragma once

#include "shared/base/result.h"
#include "shared/base/time.h"

#include <string>
#include <vector>

namespace foyer::server::ports {

/// The tickets of one booking in finished words: a drawer lays out, it decides nothing.
struct TicketPapers {
    struct Ticket {
        std::string number; // "1 / 3"; empty: it is the only one
        std::string seat;   // "F12"
        std::string type;
        std::string price;
        std::string condition; // what its holder has to show or accept; empty: nothing
        std::string code;      // what a door reads: drawn as a QR code
    };
    struct Words { // of what stands beside them
        std::string time;
        std::string seat;
        std::string auditorium;
        std::string type;
        std::string price;
        std::string booking;
        std::string advice; // a sentence or two at the foot
    };
    std::string language;       // RFC 5646: "de"
    bool isRightToLeft = false; // how that language is written
    std::string title;          // of the document
    std::string cinema;
    std::string address;
    std::string movie;
    std::string rating; // empty: none
    std::string day;
    std::string time;
    std::string auditorium;
    std::string reference;
    Words words;
    Instant writtenAt{};
    std::vector<Ticket> tickets;
};

struct DrawFault {
    std::string said; // for the log
};

/// Draws tickets as a PDF. Takes tens of milliseconds, the first time more. Thread-safe; must not
/// throw.
class TicketDrawer {
public:
    virtual ~TicketDrawer() = default;
    /// The file's bytes; the same papers are the same bytes.
    virtual Result<std::string, DrawFault> draw(const TicketPapers& papers) = 0;
};

} // namespace foyer::server::ports
