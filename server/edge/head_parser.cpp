#include "server/edge/head.h"

#include "server/edge/ascii.h"
#include "server/edge/header_text.h"
#include "server/edge/target.h"

#include <http_parser.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace foyer::edge {

namespace {

constexpr std::size_t kMaxHeaders = 100;

constexpr auto kTokenBytes = [] {
    std::array<bool, 256> table{};
    for (int c = 0; c < 256; ++c)
        table[static_cast<std::size_t>(c)] =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return kTokenBytes[static_cast<unsigned char>(c)];
    });
}

/// What the library's callbacks gather; `fault` stops the parser.
struct Gathering {
    Head& head;
    std::string_view target{};
    std::string_view name{};
    std::optional<Fault> fault{};
    int hosts = 0;
    int lengths = 0;
    int codings = 0;
    bool close = false;

    bool refuse(Fault why) {
        fault = why;
        return false;
    }
    bool takeHeader(std::string_view value);
    bool interpret(std::string_view lower, std::string_view value);
    bool takeHost(std::string_view value);
    bool takeLength(std::string_view value);
    bool takeCoding(std::string_view value);
    bool takeExpectation(std::string_view value);
    void takeConnection(std::string_view value);
};

bool Gathering::takeHost(std::string_view value) {
    const bool sane = !value.empty() && value.find_first_of(" \t/\\@?#,<>\"") == value.npos;
    return ++hosts == 1 && sane ? true : refuse(Fault::MissingHost);
}

bool Gathering::takeLength(std::string_view value) {
    const bool digits =
        !value.empty() && value.size() <= 18 &&
        std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || ++lengths > 1)
        return refuse(Fault::BadFraming);
    std::from_chars(value.data(), value.data() + value.size(), head.length);
    return true;
}

bool Gathering::takeCoding(std::string_view value) {
    if (++codings > 1)
        return refuse(Fault::BadFraming);
    return equalsIgnoringCase(value, "chunked") ? true : refuse(Fault::CodingUnknown);
}

bool Gathering::takeExpectation(std::string_view value) {
    head.expectsContinue = equalsIgnoringCase(value, "100-continue");
    return head.expectsContinue ? true : refuse(Fault::ExpectationUnknown);
}

void Gathering::takeConnection(std::string_view value) {
    while (!value.empty()) {
        const std::size_t comma = std::min(value.find(','), value.size());
        const std::string_view option = trimmed(value.substr(0, comma));
        close = close || equalsIgnoringCase(option, "close");
        head.upgrade = head.upgrade || equalsIgnoringCase(option, "upgrade");
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
}

bool Gathering::interpret(std::string_view lower, std::string_view value) {
    if (lower == "host")
        return takeHost(value);
    if (lower == "content-length")
        return takeLength(value);
    if (lower == "transfer-encoding")
        return takeCoding(value);
    if (lower == "expect")
        return takeExpectation(value);
    if (lower == "connection")
        takeConnection(value);
    return true;
}

bool Gathering::takeHeader(std::string_view value) {
    if (head.request.headers.size() == kMaxHeaders)
        return refuse(Fault::HeadTooLarge);
    // The library is lenient about blanks before the colon, a classic of request smuggling.
    if (!isToken(name))
        return refuse(Fault::MalformedHead);
    value = trimmed(value);
    Header& header = head.request.headers.emplace_back(name, value);
    std::transform(header.first.begin(), header.first.end(), header.first.begin(), lowered);
    return interpret(header.first, value);
}

int onUrl(http_parser* parser, const char* at, std::size_t length) {
    static_cast<Gathering*>(parser->data)->target = {at, length};
    return 0;
}

int onField(http_parser* parser, const char* at, std::size_t length) {
    static_cast<Gathering*>(parser->data)->name = {at, length};
    return 0;
}

int onValue(http_parser* parser, const char* at, std::size_t length) {
    return static_cast<Gathering*>(parser->data)->takeHeader({at, length}) ? 0 : 1;
}

const http_parser_settings& settings() {
    static const http_parser_settings value = [] {
        http_parser_settings made;
        http_parser_settings_init(&made);
        made.on_url = onUrl;
        made.on_header_field = onField;
        made.on_header_value = onValue;
        return made;
    }();
    return value;
}

std::optional<Method> methodOf(unsigned number) {
    switch (number) {
    case HTTP_GET:
        return Method::Get;
    case HTTP_HEAD:
        return Method::Head;
    case HTTP_POST:
        return Method::Post;
    case HTTP_PUT:
        return Method::Put;
    case HTTP_PATCH:
        return Method::Patch;
    case HTTP_DELETE:
        return Method::Delete;
    case HTTP_OPTIONS:
        return Method::Options;
    default:
        return std::nullopt;
    }
}

/// Exactly `token SP target SP HTTP/d.d`; the library would skip further blanks and be content
/// with less.
std::optional<Fault> checkRequestLine(std::string_view text) {
    const std::string_view line = text.substr(0, text.find('\r'));
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == line.npos || last == first || !isToken(line.substr(0, first)))
        return Fault::MalformedHead;
    const std::string_view target = line.substr(first + 1, last - first - 1);
    const std::string_view version = line.substr(last + 1);
    if (target.empty() || target.find(' ') != target.npos || version.size() != 8 ||
        !version.starts_with("HTTP/") || version[6] != '.')
        return Fault::MalformedHead;
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return Fault::VersionUnknown;
    return std::nullopt;
}

