#include "app/net/server_link.h"

#include "app/net/reply.h"
#include "app/net/report.h"
#include "app/net/text.h"
#include "shared/wire/office_json.h"
#include "shared/wire/sync_json.h"

#include <QDateTime>
#include <QMetaEnum>
#include <QNetworkReply>
#include <QRandomGenerator>

namespace foyer::net {

namespace {

constexpr int kFirstReconnectMs = 250;
constexpr int kLongestReconnectMs = 8'000;

core::RequestFailure failureOf(TokenKeeper::Refusal why) {
    switch (why) {
    case TokenKeeper::Refusal::Unreachable:
        return core::RequestFailure::Unreachable;
    case TokenKeeper::Refusal::TimedOut:
        return core::RequestFailure::TimedOut;
    case TokenKeeper::Refusal::Busy:
        return core::RequestFailure::Busy;
    case TokenKeeper::Refusal::ServerFault:
        return core::RequestFailure::ServerFault;
    case TokenKeeper::Refusal::Unauthorized:
        return core::RequestFailure::Unauthorized;
    case TokenKeeper::Refusal::Barred:
        return core::RequestFailure::Barred;
    case TokenKeeper::Refusal::NotUnderstood:
        return core::RequestFailure::NotUnderstood;
    }
    CHECK(false);
}

QString pathOf(Date day) {
    const QDate date = QDateTime::fromMSecsSinceEpoch(toMs(Instant{day}), Qt::UTC).date();
    return QStringLiteral("/v1/business-days/%1").arg(date.toString(Qt::ISODate));
}

/// Qt's sentence would hold the whole address, with what somebody may have written into it.
QString nameOf(QNetworkReply::NetworkError error) {
    return QString::fromLatin1(
        QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error));
}

bool isOfTheLine(core::RequestFailure why) {
    return why == core::RequestFailure::Unreachable || why == core::RequestFailure::TimedOut;
}

} // namespace

