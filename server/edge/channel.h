#pragma once

#include "server/edge/tls.h"

#include <cstddef>
#include <cstdint>
#include <span>

#include <sys/uio.h>

namespace foyer::edge {

/// One socket, plain or under TLS, never blocking. Owns the descriptor. One loop thread owns it.
class Channel {
public:
    enum class Status : std::uint8_t {
        Moved,      // `bytes` of them
        WouldBlock, // wait for the socket, then call again
        Ended,      // the peer sends no more
        Failed,     // the connection is gone
    };
    struct Outcome {
        Status status;
        std::size_t bytes = 0;
    };

    /// `ssl` is null for a plain connection.
    Channel(int fd, SslPtr ssl) : m_fd(fd), m_ssl(std::move(ssl)) {}
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    /// Requires: room for kLeastRead bytes, a whole TLS record. So nothing is left decrypted of
    /// which the socket would not tell.
    static constexpr std::size_t kLeastRead = SSL3_RT_MAX_PLAIN_LENGTH;
    Outcome read(std::span<char> into);
    Outcome write(std::span<const iovec> pieces);
    /// Makes the end of this connection a reset: what a peer does not take must not stay with us.
    void forgetUnsent();
    /// Tells the peer that nothing more will come.
    void endWriting();

    int fd() const { return m_fd; }
    bool secure() const { return m_ssl != nullptr; }
    /// By a certificate of TlsFiles::clientAuthorities. Requires: established.
    bool certified() const {
        return m_ssl && SSL_get0_peer_certificate(m_ssl.get()) &&
               SSL_get_verify_result(m_ssl.get()) == X509_V_OK;
    }
    /// False while the TLS handshake is under way.
    bool established() const { return !m_ssl || SSL_is_init_finished(m_ssl.get()); }
    /// The last read waits for the socket to take bytes (a handshake under TLS).
    bool readWantsWrite() const { return m_readWantsWrite; }

private:
    Outcome readTls(std::span<char> into);
    Outcome writeTls(std::span<const iovec> pieces);
    Outcome outcomeOf(int result);

    int m_fd;
    SslPtr m_ssl;
    bool m_readWantsWrite = false;
    bool m_broken = false; // after a fatal TLS error no close_notify may be sent
};

} // namespace foyer::edge
