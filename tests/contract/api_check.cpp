#include "tests/contract/api_check.h"

namespace foyer::server::testing {

const ApiCheck& ApiCheck::ofThisSource() {
    static const ApiCheck check;
    return check;
}

QJsonObject ApiCheck::resolved(const QJsonObject& object) const {
    const auto ref = object["$ref"].toString();
    if (ref.isEmpty())
        return object;
    QJsonObject at = m_api;
    for (const auto& key : ref.mid(2).split('/'))
        at = at[key].toObject();
    return at;
}

QString ApiCheck::faultIn(const std::string& method, const std::string& target,
                          const edge::testing::Answer& answer) const {
    const QJsonObject operation = operationAt(method, target);
    const QString status = QString::number(answer.status);
    const auto documented = operation["responses"].toObject();
    QJsonObject response = resolved(documented[status].toObject());
    if (response.isEmpty()) {
        if (!operation.isEmpty() && !isOfTheEdge(answer.status))
            return QStringLiteral("no such status is documented");
        response = resolved({{"$ref", "#/components/responses/NotFound"}});
    }
    if (answer.body.empty())
        return {};
    return faultInBody(answer, response["content"].toObject());
}

QString ApiCheck::faultIn(const QJsonValue& value, const QJsonObject& of, const QString& at) const {
    const auto schema = resolved(of);
    if (schema.contains("oneOf"))
        return faultInAll(value, schema["oneOf"].toArray(), at);
    const auto type = schema["type"];
    bool fits = type.isUndefined() || hasType(value, type.toString());
    for (const auto& each : type.toArray())
        fits = fits || hasType(value, each.toString());
    if (!fits)
        return at + ": another type";
    if (schema.contains("enum") && !schema["enum"].toArray().contains(value))
        return at + ": not one of its words";
    if (schema.contains("const") && schema["const"] != value)
        return at + ": not its constant";
    for (const auto& required : schema["required"].toArray())
        if (!value.toObject().contains(required.toString()))
            return at + "/" + required.toString() + ": missing";
    if (value.isString())
        return faultInText(value.toString(), schema, at);
    if (value.isDouble())
        return isWithin(value.toDouble(), schema["minimum"], schema["maximum"])
                   ? QString()
                   : at + ": beyond its limits";
    return value.isArray() ? faultInItems(value.toArray(), schema, at)
                           : faultInMembers(value.toObject(), schema, at);
}

ApiCheck::ApiCheck() {
    QFile file(qEnvironmentVariable("FOYER_SOURCE_DIR") + "/resources/openapi.json");
    CHECK(file.open(QIODevice::ReadOnly));
    m_api = QJsonDocument::fromJson(file.readAll()).object();
}

bool ApiCheck::isOfTheEdge(int status) {
    return status == 405 || status == 408 || status == 411 || status == 413 || status == 414 ||
           status == 431;
}

QJsonObject ApiCheck::operationAt(const std::string& method, const std::string& target) const {
    const auto asked =
        QString::fromStdString(target.substr(0, target.find('?'))).split(QLatin1Char('/'));
    const auto verb = QString::fromStdString(method == "HEAD" ? "GET" : method).toLower();
    const auto paths = m_api["paths"].toObject();
    QJsonObject found;
    qsizetype fewest = asked.size() + 1;
    for (const auto& path : paths.keys()) {
        const auto variables = variablesIn(path.split(QLatin1Char('/')), asked);
        if (variables < 0 || variables >= fewest || !paths[path].toObject().contains(verb))
            continue;
        fewest = variables;
        found = paths[path].toObject()[verb].toObject();
    }
    return found;
}

qsizetype ApiCheck::variablesIn(const QStringList& path, const QStringList& asked) {
    if (path.size() != asked.size())
        return -1;
    qsizetype variables = 0;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (path[i].startsWith(QLatin1Char('{')) && !asked[i].isEmpty())
            ++variables;
        else if (path[i] != asked[i])
            return -1;
    }
    return variables;
}

