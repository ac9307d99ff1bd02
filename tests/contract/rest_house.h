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

QJsonObject jsonOf(const Answer& answer);

/// The URI of a problem.
std::string typeOf(const Answer& answer);

/// The end of its problem type; empty when it is none.
std::string problemOf(const Answer& answer);

/// What is sent besides method, target and body.
struct Extra {
    std::string token;
    std::vector<edge::Header> headers;
};

std::string requestText(const std::string& method, const std::string& target,
                        const std::string& body, const Extra& extra);

/// The demo cinema, imported by the very command people use, and a server on it.
class House {
public:
    using Configure = std::function<void(NodeOptions&)>;
    explicit House(Configure configure = {});

    /// `vfs` may name a disk that fails; only then is anything synced.
    void start(const std::string& vfs = {});

    /// What comes is as openapi.json has it, or the test fails.
    Answer ask(const std::string& method, const std::string& target, const std::string& body = {},
               const Extra& extra = {}) const;
    Answer get(const std::string& target, const Extra& extra = {}) const;
    Answer post(const std::string& target, const std::string& body, const Extra& extra = {}) const;

    /// A showtime of tomorrow's business day, so that it is on sale whatever the hour.
    QJsonObject showtime() const;

    /// A null terminal is a new one.
    std::string code(const std::string& name = "Counter 1", TerminalId terminal = {},
                     ports::TerminalKind kind = ports::TerminalKind::Counter);

    Settings settings;
    std::unique_ptr<Node> node;

private:
    Configure m_configure;
    QTemporaryDir m_folder;
};

/// A counter: its key, its token and the journal it writes.
class Till {
public:
    explicit Till(House& house, std::string_view kind = "counter");

    std::string path(const std::string& what) const;

    wire::Nonce challenge() const;
    Answer redeem(const wire::Nonce& nonce) const;
    std::string freshToken() const;

    Answer get(const std::string& target) const { return m_house.get(target, {token, {}}); }
    Answer post(const std::string& target, const std::string& body,
                std::vector<edge::Header> headers = {}) const;
    Answer askFor(ShowtimeId showtime, std::vector<SeatNo> seats,
                  std::vector<edge::Header> headers = {}) const;

    /// Writes the next entry of the journal, in memory.
    protocol::SealedEntry seal(const protocol::Payload& payload);
    Answer upload(const std::vector<protocol::SealedEntry>& entries) const;

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
    LiveClient(std::uint16_t port, const std::string& token = {});

    void say(const std::string& text);

    /// The next text message; null after the stream has ended.
    QJsonObject hear();

    int status = 0;

private:
    RawClient m_client;
};

} // namespace foyer::server::testing
