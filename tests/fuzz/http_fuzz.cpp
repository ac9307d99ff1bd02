// What a client sends on an HTTP connection: heads, bodies, one request after the other. The first
// byte sets the longest head allowed, the second the longest body, the third how the rest is cut.

#include "server/edge/handshake.h"
#include "server/edge/request_reader.h"
#include "server/edge/utf8.h"
#include "server/http/query.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace foyer::fuzz {

namespace {

using edge::Fault;
using edge::Head;
using edge::RequestReader;

struct Limits {
    std::size_t head;
    std::size_t body;
};

struct Heard {
    std::vector<Head> heads;
    std::optional<Fault> fault;
};

bool same(const Head& a, const Head& b) {
    return a.request.method == b.request.method && a.request.path == b.request.path &&
           a.request.query == b.request.query && a.request.headers == b.request.headers &&
           a.request.body == b.request.body && a.bodyKind == b.bodyKind && a.length == b.length &&
           a.keepAlive == b.keepAlive && a.expectsContinue == b.expectsContinue &&
           a.upgrade == b.upgrade;
}

/// A head that is both too long and malformed is refused for what is seen first.
Fault seenFirst(Fault fault) {
    const bool either = fault == Fault::HeadTooLarge || fault == Fault::TargetTooLong;
    return either ? Fault::MalformedHead : fault;
}

bool same(const Heard& a, const Heard& b) {
    if (a.fault.has_value() != b.fault.has_value())
        return false;
    if (a.fault && seenFirst(*a.fault) != seenFirst(*b.fault))
        return false;
    return std::equal(a.heads.begin(), a.heads.end(), b.heads.begin(), b.heads.end(),
                      [](const auto& one, const auto& other) { return same(one, other); });
}

/// Pieces of 1 to `longest` bytes, of lengths that differ from one to the next.
Heard hear(std::string_view bytes, Limits limits, std::size_t longest) {
    RequestReader reader(limits.head, limits.body);
    Heard heard;
    std::size_t turn = 0;
    while (!bytes.empty()) {
        const auto size = std::min(bytes.size(), 1 + turn++ % longest);
        auto piece = bytes.substr(0, size);
        bytes.remove_prefix(size);
        while (!piece.empty()) {
            const auto step = reader.next(piece);
            if (step == RequestReader::Step::Failed) {
                heard.fault = reader.fault();
                return heard;
            }
            HOLDS(step != RequestReader::Step::NeedMore || piece.empty());
            if (step == RequestReader::Step::Complete)
                heard.heads.push_back(reader.take());
        }
    }
    return heard;
}

void checkPath(const std::string& path) {
    HOLDS(path == "*" || path.starts_with('/'));
    HOLDS(path.find("//") == path.npos && path.find("/./") == path.npos);
    HOLDS(path.find("/../") == path.npos && !path.ends_with("/.."));
    HOLDS(std::none_of(path.begin(), path.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7F || c == '\\';
    }));
    HOLDS(edge::isUtf8(path));
}

void checkHeader(const edge::Header& header) {
    const auto& [name, value] = header;
    HOLDS(!name.empty());
    HOLDS(std::none_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || c == ' ' || c == ':' ||
               static_cast<unsigned char>(c) < 0x20;
    }));
    HOLDS(value.find_first_of("\r\n") == value.npos && value.find('\0') == value.npos);
}

/// Read by two resources that ask for different parameters, a query never counts a fault twice.
void checkQuery(const std::string& raw) {
    server::http::Query query(raw);
    static_cast<void>(query.text("title", 200));
    static_cast<void>(query.integer("limit", 1, 200));
    static_cast<void>(query.date("from"));
    static_cast<void>(query.id<MovieId>("movie"));
    const auto faults = query.faults().size();
    HOLDS(query.faults().size() == faults);
    for (const auto& fault : query.faults())
        HOLDS(fault.pointer.starts_with('?') && !fault.message.empty());
}

void checkRequest(const Head& head, Limits limits) {
    checkPath(head.request.path);
    for (const auto& header : head.request.headers)
        checkHeader(header);
    checkQuery(head.request.query);
    HOLDS(head.request.body.size() <= limits.body);
    HOLDS(head.bodyKind != edge::BodyKind::Length || head.request.body.size() == head.length);
    HOLDS(head.bodyKind != edge::BodyKind::None || head.request.body.empty());
    if (head.upgrade && edge::inspectHandshake(head.request) == edge::Handshake::Valid)
        HOLDS(edge::acceptFor(head.request.header("sec-websocket-key")).size() == 28);
}

} // namespace

void tryInput(std::string_view input) {
    if (input.size() < 3)
        return;
    const Limits limits{16 + 8 * static_cast<std::size_t>(static_cast<unsigned char>(input[0])),
                        4 * static_cast<std::size_t>(static_cast<unsigned char>(input[1]))};
    const std::size_t longest = 2 + static_cast<unsigned char>(input[2]);
    const auto bytes = input.substr(3);
    const auto whole = hear(bytes, limits, std::max<std::size_t>(bytes.size(), 1));
    HOLDS(same(whole, hear(bytes, limits, 1)));
    HOLDS(same(whole, hear(bytes, limits, longest)));
    for (const auto& head : whole.heads)
        checkRequest(head, limits);
}

} // namespace foyer::fuzz
