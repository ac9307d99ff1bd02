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
    explicit FakeServer(int backlog = 50) {
        m_server.setListenBacklogSize(backlog);
        m_server.listen(QHostAddress::LocalHost);
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_server.nextPendingConnection())
                attend(socket);
        });
    }
    QUrl url() const {
        return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
    }
    quint16 port() const { return m_server.serverPort(); }

    /// Breaks every connection, and the first packets of new ones get lost: the system drops them
    /// while as many wait to be accepted as may.
    void goDeaf() {
        m_server.pauseAccepting();
        while (!m_sockets.isEmpty())
            (*m_sockets.begin())->abort();
        do {
            m_fillers.push_back(std::make_unique<QTcpSocket>());
            m_fillers.back()->connectToHost(QHostAddress::LocalHost, port());
        } while (m_fillers.back()->waitForConnected(100));
    }
    void hearAgain() {
        m_fillers.clear();
        m_server.resumeAccepting();
    }

    /// Answers what was held, the oldest first.
    void release(const Answer& answer) {
        CHECK(!m_held.isEmpty());
        reply(m_held.takeFirst(), answer);
    }

    /// The first request whose line begins so and has `part` in it; null: there was none.
    const Seen* find(const QByteArray& begin, const QByteArray& part = {}) const {
        const auto at = std::find_if(seen.begin(), seen.end(), [&](const Seen& each) {
            return each.line.startsWith(begin) && each.line.contains(part);
        });
        return at == seen.end() ? nullptr : &*at;
    }
    qsizetype count(const QByteArray& path) const {
        return std::count_if(seen.begin(), seen.end(),
                             [&](const Seen& each) { return each.line.contains(path); });
    }

private:
    void attend(QTcpSocket* socket) {
        m_sockets.insert(socket);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_sockets.remove(socket);
            m_buffers.remove(socket);
            m_held.removeAll(socket);
            socket->deleteLater();
        });
    }
    void read(QTcpSocket* socket) {
        QByteArray& buffer = m_buffers[socket];
        buffer += socket->readAll();
        for (;;) {
            const auto end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const QByteArray head = buffer.left(end);
            const auto at = head.toLower().indexOf("content-length:");
            const qsizetype length =
                at < 0 ? 0 : head.mid(at + 15, head.indexOf('\r', at) - at - 15).trimmed().toInt();
            if (buffer.size() < end + 4 + length)
                return;
            seen.append({head.left(head.indexOf('\r')), head, buffer.mid(end + 4, length),
                         socket->peerPort()});
            buffer.remove(0, end + 4 + length);
            reply(socket, answer(seen.last()));
        }
    }
    void reply(QTcpSocket* socket, const Answer& answer) {
        if (answer.drop) {
            socket->abort();
            return;
        }
        if (answer.lost)
            return;
        if (answer.held) {
            m_held.append(socket);
            return;
        }
        socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + " X\r\n" + answer.headers +
                      "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n" +
                      (answer.cut ? answer.body.chopped(1) : answer.body));
        if (answer.cut)
            socket->disconnectFromHost();
    }

    QHash<QTcpSocket*, QByteArray> m_buffers;
    QSet<QTcpSocket*> m_sockets;
    QList<QTcpSocket*> m_held;
    std::vector<std::unique_ptr<QTcpSocket>> m_fillers;
    QTcpServer m_server; // ends first: its sockets say that they end
};

/// What a server says that takes the line for a WebSocket (RFC 6455 §4.2.2).
inline Answer upgraded(const FakeServer::Seen& seen) {
    const QByteArray name = "sec-websocket-key:";
    const auto at = seen.head.toLower().indexOf(name) + name.size();
    const QByteArray key = seen.head.mid(at, seen.head.indexOf('\r', at) - at).trimmed();
    const QByteArray proof = QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                                      QCryptographicHash::Sha1);
    return {101,
            {},
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
                proof.toBase64() + "\r\n"};
}

constexpr wire::Nonce kNonce = [] {
    wire::Nonce nonce{};
    nonce.fill(7);
    return nonce;
}();

inline Answer challengeAnswer() {
    return {200,
            QByteArray::fromStdString(wire::encodeChallenge({kNonce, std::chrono::seconds{60}})),
            {}};
}
inline Answer tokenAnswer(int number) {
    return {200,
            QByteArray::fromStdString(wire::encodeTokenAnswer(
                {"token-" + std::to_string(number), std::chrono::seconds{900}})),
            {}};
}
inline Answer noChanges() {
    return {200, QByteArray::fromStdString(wire::encodeChanges({})), {}};
}

template <class T>
std::vector<T> only(const std::vector<core::Event>& events) {
    std::vector<T> found;
    for (const core::Event& event : events)
        if (const T* each = std::get_if<T>(&event))
            found.push_back(*each);
    return found;
}

} // namespace foyer::tests
