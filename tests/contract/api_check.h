#pragma once

// What openapi.json says of an answer. A house holds every answer that its tests get against it, so
// that program and document cannot drift apart.

#include "shared/base/check.h"
#include "tests/contract/edge_client.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

#include <map>
#include <string>

namespace foyer::server::testing {

class ApiCheck {
public:
    static const ApiCheck& ofThisSource();

    const QJsonObject& document() const { return m_api; }

    /// What the object refers to; itself, when it refers to nothing.
    QJsonObject resolved(const QJsonObject& object) const;

    /// The first thing in which the answer is not as it is documented; empty: it is.
    QString faultIn(const std::string& method, const std::string& target,
                    const edge::testing::Answer& answer) const;

    /// The first place where a value is not as its schema says; empty: it is.
    QString faultIn(const QJsonValue& value, const QJsonObject& of, const QString& at) const;

private:
    ApiCheck();

    /// What is refused before anybody knows which operation was meant.
    static bool isOfTheEdge(int status);

    /// Of two paths that fit, the one that names more of it.
    QJsonObject operationAt(const std::string& method, const std::string& target) const;

    /// How many parts of the path stand for anything; below 0: it is another path.
    static qsizetype variablesIn(const QStringList& path, const QStringList& asked);

    QString faultInBody(const edge::testing::Answer& answer, const QJsonObject& contents) const;

    /// Of several schemas one must fit; what is wrong by the last of them.
    QString faultInAll(const QJsonValue& value, const QJsonArray& schemas, const QString& at) const;

    static bool hasType(const QJsonValue& value, const QString& type);

    static bool isWithin(double value, const QJsonValue& least, const QJsonValue& most);

    static QString faultInText(const QString& text, const QJsonObject& schema, const QString& at);

    QString faultInItems(const QJsonArray& items, const QJsonObject& schema,
                         const QString& at) const;

    QString faultInMembers(const QJsonObject& object, const QJsonObject& schema,
                           const QString& at) const;

    QJsonObject m_api;
};

} // namespace foyer::server::testing
