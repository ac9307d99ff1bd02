#pragma once

#include "server/ports/messenger.h"

#include <cstdint>
#include <string>

namespace foyer::server::gateways {

enum class SmtpSecurity : std::uint8_t {
    StartTls, ///< plain until the server has agreed to TLS; without its agreement nothing is sent
    Tls,      ///< from the first byte on
    None      ///< for a relay on this machine only
};

struct SmtpOptions {
    std::string host;
    std::uint16_t port = 587;
    SmtpSecurity security = SmtpSecurity::StartTls;
    std::string user; // empty: no sign-in
    std::string password;
    std::string from;        // address
    std::string fromName;    // as people see it; may be empty
    std::string authorities; // file of certificates to trust; empty: the machine's
    std::chrono::seconds timeout{10};
};

/// Mail by SMTP (RFC 5321), a connection a mail. Certificates are verified, the host's name in them
/// too. What the server answers is told on, what was sent is not.
class Smtp final : public ports::Messenger {
public:
    explicit Smtp(SmtpOptions options);

    ports::Delivery deliver(const ports::Mail& mail) override;

private:
    SmtpOptions m_options;
};

} // namespace foyer::server::gateways
