#pragma once

// Requests as no honest client sends them, made from honest ones and a seed.

#include "shared/base/random.h"
#include "tests/contract/api_document.h"

namespace foyer::server::testing {

/// Bytes for a connection, and what was done to them.
struct Twisted {
    std::string kind;
    std::string bytes;
};

class Twister {
public:
    /// `calls` have whole paths; `bearers` are drawn from, empty ones too.
    Twister(std::vector<ApiCall> calls, std::vector<std::string> bearers, std::uint64_t seed);

    Twisted next();

private:
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(m_random.next() % end); }
    template <class T>
    const T& any(const std::vector<T>& all) {
        return all[below(all.size())];
    }
    const ApiCall& anyCall() { return any(m_calls); }
    const ApiCall& anyWithBody() { return *any(m_withBody); }

    std::string head(const ApiCall& call);
    std::string request(const ApiCall& call, const std::string& body);
    /// The body of some call with one of its parts, value or member, put another way.
    template <class Put>
    Twisted twisted(const std::string& kind, bool member, Put put) {
        const auto& call = anyWithBody();
        const JsonParts parts(call.body);
        const auto& among = member && !parts.members.empty() ? parts.members : parts.values;
        const Span span = any(among);
        auto body = call.body;
        body.replace(span.at, span.size, put(body.substr(span.at, span.size)));
        return {kind + " " + call.operation, request(call, body)};
    }

    Twisted duplicateMember();
    Twisted valueThatIsNone();
    Twisted deep();
    Twisted badUtf8();
    Twisted conflictingLengths();
    Twisted cutOff();
    Twisted brokenHead();
    Twisted brokenChunks();
    Twisted halfWebSocket();
    Twisted aroundTheJson();
    Twisted otherType();
    Twisted strangeTarget();

    std::vector<ApiCall> m_calls;
    std::vector<std::string> m_bearers;
    std::vector<const ApiCall*> m_withBody;
    SeededRandom m_random;
};

} // namespace foyer::server::testing