ServerLink::ServerLink(Endpoint endpoint, Signer signer, Sink sink, QObject* parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_sink(std::move(sink))
    , m_network(std::make_unique<QNetworkAccessManager>())
    , m_tokens(std::move(endpoint), std::move(signer), this)
    , m_live(QString(), QWebSocketProtocol::VersionLatest, this)
    , m_pulse(m_endpoint.server, this)
    , m_unanswered(this)
    , m_reconnect(this) {
    m_tokens.use(*m_network);
    m_unanswered.setSingleShot(true);
    m_unanswered.setInterval(kUntilPulse);
    connect(&m_unanswered, &QTimer::timeout, &m_pulse, &Pulse::begin);
    connect(&m_pulse, &Pulse::missed, this, &ServerLink::pulseMissed);
    connect(&m_pulse, &Pulse::answered, this, &ServerLink::pulseAnswered);
    m_reconnect.setSingleShot(true);
    connect(&m_reconnect, &QTimer::timeout, this, [this] { m_tokens.request(); });
    connect(&m_tokens, &TokenKeeper::granted, this, &ServerLink::tokenGranted);
    connect(&m_tokens, &TokenKeeper::refused, this, &ServerLink::tokenRefused);
    connect(&m_live, &QWebSocket::connected, this, [this] {
        m_reconnectMs = 0;
        serverHeard();
    });
    connect(&m_live, &QWebSocket::disconnected, this, &ServerLink::liveEnded);
    connect(&m_live, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &ServerLink::liveEnded);
    connect(&m_live, &QWebSocket::textMessageReceived, this,
            [this] { m_sink(core::ChangesHinted{}); });
}

// A WebSocket that is open says that it closes while it is destroyed, when the timers are gone.
ServerLink::~ServerLink() {
    m_live.disconnect(this);
    m_pulse.stop();
    for (QNetworkReply* reply : std::as_const(m_underWay))
        reply->disconnect(this);
}

void ServerLink::start() {
    m_tokens.request();
}

void ServerLink::retryNow() {
    m_reconnectMs = 0;
    m_reconnect.stop();
    m_tokens.request();
}

void ServerLink::send(const core::SendAsk& command) {
    submit({command.request, Kind::Ask, QStringLiteral("/v1/allotments"),
            bytes(wire::encodeAsk(command.ask)), bytes(command.key.toString()), command.report});
}

void ServerLink::send(const core::SendStanding& command) {
    submit({command.request,
            Kind::Standing,
            QStringLiteral("/v1/allotments/standing"),
            "{}",
            {},
            command.report});
}

void ServerLink::send(const core::SendJournal& command) {
    submit({command.request,
            Kind::Journal,
            QStringLiteral("/v1/sync/journal"),
            bytes(wire::encodeUpload(command.upload)),
            {},
            command.report});
}

void ServerLink::send(const core::SendChanges& command) {
    submit({command.request,
            Kind::Changes,
            QStringLiteral("/v1/sync/changes?cursor=%1").arg(command.cursor.value),
            {},
            {},
            command.report});
}

void ServerLink::send(const core::SendOffice& command) {
    struct Visitor {
        Request& request;

        void operator()(const protocol::AskTerminals&) {
            set(Kind::Terminals, QStringLiteral("/v1/terminals"));
        }
        void operator()(const protocol::AskShare& ask) {
            set(Kind::Share, QStringLiteral("/v1/showtimes/%1/share")
                                 .arg(QString::fromStdString(ask.showtime.toString())));
        }
        void operator()(const protocol::AskDay& ask) { set(Kind::Day, pathOf(ask.day)); }
        void operator()(const protocol::DeclareLost& deed) {
            set(Kind::Loss, QStringLiteral("/v1/terminals/%1/loss")
                                .arg(QString::fromStdString(deed.terminal.toString())));
            request.body = bytes(wire::encodeLossRequest({{deed.op, deed.pin}, deed.life}));
        }
        void operator()(const protocol::CloseDay& deed) {
            set(Kind::Day, pathOf(deed.day) + QStringLiteral("/close"));
            request.body = bytes(wire::encodePersonRequest({deed.op, deed.pin}));
        }
        void set(Kind kind, const QString& path) {
            request.kind = kind;
            request.path = path;
        }
    };
    Request request{command.request, Kind::Terminals, {}, {}, {}, command.report};
    std::visit(Visitor{request}, command.ask);
    submit(std::move(request));
}

void ServerLink::submit(Request request) {
    if (!request.secondTry)
        m_tokens.report(request.report);
    if (!m_tokens.token().isEmpty()) {
        dispatch(std::move(request));
        return;
    }
    m_waiting.push_back(std::move(request));
    m_tokens.request();
}

void ServerLink::tokenGranted() {
    for (std::list<Request> waiting = std::exchange(m_waiting, {}); Request & request : waiting)
        dispatch(std::move(request));
    connectLive();
}

void ServerLink::tokenRefused(TokenKeeper::Refusal why) {
    const core::RequestFailure failure = failureOf(why);
    emit said(QStringLiteral("no token: %1")
                  .arg(QString::fromLatin1(QMetaEnum::fromType<TokenKeeper::Refusal>().valueToKey(
                      static_cast<int>(why)))));
    isOfTheLine(failure) ? lineLost(QStringLiteral("no token can be had")) : serverHeard();
    for (const std::list<Request> waiting = std::exchange(m_waiting, {});
         const Request& request : waiting)
        fail(request, failure, m_tokens.retryAfter());
    if (!m_reconnect.isActive())
        scheduleReconnect();
}

void ServerLink::dispatch(Request request) {
    request.token = m_tokens.token();
    QNetworkRequest message(m_endpoint.at(request.path));
    const bool isFeed = request.kind == Kind::Changes;
    message.setTransferTimeout(
        static_cast<int>((isFeed ? m_feedPatience.forAnswer() : kForAnswer).count()));
    message.setRawHeader("Authorization", "Bearer " + request.token);
    message.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    writeReport(request.report, message);
    if (!request.key.isEmpty())
        message.setRawHeader("Idempotency-Key", request.key);
    QNetworkReply* reply =
        request.body.isEmpty() ? m_network->get(message) : m_network->post(message, request.body);
    m_underWay.insert(reply);
    if (!m_unanswered.isActive())
        m_unanswered.start();
    connect(reply, &QNetworkReply::finished, this, [this, request, reply] {
        reply->deleteLater();
        m_underWay.remove(reply);
        m_underWay.isEmpty() ? m_unanswered.stop() : m_unanswered.start();
        finish(request, *reply);
    });
}

void ServerLink::finish(Request request, QNetworkReply& reply) {
    const bool isLate = reply.error() == QNetworkReply::OperationCanceledError;
    if (request.kind == Kind::Changes && !m_givingUp)
        isLate ? m_feedPatience.tooShort() : m_feedPatience.reset();
    if (!isAnswered(reply)) {
        lineLost(QStringLiteral("%1: %2").arg(request.path.section(QLatin1Char('?'), 0, 0),
                                              nameOf(reply.error())));
        fail(request, isLate ? core::RequestFailure::TimedOut : core::RequestFailure::Unreachable);
        return;
    }
    const int status = statusOf(reply);
    if (status == 401 && !request.secondTry) {
        m_tokens.forget(request.token);
        request.secondTry = true;
        submit(std::move(request));
        return;
    }
    serverHeard();
    if (status >= 400)
        emit said(QStringLiteral("%1 is answered by %2")
                      .arg(request.path.section(QLatin1Char('?'), 0, 0))
                      .arg(status));
    const QByteArray body = reply.readAll();
    if (status == 200 || status == 201)
        answered(request, body);
    else if (const auto refusal = officeRefusalOf(request, body))
        m_sink(core::OfficeRefused{request.id, *refusal});
    else if (status == 401)
        fail(request, core::RequestFailure::Unauthorized);
    else if (status == 429 || status == 503)
        busy(request, body, retryAfterOf(reply));
    else if (status >= 500)
        fail(request, core::RequestFailure::ServerFault);
    else
        refused(request, status, body);
}

/// Whatever its status: too many wrong PINs are a 429.
std::optional<protocol::OfficeRefusal> ServerLink::officeRefusalOf(const Request& request,
                                                                   const QByteArray& body) {
    return isOffice(request.kind) ? wire::decodeOfficeRefusal(view(body)) : std::nullopt;
}

bool ServerLink::answeredOffice(const Request& request, const QByteArray& body) {
    const auto pass = [&](auto answer) {
        if (!answer)
            return false;
        m_sink(core::OfficeAnswered{request.id, std::move(*answer)});
        return true;
    };
    switch (request.kind) {
    case Kind::Terminals:
        return pass(wire::decodeTerminals(view(body)));
    case Kind::Share:
        return pass(wire::decodeShare(view(body)));
    case Kind::Loss:
        return pass(wire::decodeLoss(view(body)));
    case Kind::Day:
        return pass(wire::decodeDay(view(body)));
    case Kind::Ask:
    case Kind::Standing:
    case Kind::Journal:
    case Kind::Changes:
        return false;
    }
    CHECK(false);
}

void ServerLink::answered(const Request& request, const QByteArray& body) {
    if (answeredOffice(request, body))
        return;
    if (request.kind == Kind::Journal) {
        if (auto answer = wire::decodeJournalAnswer(view(body)))
            return m_sink(core::JournalAnswered{request.id, std::move(*answer)});
    } else if (request.kind == Kind::Changes) {
        if (auto answer = wire::decodeChanges(view(body)))
            return m_sink(core::ChangesAnswered{
                request.id, std::make_shared<const protocol::ChangesAnswer>(std::move(*answer))});
    } else if (isOffice(request.kind)) {
        return fail(request, core::RequestFailure::NotUnderstood);
    } else if (auto answer = wire::decodeAllotments(view(body))) {
        return m_sink(core::AllotmentsGranted{request.id, std::move(*answer)});
    }
    fail(request, core::RequestFailure::NotUnderstood);
}

void ServerLink::refused(const Request& request, int status, const QByteArray& body) {
    if (request.kind == Kind::Journal) {
        if (const auto error = wire::decodeUploadError(view(body)))
            return m_sink(core::JournalRefused{request.id, *error});
    } else if (request.kind == Kind::Ask || request.kind == Kind::Standing) {
        if (const auto error = wire::decodeAllotmentError(view(body)))
            return m_sink(core::AllotmentsRefused{request.id, *error});
    }
    // A 409 without a refusal: the same ask is still under way, its answer can be had later.
    fail(request, status == 409 ? core::RequestFailure::Busy : core::RequestFailure::NotUnderstood);
}

/// A restored server that gives no new rights is a 503 as well, in the words of a refusal: the
/// customer need not wait for it.
void ServerLink::busy(const Request& request, const QByteArray& body,
                      std::optional<std::chrono::seconds> retryAfter) {
    if (request.kind == Kind::Ask)
        if (const auto error = wire::decodeAllotmentError(view(body));
            error && error->refusal == protocol::AllotmentRefusal::Recovering)
            return m_sink(core::AllotmentsRefused{request.id, *error});
    fail(request, core::RequestFailure::Busy, retryAfter);
}

void ServerLink::fail(const Request& request, core::RequestFailure why,
                      std::optional<std::chrono::seconds> retryAfter) {
    m_sink(core::RequestFailed{request.id, why, retryAfter});
}

void ServerLink::connectLive() {
    // After a refused handshake Qt calls itself connecting for as long as the server keeps the
    // line.
    if (std::exchange(m_liveEnded, false)) {
        const QSignalBlocker quiet(m_live);
        m_live.abort();
    }
    if (m_live.state() != QAbstractSocket::UnconnectedState)
        return;
    m_liveToken = m_tokens.token();
    QNetworkRequest request(m_endpoint.liveAt(QStringLiteral("/v1/live")));
    request.setRawHeader("Authorization", "Bearer " + m_liveToken);
    m_live.open(request);
}

void ServerLink::liveEnded() {
    // Qt keeps the status of a refused handshake in words only. A server that was started anew
    // does not know the token any more.
    if (m_live.errorString().contains(QLatin1String("401")))
        m_tokens.forget(m_liveToken);
    m_liveEnded = true;
    if (m_reconnect.isActive())
        return;
    scheduleReconnect();
    m_pulse.begin();
}

void ServerLink::serverHeard() {
    if (m_lost)
        m_pulse.askAnew(); // some connection has lived through it, others may not have
    else
        setUp(true);
}

void ServerLink::lineLost(const QString& why) {
    if (!std::exchange(m_lost, true)) {
        m_lostFor.start();
        emit said(QStringLiteral("the server is lost: ") + why);
    }
    setUp(false);
    m_pulse.begin();
}

void ServerLink::pulseMissed() {
    m_feedPatience.reset();
    lineLost(QStringLiteral("its pulse is not felt"));
}

void ServerLink::pulseAnswered() {
    if (!m_lost)
        return setUp(true);
    const auto givenUp = giveUpConnections();
    m_pulse.stop(); // what was given up says nothing about the line
    m_lost = false;
    emit said(QStringLiteral("the server is back after %1 ms, %2 requests were given up")
                  .arg(m_lostFor.elapsed())
                  .arg(givenUp));
    setUp(true);
    if (m_live.state() == QAbstractSocket::ConnectedState)
        m_live.ping(); // a connection that did not outlive the outage ends by this
    else
        retryNow();
}

/// What was sent into the outage may be repeated by TCP much later, or never; and where the first
/// packet of a connection was lost, Qt lets later requests wait for that connection instead of
/// opening another. So all of them end, and what follows goes over new ones.
qsizetype ServerLink::giveUpConnections() {
    m_network.release()->deleteLater(); // with its replies, which are still to say that they end
    m_network = std::make_unique<QNetworkAccessManager>();
    m_tokens.use(*m_network);
    const QSet<QNetworkReply*> stuck = m_underWay;
    m_givingUp = true;
    for (QNetworkReply* reply : stuck)
        reply->abort();
    m_givingUp = false;
    m_tokens.giveUp();
    if (m_live.state() != QAbstractSocket::ConnectedState)
        m_liveEnded = true; // connectLive begins anew
    return stuck.size();
}

void ServerLink::scheduleReconnect() {
    m_reconnectMs = qBound(kFirstReconnectMs, m_reconnectMs * 2, kLongestReconnectMs);
    // A hundred terminals that lost the same server must not all come back in the same instant.
    const int half = m_reconnectMs / 2;
    m_reconnect.start(half + QRandomGenerator::global()->bounded(half + 1));
}

void ServerLink::setUp(bool up) {
    if (m_up == up)
        return;
    m_up = up;
    m_sink(core::LinkChanged{up});
}

} // namespace foyer::net
