#pragma once

// A customer, a bank, and a server that may be killed and started again.

#include "server/services/holds.h"
#include "server/services/payments.h"
#include "tests/unit/payment_bank.h"
#include "tests/unit/service_house.h"

namespace foyer::server::tests {

constexpr std::int64_t kTotal = 1000 + 1400;

struct Shop {
    ServiceHouse house;
    services::Presence presence;
    services::Holds holds{house.context(), presence};
    TestSealer sealer;
    Fuse fuse;
    FusedWriter writer{*house.db, fuse};
    Bank bank{fuse};
    std::unique_ptr<services::Payments> payments = fresh();
    std::string address = "192.0.2.1";
    std::string method = "pm_card_visa";
    std::vector<std::string> codes;
    std::vector<SeatNo> seatNumbers{SeatNo{1}, SeatNo{20}};
    services::Holds::Made made = hold();

    std::unique_ptr<services::Payments> fresh();
    services::Holds::Made hold();
    services::Payments::Answer begin();
    services::Payments::Answer refund(PaymentId id, std::vector<TicketId> tickets = {});
    services::Payments::Answer review(PaymentId id, bool approved);
    services::Payments::Answer cancel(PaymentId id);
    /// What the provider writes, as it is answered.
    services::Payments::EventAnswer hear(const std::string& event,
                                         const std::string& signature = "good");
    std::optional<PaymentId> take(const std::string& event, const std::string& signature = "good");
    services::PaymentView view(PaymentId id) { return **payments->find(id); }
    services::PaymentView pay();
    /// What the server's timer does, until nothing is due any more.
    void letTimePass(std::chrono::minutes time);
    std::string seats();
    bool isSound() { return house.audit().findings.empty(); }
};

} // namespace foyer::server::tests
