#pragma once

#include "shared/base/time.h"

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace foyer {

class Random;

/// 16 bytes in network order (RFC 9562). All zero means "none".
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    friend auto operator<=>(const Uuid&, const Uuid&) = default;
    bool isNull() const { return *this == Uuid{}; }

    /// A version 7 UUID: 48 bits of Unix milliseconds, the rest random (RFC 9562 §5.7), so that
    /// keys made one after the other stay neighbours in an index.
    static Uuid make(Instant now, Random& random);
    /// When it was made, by the clock of whoever made it. Requires: its version is 7.
    Instant madeAt() const;
    /// Reads the canonical 8-4-4-4-12 form, upper or lower case; nothing else.
    static std::optional<Uuid> parse(std::string_view text);
    /// The canonical lower-case form.
    std::string toString() const;
};

/// A Uuid that knows what it names: a TicketId is never taken for a BookingId.
template <class Tag>
struct Id {
    Uuid uuid;

    friend auto operator<=>(const Id&, const Id&) = default;
    bool isNull() const { return uuid.isNull(); }
    std::string toString() const { return uuid.toString(); }

    static Id make(Instant now, Random& random) { return Id{Uuid::make(now, random)}; }
    static std::optional<Id> parse(std::string_view text) {
        if (const auto uuid = Uuid::parse(text))
            return Id{*uuid};
        return {};
    }
};

/// A whole number that knows what it counts or names.
template <class Tag, class Rep = std::int64_t>
struct Number {
    Rep value{};
    friend auto operator<=>(const Number&, const Number&) = default;
};

using CinemaId = Id<struct CinemaTag>;
using AuditoriumId = Id<struct AuditoriumTag>;
using PlanId = Id<struct PlanTag>;
using MovieId = Id<struct MovieTag>;
using ShowtimeId = Id<struct ShowtimeTag>;
using PriceListId = Id<struct PriceListTag>;
using TerminalId = Id<struct TerminalTag>;
using OperatorId = Id<struct OperatorTag>;
using ShiftId = Id<struct ShiftTag>;
using BookingId = Id<struct BookingTag>;
using TicketId = Id<struct TicketTag>;
using HoldId = Id<struct HoldTag>;
using AllotmentId = Id<struct AllotmentTag>;
using BlockId = Id<struct BlockTag>;
using RecallId = Id<struct RecallTag>;
using RevocationId = Id<struct RevocationTag>;
using TaskId = Id<struct TaskTag>;
using AccountId = Id<struct AccountTag>;
using PaymentId = Id<struct PaymentTag>;
using SessionId = Id<struct SessionTag>;

/// Position of a seat in its seating plan version, counted from 0; stable for that version.
using SeatNo = Number<struct SeatNoTag, std::uint16_t>;
/// Position of a price area in its seating plan, counted from 0.
using AreaNo = Number<struct AreaNoTag, std::uint8_t>;
/// The fencing token of an allotment: from one counter of the database, never reused.
using Epoch = Number<struct EpochTag>;
/// Position of an entry in its terminal's journal, counted from 1.
using Seq = Number<struct SeqTag>;
/// Which life of a terminal's disk an entry belongs to; grows with every enrolment.
using Incarnation = Number<struct IncarnationTag, std::int32_t>;
/// Position in the server's feed of changes; grows in the order of commits.
using CommitSeq = Number<struct CommitSeqTag>;

} // namespace foyer

template <>
struct std::hash<foyer::Uuid> {
    std::size_t operator()(const foyer::Uuid& id) const noexcept {
        std::size_t low;
        std::memcpy(&low, id.bytes.data() + 8, sizeof low); // the random half
        return low;
    }
};
template <class Tag>
struct std::hash<foyer::Id<Tag>> {
    std::size_t operator()(const foyer::Id<Tag>& id) const noexcept {
        return std::hash<foyer::Uuid>{}(id.uuid);
    }
};
template <class Tag, class Rep>
struct std::hash<foyer::Number<Tag, Rep>> {
    std::size_t operator()(const foyer::Number<Tag, Rep>& number) const noexcept {
        return std::hash<Rep>{}(number.value);
    }
};
