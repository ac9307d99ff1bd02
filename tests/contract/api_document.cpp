#include "tests/contract/api_document.h"

namespace foyer::server::testing {

void JsonParts::string() {
    for (++m_at; here() != '"'; ++m_at)
        if (here() == '\\')
            ++m_at;
    ++m_at;
}

void JsonParts::value() {
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

void JsonParts::member() {
    const std::size_t begin = m_at;
    string();
    ++m_at; // the colon
    value();
    members.push_back({begin, m_at - begin});
}

ApiDocument::ApiDocument() {
    const auto paths = ApiCheck::ofThisSource().document()["paths"].toObject();
    for (const auto& path : paths.keys()) {
        const auto methods = paths[path].toObject();
        for (const auto& method : methods.keys())
            calls.push_back(callOf(path, method, methods[method].toObject()));
    }
}

ApiCall ApiDocument::callOf(const QString& path, const QString& method,
                            const QJsonObject& operation) const {
    ApiCall call{operation["operationId"].toString().toStdString(), method.toUpper().toStdString(),
                 path.toStdString(), ""};
    const auto json = operation["requestBody"]["content"]["application/json"].toObject();
    if (json.isEmpty())
        return call;
    const auto body = completed(json["schema"].toObject(), json["example"]);
    call.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact).toStdString();
    return call;
}

QJsonObject ApiDocument::resolved(const QJsonObject& object) {
    return ApiCheck::ofThisSource().resolved(object);
}

QJsonValue ApiDocument::completed(const QJsonObject& of, const QJsonValue& example) const {
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

} // namespace foyer::server::testing
