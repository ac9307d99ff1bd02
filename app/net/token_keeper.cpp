#include "app/net/token_keeper.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace foyer::net {

namespace {
constexpr int kTimeoutMs = 10'000;
constexpr int kSpareSeconds = 30; // a token is renewed this long before it ends
} // namespace

TokenKeeper::TokenKeeper(Endpoint endpoint, Signer signer, QNetworkAccessManager& network,
                         QObject* parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_signer(std::move(signer))
    , m_network(network) {}

QByteArray TokenKeeper::token() const {
    return m_goodUntil.hasExpired() ? QByteArray() : m_token;
}

void TokenKeeper::forget() {
    m_token.clear();
}

void TokenKeeper::request() {
    if (!token().isEmpty()) {
        emit granted();
        return;
    }
    if (m_asking)
        return;
    m_asking = true;
    post(QStringLiteral("challenge"), "{}",
         [this](const QByteArray& body) { signChallenge(body); });
}

void TokenKeeper::signChallenge(const QByteArray& answer) {
    const QString challenge =
        QJsonDocument::fromJson(answer).object().value(QLatin1String("challenge")).toString();
    const auto bytes = fromBase64Url(challenge.toStdString());
    if (!bytes || bytes->empty()) {
        end(Refusal::NotUnderstood);
        return;
    }
    const QJsonObject body{
        {QStringLiteral("challenge"), challenge},
        {QStringLiteral("signature"), QString::fromStdString(toBase64Url(m_signer(*bytes)))}};
    post(QStringLiteral("token"), QJsonDocument(body).toJson(QJsonDocument::Compact),
         [this](const QByteArray& reply) { keepToken(reply); });
}

void TokenKeeper::keepToken(const QByteArray& answer) {
    const QJsonObject object = QJsonDocument::fromJson(answer).object();
    m_token = object.value(QLatin1String("token")).toString().toLatin1();
    const int seconds = object.value(QLatin1String("expires_in")).toInt();
    if (m_token.isEmpty() || seconds <= kSpareSeconds) {
        end(Refusal::NotUnderstood);
        return;
    }
    m_goodUntil = QDeadlineTimer(qint64{seconds - kSpareSeconds} * 1000);
    m_asking = false;
    emit granted();
}

void TokenKeeper::end(Refusal why) {
    m_token.clear();
    m_asking = false;
    emit refused(why);
}

void TokenKeeper::post(const QString& path, const QByteArray& body,
                       std::function<void(const QByteArray&)> then) {
    QNetworkRequest request(
        m_endpoint.at(QStringLiteral("/v1/terminals/%1/%2")
                          .arg(QString::fromStdString(m_endpoint.terminal.toString()), path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setTransferTimeout(kTimeoutMs);
    QNetworkReply* reply = m_network.post(request, body);
    connect(reply, &QNetworkReply::finished, this, [this, reply, then = std::move(then)] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 200 || status == 201)
            then(reply->readAll());
        else if (status == 401 || status == 403 || status == 404)
            end(Refusal::Unauthorized);
        else
            end(reply->error() == QNetworkReply::OperationCanceledError ? Refusal::TimedOut
                                                                        : Refusal::Unreachable);
    });
}

} // namespace foyer::net
