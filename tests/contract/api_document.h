#pragma once

// What openapi.json says of each operation's body, as text that tests can twist.

#include "tests/contract/rest_house.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace foyer::server::testing {

/// A part of a JSON text.
struct Span {
    std::size_t at = 0;
    std::size_t size = 0;
};

/// Where the values and the members of a JSON text are, at all depths. Requires: it is JSON.
class JsonParts {
public:
    explicit JsonParts(const std::string& text) : m_text(text) { value(); }

    std::vector<Span> values;
    std::vector<Span> members; // "key":value

private:
    char here() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void string();
    void value();
    void member();

    const std::string& m_text;
    std::size_t m_at = 0;
};

/// One operation and a body that its schema takes, with every member that it knows.
struct ApiCall {
    std::string operation;
    std::string method;
    std::string path; // template
    std::string body; // compact JSON; empty: takes none
};

class ApiDocument {
public:
    ApiDocument();
    std::vector<ApiCall> calls;

private:
    ApiCall callOf(const QString& path, const QString& method, const QJsonObject& operation) const;
    static QJsonObject resolved(const QJsonObject& object);
    /// The example, and of what it leaves out something of the right type.
    QJsonValue completed(const QJsonObject& of, const QJsonValue& example) const;
};

} // namespace foyer::server::testing
