#include "server/gateways/smtp.h"

#include "server/gateways/mime.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SMTPClientSession.h>
#include <Poco/Net/SSLManager.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <algorithm>
#include <sstream>

namespace foyer::server::gateways {

using ports::Delivery;
using ports::Mail;

namespace {

Delivery tryLater(const std::string& said) {
    return {Delivery::Outcome::Later, said};
}

/// Of an answer to what concerns this one mail: 5yz is for ever (RFC 5321 §4.2.1).
Delivery refusal(int status, const std::string& response) {
    return {status / 100 == 5 ? Delivery::Outcome::Refused : Delivery::Outcome::Later,
            "the mail server answered: " + response};
}

bool isTaken(int status) {
    return status / 100 == 2;
}

/// An angle bracket would end the address before its end.
bool isAddress(const std::string& text) {
    return text.find('@') != std::string::npos &&
           std::none_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte <= ' ' || byte == 0x7f || c == '<' || c == '>';
           });
}

Poco::Net::Context::Ptr contextOf(const SmtpOptions& options) {
    using Poco::Net::Context;
    // Strict, so that the name in the certificate counts on this machine as well.
    Context::Ptr context(new Context(Context::TLS_CLIENT_USE, options.authorities,
                                     Context::VERIFY_STRICT, 9, options.authorities.empty()));
    context->requireMinimumProtocol(Context::PROTO_TLSV1_2);
    return context;
}

/// Poco's session, over a socket that was connected with a time limit and is secured under the
/// name that was configured, not under the address it led to.
class Session final : public Poco::Net::SMTPClientSession {
public:
    explicit Session(const Poco::Net::StreamSocket& connected)
        : Poco::Net::SMTPClientSession(connected) {}

    /// False when the server does not offer it.
    bool startTls(const SmtpOptions& options) {
        std::string response;
        if (!isTaken(sendCommand("STARTTLS", response)))
            return false;
        socket() =
            Poco::Net::SecureStreamSocket::attach(socket(), options.host, contextOf(options));
        return true;
    }
};

Poco::Net::StreamSocket connectedTo(const SmtpOptions& options) {
    const Poco::Timespan limit(options.timeout.count(), 0);
    Poco::Net::StreamSocket socket;
    socket.connect(Poco::Net::SocketAddress(options.host, options.port), limit);
    socket.setReceiveTimeout(limit);
    socket.setSendTimeout(limit);
    if (options.security != SmtpSecurity::Tls)
        return socket;
    return Poco::Net::SecureStreamSocket::attach(socket, options.host, contextOf(options));
}

Delivery send(Session& session, const SmtpOptions& options, const Mail& mail) {
    std::string response;
    int status = session.sendCommand("MAIL FROM:<" + options.from + ">", response);
    if (!isTaken(status))
        return tryLater("the mail server does not take our address: " + response);
    status = session.sendCommand("RCPT TO:<" + mail.to + ">", response);
    if (!isTaken(status))
        return refusal(status, response);
    try {
        session.sendData();
        std::istringstream bytes(mimeOf(mail, options.from, options.fromName));
        session.sendMessage(bytes);
    } catch (const Poco::Net::SMTPException& error) {
        return refusal(error.code(), error.message());
    }
    return {};
}

Delivery attempt(const SmtpOptions& options, const Mail& mail) {
    Session session(connectedTo(options));
    session.setTimeout(Poco::Timespan(options.timeout.count(), 0));
    session.login();
    if (options.security == SmtpSecurity::StartTls && !session.startTls(options))
        return tryLater("the mail server does not offer STARTTLS; nothing was sent to it");
    if (!options.user.empty())
        session.login(Poco::Net::SMTPClientSession::AUTH_PLAIN, options.user, options.password);
    else if (options.security == SmtpSecurity::StartTls)
        session.login(); // what was said before TLS counts no more (RFC 3207 §4.2)
    const Delivery delivery = send(session, options, mail);
    try {
        session.close();
    } catch (const Poco::Exception&) {
        return delivery; // the answer to the mail has been given; that to QUIT says nothing
    }
    return delivery;
}

} // namespace

Smtp::Smtp(SmtpOptions options) : m_options(std::move(options)) {
    Poco::Net::initializeSSL();
}

Delivery Smtp::deliver(const Mail& mail) {
    if (!isAddress(mail.to))
        return {Delivery::Outcome::Refused, "that is no address mail can be sent to"};
    try {
        return attempt(m_options, mail);
    } catch (const Poco::Exception& error) {
        return tryLater(error.displayText());
    } catch (const std::exception& error) {
        return tryLater(error.what());
    }
}

} // namespace foyer::server::gateways