QString ApiCheck::faultInBody(const edge::testing::Answer& answer,
                              const QJsonObject& contents) const {
    const auto type = QString::fromStdString(answer.header("content-type"))
                          .section(QLatin1Char(';'), 0, 0)
                          .trimmed();
    if (!contents.contains(type))
        return "a body of type \"" + type + "\" is not documented";
    if (!type.endsWith("json"))
        return {};
    QJsonParseError error;
    const auto body = QJsonDocument::fromJson(QByteArray::fromStdString(answer.body), &error);
    if (error.error != QJsonParseError::NoError)
        return "the body is no JSON: " + error.errorString();
    const QJsonValue value = body.isArray() ? QJsonValue(body.array()) : QJsonValue(body.object());
    return faultIn(value, contents[type].toObject()["schema"].toObject(), "");
}

QString ApiCheck::faultInAll(const QJsonValue& value, const QJsonArray& schemas,
                             const QString& at) const {
    QString fault;
    for (const auto& each : schemas) {
        fault = faultIn(value, each.toObject(), at);
        if (fault.isEmpty())
            break;
    }
    return fault;
}

bool ApiCheck::hasType(const QJsonValue& value, const QString& type) {
    if (type == "integer")
        return value.isDouble() && value.toDouble() == static_cast<double>(value.toInteger());
    const std::map<QString, QJsonValue::Type> types{
        {"object", QJsonValue::Object}, {"array", QJsonValue::Array},
        {"string", QJsonValue::String}, {"number", QJsonValue::Double},
        {"boolean", QJsonValue::Bool},  {"null", QJsonValue::Null}};
    return types.count(type) > 0 && value.type() == types.at(type);
}

bool ApiCheck::isWithin(double value, const QJsonValue& least, const QJsonValue& most) {
    return (least.isUndefined() || value >= least.toDouble()) &&
           (most.isUndefined() || value <= most.toDouble());
}

QString ApiCheck::faultInText(const QString& text, const QJsonObject& schema, const QString& at) {
    static const std::map<QString, QRegularExpression> formats{
        {"uuid", QRegularExpression("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")},
        {"date", QRegularExpression("^\\d{4}-\\d{2}-\\d{2}$")},
        {"date-time", QRegularExpression("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?"
                                         "(Z|[+-]\\d{2}:\\d{2})$")}};
    const auto format = formats.find(schema["format"].toString());
    if (format != formats.end() && !format->second.match(text).hasMatch())
        return at + ": not of its format";
    if (schema.contains("pattern") &&
        !QRegularExpression(schema["pattern"].toString()).match(text).hasMatch())
        return at + ": not of its pattern";
    const auto length = static_cast<double>(text.toUcs4().size());
    return isWithin(length, schema["minLength"], schema["maxLength"])
               ? QString()
               : at + ": too short or too long";
}

QString ApiCheck::faultInItems(const QJsonArray& items, const QJsonObject& schema,
                               const QString& at) const {
    if (!isWithin(static_cast<double>(items.size()), schema["minItems"], schema["maxItems"]))
        return at + ": too few or too many";
    const auto first = schema["prefixItems"].toArray();
    for (qsizetype i = 0; i < items.size(); ++i) {
        const auto of = i < first.size() ? first[i].toObject() : schema["items"].toObject();
        if (auto fault = faultIn(items[i], of, at + "/" + QString::number(i)); !fault.isEmpty())
            return fault;
    }
    return {};
}

QString ApiCheck::faultInMembers(const QJsonObject& object, const QJsonObject& schema,
                                 const QString& at) const {
    const auto properties = schema["properties"].toObject();
    const auto others = schema["additionalProperties"];
    for (const auto& key : object.keys()) {
        const auto place = at + "/" + key;
        const bool isClosed =
            others == false || (at.isEmpty() && others.isUndefined() && !properties.isEmpty());
        if (!properties.contains(key) && isClosed)
            return place + ": not in the schema";
        const auto of = properties.contains(key) ? properties[key].toObject() : others.toObject();
        if (auto fault = faultIn(object[key], of, place); !fault.isEmpty())
            return fault;
    }
    return {};
}

} // namespace foyer::server::testing
