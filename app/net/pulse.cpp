#include "app/net/pulse.h"

#include <QNetworkReply>
#include <QRandomGenerator>

namespace foyer::net {

namespace {
constexpr int kTimeoutMs = 2'000;
constexpr int kShortestPauseMs = 500;
constexpr int kLongestPauseMs = 1'000;
} // namespace

Pulse::Pulse(const QUrl& server, QObject* parent)
    : QObject(parent)
    , m_address(server.resolved(QUrl(QStringLiteral("/livez"))))
    , m_network(this)
    , m_again(this) {
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &Pulse::ask);
}

void Pulse::begin() {
    if (!m_asking && !m_again.isActive())
        ask();
}

void Pulse::stop() {
    m_again.stop();
    if (QNetworkReply* asking = std::exchange(m_asking, nullptr)) {
        asking->disconnect(this);
        asking->abort();
        asking->deleteLater();
    }
}

void Pulse::ask() {
    m_network.clearConnectionCache();
    QNetworkRequest request(m_address);
    request.setTransferTimeout(kTimeoutMs);
    m_asking = m_network.get(request);
    connect(m_asking, &QNetworkReply::finished, this, [this] {
        QNetworkReply* reply = std::exchange(m_asking, nullptr);
        reply->deleteLater();
        if (reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 0) {
            emit answered();
            return;
        }
        // Many terminals that lost the same server feel for it at moments of their own.
        m_again.start(QRandomGenerator::global()->bounded(kShortestPauseMs, kLongestPauseMs));
        emit missed();
    });
}

} // namespace foyer::net
