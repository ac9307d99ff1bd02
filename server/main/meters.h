#pragma once

#include "server/ports/publisher.h"
#include "server/ports/writer.h"
#include "shared/protocol/office.h"

#include <array>
#include <atomic>
#include <unordered_map>

namespace foyer::server {

/// Counts what this process commits. committed() is called on the writer's thread, the counts are
/// for any.
class Meters {
public:
    explicit Meters(ports::Reader& reader) : m_reader(reader) {}

    void committed(const ports::Committed& commit);

    /// By the kind of terminal that sold; those of a kind that could not be read are at the end.
    static constexpr std::size_t kChannels = protocol::kTerminalKindCount + 1;
    std::int64_t bookings(std::size_t channel) const { return m_bookings.at(channel); }
    std::int64_t entries(protocol::Outcome outcome) const {
        return m_entries.at(static_cast<std::size_t>(outcome));
    }
    /// How many payments came to that state, or how often.
    std::int64_t payments(core::PaymentState state) const {
        return m_payments.at(static_cast<std::size_t>(state));
    }
    /// Seats that came to that state.
    std::int64_t seats(domain::SeatState state) const {
        return m_seats.at(static_cast<std::size_t>(state));
    }

private:
    void count(const ports::Happening& happening);
    std::size_t channelOf(TerminalId terminal);

    using Count = std::atomic<std::int64_t>;
    ports::Reader& m_reader;
    std::unordered_map<TerminalId, std::size_t> m_channels; // the writer's thread only
    std::array<Count, kChannels> m_bookings{};
    std::array<Count, protocol::kOutcomeCount> m_entries{};
    std::array<Count, core::kPaymentStateCount> m_payments{};
    std::array<Count, domain::kSeatStateCount> m_seats{};
};

} // namespace foyer::server
