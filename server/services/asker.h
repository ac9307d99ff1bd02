#pragma once

#include "server/ports/store.h"

#include <string>

namespace foyer::server::services {

/// Who asks about an online booking.
struct Asker {
    std::string holdToken; // of the hold that was paid by card; empty: none
    AccountId account;     // null: nobody is signed in
    bool isOffice = false;
};

/// Whether the booking is theirs. To whom it is not, there is none.
bool isTheirs(const ports::Store& store, BookingId booking, const Asker& asker);

} // namespace foyer::server::services
