#pragma once

// A server that says what a test tells it to, for the terminal's side of the line.

#include "app/core/event.h"
#include "shared/base/check.h"
#include "shared/wire/rest_json.h"
#include "shared/wire/sync_json.h"

#include <QCryptographicHash>
#include <QSet>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

namespace foyer::tests {

struct Answer {
    int status = 200;
    QByteArray body;
    QByteArray headers;
    bool drop = false; // close without a word: the outcome is unknown to the client
    bool lost = false; // never answered: the outcome is unknown for as long as the client waits
    bool held = false; // answered by release()
    bool cut = false;  // the connection ends before the body does
};

/// A server that answers as it is told and keeps what it was asked.
class FakeServer final : public QObject {
public:
    struct Seen {
        QByteArray line;
        QByteArray head;
        QByteArray body;
        quint16 from = 0; // the port of whoever asked
    };

    std::function<Answer(const Seen&)> answer;
    QList<Seen> seen;

    /// `backlog` is how many may wait to be accepted.
    explicit FakeServer(int backlog = 50);
    QUrl url() const;
    quint16 port() const { return m_server.serverPort(); }

    /// Breaks every connection, and the first packets of new ones get lost: the system drops them
    /// while as many wait to be accepted as may.
    void goDeaf();
    void hearAgain();

    /// Answers what was held, the oldest first.
    void release(const Answer& answer);

    /// The first request whose line begins so and has `part` in it; null: there was none.
    const Seen* find(const QByteArray& begin, const QByteArray& part = {}) const;
    qsizetype count(const QByteArray& path) const;

private:
    void attend(QTcpSocket* socket);
    void read(QTcpSocket* socket);
    void reply(QTcpSocket* socket, const Answer& answer);

    QHash<QTcpSocket*, QByteArray> m_buffers;
    QSet<QTcpSocket*> m_sockets;
    QList<QTcpSocket*> m_held;
    std::vector<std::unique_ptr<QTcpSocket>> m_fillers;
    QTcpServer m_server; // ends first: its sockets say that they end
};

/// What a server says that takes the line for a WebSocket (RFC 6455 §4.2.2).
Answer upgraded(const FakeServer::Seen& seen);

constexpr wire::Nonce kNonce = [] {
    wire::Nonce nonce{};
    nonce.fill(7);
    return nonce;
}();

Answer challengeAnswer();
Answer tokenAnswer(int number);
Answer noChanges();

template <class T>
std::vector<T> only(const std::vector<core::Event>& events) {
    std::vector<T> found;
    for (const core::Event& event : events)
        if (const T* each = std::get_if<T>(&event))
            found.push_back(*each);
    return found;
}

} // namespace foyer::tests
