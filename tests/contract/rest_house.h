#pragma once

// A whole server on a database of its own, and terminals that talk to it in bytes.

#include "server/main/commands.h"
#include "server/main/node.h"
#include "shared/base/check.h"
#include "shared/crypto/keys.h"
#include "shared/protocol/auth.h"
#include "shared/wire/entry_json.h"
#include "shared/wire/live_json.h"
#include "shared/wire/sync_json.h"
#include "tests/contract/api_check.h"
#include "tests/contract/edge_client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <QDate>
#include <QTest>

#include <functional>
#include <future>
#include <memory>
#include <set>

namespace foyer::server::testing {

using edge::testing::Answer;
using edge::testing::RawClient;

inline QJsonObject jsonOf(const Answer& answer) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
}

/// The URI of a problem.
inline std::string typeOf(const Answer& answer) {
    return jsonOf(answer)["type"].toString().toStdString();
}

/// The end of its problem type; empty when it is none.
inline std::string problemOf(const Answer& answer) {
    constexpr std::string_view before = "urn:foyer:problem:";
    const auto type = typeOf(answer);
    return type.starts_with(before) ? type.substr(before.size()) : std::string();
}

/// What is sent besides method, target and body.
struct Extra {
    std::string token;
    std::vector<edge::Header> headers;
};

inline std::string requestText(const std::string& method, const std::string& target,
                               const std::string& body, const Extra& extra) {
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: foyer\r\n";
    if (!extra.token.empty())
        text += "Authorization: Bearer " + extra.token + "\r\n";
    for (const auto& [name, value] : extra.headers)
        text += name + ": " + value + "\r\n";
    if (!body.empty())
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n";
    else if (method == "POST")
        text += "Content-Length: 0\r\n";
    return text + "\r\n" + body;
}

/// The demo cinema, imported by the very command people use, and a server on it.
class House {
public:
    using Configure = std::function<void(NodeOptions&)>;
    explicit House(Configure configure = {}) : m_configure(std::move(configure)) {
        settings.data = m_folder.path().toStdString();
        CHECK(migrateDatabase(settings) == Exit::Done);
        Arguments arguments;
        arguments.options["source"] =
            qEnvironmentVariable("FOYER_SOURCE_DIR").toStdString() + "/resources/demo";
        CHECK(importDemo(settings, arguments) == Exit::Done);
        start();
    }

    /// `vfs` may name a disk that fails; only then is anything synced.
    void start(const std::string& vfs = {}) {
        NodeOptions options;
        options.database = settings.database();
        options.synchronous = vfs.empty() ? sqlite::Synchronous::Off : sqlite::Synchronous::Full;
        options.vfs = vfs;
        if (m_configure)
            m_configure(options);
        node = std::make_unique<Node>(std::move(options));
        CHECK(node->start().ok());
    }

    /// What comes is as openapi.json has it, or the test fails.
    Answer ask(const std::string& method, const std::string& target, const std::string& body = {},
               const Extra& extra = {}) const {
        RawClient client(node->port());
        client.send(requestText(method, target, body, extra));
        Answer answer = client.answer(method == "HEAD");
        if (const auto fault = ApiCheck::ofThisSource().faultIn(method, target, answer);
            answer.status != 0 && !fault.isEmpty())
            QTest::qFail(qPrintable(QString::fromStdString(method + " " + target + " " +
                                                           std::to_string(answer.status)) +
                                    " is not as openapi.json has it: " + fault),
                         __FILE__, __LINE__);
        return answer;
    }
    Answer get(const std::string& target, const Extra& extra = {}) const {
        return ask("GET", target, {}, extra);
    }
    Answer post(const std::string& target, const std::string& body, const Extra& extra = {}) const {
        return ask("POST", target, body, extra);
    }

    /// A showtime of tomorrow's business day, so that it is on sale whatever the hour.
    QJsonObject showtime() const {
        const auto day = QDate::currentDate().addDays(2).toString(Qt::ISODate).toStdString();
        const auto items = jsonOf(get("/v1/showtimes?limit=200&day=" + day))["items"].toArray();
        CHECK(!items.isEmpty());
        return items.last().toObject();
    }

    /// A null terminal is a new one.
    std::string code(const std::string& name = "Counter 1", TerminalId terminal = {},
                     ports::TerminalKind kind = ports::TerminalKind::Counter) {
        const auto cinemas = services::readOne<std::vector<domain::Cinema>>(
            node->reader(), [](const ports::Store& store) { return store.cinemas(); });
        std::promise<std::string> code;
        node->enrolment().issue({cinemas->front().id, name, terminal, kind},
                                [&](services::Outcome<services::Enrolment::Issued> issued) {
                                    code.set_value((*issued)->text);
                                });
        return code.get_future().get();
    }

