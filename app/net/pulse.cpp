#include "app/net/pulse.h"

#include "app/net/patience.h"
#include "app/net/reply.h"

#include <QNetworkReply>
#include <QRandomGenerator>

namespace foyer::net {

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

void Pulse::askAnew() {
    stop();
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
    request.setTransferTimeout(kForPulse.count());
    m_asking = m_network.get(request);
    connect(m_asking, &QNetworkReply::finished, this, [this] {
        QNetworkReply* reply = std::exchange(m_asking, nullptr);
        reply->deleteLater();
        if (isAnswered(*reply)) {
            emit answered();
            return;
        }
        m_again.start(QRandomGenerator::global()->bounded(static_cast<int>(kShortestPause.count()),
                                                          static_cast<int>(kLongestPause.count())));
        emit missed();
    });
}

} // namespace foyer::net
