// A page for each type of problem, for people who write clients. Made from the table that makes the
// problems, so that none is missing.

#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/base/check.h"

#include <map>
#include <string>

namespace foyer::server::http {

namespace {

constexpr auto kPagesPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                              "form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view kHead =
    "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>"
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;"
    "margin:0 auto;padding:1rem}td,th{text-align:left;vertical-align:top;padding:.2rem 1rem .2rem "
    "0}</style><title>Foyer: ";

/// What a client does about it depends on the kind that the status says.
std::string_view adviceFor(int status) {
    switch (status) {
    case 400:
        return "Change the request. Each of its errors points at a place: a JSON pointer into the "
               "body, or ?name for a parameter, and says what is expected there.";
    case 401:
        return "Ask for a token (people: POST /v1/sessions or /v1/sessions/refresh; terminals: "
               "challenge and token) and send it as Authorization: Bearer.";
    case 403:
        return "It was understood and is refused to whoever asks. The same request is refused "
               "again; another person, role, code or token is needed.";
    case 404:
        return "Check the path and the id. What is another's is not told from what is not there.";
    case 405:
        return "The Allow header of the answer names the methods of this path.";
    case 406:
        return "Name a media type in Accept that the operation offers, or leave the header out.";
    case 409:
        return "Something has changed meanwhile, or is not so far. Read it again, and decide anew.";
    case 415:
        return "Send the body as Content-Type: application/json.";
    case 422:
        return "The request is well formed and names something that cannot be. Change what it "
               "names.";
    case 426:
        return "Open it as a WebSocket.";
    case 429:
        return "Wait as long as Retry-After says, then try again.";
    case 503:
        return "Wait as long as Retry-After says, then send the same request again, with the same "
               "Idempotency-Key where it had one.";
    default:
        checkFailed("a problem whose status nobody explains", __FILE__, __LINE__);
    }
}

std::string escapedHtml(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
    return out;
}

std::string pageOf(const FaultText& fault) {
    const std::string type(fault.type);
    return std::string(kHead) + type +
           "</title></head><body><p><a href=\"/docs\">The interface</a> "
           "· <a href=\"/docs/problems\">All problems</a></p><h1>" +
           type + "</h1><p>" + escapedHtml(fault.title) +
           "</p><table><tr><th>type</th><td><code>urn:foyer:problem:" + type +
           "</code></td></tr><tr><th>status</th><td>" + std::to_string(fault.status) +
           "</td></tr></table><h2>What to do</h2><p>" + escapedHtml(adviceFor(fault.status)) +
           "</p></body></html>\n";
}

/// By type; the whole list under "".
using Pages = std::map<std::string, edge::SharedBytes, std::less<>>;

Pages makePages() {
    Pages pages;
    std::string list(kHead);
    list += "problems</title></head><body><p><a href=\"/docs\">The interface</a></p>"
            "<h1>Problems</h1><p>What goes wrong is answered as "
            "<code>application/problem+json</code> (RFC 9457). A type never changes its "
            "meaning; the sentences may.</p><table>";
    for (int i = 0; i < kFaultCount; ++i) {
        const auto fault = describe(static_cast<Fault>(i));
        const std::string type(fault.type);
        list += "<tr><td><a href=\"/docs/problems/" + type + "\">" + type + "</a></td><td>" +
                std::to_string(fault.status) + "</td><td>" + escapedHtml(fault.title) +
                "</td></tr>";
        pages[type] = std::make_shared<const std::string>(pageOf(fault));
    }
    pages[""] = std::make_shared<const std::string>(list + "</table></body></html>\n");
    return pages;
}

void send(const Pages& pages, const std::string& type, const Answer& answer) {
    const auto found = pages.find(type);
    if (found == pages.end())
        return answer.problem(Fault::UnknownThing);
    edge::Response response;
    response.headers.emplace_back("Content-Type", "text/html; charset=utf-8");
    response.headers.emplace_back("Cache-Control", "max-age=300");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    response.headers.emplace_back("Content-Security-Policy", kPagesPolicy);
    response.shared = found->second;
    answer.send(std::move(response));
}

} // namespace

void addProblemPages(Routes& routes) {
    const auto pages = std::make_shared<const Pages>(makePages());
    routes.push_back({edge::Method::Get, "/docs/problems", "listProblemDocs",
                      [pages](const Call&, const Answer& answer) { send(*pages, "", answer); }});
    routes.push_back({edge::Method::Get, "/docs/problems/{id}", "getProblemDocs",
                      [pages](const Call& call, const Answer& answer) {
                          send(*pages, call.variables.at(0), answer);
                      }});
}

} // namespace foyer::server::http