    Settings settings;
    std::unique_ptr<Node> node;

private:
    Configure m_configure;
    QTemporaryDir m_folder;
};

/// A counter: its key, its token and the journal it writes.
class Till {
public:
    explicit Till(House& house, std::string_view kind = "counter")
        : m_house(house), key(crypto::KeyPair::generate()) {
        const auto code = house.code("Counter 1", {}, *ports::terminalKindFrom(kind));
        const auto answer =
            house.post("/v1/terminals", wire::encodeEnrolRequest({code, key.publicKey()}));
        CHECK(answer.status == 201);
        const auto enrolled = wire::decodeEnrolAnswer(answer.body);
        CHECK(enrolled.ok());
        id = enrolled->terminal;
        incarnation = enrolled->incarnation;
        token = freshToken();
    }

    std::string path(const std::string& what) const {
        return "/v1/terminals/" + id.toString() + "/" + what;
    }

    wire::Nonce challenge() const {
        const auto challenge = wire::decodeChallenge(m_house.post(path("challenge"), "{}").body);
        CHECK(challenge.ok());
        return challenge->nonce;
    }
    Answer redeem(const wire::Nonce& nonce) const {
        const auto signature = key.sign(protocol::authText(id, incarnation, nonce));
        return m_house.post(path("token"),
                            wire::encodeTokenRequest({incarnation, nonce, signature}));
    }
    std::string freshToken() const {
        const auto token = wire::decodeTokenAnswer(redeem(challenge()).body);
        CHECK(token.ok());
        return token->token;
    }

    Answer get(const std::string& target) const { return m_house.get(target, {token, {}}); }
    Answer post(const std::string& target, const std::string& body,
                std::vector<edge::Header> headers = {}) const {
        return m_house.post(target, body, {token, std::move(headers)});
    }
    Answer askFor(ShowtimeId showtime, std::vector<SeatNo> seats,
                  std::vector<edge::Header> headers = {}) const {
        return post("/v1/allotments", wire::encodeAsk({showtime, std::move(seats)}),
                    std::move(headers));
    }

    /// Writes the next entry of the journal, in memory.
    protocol::SealedEntry seal(const protocol::Payload& payload) {
        protocol::SealedEntry entry;
        entry.seq = Seq{++m_lastSeq};
        entry.incarnation = incarnation;
        entry.type = protocol::typeOf(payload);
        entry.payloadText = wire::encodePayload(payload);
        entry.prevHash = m_lastHash;
        entry.hash = hashOf(id, entry);
        entry.signature = key.sign(entry.hash);
        m_lastHash = entry.hash;
        return entry;
    }
    Answer upload(const std::vector<protocol::SealedEntry>& entries) const {
        return post("/v1/sync/journal", wire::encodeUpload({id, incarnation, entries.front().seq,
                                                            entries.front().prevHash, entries}));
    }

private:
    House& m_house;
    std::int64_t m_lastSeq = 0;
    Hash m_lastHash{};

public:
    crypto::KeyPair key;
    TerminalId id;
    Incarnation incarnation;
    std::string token;
};

/// A WebSocket client of bare bytes; messages are short enough for the small frame forms.
class LiveClient {
public:
    LiveClient(std::uint16_t port, const std::string& token = {}) : m_client(port) {
        Extra extra{token,
                    {{"Connection", "Upgrade"},
                     {"Upgrade", "websocket"},
                     {"Sec-WebSocket-Version", "13"},
                     {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}};
        m_client.send(requestText("GET", "/v1/live", {}, extra));
        const auto head = m_client.takeUntil("\r\n\r\n");
        status = head.size() < 12 ? 0 : std::stoi(head.substr(9, 3));
    }

    void say(const std::string& text) {
        CHECK(text.size() < 65536);
        std::string frame = "\x81";
        if (text.size() < 126) {
            frame += static_cast<char>(0x80 | text.size());
        } else {
            frame += static_cast<char>(0x80 | 126);
            frame += static_cast<char>(text.size() >> 8);
            frame += static_cast<char>(text.size() & 0xff);
        }
        m_client.send(frame + std::string(4, '\0') + text); // masked with zeros
    }

    /// The next text message; null after the stream has ended.
    QJsonObject hear() {
        const auto head = m_client.take(2);
        if (head.size() < 2)
            return {};
        std::size_t size = static_cast<unsigned char>(head[1]);
        if (size == 126) {
            const auto length = m_client.take(2);
            size = static_cast<unsigned char>(length[0]) * 256u +
                   static_cast<unsigned char>(length[1]);
        }
        const auto text = m_client.take(size);
        return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    }

    int status = 0;

private:
    RawClient m_client;
};

} // namespace foyer::server::testing
