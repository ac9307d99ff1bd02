#include "server/services/booking_news.h"

namespace foyer::server::services {

Outcome<BookingNews::News> BookingNews::since(std::int64_t last) {
    return readOne<News>(m_reader, [last](const ports::Store& store) {
        News news{{}, last};
        for (auto& event : store.eventsAfter(last, kMostAtOnce)) {
            news.last = event.number;
            const auto customer =
                event.booking.isNull() ? std::nullopt : store.customerOf(event.booking);
            if (customer && !customer->account.isNull())
                news.items.push_back({customer->account, std::move(event.body)});
        }
        return news;
    });
}

std::int64_t BookingNews::last() {
    const auto number = readOne<std::int64_t>(
        m_reader, [](const ports::Store& store) { return store.lastEvent(); });
    return number ? *number : 0;
}

} // namespace foyer::server::services
