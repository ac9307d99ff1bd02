#include "tests/contract/twisted_requests.h"

namespace foyer::server::testing {

Twister::Twister(std::vector<ApiCall> calls, std::vector<std::string> bearers, std::uint64_t seed)
    : m_calls(std::move(calls)), m_bearers(std::move(bearers)), m_random(seed) {
    for (const auto& call : m_calls)
        if (!call.body.empty())
            m_withBody.push_back(&call);
}

Twisted Twister::next() {
    switch (below(12)) {
    case 0:
        return duplicateMember();
    case 1:
        return valueThatIsNone();
    case 2:
        return deep();
    case 3:
        return badUtf8();
    case 4:
        return conflictingLengths();
    case 5:
        return cutOff();
    case 6:
        return brokenHead();
    case 7:
        return brokenChunks();
    case 8:
        return halfWebSocket();
    case 9:
        return aroundTheJson();
    case 10:
        return otherType();
    default:
        return strangeTarget();
    }
}

std::string Twister::head(const ApiCall& call) {
    const auto& bearer = any(m_bearers);
    std::string text = call.method + " " + call.path + " HTTP/1.1\r\nHost: foyer\r\n";
    if (!bearer.empty())
        text += "Authorization: Bearer " + bearer + "\r\n";
    return text;
}

std::string Twister::request(const ApiCall& call, const std::string& body) {
    return head(call) +
           "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

Twisted Twister::duplicateMember() {
    return twisted("duplicate member", true, [&](const std::string& part) {
        const auto key = part.substr(0, part.find(':'));
        return below(2) ? part + "," + part : part + "," + key + ":null";
    });
}

Twisted Twister::valueThatIsNone() {
    static const std::vector<std::string> none{"NaN",
                                               "Infinity",
                                               "-Infinity",
                                               "1e999",
                                               "-1e999",
                                               "0x10",
                                               "01",
                                               "+1",
                                               ".5",
                                               "1.",
                                               "--1",
                                               "1e",
                                               "nul",
                                               "True",
                                               "'text'",
                                               "undefined",
                                               "",
                                               "99999999999999999999999",
                                               "-9223372036854775809",
                                               "18446744073709551616",
                                               "1e-400",
                                               "\"\\x41\"",
                                               "\"\\u12\"",
                                               "\"\\ud800\\ud800\"",
                                               "\"\t\"",
                                               "\"\n\"",
                                               "\"no end"};
    return twisted("no value", false, [&](const std::string&) { return any(none); });
}

Twisted Twister::deep() {
    const std::size_t depth = std::size_t{1} << (4 + below(14)); // 16 to 131,072
    const bool arrays = below(2);
    const bool closed = below(2);
    return twisted("deep", false, [&](const std::string&) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i)
            text += arrays ? "[" : "{\"a\":";
        text += "1";
        return closed ? text + std::string(depth, arrays ? ']' : '}') : text;
    });
}

Twisted Twister::badUtf8() {
    static const std::vector<std::string> bad{"\xc0\x80",
                                              "\xc1\xbf",
                                              "\xe0\x80\x80",
                                              "\xed\xa0\x80",
                                              "\xed\xbf\xbf",
                                              "\xf0\x80\x80\x80",
                                              "\xf4\x90\x80\x80",
                                              "\xf5\x80\x80\x80",
                                              "\xff",
                                              "\xfe",
                                              "\x80",
                                              "\xc3",
                                              "\xe2\x82",
                                              "\xf0\x9f\x8e",
                                              std::string("\0", 1),
                                              "\x01",
                                              "\x7f\x1b[2J"};
    return twisted("bad UTF-8", false,
                   [&](const std::string&) { return "\"a" + any(bad) + "b\""; });
}

Twisted Twister::conflictingLengths() {
    const auto& call = anyWithBody();
    const auto size = std::to_string(call.body.size());
    const std::vector<std::string> lengths{
        "Content-Length: " + size + "\r\nContent-Length: 0",
        "Content-Length: 0\r\nContent-Length: " + size,
        "Content-Length: " + size + ", " + size,
        "Content-Length: " + size + "\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 3",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:\tchunked\r\nContent-Length: 1",
        "Content-Length: +" + size,
        "Content-Length: -1",
        "Content-Length: 0x10",
        "Content-Length: " + size + " 1",
        "Content-Length: 18446744073709551617",
        "Content-Length: 99999999999999999999999999",
        "Content-Length: 1048577",
        "Content-Length:",
        "Content-Length: 1e3",
        "Content_Length: " + size,
    };
    const auto& said = any(lengths);
    return {"lengths " + said, head(call) + said + "\r\n\r\n" + call.body};
}

Twisted Twister::cutOff() {
    const auto& call = anyCall();
    auto bytes = request(call, call.body);
    bytes.resize(below(bytes.size()));
    return {"cut off " + call.operation, bytes};
}

