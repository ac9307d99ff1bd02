#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::gateways {

/// An address of IPv6; one of IPv4 in its mapped form (::ffff:a.b.c.d, RFC 4291 §2.5.5.2), so that
/// there is one form of each.
using IpBytes = std::array<std::uint8_t, 16>;

/// "192.0.2.1" with four plain decimal numbers, or IPv6 without a zone; no other notation.
std::optional<IpBytes> ipFrom(std::string_view text);
/// As ipFrom() reads it.
std::string textOf(const IpBytes& ip);

struct IpNet {
    IpBytes address{};
    int bits = 128; // of the 128
};
/// "10.0.0.0/8", "fd00::/8", or one address. The bits after the prefix must be zero.
std::optional<IpNet> netFrom(std::string_view text);
/// As netFrom() reads it, with its prefix.
std::string textOf(const IpNet& net);
bool contains(const IpNet& net, const IpBytes& ip);

/// Whether an address is one of the whole world's: not this machine's, a private network's, a
/// link's, a group's, nor one that leads to such in disguise (mapped, translated, tunnelled).
bool isPublic(const IpBytes& ip);

/// Where other people may have requests sent to from inside the house: to the world, and to the
/// networks that its configuration names.
class AddressGuard {
public:
    explicit AddressGuard(std::vector<IpNet> inHouse = {}) : m_inHouse(std::move(inHouse)) {}

    bool isInHouse(const IpBytes& ip) const;
    bool admits(const IpBytes& ip) const { return isInHouse(ip) || isPublic(ip); }

private:
    std::vector<IpNet> m_inHouse;
};

} // namespace foyer::server::gateways
