#include "tests/contract/fake_server.h"

namespace foyer::tests {

FakeServer::FakeServer(int backlog) {
    m_server.setListenBacklogSize(backlog);
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = m_server.nextPendingConnection())
            attend(socket);
    });
}

QUrl FakeServer::url() const {
    return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort()));
}

void FakeServer::goDeaf() {
    m_server.pauseAccepting();
    while (!m_sockets.isEmpty())
        (*m_sockets.begin())->abort();
    do {
        m_fillers.push_back(std::make_unique<QTcpSocket>());
        m_fillers.back()->connectToHost(QHostAddress::LocalHost, port());
    } while (m_fillers.back()->waitForConnected(100));
}

void FakeServer::hearAgain() {
    m_fillers.clear();
    m_server.resumeAccepting();
}

void FakeServer::release(const Answer& answer) {
    CHECK(!m_held.isEmpty());
    reply(m_held.takeFirst(), answer);
}

const FakeServer::Seen* FakeServer::find(const QByteArray& begin, const QByteArray& part) const {
    const auto at = std::find_if(seen.begin(), seen.end(), [&](const Seen& each) {
        return each.line.startsWith(begin) && each.line.contains(part);
    });
    return at == seen.end() ? nullptr : &*at;
}

qsizetype FakeServer::count(const QByteArray& path) const {
    return std::count_if(seen.begin(), seen.end(),
                         [&](const Seen& each) { return each.line.contains(path); });
}

void FakeServer::attend(QTcpSocket* socket) {
    m_sockets.insert(socket);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
    connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
        m_sockets.remove(socket);
        m_buffers.remove(socket);
        m_held.removeAll(socket);
        socket->deleteLater();
    });
}

void FakeServer::read(QTcpSocket* socket) {
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
        seen.append(
            {head.left(head.indexOf('\r')), head, buffer.mid(end + 4, length), socket->peerPort()});
        buffer.remove(0, end + 4 + length);
        reply(socket, answer(seen.last()));
    }
}

void FakeServer::reply(QTcpSocket* socket, const Answer& answer) {
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

Answer upgraded(const FakeServer::Seen& seen) {
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

Answer challengeAnswer() {
    return {200,
            QByteArray::fromStdString(wire::encodeChallenge({kNonce, std::chrono::seconds{60}})),
            {}};
}

Answer tokenAnswer(int number) {
    return {200,
            QByteArray::fromStdString(wire::encodeTokenAnswer(
                {"token-" + std::to_string(number), std::chrono::seconds{900}})),
            {}};
}

Answer noChanges() {
    return {200, QByteArray::fromStdString(wire::encodeChanges({})), {}};
}

} // namespace foyer::tests
