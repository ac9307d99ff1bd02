#pragma once

#include "app/core/context.h"

#include <optional>

namespace foyer::core {

/// What the office watches and decides. All of it is the server's: nothing is written down here,
/// and while the server is out of reach nothing is decided.
class Office {
public:
    /// So often what is watched is asked for anew.
    static constexpr Milliseconds kLookEvery{10'000};

    void watch(Context& ctx, const WatchOffice& wish);
    /// A second decision while one is under way changes nothing.
    void decide(Context& ctx, const DecideOffice& wish);
    void pump(Context& ctx);

    void answered(Context& ctx, const OfficeAnswered& event);
    void refused(Context& ctx, const OfficeRefused& event);
    /// False when `event` is not of this machine.
    bool failed(Context& ctx, const RequestFailed& event);

    void hurry() { m_next.reset(); }
    std::optional<BootInstant> due() const;
    const OfficeView& view() const { return m_view; }

private:
    void take(const protocol::OfficeAnswer& answer);
    /// The decision is over, with this outcome; what it changed is looked at again.
    void settle(Context& ctx, OfficeOutcome outcome);

    std::optional<protocol::OfficeQuestion> m_watched;
    std::optional<RequestId> m_asking;
    std::optional<RequestId> m_deciding;
    std::optional<BootInstant> m_next; // nothing: now
    std::uint64_t m_outcomes = 0;
    OfficeView m_view;
};

} // namespace foyer::core
