#include "server/edge/tls.h"

#include <openssl/err.h>

#include <string_view>

namespace foyer::edge {

namespace {

std::string sslError(std::string_view what) {
    std::string text(what);
    char detail[256];
    if (const unsigned long code = ERR_get_error()) {
        ERR_error_string_n(code, detail, sizeof detail);
        text.append(": ").append(detail);
    }
    ERR_clear_error();
    return text;
}

int chooseHttp11(SSL*, const unsigned char** out, unsigned char* outSize, const unsigned char* in,
                 unsigned int inSize, void*) {
    static constexpr unsigned char kOurs[] = "\x08http/1.1";
    unsigned char* chosen = nullptr;
    const int found = SSL_select_next_proto(&chosen, outSize, kOurs, sizeof kOurs - 1, in, inSize);
    *out = chosen;
    return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

void restrict(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA |
                                     SSL_OP_IGNORE_UNEXPECTED_EOF);
    // An idle connection must not keep 34 KiB of record buffers; a moved queue must not be an
    // error.
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_RELEASE_BUFFERS |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_alpn_select_cb(context, chooseHttp11, nullptr);
    static constexpr unsigned char kSessions[] = "foyer";
    SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions - 1);
}

/// Not required: customers come without one. A certificate of somebody else ends the handshake.
bool askForCertificates(SSL_CTX* context, const std::string& authorities) {
    auto* const names = SSL_load_client_CA_file(authorities.c_str());
    if (!names || SSL_CTX_load_verify_file(context, authorities.c_str()) != 1)
        return false;
    SSL_CTX_set_client_CA_list(context, names); // takes them over
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    return true;
}

} // namespace

Result<std::shared_ptr<TlsContext>, std::string> TlsContext::make(const TlsFiles& files) {
    ERR_clear_error();
    std::shared_ptr<TlsContext> made(new TlsContext(SSL_CTX_new(TLS_server_method())));
    SSL_CTX* context = made->m_context.get();
    if (!context)
        return Err{sslError("TLS cannot be set up")};
    restrict(context);
    if (SSL_CTX_use_certificate_chain_file(context, files.certificate.c_str()) != 1)
        return Err{sslError("the certificate " + files.certificate + " cannot be used")};
    if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1)
        return Err{sslError("the private key " + files.key + " cannot be used")};
    if (SSL_CTX_check_private_key(context) != 1)
        return Err{sslError("the private key does not belong to the certificate")};
    if (!files.clientAuthorities.empty() && !askForCertificates(context, files.clientAuthorities))
        return Err{sslError("the authorities " + files.clientAuthorities + " cannot be used")};
    return made;
}

SslPtr TlsContext::accept(int fd) const {
    SslPtr ssl(SSL_new(m_context.get()));
    if (!ssl || SSL_set_fd(ssl.get(), fd) != 1)
        return nullptr;
    SSL_set_accept_state(ssl.get());
    return ssl;
}

} // namespace foyer::edge
