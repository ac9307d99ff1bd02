#pragma once

#include "server/ports/event_bus.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

struct amqp_connection_state_t_;

namespace foyer::server::gateways {

constexpr std::uint16_t kAmqpPort = 5672;    // as IANA has them
constexpr std::uint16_t kAmqpTlsPort = 5671; // amqps

struct AmqpOptions {
    std::string host;
    std::uint16_t port = kAmqpPort;
    bool isSecure = false; // TLS, certificate and name verified
    std::string user = "guest";
    std::string password;
    std::string virtualHost = "/";
    std::string authorities; // file of certificates to trust; empty: the machine's
    std::chrono::seconds timeout{10};
};

/// Events to a broker that speaks AMQP 0-9-1 (RabbitMQ): the durable topic exchange `foyer.events`,
/// the event's type as routing key, messages persistent, publisher confirms. Connects when there is
/// something to say, and anew after anything went wrong.
class Amqp final : public ports::EventBus {
public:
    static constexpr const char* kExchange = "foyer.events";

    explicit Amqp(AmqpOptions options);
    ~Amqp() override;

    Kept publish(const std::vector<ports::EventRecord>& events) override;

private:
    struct Close {
        void operator()(amqp_connection_state_t_* connection) const;
    };
    using Connection = std::unique_ptr<amqp_connection_state_t_, Close>;
    using Complaint = std::optional<std::string>; // nothing: all is well

    Complaint connect();
    Complaint openSocket(amqp_connection_state_t_* connection) const;
    Complaint openChannel(amqp_connection_state_t_* connection) const;
    Complaint send(const ports::EventRecord& event);
    /// How many of the first were confirmed of those sent under `first` and after it.
    std::size_t confirmed(std::uint64_t first, std::size_t sent, std::string& said);

    AmqpOptions m_options;
    Connection m_connection;     // null: none, or one that went wrong
    std::uint64_t m_lastTag = 0; // of this connection's messages
};

} // namespace foyer::server::gateways
