#pragma once

// On whose behalf a thread works: for log lines, and for those whom it calls.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::server::ports {

/// Where a request stands in a trace that began elsewhere (W3C Trace Context, level 1, §3.2).
struct TraceContext {
    std::array<std::uint8_t, 16> trace{};
    std::array<std::uint8_t, 8> span{}; // of the caller, or ours in what we send on
    std::uint8_t flags = 0;
    friend bool operator==(const TraceContext&, const TraceContext&) = default;
};

/// The value of `traceparent`; nothing when it is not exactly what the standard says, which is then
/// as if there were none (§3.2.2.4).
std::optional<TraceContext> traceContextFrom(std::string_view traceparent);
/// As version 00.
std::string traceparentOf(const TraceContext& context);
/// The 32 digits by which a trace is found.
std::string traceIdOf(const TraceContext& context);

/// One request on its way through the house.
struct Trace {
    std::string request;                 // its id
    std::optional<TraceContext> context; // with a span of our own; nothing: nobody traces it
};
using TracePtr = std::shared_ptr<const Trace>;

/// What this thread works for at the moment; null: for nobody in particular.
const TracePtr& currentTrace();

/// While it lives, its thread works for that request.
class TraceScope {
public:
    explicit TraceScope(TracePtr trace);
    ~TraceScope();
    TraceScope(const TraceScope&) = delete;
    TraceScope& operator=(const TraceScope&) = delete;

private:
    TracePtr m_before;
};

} // namespace foyer::server::ports
