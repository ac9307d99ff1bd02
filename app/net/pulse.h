#pragma once

#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrl>

namespace foyer::net {

/// Feels for the server while nobody knows whether it can be reached: a question without meaning,
/// each on a connection of its own, for one that got stuck in an outage sleeps on long after it
/// (TCP doubles its pauses). Lives in one thread.
class Pulse final : public QObject {
    Q_OBJECT

public:
    explicit Pulse(const QUrl& server, QObject* parent = nullptr);

    /// Asks now, and again until it is answered or stopped. Does nothing while it asks already.
    void begin();
    /// Asks now, whatever is under way.
    void askAnew();
    void stop();

signals:
    void answered();
    void missed();

private:
    void ask();

    QUrl m_address;
    QNetworkAccessManager m_network;
    QTimer m_again;
    QNetworkReply* m_asking = nullptr;
};

} // namespace foyer::net
