#include "app/net/enrolment.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace foyer::net {

namespace {

constexpr int kTimeoutMs = 15'000;

Result<Enrolled, EnrolmentFailure> readAnswer(const QByteArray& body) {
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    const auto terminal =
        TerminalId::parse(object.value(QLatin1String("terminal")).toString().toStdString());
    const int incarnation = object.value(QLatin1String("incarnation")).toInt();
    if (!terminal || incarnation < 1)
        return Err{EnrolmentFailure::NotUnderstood};
    return Enrolled{*terminal, Incarnation{incarnation},
                    object.value(QLatin1String("name")).toString()};
}

} // namespace

Result<Enrolled, EnrolmentFailure> enrol(QNetworkAccessManager& network, const QUrl& server,
                                         const QString& code, const PublicKey& key) {
    QNetworkRequest request(server.resolved(QUrl(QStringLiteral("/v1/terminals"))));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setTransferTimeout(kTimeoutMs);
    // The code names the request: redeemed again after a lost answer, it gives the same one.
    request.setRawHeader("Idempotency-Key", code.toUtf8());
    const QJsonObject body{
        {QStringLiteral("code"), code},
        {QStringLiteral("public_key"), QString::fromStdString(toBase64Url(key))}};
    QNetworkReply* reply =
        network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact));
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 200 || status == 201)
        return readAnswer(reply->readAll());
    if (status == 0 || status >= 500)
        return Err{EnrolmentFailure::Unreachable};
    return Err{EnrolmentFailure::CodeRefused};
}

} // namespace foyer::net