Twisted Twister::brokenHead() {
    const auto& call = anyCall();
    auto bytes = request(call, call.body);
    const auto end = bytes.find("\r\n\r\n");
    switch (below(8)) {
    case 0:
        bytes[below(end)] = static_cast<char>(below(256));
        break;
    case 1:
        bytes.insert(bytes.find("Host"), "Host: other\r\n");
        break;
    case 2:
        bytes.erase(bytes.find("Host"), 13);
        break;
    case 3:
        bytes.insert(end, "\r\nX-Long: " + std::string(17'000, 'a'));
        break;
    case 4:
        bytes.insert(end, "\r\nX-Folded: a\r\n b");
        break;
    case 5:
        bytes.insert(end, std::string("\r\nX-Nul: a\0b", 12));
        break;
    case 6:
        bytes.insert(end, "\r\nBad name: 1\r\n: 2\r\n\xff: 3");
        break;
    default:
        bytes.replace(bytes.find("HTTP/1.1"), 8, below(2) ? "HTTP/9.9" : "HTTP/1.1 ");
        break;
    }
    return {"head " + call.operation, bytes};
}

Twisted Twister::brokenChunks() {
    static const std::vector<std::string> chunks{
        "zz\r\n{}\r\n0\r\n\r\n",
        "-1\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "2\n{}\n0\n\n",
        "ffffffffffffffff\r\n{}",
        "10000000000000000\r\n{}",
        "2;a=\"\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\r\nHost: other\r\nContent-Length: 9\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "2 \r\n{}\r\n0\r\n\r\n",
        "3\r\n{}\r\n0\r\n\r\n",
        "",
        "2\r\n{",
        "100001\r\n{}"};
    const auto& call = anyWithBody();
    const auto& text = any(chunks);
    return {"chunks " + text, head(call) +
                                  "Content-Type: application/json\r\n"
                                  "Transfer-Encoding: chunked\r\n\r\n" +
                                  text};
}

Twisted Twister::halfWebSocket() {
    static const std::vector<std::string> frames{
        "\x81",
        "\x81\xfe",
        "\x81\xff\x7f",
        "\x81\x85\1\2\3\4ab",
        "\x81\x05hello", // half, unmasked
        std::string("\xf1\x80\0\0\0\0", 6),
        std::string("\x83\x80\0\0\0\0", 6),
        std::string("\x09\x80\0\0\0\0", 6),
        std::string("\x89\xfe\0\x7e\0\0\0\0", 8),
        std::string("\x88\x81\0\0\0\0a", 7),
        std::string("\x88\x82\0\0\0\0\x03\xed", 8),
        std::string("\x80\x81\0\0\0\0a", 7),
        std::string("\x81\x82\0\0\0\0\xc0\x80", 8),
        std::string("\x81\xff\x80\0\0\0\0\0\0\0\0\0\0\0", 14),
        std::string("\x81\xff\0\0\0\0\x7f\xff\xff\xff\0\0\0\0", 14),
        std::string("\x82\x83\0\0\0\0{}x", 9),
        std::string("\x81\x8a\0\0\0\0{\"seats\":1", 16),
        std::string("\x81\x84\0\0\0\0[[[[", 10),
        std::string("\x01\x81\0\0\0\0{", 7)};
    static const std::vector<std::string> handshakes{
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: short\r\n",
        "Upgrade: h2c\r\nConnection: Upgrade\r\n"};
    const auto& handshake = below(4) ? handshakes.front() : any(handshakes);
    const auto& frame = any(frames);
    return {"WebSocket", "GET /v1/live HTTP/1.1\r\nHost: foyer\r\n" + handshake + "\r\n" + frame +
                             (below(2) ? any(frames) : std::string())};
}

Twisted Twister::aroundTheJson() {
    static const std::vector<std::pair<std::string, std::string>> around{{"\xef\xbb\xbf", ""},
                                                                         {"", "x"},
                                                                         {"", "{}"},
                                                                         {"[", "]"},
                                                                         {"", std::string("\0", 1)},
                                                                         {"/* */", ""},
                                                                         {"", "// end"},
                                                                         {"{\"a\":", "}"},
                                                                         {"\"", "\""},
                                                                         {" \n\t", ",\n"},
                                                                         {"\xff\xfe", ""},
                                                                         {"+ADw-", ""}};
    const auto& call = anyWithBody();
    const auto& [before, after] = any(around);
    auto bytes = request(call, before + call.body + after);
    if (below(4) == 0) {
        static const std::vector<std::string> types{"text/xml",
                                                    "application/x-www-form-urlencoded",
                                                    "application/json; charset=utf-16",
                                                    "application/jsonx",
                                                    "",
                                                    "multipart/form-data; boundary=a"};
        bytes.replace(bytes.find("application/json"), 16, any(types));
    }
    return {"around " + call.operation, bytes};
}

Twisted Twister::otherType() {
    static const std::vector<std::string> others{"null",
                                                 "true",
                                                 "[]",
                                                 "{}",
                                                 "-1",
                                                 "0",
                                                 "1.5",
                                                 "\"\"",
                                                 "[null]",
                                                 "{\"a\":1}",
                                                 "65536",
                                                 "9007199254740993",
                                                 "9223372036854775807",
                                                 "[[],{}]"};
    return twisted("other type", false, [&](const std::string&) { return any(others); });
}

Twisted Twister::strangeTarget() {
    static const std::vector<std::string> targets{"/%zz",
                                                  "/%00",
                                                  "//v1//movies",
                                                  "/v1/../v1/policy",
                                                  "/v1/movies/%2e%2e/policy",
                                                  "http://evil.example/v1/movies",
                                                  "evil.example:80",
                                                  "*",
                                                  "/v1/movies?limit=%",
                                                  "/v1/movies?limit=-1&limit=2",
                                                  "/v1/movies?q=%ff%fe",
                                                  "/v1/movies#x",
                                                  "\\v1\\movies",
                                                  "/v1/movies;a=b",
                                                  "/v1/movies?%00=1",
                                                  "/\xc3\xa4",
                                                  "?",
                                                  ""};
    auto call = anyCall();
    call.path = below(8) ? any(targets) : "/" + std::string(below(40'000), 'a');
    return {"target " + call.path.substr(0, 60), request(call, call.body)};
}

} // namespace foyer::server::testing
