#include "server/ports/trace.h"

#include <algorithm>
#include <utility>

namespace foyer::server::ports {

namespace {

constexpr std::size_t kLength = 55; // 00-<32>-<16>-<2>

thread_local TracePtr t_current;

/// Lower case only, as the standard has it.
int digitOf(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

template <std::size_t N>
bool readHex(std::string_view text, std::array<std::uint8_t, N>& into) {
    for (std::size_t i = 0; i < N; ++i) {
        const int high = digitOf(text[2 * i]);
        const int low = digitOf(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        into[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return true;
}

template <std::size_t N>
void addHex(std::string& text, const std::array<std::uint8_t, N>& bytes) {
    for (const std::uint8_t byte : bytes)
        text.append({"0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]});
}

template <std::size_t N>
bool isZero(const std::array<std::uint8_t, N>& bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

/// Version 00 ends here; a later one may say more behind another dash.
bool endsWell(std::string_view text, std::uint8_t version) {
    if (version == 0xff)
        return false;
    return text.size() == kLength || (version > 0 && text[kLength] == '-');
}

} // namespace

std::optional<TraceContext> traceContextFrom(std::string_view text) {
    if (text.size() < kLength || text[2] != '-' || text[35] != '-' || text[52] != '-')
        return {};
    TraceContext context;
    std::array<std::uint8_t, 1> version{};
    std::array<std::uint8_t, 1> flags{};
    const bool read = readHex(text, version) && readHex(text.substr(3), context.trace) &&
                      readHex(text.substr(36), context.span) && readHex(text.substr(53), flags);
    if (!read || !endsWell(text, version[0]) || isZero(context.trace) || isZero(context.span))
        return {};
    context.flags = flags[0];
    return context;
}

std::string traceparentOf(const TraceContext& context) {
    std::string text = "00-";
    addHex(text, context.trace);
    text += '-';
    addHex(text, context.span);
    text += '-';
    // Of the flags only "sampled" is known; the others are not ours to hand on (§3.2.2.3).
    addHex(text, std::array{static_cast<std::uint8_t>(context.flags & 1)});
    return text;
}

std::string traceIdOf(const TraceContext& context) {
    std::string text;
    addHex(text, context.trace);
    return text;
}

const TracePtr& currentTrace() {
    return t_current;
}

TraceScope::TraceScope(TracePtr trace) : m_before(std::exchange(t_current, std::move(trace))) {}

TraceScope::~TraceScope() {
    t_current = std::move(m_before);
}

} // namespace foyer::server::ports
