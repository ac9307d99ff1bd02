#include "server/gateways/amqp.h"
#include "server/gateways/circuit_breaker.h"
#include "server/gateways/http_sms.h"
#include "server/gateways/http_webhooks.h"
#include "server/gateways/stripe_provider.h"
#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/log.h"
#include "server/main/node.h"
#include "server/main/workbench.h"

#include <Poco/Logger.h>

#include <csignal>

#include <pthread.h>

namespace foyer::server {

namespace {

/// Ends of the program arrive here and nowhere else. Before any thread is made, so that all of them
/// inherit the mask.
sigset_t holdSignals() {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    return ends;
}

std::unique_ptr<ports::Messenger> messengerOf(const Settings& settings) {
    if (settings.smtpHost.empty())
        return nullptr;
    gateways::SmtpOptions options;
    options.host = settings.smtpHost;
    options.port = settings.smtpPort;
    options.security = settings.smtpSecurity;
    options.user = settings.smtpUser;
    options.password = settings.smtpPassword;
    options.from = settings.mailFrom;
    options.fromName = settings.mailFromName;
    options.authorities = settings.smtpCa;
    return std::make_unique<gateways::Smtp>(std::move(options));
}

std::unique_ptr<ports::ShortMessenger> shortMessengerOf(const Settings& settings) {
    if (settings.smsUrl.empty())
        return nullptr;
    return std::make_unique<gateways::HttpSms>(
        gateways::SmsOptions{settings.smsUrl, settings.smsToken, settings.smsFrom},
        gateways::AddressGuard(settings.webhookNets));
}

std::unique_ptr<ports::EventBus> busOf(const Settings& settings) {
    if (settings.amqpHost.empty())
        return nullptr;
    gateways::AmqpOptions options;
    options.host = settings.amqpHost;
    options.isSecure = settings.amqpTls;
    options.port =
        settings.amqpPort.value_or(settings.amqpTls ? gateways::kAmqpTlsPort : gateways::kAmqpPort);
    options.user = settings.amqpUser;
    options.password = settings.amqpPassword;
    options.virtualHost = settings.amqpVirtualHost;
    options.authorities = settings.amqpCa;
    return std::make_unique<gateways::Amqp>(std::move(options));
}

NodeOptions optionsOf(const Settings& settings) {
    NodeOptions options;
    options.database = settings.database();
    options.workers = settings.workers;
    options.edge.host = settings.host;
    options.edge.proxies = settings.proxies;
    options.edge.port = settings.port;
    options.edge.loops = settings.loops;
    if (!settings.tlsCertificate.empty())
        options.edge.tls =
            edge::TlsFiles{settings.tlsCertificate, settings.tlsKey, settings.tlsClientCa};
    if (settings.metricsPort) {
        options.metrics.emplace();
        options.metrics->edge.host = settings.metricsHost;
        options.metrics->edge.port = *settings.metricsPort;
        options.metrics->edge.tls = options.edge.tls;
        if (options.edge.tls) // Prometheus bears its token
            options.metrics->edge.tls->clientAuthorities.clear();
        options.metrics->token = settings.metricsToken;
    }
    options.edge.onFault = [](std::string_view text) { logOf("edge").error(std::string(text)); };
    options.messenger = messengerOf(settings);
    options.shortMessenger = shortMessengerOf(settings);
    options.webhooks =
        std::make_unique<gateways::HttpWebhooks>(gateways::AddressGuard(settings.webhookNets));
    options.bus = busOf(settings);
    options.reminderLead = std::chrono::hours{settings.reminderHours};
    options.publicUrl = settings.publicUrl;
    options.report = [](const std::string& text) { logOf("node").warning(text); };
    options.slowStatement = Milliseconds{settings.slowStatementMs};
    if (settings.slowStatementMs > 0)
        options.onSlowStatement = [](const std::string& statement, Milliseconds took) {
            logOf("store").warning("the statement " + statement + " took " +
                                   std::to_string(took.count()) + " ms");
        };
    if (logsAccess())
        options.accessLog = logAccess;
    return options;
}

std::unique_ptr<ports::PaymentProvider> paymentsOf(const Settings& settings,
                                                   const ports::Clock& clock) {
    if (settings.paymentKey.empty())
        return nullptr;
    gateways::StripeOptions options;
    options.url = settings.paymentUrl;
    while (options.url.ends_with('/'))
        options.url.pop_back();
    options.key = settings.paymentKey;
    options.webhookSecret = settings.paymentWebhookKey;
    auto stripe = std::make_unique<gateways::StripeProvider>(std::move(options));
    return std::make_unique<gateways::CircuitBreaker>(std::move(stripe), clock);
}

/// Complains when the server would meddle with the payments of a house that is served elsewhere.
Exit judgePayments(const Settings& settings) {
    if (settings.paymentKey.empty())
        return Exit::Done;
    sqlite::Connection connection({.path = settings.database(), .readOnly = true});
    if (!store::isTrial(connection))
        return Exit::Done;
    complain("the database at " + settings.database() +
             " is a trial of a backup, restored where its house was not served, and with the key "
             "of the payment provider the server would cancel and pay back what the house that is "
             "alive has sold. Take the key from its configuration; or, if this is the house from "
             "now on, restore the backup once more with --takes-over.");
    return Exit::WrongDatabase;
}

} // namespace

Exit serve(const Settings& settings) {
    const auto ends = holdSignals();
    if (const auto verdict = judgeDatabase(settings); verdict != Exit::Done)
        return verdict;
    if (const auto verdict = judgePayments(settings); verdict != Exit::Done)
        return verdict;
    auto own = OwnJournal::open(settings.ownKey());
    if (!own) {
        complain("the key of the server's own journal cannot be used: " + own.error().message);
        return Exit::Failed;
    }
    auto tokens = TokenRing::open(settings.tokenKeys(), SystemClock().now());
    if (!tokens) {
        complain("the keys of access tokens cannot be used: " + tokens.error().message);
        return Exit::Failed;
    }
    const SystemClock clock;
    auto options = optionsOf(settings);
    options.payments = paymentsOf(settings, clock);
    options.ownJournal = std::move(*own);
    options.tokenRing = std::move(*tokens);
    Node node(std::move(options));
    if (const auto started = node.start(); !started) {
        complain("cannot serve at " + settings.host + ":" + std::to_string(settings.port) + ": " +
                 started.error().message);
        return Exit::Failed;
    }
    auto& log = logOf("main");
    const std::string scheme = settings.tlsCertificate.empty() ? "http" : "https";
    log.information("serving " + settings.database() + " at " + scheme + "://" + settings.host +
                    ":" + std::to_string(node.port()));
    if (settings.metricsPort)
        log.information("metrics at " + scheme + "://" + settings.metricsHost + ":" +
                        std::to_string(node.metricsPort()) + "/metrics");
    int signal = 0;
    sigwait(&ends, &signal);
    log.information("draining: no new connections, requests under way may end");
    const bool ended = node.drain(std::chrono::seconds{settings.drainSeconds});
    log.information(ended ? "stopped; everything was answered"
                          : "stopped; some connections were cut after " +
                                std::to_string(settings.drainSeconds) + " s");
    return Exit::Done;
}

} // namespace foyer::server
