#include "server/gateways/amqp.h"

#include <algorithm>

#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace foyer::server::gateways {

namespace {

using Clock = std::chrono::steady_clock;

constexpr amqp_channel_t kChannel = 1;
constexpr int kMostChannels = 1;
constexpr int kLargestFrame = 131072;
// Between events nobody reads from the connection, so none would be answered: that the broker is
// gone shows when it does not confirm.
constexpr int kNoHeartbeat = 0;
constexpr int kPersistent = 2;

amqp_bytes_t bytesOf(const std::string& text) {
    // The library takes what it never changes as if it could.
    return {text.size(), const_cast<char*>(text.data())};
}

timeval timevalOf(std::chrono::microseconds time) {
    const auto left = std::max(time, std::chrono::microseconds{0}).count();
    return {static_cast<time_t>(left / 1'000'000), static_cast<suseconds_t>(left % 1'000'000)};
}

std::string textOf(const amqp_bytes_t& bytes) {
    return {static_cast<const char*>(bytes.bytes), bytes.len};
}

std::string closingOf(const amqp_method_t& method) {
    if (method.id == AMQP_CONNECTION_CLOSE_METHOD)
        return textOf(static_cast<amqp_connection_close_t*>(method.decoded)->reply_text);
    if (method.id == AMQP_CHANNEL_CLOSE_METHOD)
        return textOf(static_cast<amqp_channel_close_t*>(method.decoded)->reply_text);
    return "the broker did not keep it";
}

std::optional<std::string> complaintOf(const amqp_rpc_reply_t& reply) {
    switch (reply.reply_type) {
    case AMQP_RESPONSE_NORMAL:
        return {};
    case AMQP_RESPONSE_NONE:
        return "the broker did not answer";
    case AMQP_RESPONSE_LIBRARY_EXCEPTION:
        return amqp_error_string2(reply.library_error);
    case AMQP_RESPONSE_SERVER_EXCEPTION:
        return closingOf(reply.reply);
    }
    return "the broker answered with what nobody understands";
}

/// Marks what a confirmation is about; false for anything else the broker says.
bool markConfirmed(const amqp_frame_t& frame, std::uint64_t first, std::vector<bool>& confirmed) {
    if (frame.frame_type != AMQP_FRAME_METHOD || frame.payload.method.id != AMQP_BASIC_ACK_METHOD)
        return false;
    const auto* ack = static_cast<amqp_basic_ack_t*>(frame.payload.method.decoded);
    for (std::size_t i = 0; i < confirmed.size(); ++i) {
        const std::uint64_t tag = first + i;
        if (tag == ack->delivery_tag || (ack->multiple && tag < ack->delivery_tag))
            confirmed[i] = true;
    }
    return true;
}

} // namespace

void Amqp::Close::operator()(amqp_connection_state_t_* connection) const {
    amqp_destroy_connection(connection);
}

Amqp::Amqp(AmqpOptions options) : m_options(std::move(options)) {}

Amqp::~Amqp() {
    if (m_connection)
        amqp_connection_close(m_connection.get(), AMQP_REPLY_SUCCESS);
}

Amqp::Complaint Amqp::openSocket(amqp_connection_state_t_* connection) const {
    amqp_socket_t* socket =
        m_options.isSecure ? amqp_ssl_socket_new(connection) : amqp_tcp_socket_new(connection);
    if (!socket)
        return "no socket could be made";
    if (m_options.isSecure) {
        amqp_ssl_socket_set_verify_peer(socket, 1);
        amqp_ssl_socket_set_verify_hostname(socket, 1);
        amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST);
        const int trusted = m_options.authorities.empty()
                                ? SSL_CTX_set_default_verify_paths(
                                      static_cast<SSL_CTX*>(amqp_ssl_socket_get_context(socket))) -
                                      1
                                : amqp_ssl_socket_set_cacert(socket, m_options.authorities.c_str());
        if (trusted != 0)
            return "the certificates to trust cannot be read";
    }
    const timeval limit = timevalOf(m_options.timeout);
    const int opened =
        amqp_socket_open_noblock(socket, m_options.host.c_str(), m_options.port, &limit);
    if (opened != AMQP_STATUS_OK)
        return amqp_error_string2(opened);
    // A broker without room stops reading, and the library sends for as long as it takes.
    const auto most = static_cast<unsigned>(std::chrono::milliseconds(m_options.timeout).count());
    if (setsockopt(amqp_get_sockfd(connection), IPPROTO_TCP, TCP_USER_TIMEOUT, &most,
                   sizeof most) != 0)
        return "no time limit could be set";
    return {};
}

