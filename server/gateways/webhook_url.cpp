#include "server/gateways/webhook_url.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <vector>

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace foyer::server::gateways {

namespace {

using Read = Result<WebhookUrl, std::string>;

constexpr std::size_t kLongestUrl = 2000;
constexpr std::size_t kLongestHost = 253; // RFC 1035 §2.3.4
constexpr std::size_t kLongestLabel = 63;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}
bool isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Visible ASCII, without what readers of addresses disagree about.
bool isPlain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return c > ' ' && c < 0x7f && std::strchr("\\\"<>^`{|}#", c) == nullptr;
    });
}

bool isLabel(std::string_view label) {
    return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' &&
           label.back() != '-' && std::all_of(label.begin(), label.end(), [](char c) {
               return isLetter(c) || isDigit(c) || c == '-';
           });
}

/// A name whose last label has a letter first: "0x7f.1", "2130706433" and "127.1" are numbers to
/// some.
bool isName(std::string_view host) {
    if (host.size() > kLongestHost)
        return false;
    for (;;) {
        const auto dot = host.find('.');
        const auto label = host.substr(0, dot);
        if (!isLabel(label))
            return false;
        if (dot == std::string_view::npos)
            return isLetter(label.front());
        host.remove_prefix(dot + 1);
    }
}

std::optional<std::uint16_t> portFrom(std::string_view text) {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port == 0 || port > 65535)
        return {};
    return static_cast<std::uint16_t>(port);
}

/// Of "[::1]:8443" or "example.com:8443" the host, and what follows it.
std::pair<std::string_view, std::string_view> splitHost(std::string_view authority) {
    const auto close = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
    if (close != std::string_view::npos)
        return {authority.substr(1, close - 1), authority.substr(close + 1)};
    const auto colon = authority.find(':');
    if (colon == std::string_view::npos)
        return {authority, {}};
    return {authority.substr(0, colon), authority.substr(colon)};
}

Read readAuthority(std::string_view authority, WebhookUrl url) {
    if (authority.find_first_of("@%") != std::string_view::npos)
        return Err{std::string("must name a host, without user or %")};
    const auto [host, rest] = splitHost(authority);
    url.host = std::string(host);
    url.ip = ipFrom(host);
    const bool isBracketed = authority.starts_with('[');
    const bool is6 = url.ip && host.find(':') != std::string_view::npos;
    if (isBracketed != is6 || (!url.ip && !isName(host)))
        return Err{std::string("must name a host: example.com, 192.0.2.1 or [2001:db8::1]")};
    if (rest.empty())
        return url;
    const auto port = rest.front() == ':' ? portFrom(rest.substr(1)) : std::nullopt;
    if (!port)
        return Err{std::string("must have a port from 1 to 65535, or none")};
    url.port = *port;
    return url;
}

std::optional<IpBytes> ipOf(const sockaddr* address) {
    IpBytes ip{};
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 in6{};
        std::memcpy(&in6, address, sizeof in6);
        std::memcpy(ip.data(), &in6.sin6_addr, ip.size());
        return ip;
    }
    if (address->sa_family != AF_INET)
        return {};
    sockaddr_in in4{};
    std::memcpy(&in4, address, sizeof in4);
    ip[10] = ip[11] = 0xff;
    std::memcpy(ip.data() + 12, &in4.sin_addr, 4);
    return ip;
}

std::vector<IpBytes> addressesOf(const std::string& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0)
        return {};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> list(found, &freeaddrinfo);
    std::vector<IpBytes> all;
    for (const addrinfo* each = found; each; each = each->ai_next)
        if (const auto ip = ipOf(each->ai_addr))
            all.push_back(*ip);
    return all;
}

} // namespace

Read readWebhookUrl(std::string_view text) {
    if (text.size() > kLongestUrl || !isPlain(text))
        return Err{std::string("must be an address of the web in plain ASCII, without a fragment")};
    WebhookUrl url;
    constexpr std::string_view secure = "https://";
    constexpr std::string_view open = "http://";
    url.isSecure = text.starts_with(secure);
    if (!url.isSecure && !text.starts_with(open))
        return Err{std::string("must begin with https://")};
    if (!url.isSecure)
        url.port = 80;
    text.remove_prefix(url.isSecure ? secure.size() : open.size());
    return readAuthority(text.substr(0, text.find_first_of("/?")), std::move(url));
}

Result<IpBytes, std::string> admittedAddress(const WebhookUrl& url, const AddressGuard& guard) {
    const auto all = url.ip ? std::vector<IpBytes>{*url.ip} : addressesOf(url.host);
    if (all.empty())
        return Err{"there is no host " + url.host};
    for (const auto& ip : all) {
        // A name that leads inside as well as outside is a trap, whichever comes first.
        if (!guard.admits(ip))
            return Err{url.host + " leads to an address inside, which webhook-private-nets does "
                                  "not name"};
        if (!url.isSecure && !guard.isInHouse(ip))
            return Err{std::string("http:// is for receivers in the house; use https://")};
    }
    return all.front();
}

} // namespace foyer::server::gateways
