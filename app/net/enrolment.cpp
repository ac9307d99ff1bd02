#include "app/net/enrolment.h"

#include "app/net/reply.h"
#include "app/net/text.h"
#include "shared/wire/lives_text.h"
#include "shared/wire/rest_json.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace foyer::net {

namespace {

constexpr int kTimeoutMs = 15'000;

Result<Enrolled, EnrolmentFailure> readAnswer(const QByteArray& body) {
    const auto answer = wire::decodeEnrolAnswer(view(body));
    if (!answer)
        return Err{EnrolmentFailure::NotUnderstood};
    return Enrolled{answer->terminal, answer->incarnation, QString::fromStdString(answer->name),
                    answer->journals};
}

} // namespace

Result<Enrolled, EnrolmentFailure> enrol(QNetworkAccessManager& network, const QUrl& server,
                                         const QString& code, const PublicKey& key,
                                         const std::optional<protocol::FormerLives>& former) {
    QNetworkRequest request(server.resolved(QUrl(QStringLiteral("/v1/terminals"))));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setTransferTimeout(kTimeoutMs);
    // The code names the request: redeemed again after a lost answer, it gives the same one.
    request.setRawHeader("Idempotency-Key", code.toUtf8());
    if (former)
        request.setRawHeader(wire::kLivesHeader.data(), bytes(wire::livesText(*former)));
    const QByteArray body = bytes(wire::encodeEnrolRequest({code.toStdString(), key}));
    QNetworkReply* reply = network.post(request, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    const int status = statusOf(*reply);
    if (status == 200 || status == 201)
        return readAnswer(reply->readAll());
    // 409: the same code of the same device is under way, from a start that was cut short.
    if (status == 0 || status == 409 || status == 429 || status >= 500)
        return Err{EnrolmentFailure::Unreachable};
    return Err{EnrolmentFailure::CodeRefused};
}

} // namespace foyer::net
