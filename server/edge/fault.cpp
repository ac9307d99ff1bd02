#include "server/edge/fault.h"

#include "shared/base/check.h"

#include <http_parser.h>

namespace foyer::edge {

FaultText describe(Fault fault) {
    switch (fault) {
    case Fault::MalformedHead:
        return {400, "malformed-request", "The request is not well-formed HTTP/1.1."};
    case Fault::MissingHost:
        return {400, "missing-host", "The request needs exactly one valid Host header."};
    case Fault::BadTarget:
        return {400, "bad-target", "The path or query is not well-formed."};
    case Fault::BadFraming:
        return {400, "bad-framing", "The length of the body is ambiguous."};
    case Fault::MalformedBody:
        return {400, "malformed-body", "The chunked body is not well-formed."};
    case Fault::RequestTimeout:
        return {408, "request-timeout", "The request took too long to arrive."};
    case Fault::BodyTooLarge:
        return {413, "body-too-large", "The body exceeds the limit of this server."};
    case Fault::TargetTooLong:
        return {414, "target-too-long", "The request line exceeds the limit of this server."};
    case Fault::ExpectationUnknown:
        return {417, "expectation-unknown", "Only the expectation 100-continue is met here."};
    case Fault::HeadTooLarge:
        return {431, "head-too-large", "The headers exceed the limit of this server."};
    case Fault::MethodUnknown:
        return {501, "method-unknown", "This server does not know the method."};
    case Fault::CodingUnknown:
        return {501, "coding-unknown", "The only transfer coding known here is chunked."};
    case Fault::VersionUnknown:
        return {505, "version-unknown", "This server speaks HTTP/1.1."};
    case Fault::UpgradeMalformed:
        return {400, "malformed-upgrade", "The WebSocket handshake is not well-formed."};
    case Fault::UpgradeVersion:
        return {426, "upgrade-version", "This server speaks WebSocket version 13."};
    case Fault::Busy:
        return {503, "busy", "The server has as many connections as it can serve."};
    case Fault::Unanswered:
        return {500, "unanswered", "The server failed to answer this request."};
    }
    checkFailed("a fault outside its enumeration", __FILE__, __LINE__);
}

Response faultResponse(Fault fault) {
    const FaultText text = describe(fault);
    Response response;
    response.status = text.status;
    response.headers.emplace_back("Content-Type", "application/problem+json");
    if (fault == Fault::Busy)
        response.headers.emplace_back("Retry-After", "1");
    if (fault == Fault::UpgradeVersion)
        response.headers.emplace_back("Sec-WebSocket-Version", "13");
    response.body.append(R"({"type":"urn:foyer:problem:)").append(text.type);
    response.body.append(R"(","title":")").append(text.title);
    response.body.append(R"(","status":)").append(std::to_string(text.status)).append("}");
    return response;
}

std::string_view reasonPhrase(int status) {
    switch (status) {
#define FOYER_REASON(number, name, phrase)                                                         \
    case number:                                                                                   \
        return #phrase;
        HTTP_STATUS_MAP(FOYER_REASON)
#undef FOYER_REASON
    }
    return {};
}

} // namespace foyer::edge
