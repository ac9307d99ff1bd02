#pragma once

#include "server/services/adoption.h"
#include "server/services/bookings.h"
#include "server/services/payments.h"
#include "tests/simulation/provider.h"
#include "tests/simulation/truth.h"

#include <memory>
#include <vector>

namespace foyer::simulation {

/// Online customers who pay at the server itself, by the provider: they try cards, look, change
/// their minds, send tickets back. With them the server's own timer, the road of the provider's
/// news, and the person who looks at what the fraud rules have found.
class Payers {
public:
    Payers(House& house, ServerNode& server, Truth& truth);

    /// Somebody has a hold and pays for it.
    void take(const ServerNode::Hold& hold);
    /// One thing that one of them does.
    void act();
    /// What the server does by its timer.
    void work();
    /// What a person in the office does about payments that wait for one.
    void review();
    /// Somebody outside wishes the house ill.
    void attack();
    const ProviderBooks& books() const { return m_provider.books(); }

private:
    struct Shopper {
        ServerNode::Hold hold;
        std::string address;
        std::string method;
        PaymentId payment{}; // null: none begun, or nothing heard of it
        bool hasAsked = false;
        int tries = 0;
        std::vector<std::string> codes{}; // of discounts
    };
    struct Bought {
        PaymentId payment;
        BookingId booking;
        std::string token; // of the hold that was paid
    };
    server::services::Payments& payments();
    std::string someMethod();
    bool isAnswered(Shopper& shopper);
    bool isOver(HoldId hold);
    bool begin(Shopper& shopper);
    bool look(Shopper& shopper);
    void tryCards(Shopper& shopper);
    bool goOn(Shopper& shopper, const server::services::PaymentView& view);
    void sendBack();
    void exchange();
    std::vector<server::services::Bookings::Swap> someSwaps(BookingId booking);
    bool send(const std::string& body, const std::string& signature);
    void advance(const std::vector<PaymentId>& due);
    void adopt();
    void adoptOfNobody();

    House& m_house;
    ServerNode& m_server;
    Truth& m_truth;
    Provider m_provider;
    // Of this life of the server.
    std::uint64_t m_life = ~std::uint64_t{0};
    std::unique_ptr<ProviderLine> m_line;
    std::unique_ptr<server::services::Payments> m_payments;
    std::unique_ptr<server::services::Adoption> m_adoption;
    std::vector<Shopper> m_shoppers;
    std::vector<Bought> m_bought;
    int m_cards = 0;
};

} // namespace foyer::simulation
