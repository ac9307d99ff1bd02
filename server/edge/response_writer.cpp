#include "server/edge/response_writer.h"

#include "server/edge/ascii.h"
#include "server/edge/fault.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace foyer::edge {

namespace {

bool belongsToEdge(std::string_view name) {
    switch (name.size()) {
    case 4:
        return equalsIgnoringCase(name, "date");
    case 10:
        return equalsIgnoringCase(name, "connection");
    case 12:
        return equalsIgnoringCase(name, "x-request-id");
    case 14:
        return equalsIgnoringCase(name, "content-length");
    case 17:
        return equalsIgnoringCase(name, "transfer-encoding");
    default:
        return false;
    }
}

bool isSafe(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool isReadable(const Response& response) {
    const auto& headers = response.headers;
    return response.status >= 200 && response.status <= 599 &&
           std::all_of(headers.begin(), headers.end(), [](const Header& header) {
               return isSafe(header.first) && isSafe(header.second);
           });
}

void appendNumber(std::string& text, std::size_t number) {
    std::array<char, 20> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(digits.data(), end);
}

void appendField(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

void appendStart(std::string& text, int status, const ResponseFrame& frame) {
    text.append("HTTP/1.1 ");
    appendNumber(text, static_cast<std::size_t>(status));
    text.append(" ").append(reasonPhrase(status)).append("\r\n");
    appendField(text, "Date", frame.date);
    appendField(text, "X-Request-Id", frame.requestId);
}

// RFC 9110 §8.6 forbids the length for 204; for 304 it would describe a body that is not there.
bool mayHaveBody(int status) {
    return status != 204 && status != 304;
}

} // namespace

void writeResponse(OutQueue& out, Response response, const ResponseFrame& frame) {
    if (!isReadable(response))
        response = faultResponse(Fault::Unanswered);
    const std::size_t length = response.shared ? response.shared->size() : response.body.size();
    // A loop writes thousands of heads a second; the buffer they are formed in stays.
    thread_local std::string head;
    head.clear();
    appendStart(head, response.status, frame);
    if (mayHaveBody(response.status)) {
        head.append("Content-Length: ");
        appendNumber(head, length);
        head.append("\r\n");
    }
    if (frame.close)
        appendField(head, "Connection", "close");
    for (const auto& [name, value] : response.headers) {
        if (!belongsToEdge(name))
            appendField(head, name, value);
    }
    head.append("\r\n");
    out.append(std::string_view(head));
    if (frame.head || !mayHaveBody(response.status))
        return;
    if (response.shared)
        out.append(response.shared);
    else
        out.append(std::move(response.body));
}

void writeSwitch(OutQueue& out, std::string_view accept, std::string_view protocol,
                 const ResponseFrame& frame) {
    std::string head;
    appendStart(head, 101, frame);
    appendField(head, "Upgrade", "websocket");
    appendField(head, "Connection", "Upgrade");
    appendField(head, "Sec-WebSocket-Accept", accept);
    if (!protocol.empty())
        appendField(head, "Sec-WebSocket-Protocol", protocol);
    head.append("\r\n");
    out.append(std::string_view(head));
}

} // namespace foyer::edge
