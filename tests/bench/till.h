#pragma once

#include "shared/base/random.h"
#include "tests/bench/house.h"
#include "tests/bench/load.h"

#include <memory>

namespace foyer::bench {

/// Seats to be sold together.
struct Party {
    const domain::Showtime* showtime = nullptr;
    std::vector<SeatNo> seats;
};

/// A counter under load: it asks for seats, seals the entries of their sale, uploads them. The
/// three are separate steps, so that what a terminal's own processor does is not measured as the
/// server's.
class Till {
public:
    /// `replica` must outlive this.
    Till(const Replica& replica, Device device);

    /// Asks for the seats of each party in turn; granted(i) says what became of it.
    Conversation& asking(std::vector<Party> parties);
    /// Of the parties asked for, how many got their seats.
    std::size_t granted() const { return m_granted.size(); }
    std::size_t refused() const { return m_refused; }

    /// How what was granted becomes sales, and these uploads.
    struct Cut {
        std::size_t mostSeats = protocol::kMostSeatsPerAsk; // of one sale
        std::size_t mostEntries = 3;                        // of one upload
    };
    /// Signs INTENT, SALE and PRINTED for everything granted. Tills may do so at the same time.
    void seal(const Cut& cut);
    void seal() { seal(Cut{}); }

    /// Uploads what was sealed, one request after the other.
    Conversation& uploading();
    /// The same for a conversation of another kind, which keeps the answers in their order.
    const std::vector<std::string>& uploads() const { return m_uploads; }
    void keepVerdicts(std::string answer) { m_verdicts.push_back(std::move(answer)); }
    Device& device() { return m_device; }

    /// Requires every entry uploaded to be answered and every sale to be accepted; how many there
    /// were.
    std::size_t checkVerdicts() const;
    /// Sends the last upload once more; the verdicts must be the same (promise I4).
    void repeatLastUpload(std::uint16_t port) const;

private:
    class Asks;
    class Uploads;
    struct Granted {
        Party party;
        std::string answer; // as it came; read when nothing is measured
    };

    std::vector<protocol::Payload> payloadsOf(const Party& party, const protocol::Right& right,
                                              Instant now);
    domain::TicketLine lineFor(const Party& party, SeatNo seat, Instant now);

    const Replica& m_replica;
    Device m_device;
    SeededRandom m_random;
    Seq m_nextSeq{1};
    Hash m_lastHash{};
    std::vector<Granted> m_granted;
    std::size_t m_refused = 0;
    std::vector<std::string> m_uploads;
    std::vector<std::string> m_verdicts; // answers to them, as they came
    std::unique_ptr<Conversation> m_talk;
};

} // namespace foyer::bench
