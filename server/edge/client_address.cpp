#include "server/edge/client_address.h"
#include "server/edge/header_text.h"

#include <algorithm>
#include <arpa/inet.h>

namespace foyer::edge {

namespace {

bool isOneOf(const std::vector<std::string>& proxies, const std::string& address) {
    return std::find(proxies.begin(), proxies.end(), address) != proxies.end();
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
    if (!isOneOf(proxies, peer))
        return peer;
    for (const auto& address : forwardedFor(request)) {
        if (!isAddress(address))
            break;
        if (!isOneOf(proxies, address))
            return address;
    }
    return peer;
}

} // namespace foyer::edge
