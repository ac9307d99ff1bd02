#pragma once

#include "server/services/context.h"

#include <string>
#include <vector>

namespace foyer::server::services {

/// What has happened to bookings that somebody has an account for, in the order of commits.
class BookingNews {
public:
    static constexpr std::size_t kMostAtOnce = 500;

    explicit BookingNews(ports::Reader& reader) : m_reader(reader) {}

    struct Item {
        AccountId account;
        std::string event; // CloudEvents' JSON
    };
    struct News {
        std::vector<Item> items;
        std::int64_t last = 0; // the event up to which this tells
    };
    /// After that event.
    Outcome<News> since(std::int64_t last);
    /// The event that happened last; 0: none, or it could not be read.
    std::int64_t last();

private:
    ports::Reader& m_reader;
};

} // namespace foyer::server::services