Fault faultOf(const http_parser& parser, const Gathering& gathering) {
    if (gathering.fault)
        return *gathering.fault;
    switch (HTTP_PARSER_ERRNO(&parser)) {
    case HPE_INVALID_METHOD:
        return Fault::MethodUnknown;
    case HPE_INVALID_URL:
    case HPE_INVALID_HOST:
    case HPE_INVALID_PORT:
    case HPE_INVALID_PATH:
    case HPE_INVALID_QUERY_STRING:
    case HPE_INVALID_FRAGMENT:
        return Fault::BadTarget;
    case HPE_UNEXPECTED_CONTENT_LENGTH:
    case HPE_INVALID_CONTENT_LENGTH:
    case HPE_INVALID_TRANSFER_ENCODING:
        return Fault::BadFraming;
    case HPE_HEADER_OVERFLOW:
        return Fault::HeadTooLarge;
    default:
        return Fault::MalformedHead;
    }
}

std::optional<Fault> settleFraming(const Gathering& gathering, bool http10) {
    Head& head = gathering.head;
    if (gathering.codings > 0 && (gathering.lengths > 0 || http10))
        return Fault::BadFraming;
    if (gathering.codings > 0)
        head.bodyKind = BodyKind::Chunked;
    else if (head.length > 0)
        head.bodyKind = BodyKind::Length;
    if (gathering.hosts == 0 && !http10)
        return Fault::MissingHost;
    // HTTP/1.0 has no agreed meaning of keep-alive across proxies: such a client gets one answer.
    head.keepAlive = !http10 && !gathering.close;
    head.expectsContinue = head.expectsContinue && !http10 && head.bodyKind != BodyKind::None;
    return std::nullopt;
}

} // namespace

std::optional<Fault> parseHead(std::string_view text, Head& head) {
    if (const auto fault = checkRequestLine(text))
        return fault;
    Gathering gathering{.head = head};
    head.request.headers.reserve(8);
    http_parser parser;
    http_parser_init(&parser, HTTP_REQUEST);
    parser.data = &gathering;
    const std::size_t parsed = http_parser_execute(&parser, &settings(), text.data(), text.size());
    if (HTTP_PARSER_ERRNO(&parser) != HPE_OK || parsed != text.size())
        return faultOf(parser, gathering);
    const std::optional<Method> method = methodOf(parser.method);
    if (!method)
        return Fault::MethodUnknown;
    head.request.method = *method;
    if (gathering.target == "*" && *method != Method::Options)
        return Fault::BadTarget;
    if (!parseTarget(gathering.target, head.request.path, head.request.query))
        return Fault::BadTarget;
    return settleFraming(gathering, parser.http_minor == 0);
}

} // namespace foyer::edge
