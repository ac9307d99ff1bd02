#include "tests/contract/rest_house.h"

namespace foyer::server::testing {

QJsonObject jsonOf(const Answer& answer) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object();
}

std::string typeOf(const Answer& answer) {
    return jsonOf(answer)["type"].toString().toStdString();
}

std::string problemOf(const Answer& answer) {
    constexpr std::string_view before = "urn:foyer:problem:";
    const auto type = typeOf(answer);
    return type.starts_with(before) ? type.substr(before.size()) : std::string();
}

std::string requestText(const std::string& method, const std::string& target,
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

House::House(Configure configure) : m_configure(std::move(configure)) {
    settings.data = m_folder.path().toStdString();
    CHECK(migrateDatabase(settings) == Exit::Done);
    Arguments arguments;
    arguments.options["source"] =
        qEnvironmentVariable("FOYER_SOURCE_DIR").toStdString() + "/resources/demo";
    CHECK(importDemo(settings, arguments) == Exit::Done);
    start();
}

void House::start(const std::string& vfs) {
    NodeOptions options;
    options.database = settings.database();
    options.synchronous = vfs.empty() ? sqlite::Synchronous::Off : sqlite::Synchronous::Full;
    options.vfs = vfs;
    if (m_configure)
        m_configure(options);
    node = std::make_unique<Node>(std::move(options));
    CHECK(node->start().ok());
}

Answer House::ask(const std::string& method, const std::string& target, const std::string& body,
                  const Extra& extra) const {
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

Answer House::get(const std::string& target, const Extra& extra) const {
    return ask("GET", target, {}, extra);
}

Answer House::post(const std::string& target, const std::string& body, const Extra& extra) const {
    return ask("POST", target, body, extra);
}

QJsonObject House::showtime() const {
    const auto day = QDate::currentDate().addDays(2).toString(Qt::ISODate).toStdString();
    const auto items = jsonOf(get("/v1/showtimes?limit=200&day=" + day))["items"].toArray();
    CHECK(!items.isEmpty());
    return items.last().toObject();
}

std::string House::code(const std::string& name, TerminalId terminal, ports::TerminalKind kind) {
    const auto cinemas = services::readOne<std::vector<domain::Cinema>>(
        node->reader(), [](const ports::Store& store) { return store.cinemas(); });
    std::promise<std::string> code;
    node->enrolment().issue({cinemas->front().id, name, terminal, kind},
                            [&](services::Outcome<services::Enrolment::Issued> issued) {
                                code.set_value((*issued)->text);
                            });
    return code.get_future().get();
}

Till::Till(House& house, std::string_view kind) : m_house(house), key(crypto::KeyPair::generate()) {
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

std::string Till::path(const std::string& what) const {
    return "/v1/terminals/" + id.toString() + "/" + what;
}

wire::Nonce Till::challenge() const {
    const auto challenge = wire::decodeChallenge(m_house.post(path("challenge"), "{}").body);
    CHECK(challenge.ok());
    return challenge->nonce;
}

Answer Till::redeem(const wire::Nonce& nonce) const {
    const auto signature = key.sign(protocol::authText(id, incarnation, nonce));
    return m_house.post(path("token"), wire::encodeTokenRequest({incarnation, nonce, signature}));
}

std::string Till::freshToken() const {
    const auto token = wire::decodeTokenAnswer(redeem(challenge()).body);
    CHECK(token.ok());
    return token->token;
}

Answer Till::post(const std::string& target, const std::string& body,
                  std::vector<edge::Header> headers) const {
    return m_house.post(target, body, {token, std::move(headers)});
}

Answer Till::askFor(ShowtimeId showtime, std::vector<SeatNo> seats,
                    std::vector<edge::Header> headers) const {
    return post("/v1/allotments", wire::encodeAsk({showtime, std::move(seats)}),
                std::move(headers));
}

protocol::SealedEntry Till::seal(const protocol::Payload& payload) {
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

Answer Till::upload(const std::vector<protocol::SealedEntry>& entries) const {
    return post("/v1/sync/journal", wire::encodeUpload({id, incarnation, entries.front().seq,
                                                        entries.front().prevHash, entries}));
}

LiveClient::LiveClient(std::uint16_t port, const std::string& token) : m_client(port) {
    Extra extra{token,
                {{"Connection", "Upgrade"},
                 {"Upgrade", "websocket"},
                 {"Sec-WebSocket-Version", "13"},
                 {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}}};
    m_client.send(requestText("GET", "/v1/live", {}, extra));
    const auto head = m_client.takeUntil("\r\n\r\n");
    status = head.size() < 12 ? 0 : std::stoi(head.substr(9, 3));
}

void LiveClient::say(const std::string& text) {
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

QJsonObject LiveClient::hear() {
    const auto head = m_client.take(2);
    if (head.size() < 2)
        return {};
    std::size_t size = static_cast<unsigned char>(head[1]);
    if (size == 126) {
        const auto length = m_client.take(2);
        size = static_cast<unsigned char>(length[0]) * 256u + static_cast<unsigned char>(length[1]);
    }
    const auto text = m_client.take(size);
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

} // namespace foyer::server::testing
