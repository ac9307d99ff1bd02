#include "server/services/asker.h"

#include "server/services/holds.h"

namespace foyer::server::services {

bool isTheirs(const ports::Store& store, BookingId booking, const Asker& asker) {
    if (asker.isOffice)
        return true;
    if (!asker.account.isNull())
        if (const auto customer = store.customerOf(booking);
            customer && customer->account == asker.account)
            return true;
    const auto payment = store.paymentOfBooking(booking);
    return payment && store.payment(*payment)->tokenHash == hashOfHoldToken(asker.holdToken);
}

} // namespace foyer::server::services
