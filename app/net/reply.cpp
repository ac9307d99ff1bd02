#include "app/net/reply.h"

#include <QNetworkReply>

namespace foyer::net {

int statusOf(const QNetworkReply& reply) {
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isFromFoyer(const QNetworkReply& reply) {
    return reply.header(QNetworkRequest::ContentTypeHeader)
        .toString()
        .startsWith(QLatin1String("application/problem+json"));
}

bool isAnswered(const QNetworkReply& reply) {
    const int status = statusOf(reply);
    // Qt's errors below this one are of the line, those above of what came over it.
    const bool brokeOff = reply.error() != QNetworkReply::NoError &&
                          reply.error() <= QNetworkReply::UnknownNetworkError;
    const bool lost = status >= 502 && status <= 504 && !isFromFoyer(reply) && !retryAfterOf(reply);
    return status != 0 && !brokeOff && !lost;
}

std::optional<std::chrono::seconds> retryAfterOf(const QNetworkReply& reply) {
    bool number = false;
    const int seconds = reply.rawHeader("Retry-After").toInt(&number);
    return number && seconds >= 0 ? std::optional(std::chrono::seconds{seconds}) : std::nullopt;
}

} // namespace foyer::net