Amqp::Complaint Amqp::openChannel(amqp_connection_state_t_* connection) const {
    if (auto why = complaintOf(amqp_login(connection, m_options.virtualHost.c_str(), kMostChannels,
                                          kLargestFrame, kNoHeartbeat, AMQP_SASL_METHOD_PLAIN,
                                          m_options.user.c_str(), m_options.password.c_str())))
        return why;
    amqp_channel_open(connection, kChannel);
    if (auto why = complaintOf(amqp_get_rpc_reply(connection)))
        return why;
    amqp_exchange_declare(connection, kChannel, amqp_cstring_bytes(kExchange),
                          amqp_cstring_bytes("topic"), 0, 1, 0, 0, amqp_empty_table);
    if (auto why = complaintOf(amqp_get_rpc_reply(connection)))
        return why;
    amqp_confirm_select(connection, kChannel);
    return complaintOf(amqp_get_rpc_reply(connection));
}

Amqp::Complaint Amqp::connect() {
    Connection made(amqp_new_connection());
    if (!made)
        return "no connection could be made";
    const timeval limit = timevalOf(m_options.timeout);
    amqp_set_handshake_timeout(made.get(), &limit);
    amqp_set_rpc_timeout(made.get(), &limit);
    if (auto why = openSocket(made.get()))
        return why;
    if (auto why = openChannel(made.get()))
        return why;
    m_connection = std::move(made);
    m_lastTag = 0;
    return {};
}

Amqp::Complaint Amqp::send(const ports::EventRecord& event) {
    const std::string id = event.id.toString();
    amqp_basic_properties_t properties{};
    properties._flags = AMQP_BASIC_CONTENT_TYPE_FLAG | AMQP_BASIC_DELIVERY_MODE_FLAG |
                        AMQP_BASIC_MESSAGE_ID_FLAG | AMQP_BASIC_TIMESTAMP_FLAG |
                        AMQP_BASIC_APP_ID_FLAG;
    properties.content_type = amqp_cstring_bytes("application/cloudevents+json; charset=utf-8");
    properties.delivery_mode = kPersistent;
    properties.message_id = bytesOf(id);
    properties.timestamp = static_cast<std::uint64_t>(toMs(event.at) / 1000);
    properties.app_id = amqp_cstring_bytes("foyer");
    const int sent = amqp_basic_publish(m_connection.get(), kChannel, amqp_cstring_bytes(kExchange),
                                        amqp_cstring_bytes(nameOf(event.kind)), 0, 0, &properties,
                                        bytesOf(event.body));
    if (sent != AMQP_STATUS_OK)
        return amqp_error_string2(sent);
    ++m_lastTag;
    return {};
}

std::size_t Amqp::confirmed(std::uint64_t first, std::size_t sent, std::string& said) {
    std::vector<bool> confirmed(sent, false);
    const auto until = Clock::now() + m_options.timeout;
    while (std::find(confirmed.begin(), confirmed.end(), false) != confirmed.end()) {
        amqp_maybe_release_buffers(m_connection.get());
        const timeval left =
            timevalOf(std::chrono::duration_cast<std::chrono::microseconds>(until - Clock::now()));
        amqp_frame_t frame;
        const int status = amqp_simple_wait_frame_noblock(m_connection.get(), &frame, &left);
        if (status != AMQP_STATUS_OK) {
            said = amqp_error_string2(status);
            break;
        }
        if (!markConfirmed(frame, first, confirmed)) {
            said = frame.frame_type == AMQP_FRAME_METHOD ? closingOf(frame.payload.method)
                                                         : "the broker said what nobody asked";
            break;
        }
    }
    const auto open = std::find(confirmed.begin(), confirmed.end(), false);
    return static_cast<std::size_t>(open - confirmed.begin());
}

ports::EventBus::Kept Amqp::publish(const std::vector<ports::EventRecord>& events) {
    if (!m_connection)
        if (auto why = connect())
            return {0, *std::move(why)};
    Kept kept;
    const std::uint64_t first = m_lastTag + 1;
    std::size_t sent = 0;
    for (; sent < events.size(); ++sent)
        if (auto why = send(events[sent])) {
            kept.said = *std::move(why);
            break;
        }
    kept.count = confirmed(first, sent, kept.said);
    if (kept.count < events.size())
        m_connection.reset(); // nobody knows what is still to come on it
    return kept;
}

} // namespace foyer::server::gateways
