#include "server/edge/client_address.h"
#include "server/edge/header_text.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <optional>

namespace foyer::edge {

namespace {

constexpr std::size_t kSubnetBytes = 8;
constexpr std::size_t kMappedBytes = 12; // before the IPv4 address

std::optional<in6_addr> ip6From(const std::string& text) {
    in6_addr ip{};
    // Most are IPv4, and nothing of IPv6 is without one.
    if (text.find(':') == std::string::npos || inet_pton(AF_INET6, text.c_str(), &ip) != 1)
        return {};
    return ip;
}

std::string textOf(int family, const void* bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(family, bytes, text.data(), text.size());
    return text.data();
}

std::string textOf(const in6_addr& ip) {
    return IN6_IS_ADDR_V4MAPPED(&ip) ? textOf(AF_INET, ip.s6_addr + kMappedBytes)
                                     : textOf(AF_INET6, &ip);
}

/// One text for each address.
std::string plain(const std::string& address) {
    const auto ip = ip6From(address);
    return ip ? textOf(*ip) : address;
}

bool isOneOf(const std::vector<std::string>& proxies, const std::string& address) {
    return std::any_of(proxies.begin(), proxies.end(),
                       [&](const auto& proxy) { return plain(proxy) == address; });
}

/// From the nearest on.
std::vector<std::string> forwardedFor(const Request& request) {
    std::vector<std::string> all;
    for (const auto& [name, value] : request.headers) {
        if (name != "x-forwarded-for")
            continue;
        for (std::string_view rest = value;;) {
            const auto comma = rest.find(',');
            all.emplace_back(trimmed(rest.substr(0, comma)));
            if (comma == std::string_view::npos)
                break;
            rest.remove_prefix(comma + 1);
        }
    }
    std::reverse(all.begin(), all.end());
    return all;
}

} // namespace

bool isAddress(const std::string& text) {
    unsigned char bytes[sizeof(in6_addr)];
    return inet_pton(AF_INET, text.c_str(), bytes) == 1 ||
           inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

std::string clientAddress(const std::string& peer, const Request& request,
                          const std::vector<std::string>& proxies) {
    const std::string nearest = plain(peer);
    if (!isOneOf(proxies, nearest))
        return nearest;
    for (const auto& text : forwardedFor(request)) {
        if (!isAddress(text))
            break;
        const std::string address = plain(text);
        if (!isOneOf(proxies, address))
            return address;
    }
    return nearest;
}

std::string countedAddress(const std::string& address) {
    auto ip = ip6From(address);
    if (!ip)
        return address;
    if (IN6_IS_ADDR_V4MAPPED(&*ip) || IN6_IS_ADDR_LOOPBACK(&*ip))
        return textOf(*ip);
    std::fill(ip->s6_addr + kSubnetBytes, std::end(ip->s6_addr), std::uint8_t{0});
    return textOf(AF_INET6, &*ip) + "/64";
}

} // namespace foyer::edge
