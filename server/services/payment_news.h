#pragma once

#include "server/services/online_desk.h"
#include "server/services/payments.h"

namespace foyer::server::services {

/// Within a transaction: what the provider has written by itself. Private to Payments.
Decided<Payments::EventAnswer> takeNews(OnlineDesk desk, const ports::PaymentEvent& event);

} // namespace foyer::server::services
