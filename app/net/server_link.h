#pragma once

#include "app/core/command.h"
#include "app/net/endpoint.h"
#include "app/net/patience.h"
#include "app/net/pulse.h"
#include "app/net/token_keeper.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QSet>
#include <QTimer>
#include <QWebSocket>

#include <functional>
#include <list>
#include <memory>

namespace foyer::net {

/// The terminal's line to the server: turns the core's requests into HTTP and what comes back into
/// events. Every request is answered by exactly one event. A WebSocket tells when there is more; it
/// is a hint: where a proxy refuses it, the line is up all the same, and polling is the truth.
/// A request that is not answered soon makes the line feel for the server; when it had been out of
/// reach and is back, what was sent before is given up at once, over whatever connection.
/// Ensures: each RequestFailed that is Unreachable or TimedOut comes while the line is down, and is
/// followed by LinkChanged{up} within kBackAgain of the network working again (patience.h).
/// Lives in one thread.
class ServerLink final : public QObject {
    Q_OBJECT

public:
    using Sink = std::function<void(core::Event)>;

    ServerLink(Endpoint endpoint, Signer signer, Sink sink, QObject* parent = nullptr);
    ~ServerLink() override;

    void start();
    /// "Retry now" of the status bar: does not wait for the back-off.
    void retryNow();

    void send(const core::SendAsk& command);
    void send(const core::SendStanding& command);
    void send(const core::SendJournal& command);
    void send(const core::SendChanges& command);
    void send(const core::SendOffice& command);

signals:
    /// A line for the log: the server lost and back, and why something failed.
    void said(const QString& line);

private:
    enum class Kind { Ask, Standing, Journal, Changes, Terminals, Share, Loss, Day };
    struct Request {
        core::RequestId id;
        Kind kind = Kind::Ask;
        QString path;
        QByteArray body; // empty: a GET
        QByteArray key;  // Idempotency-Key, where there is one
        protocol::Report report;
        QByteArray token{}; // it was sent with
        bool secondTry = false;
    };

    void submit(Request request);
    void dispatch(Request request);
    void finish(Request request, QNetworkReply& reply);
    void answered(const Request& request, const QByteArray& body);
    static bool isOffice(Kind kind) { return kind >= Kind::Terminals; }
    static std::optional<protocol::OfficeRefusal> officeRefusalOf(const Request& request,
                                                                  const QByteArray& body);
    /// True when `body` was the answer to a question or decision of the office.
    bool answeredOffice(const Request& request, const QByteArray& body);
    void refused(const Request& request, int status, const QByteArray& body);
    void busy(const Request& request, const QByteArray& body,
              std::optional<std::chrono::seconds> retryAfter);
    void fail(const Request& request, core::RequestFailure why,
              std::optional<std::chrono::seconds> retryAfter = {});
    void tokenGranted();
    void tokenRefused(TokenKeeper::Refusal why);
    void connectLive();
    void liveEnded();
    void serverHeard();
    void lineLost(const QString& why);
    void pulseMissed();
    void pulseAnswered();
    /// Returns how many requests were under way.
    qsizetype giveUpConnections();
    void scheduleReconnect();
    void setUp(bool up);

    Endpoint m_endpoint;
    Sink m_sink;
    std::unique_ptr<QNetworkAccessManager> m_network; // until the next outage
    TokenKeeper m_tokens;
    QWebSocket m_live;
    Pulse m_pulse;
    QTimer m_unanswered; // runs while requests are under way and none has been answered
    QTimer m_reconnect;
    int m_reconnectMs = 0;
    bool m_up = false;
    bool m_lost = false; // until a pulse is answered
    QElapsedTimer m_lostFor;
    bool m_liveEnded = false;
    QByteArray m_liveToken; // the WebSocket was opened with
    QSet<QNetworkReply*> m_underWay;
    FeedPatience m_feedPatience;
    bool m_givingUp = false;      // requests that were not too slow
    std::list<Request> m_waiting; // for a token
};

} // namespace foyer::net
