#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "server_http/resources.h"

namespace foyer::server::http {

namespace {

// The page loads nothing from elsewhere and runs only what it carries.
constexpr auto kDocsPolicy = "default-src 'none'; script-src 'unsafe-inline'; "
                             "style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; "
                             "form-action 'none'; frame-ancestors 'none'";

Handler fixed(std::string_view text, const char* mediaType, const char* policy) {
    const auto body = std::make_shared<const std::string>(text);
    return [body, mediaType, policy](const Call&, const Answer& answer) {
        edge::Response response;
        response.headers.emplace_back("Content-Type", mediaType);
        response.headers.emplace_back("Cache-Control", "max-age=300");
        response.headers.emplace_back("X-Content-Type-Options", "nosniff");
        if (policy)
            response.headers.emplace_back("Content-Security-Policy", policy);
        response.shared = body;
        answer.send(std::move(response));
    };
}

} // namespace

void addDocs(Routes& routes) {
    routes.push_back({edge::Method::Get, "/openapi.json", "getOpenApi",
                      fixed(openApiText(), "application/json", nullptr)});
    routes.push_back({edge::Method::Get, "/docs", "getDocs",
                      fixed(docsText(), "text/html; charset=utf-8", kDocsPolicy)});
}

} // namespace foyer::server::http
