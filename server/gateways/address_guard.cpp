#include "server/gateways/address_guard.h"

#include "shared/base/check.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace foyer::server::gateways {

namespace {

constexpr IpBytes kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
constexpr int kMappedBits = 96;

/// Of the registries for special addresses (RFC 6890 and its successors) all that are not for
/// everybody's use.
constexpr const char* kSpecial[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "2001::/23",     "2001:db8::/32",   "2002::/16",      "3fff::/20"};
/// Global unicast (RFC 4291 §2.4); what lies outside is local, a group's, or translated to
/// something else.
constexpr const char* kGlobal = "2000::/3";

const std::vector<IpNet>& specialNets() {
    static const std::vector<IpNet> nets = [] {
        std::vector<IpNet> all;
        for (const char* text : kSpecial)
            all.push_back(*netFrom(text));
        return all;
    }();
    return nets;
}

bool isMapped(const IpBytes& ip) {
    return std::equal(ip.begin(), ip.begin() + kMappedBits / 8, kMapped.begin());
}

std::optional<int> numberFrom(std::string_view text, int most) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > most)
        return {};
    return number;
}

bool bitAt(const IpBytes& ip, int bit) {
    return (ip[static_cast<std::size_t>(bit / 8)] >> (7 - bit % 8) & 1) != 0;
}

} // namespace

std::optional<IpBytes> ipFrom(std::string_view text) {
    const std::string copy(text);
    IpBytes ip = kMapped;
    // inet_pton() knows decimal numbers only, unlike inet_aton(), which everything that resolves
    // names asks first.
    if (inet_pton(AF_INET, copy.c_str(), ip.data() + kMappedBits / 8) == 1)
        return ip;
    if (inet_pton(AF_INET6, copy.c_str(), ip.data()) == 1)
        return ip;
    return {};
}

std::string textOf(const IpBytes& ip) {
    char text[INET6_ADDRSTRLEN] = {};
    const bool is4 = isMapped(ip);
    CHECK(inet_ntop(is4 ? AF_INET : AF_INET6, ip.data() + (is4 ? kMappedBits / 8 : 0), text,
                    sizeof text));
    return text;
}

std::optional<IpNet> netFrom(std::string_view text) {
    const auto slash = text.find('/');
    const auto ip = ipFrom(text.substr(0, slash));
    if (!ip)
        return {};
    IpNet net{*ip, 128};
    if (slash == std::string_view::npos)
        return net;
    const int before = text.find(':') == std::string_view::npos ? kMappedBits : 0;
    const auto bits = numberFrom(text.substr(slash + 1), 128 - before);
    if (!bits)
        return {};
    net.bits = before + *bits;
    for (int bit = net.bits; bit < 128; ++bit)
        if (bitAt(net.address, bit))
            return {};
    return net;
}

std::string textOf(const IpNet& net) {
    const int before = isMapped(net.address) && net.bits >= kMappedBits ? kMappedBits : 0;
    return textOf(net.address) + "/" + std::to_string(net.bits - before);
}

bool contains(const IpNet& net, const IpBytes& ip) {
    for (int bit = 0; bit < net.bits; ++bit)
        if (bitAt(net.address, bit) != bitAt(ip, bit))
            return false;
    return true;
}

bool isPublic(const IpBytes& ip) {
    static const IpNet global = *netFrom(kGlobal);
    if (!isMapped(ip) && !contains(global, ip))
        return false;
    return std::none_of(specialNets().begin(), specialNets().end(),
                        [&](const IpNet& net) { return contains(net, ip); });
}

bool AddressGuard::isInHouse(const IpBytes& ip) const {
    return std::any_of(m_inHouse.begin(), m_inHouse.end(),
                       [&](const IpNet& net) { return contains(net, ip); });
}

} // namespace foyer::server::gateways
