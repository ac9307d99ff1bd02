#include "app/net/token_keeper.h"

#include "app/net/patience.h"
#include "app/net/reply.h"
#include "app/net/report.h"
#include "app/net/text.h"
#include "shared/base/check.h"
#include "shared/protocol/auth.h"
#include "shared/wire/rest_json.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace foyer::net {

namespace {
constexpr std::chrono::seconds kSpare{30}; // a token is renewed this long before it ends
} // namespace

TokenKeeper::TokenKeeper(Endpoint endpoint, Signer signer, QObject* parent)
    : QObject(parent), m_endpoint(std::move(endpoint)), m_signer(std::move(signer)) {}

QByteArray TokenKeeper::token() const {
    return m_goodUntil.hasExpired() ? QByteArray() : m_token;
}

void TokenKeeper::forget(const QByteArray& token) {
    if (m_token == token)
        m_token.clear();
}

void TokenKeeper::giveUp() {
    if (m_reply)
        m_reply->abort();
}

void TokenKeeper::request() {
    if (!token().isEmpty()) {
        emit granted();
        return;
    }
    if (m_asking)
        return;
    CHECK(m_network);
    m_asking = true;
    post(QStringLiteral("challenge"), "{}",
         [this](const QByteArray& body) { signChallenge(body); });
}

void TokenKeeper::signChallenge(const QByteArray& answer) {
    const auto challenge = wire::decodeChallenge(view(answer));
    if (!challenge) {
        end(Refusal::NotUnderstood);
        return;
    }
    const Bytes signedText =
        protocol::authText(m_endpoint.terminal, m_endpoint.incarnation, challenge->nonce);
    const wire::TokenRequest request{m_endpoint.incarnation, challenge->nonce,
                                     m_signer(signedText)};
    post(QStringLiteral("token"), bytes(wire::encodeTokenRequest(request)),
         [this](const QByteArray& reply) { keepToken(reply); });
}

void TokenKeeper::keepToken(const QByteArray& answer) {
    const auto granted = wire::decodeTokenAnswer(view(answer));
    if (!granted) {
        end(Refusal::NotUnderstood);
        return;
    }
    m_token = bytes(granted->token);
    // Half of a very short life is kept as the margin, so that a token is never renewed for ever.
    const auto spare = std::min(kSpare, granted->expiresIn / 2);
    m_goodUntil = QDeadlineTimer(granted->expiresIn - spare);
    m_asking = false;
    emit this->granted();
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
    request.setTransferTimeout(kForAnswer.count());
    if (m_report)
        writeReport(*m_report, request);
    QNetworkReply* reply = m_network->post(request, body);
    m_reply = reply;
    connect(reply, &QNetworkReply::finished, this, [this, reply, then = std::move(then)] {
        m_reply = nullptr;
        reply->deleteLater();
        const int status = statusOf(*reply);
        m_retryAfter = retryAfterOf(*reply);
        if (status == 200 || status == 201)
            then(reply->readAll());
        else
            end(refusalIn(*reply));
    });
}

TokenKeeper::Refusal TokenKeeper::refusalIn(const QNetworkReply& reply) {
    const int status = statusOf(reply);
    if (!isAnswered(reply))
        return reply.error() == QNetworkReply::OperationCanceledError ? Refusal::TimedOut
                                                                      : Refusal::Unreachable;
    if (status == 429 || status == 503)
        return Refusal::Busy;
    if (status >= 500)
        return Refusal::ServerFault;
    if (status == 403 && isFromFoyer(reply))
        return Refusal::Barred;
    const bool refused = status == 401 || status == 403 || status == 404;
    return refused ? Refusal::Unauthorized : Refusal::NotUnderstood;
}

} // namespace foyer::net
