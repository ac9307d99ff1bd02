#pragma once

#include "app/net/endpoint.h"
#include "shared/protocol/sync.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QObject>

class QNetworkAccessManager;
class QNetworkReply;

namespace foyer::net {

/// Keeps one short-lived token: asks the server for a challenge, signs it, trades it in. One
/// exchange at a time however often it is asked for.
class TokenKeeper final : public QObject {
    Q_OBJECT

public:
    TokenKeeper(Endpoint endpoint, Signer signer, QObject* parent = nullptr);

    /// What the next exchange goes over; required before request(). Outlives it.
    void use(QNetworkAccessManager& network) { m_network = &network; }

    /// Empty when there is none, or it is about to run out.
    QByteArray token() const;
    /// Ends in granted() or refused(), at once when there is a token already.
    void request();
    /// How far the terminal has come: the server gives no token to an older copy of its disk. Told
    /// before the first request, so that nothing is sold before the server has looked.
    void report(const protocol::Report& report) { m_report = report; }
    /// The server did not take `token`; another one, had meanwhile, is kept.
    void forget(const QByteArray& token);
    /// An exchange that is stuck ends in refused(TimedOut) now.
    void giveUp();

    enum class Refusal {
        Unreachable,
        TimedOut,
        Busy, ///< 429 or 503: retryAfter() says when to come back
        ServerFault,
        Unauthorized,
        Barred, ///< enrolled anew since, or quarantined: this life gets no token any more
        NotUnderstood
    };
    Q_ENUM(Refusal)
    /// What the last answer said.
    std::optional<std::chrono::seconds> retryAfter() const { return m_retryAfter; }

signals:
    void granted();
    void refused(foyer::net::TokenKeeper::Refusal why);

private:
    void post(const QString& path, const QByteArray& body,
              std::function<void(const QByteArray&)> then);
    void signChallenge(const QByteArray& answer);
    void keepToken(const QByteArray& answer);
    static Refusal refusalIn(const QNetworkReply& reply);
    void end(Refusal why);

    Endpoint m_endpoint;
    Signer m_signer;
    QNetworkAccessManager* m_network = nullptr;
    std::optional<protocol::Report> m_report;
    QByteArray m_token;
    QDeadlineTimer m_goodUntil;
    std::optional<std::chrono::seconds> m_retryAfter;
    bool m_asking = false;
    QNetworkReply* m_reply = nullptr; // of the exchange under way
};

} // namespace foyer::net
