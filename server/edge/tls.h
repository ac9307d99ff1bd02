#pragma once

#include "server/edge/options.h"
#include "shared/base/result.h"

#include <memory>
#include <string>

#include <openssl/ssl.h>

namespace foyer::edge {

struct SslDelete {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using SslPtr = std::unique_ptr<SSL, SslDelete>;

/// The server's certificate and what it is willing to speak: TLS 1.2 and 1.3, forward secrecy and
/// authenticated ciphers only, no renegotiation, ALPN http/1.1. Made once, shared by all loops.
class TlsContext {
public:
    /// The error says which file is at fault and what OpenSSL makes of it.
    static Result<std::shared_ptr<TlsContext>, std::string> make(const TlsFiles& files);

    /// The server side of a new connection over the non-blocking `fd`; null when memory is out.
    SslPtr accept(int fd) const;

private:
    explicit TlsContext(SSL_CTX* context) : m_context(context) {}
    std::unique_ptr<SSL_CTX, SslDelete> m_context;
};

} // namespace foyer::edge
