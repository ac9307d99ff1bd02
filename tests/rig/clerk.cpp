#include "tests/rig/clerk.h"

#include <algorithm>
#include <cmath>

namespace foyer::rig {

using Wish = Customer::Wish;

namespace {

/// Customers want the next few showtimes, so that counters meet over the same seats; none that
/// begins while a test runs, which would close the sale on them.
constexpr std::size_t kShowtimes = 4;
constexpr Milliseconds kBefore = std::chrono::hours{1};
constexpr std::size_t kLargestParty = 4;

} // namespace

std::optional<Customer> Clerk::next(const core::View& view, Instant now) {
    Customer customer;
    const auto dice = m_random.below(100);
    if (dice < 8)
        customer.wish = Wish::LeavesBeforePaying;
    else if (dice < 14)
        customer.wish = Wish::RegretsIt;
    else if (dice < 18)
        customer.wish = Wish::WantsACopy;
    else if (dice < 26)
        customer.wish = dice < 23 ? Wish::BringsItBack : Wish::LostTheirs;
    if (customer.wish == Wish::BringsItBack || customer.wish == Wish::LostTheirs) {
        const auto sale = someSale(view);
        customer.booking = sale.value_or(BookingId{});
        if (!sale)
            customer.wish = Wish::Buys;
    }
    customer.seats = 1 + static_cast<std::size_t>(m_random.below(kLargestParty));
    customer.showtime = someShowtime(view, customer.seats, now);
    return customer.showtime ? std::optional(customer) : std::nullopt;
}

Milliseconds Clerk::pause() {
    if (m_perSecond <= 0)
        return {};
    const double share = (1.0 + static_cast<double>(m_random.below(1'000'000))) / 1'000'001.0;
    return Milliseconds{static_cast<std::int64_t>(-std::log(share) * 1000 / m_perSecond)};
}

std::optional<ShowtimeId> Clerk::someShowtime(const core::View& view, std::size_t seats,
                                              Instant now) {
    const bool online = view.status->connection == core::Connection::Online;
    std::vector<ShowtimeId> open;
    for (const core::ShowtimeView& showtime : view.schedule->showtimes)
        if (!showtime.cancelled && showtime.start > now + kBefore &&
            showtime.mine + (online ? showtime.free : 0) >= seats && open.size() < kShowtimes)
            open.push_back(showtime.id);
    if (open.empty())
        return {};
    return open[static_cast<std::size_t>(m_random.below(open.size()))];
}

std::optional<BookingId> Clerk::someSale(const core::View& view) {
    std::vector<BookingId> valid;
    for (const core::OwnSaleView& sale : view.sales->sales)
        if (!sale.voided)
            valid.push_back(sale.booking);
    if (valid.empty())
        return {};
    return valid[static_cast<std::size_t>(m_random.below(valid.size()))];
}

} // namespace foyer::rig
