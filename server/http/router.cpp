#include "server/http/router.h"

#include "shared/base/check.h"
#include "shared/wire/report_text.h"

#include <array>

namespace foyer::server::http {

namespace {

constexpr std::size_t kMostSegments = 8;

/// The segments of a path without its first slash; false when there are too many.
struct Segments {
    std::array<std::string_view, kMostSegments> at;
    std::size_t count = 0;

    explicit Segments(std::string_view path) {
        path.remove_prefix(path.starts_with('/') ? 1 : 0);
        while (count < kMostSegments) {
            const auto slash = path.find('/');
            at[count++] = path.substr(0, slash);
            if (slash == std::string_view::npos)
                return;
            path.remove_prefix(slash + 1);
        }
        count = kMostSegments + 1; // longer than any template
    }
};

bool isVariable(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

bool serves(edge::Method offered, edge::Method asked) {
    return offered == asked || (offered == edge::Method::Get && asked == edge::Method::Head);
}

void allow(std::string& list, edge::Method method) {
    if (!list.empty())
        list += ", ";
    list += http::nameOf(method);
    if (method == edge::Method::Get)
        list += ", HEAD";
}

} // namespace

std::string_view nameOf(edge::Method method) {
    switch (method) {
    case edge::Method::Get:
        return "GET";
    case edge::Method::Head:
        return "HEAD";
    case edge::Method::Post:
        return "POST";
    case edge::Method::Put:
        return "PUT";
    case edge::Method::Patch:
        return "PATCH";
    case edge::Method::Delete:
        return "DELETE";
    case edge::Method::Options:
        return "OPTIONS";
    }
    return "";
}

protocol::Report Call::report() const {
    return wire::reportFrom(request.header(wire::kSchemaHeader), request.header(wire::kSeenHeader),
                            request.header(wire::kJournalHeader),
                            request.header(wire::kHeardHeader));
}

Router::Router(std::vector<Route> routes) : m_routes(std::move(routes)) {
    for (const auto& route : m_routes) {
        const Segments segments(route.path);
        CHECK(segments.count <= kMostSegments);
        auto& shape = m_templates.emplace_back();
        for (std::size_t i = 0; i < segments.count; ++i)
            shape.segments.emplace_back(isVariable(segments.at[i]) ? "" : segments.at[i]);
    }
}

Router::Found Router::find(edge::Method method, std::string_view path) const {
    const Segments segments(path);
    Found found;
    for (std::size_t i = 0; i < m_routes.size(); ++i) {
        const auto& shape = m_templates[i].segments;
        if (shape.size() != segments.count)
            continue;
        bool fits = true;
        for (std::size_t s = 0; fits && s < shape.size(); ++s)
            fits = shape[s].empty() ? !segments.at[s].empty() : shape[s] == segments.at[s];
        if (!fits)
            continue;
        allow(found.allowed, m_routes[i].method);
        if (found.route || !serves(m_routes[i].method, method))
            continue;
        found.route = &m_routes[i];
        for (std::size_t s = 0; s < shape.size(); ++s)
            if (shape[s].empty())
                found.variables.emplace_back(segments.at[s]);
    }
    return found;
}

} // namespace foyer::server::http
