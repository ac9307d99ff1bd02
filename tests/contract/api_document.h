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
    void string() {
        for (++m_at; here() != '"'; ++m_at)
            if (here() == '\\')
                ++m_at;
        ++m_at;
    }
    void value() {
        const std::size_t begin = m_at;
        if (here() == '{' || here() == '[') {
            const char close = here() == '{' ? '}' : ']';
            for (++m_at; here() != close; m_at += here() == ',')
                close == '}' ? member() : value();
            ++m_at;
        } else if (here() == '"') {
            string();
        } else {
            m_at = std::min(m_text.find_first_of(",]}", m_at), m_text.size());
        }
        values.push_back({begin, m_at - begin});
    }
    void member() {
        const std::size_t begin = m_at;
        string();
        ++m_at; // the colon
        value();
        members.push_back({begin, m_at - begin});
    }

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
    ApiDocument() {
        const auto paths = ApiCheck::ofThisSource().document()["paths"].toObject();
        for (const auto& path : paths.keys()) {
            const auto methods = paths[path].toObject();
            for (const auto& method : methods.keys())
                calls.push_back(callOf(path, method, methods[method].toObject()));
        }
    }
    std::vector<ApiCall> calls;

private:
    ApiCall callOf(const QString& path, const QString& method, const QJsonObject& operation) const {
        ApiCall call{operation["operationId"].toString().toStdString(),
                     method.toUpper().toStdString(), path.toStdString(), ""};
        const auto json = operation["requestBody"]["content"]["application/json"].toObject();
        if (json.isEmpty())
            return call;
        const auto body = completed(json["schema"].toObject(), json["example"]);
        call.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact).toStdString();
        return call;
    }
    static QJsonObject resolved(const QJsonObject& object) {
        return ApiCheck::ofThisSource().resolved(object);
    }
    /// The example, and of what it leaves out something of the right type.
    QJsonValue completed(const QJsonObject& of, const QJsonValue& example) const {
        const auto schema = resolved(of);
        const auto type = schema["type"].toString();
        if (type == "object") {
            auto object = example.toObject();
            const auto properties = schema["properties"].toObject();
            for (const auto& name : properties.keys())
                object[name] = completed(properties[name].toObject(), object[name]);
            return object;
        }
        if (!example.isUndefined())
            return example;
        if (type == "array")
            return QJsonArray{completed(schema["items"].toObject(), QJsonValue::Undefined)};
        if (type == "integer" || type == "number")
            return 1;
        if (type == "boolean")
            return true;
        return "text";
    }
};

} // namespace foyer::server::testing
