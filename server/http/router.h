#pragma once

#include "server/http/answer.h"
#include "server/services/caller.h"
#include "shared/protocol/sync.h"
#include "shared/wire/jwt_json.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::http {

/// A request on its way into a handler: the path's variables in the order of the template, and who
/// asks.
struct Call {
    edge::Request request;
    std::vector<std::string> variables;
    std::optional<services::Caller> caller;  // a terminal
    std::optional<wire::JwtClaims> person{}; // somebody signed in

    /// What the terminal says of itself in the headers.
    protocol::Report report() const;

    /// The id in variable `index`; nothing when it is none.
    template <class T>
    std::optional<T> id(std::size_t index = 0) const {
        return T::parse(variables.at(index));
    }
};

/// Must not block. Answers now, or keeps the Answer.
using Handler = std::function<void(Call, Answer)>;

/// One operation of the API; `operation` is its operationId in openapi.json and its row in the
/// table of access.h.
struct Route {
    edge::Method method = edge::Method::Get;
    std::string path; // template: "/v1/movies/{id}"
    std::string operation;
    Handler handler;
    /// A repetition (same Idempotency-Key) is not answered as it was the first time, but by what is
    /// true now: the operation finds out by itself that it was done before.
    bool answersAnew = false;
    /// By it a device proves to be a terminal: where the house wants certificates, it has one.
    bool becomesTerminal = false;
};

/// Method and path to handler. Immutable after construction, so any thread may ask.
class Router {
public:
    explicit Router(std::vector<Route> routes);

    struct Found {
        const Route* route = nullptr; // null: none for this method
        std::vector<std::string> variables;
        std::string allowed; // methods of the path, for Allow; empty: unknown path
    };
    Found find(edge::Method method, std::string_view path) const;

    const std::vector<Route>& routes() const { return m_routes; }

private:
    struct Template {
        std::vector<std::string> segments; // empty: a variable
    };
    std::vector<Route> m_routes;
    std::vector<Template> m_templates; // parallel to m_routes
};

std::string_view nameOf(edge::Method method);

} // namespace foyer::server::http
