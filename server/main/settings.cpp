#include "server/main/settings.h"

#include "server/edge/client_address.h"
#include "server/gateways/webhook_url.h"

#include "shared/domain/account.h"

#include <Poco/AutoPtr.h>
#include <Poco/Exception.h>
#include <Poco/Util/IniFileConfiguration.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

namespace foyer::server {

namespace {

using Complaint = std::optional<std::string>;

template <class Number>
Complaint takeNumber(Number& into, const std::string& text, unsigned lowest, unsigned highest) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < lowest ||
        number > highest)
        return "must be a whole number from " + std::to_string(lowest) + " to " +
               std::to_string(highest);
    into = static_cast<Number>(number);
    return {};
}

Complaint takeText(std::string& into, const std::string& text) {
    if (text.empty())
        return "must not be empty";
    into = text;
    return {};
}

Complaint takeSwitch(bool& into, const std::string& text) {
    if (text != "yes" && text != "no")
        return "must be yes or no";
    into = text == "yes";
    return {};
}

Complaint takeFormat(LogFormat& into, const std::string& text) {
    if (text != "text" && text != "json")
        return "must be text or json";
    into = text == "json" ? LogFormat::Json : LogFormat::Text;
    return {};
}

Complaint takeLevel(std::string& into, const std::string& text) {
    static const std::vector<std::string> levels{"error", "warning", "information", "debug"};
    if (std::find(levels.begin(), levels.end(), text) == levels.end())
        return "must be error, warning, information or debug";
    into = text;
    return {};
}

Complaint takeSecurity(gateways::SmtpSecurity& into, const std::string& text) {
    using gateways::SmtpSecurity;
    if (text != "starttls" && text != "tls" && text != "none")
        return "must be starttls, tls or none";
    into = text == "starttls" ? SmtpSecurity::StartTls
           : text == "tls"    ? SmtpSecurity::Tls
                              : SmtpSecurity::None;
    return {};
}

Complaint takeTls(bool& into, const std::string& text) {
    if (text != "tls" && text != "none")
        return "must be tls or none";
    into = text == "tls";
    return {};
}

Complaint takeAddress(std::string& into, const std::string& text) {
    if (!domain::emailKeyOf(text))
        return "must be an address, for example tickets@example.com";
    into = text;
    return {};
}

Complaint takeAddresses(std::vector<std::string>& into, const std::string& text) {
    into.clear();
    for (std::size_t from = 0; from < text.size();) {
        const auto comma = std::min(text.find(',', from), text.size());
        into.push_back(text.substr(from, comma - from));
        from = comma + 1;
        if (!edge::isAddress(into.back()))
            return "must be addresses with commas between, for example 192.0.2.1,2001:db8::1";
    }
    return {};
}

Complaint takeUrl(std::string& into, const std::string& text) {
    const std::size_t scheme = text.starts_with("https://")  ? 8
                               : text.starts_with("http://") ? 7
                                                             : 0;
    const bool hasHost = scheme > 0 && text.find_first_not_of('/', scheme) == scheme;
    const auto mayNotStand = [](char c) {
        return (c >= 0 && c <= ' ') || c == '\x7f' || c == '"' || c == '<' || c == '>';
    };
    if (!hasHost || std::any_of(text.begin(), text.end(), mayNotStand))
        return "must be an address of the web, for example https://tickets.example.com";
    into = text.substr(0, text.find_last_not_of('/') + 1);
    return {};
}

std::optional<gateways::IpNet> netIn(std::string_view part) {
    const auto first = part.find_first_not_of(' ');
    if (first == std::string_view::npos)
        return {};
    return gateways::netFrom(part.substr(first, part.find_last_not_of(' ') + 1 - first));
}

/// Networks with commas between, "10.0.0.0/8, fd00::/8"; nothing: none.
Complaint takeNets(std::vector<gateways::IpNet>& into, const std::string& text) {
    std::vector<gateways::IpNet> nets;
    for (std::size_t from = 0; !text.empty() && from <= text.size();) {
        const auto comma = std::min(text.find(',', from), text.size());
        const auto net = netIn(std::string_view(text).substr(from, comma - from));
        if (!net)
            return "must be networks with commas between, for example 10.0.0.0/8, fd00::/8";
        nets.push_back(*net);
        from = comma + 1;
    }
    into = std::move(nets);
    return {};
}

Complaint apply(Settings& settings, const SettingRow& row, const std::string& text,
                const std::string& source) {
    const auto complaint = row.set(settings, text);
    if (!complaint)
        return {};
    return source + ": " + row.name + " " + *complaint + ", not \"" + text + "\"";
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

Result<Pairs, SettingsError> readFile(const std::string& file) {
    try {
        const Poco::AutoPtr<Poco::Util::IniFileConfiguration> ini(
            new Poco::Util::IniFileConfiguration(file));
        Pairs pairs;
        Poco::Util::AbstractConfiguration::Keys keys;
        ini->keys(keys);
        for (const auto& key : keys) {
            Poco::Util::AbstractConfiguration::Keys below;
            ini->keys(key, below);
            if (below.empty())
                pairs.emplace_back(key, ini->getRawString(key, ""));
            for (const auto& name : below)
                pairs.emplace_back(key == "foyerd" ? name : key + "." + name,
                                   ini->getRawString(key + "." + name, ""));
        }
        return pairs;
    } catch (const Poco::Exception& error) {
        return Err{"cannot read the configuration file " + file + ": " + error.displayText() +
                   ". Check the path given with --config."};
    }
}

Complaint applyFile(Settings& settings, const std::string& file) {
    const auto pairs = readFile(file);
    if (!pairs)
        return pairs.error();
    for (const auto& [name, text] : *pairs) {
        const auto* row = settingNamed(name);
        if (!row)
            return file + ": there is no setting \"" + name + "\"; foyerd --help lists them";
        if (const auto complaint = apply(settings, *row, text, file))
            return complaint;
    }
    return {};
}

Complaint applyEnvironment(Settings& settings, const Environment& environment) {
    for (const auto& row : settingRows()) {
        const auto name = environmentNameOf(row);
        const auto text = environment(name);
        if (!text)
            continue;
        if (const auto complaint = apply(settings, row, *text, "environment variable " + name))
            return complaint;
    }
    return {};
}

Complaint applyFlags(Settings& settings, const std::map<std::string, std::string>& flags) {
    for (const auto& [name, text] : flags)
        if (const auto* row = settingNamed(name))
            if (const auto complaint = apply(settings, *row, text, "--" + name))
                return complaint;
    return {};
}

/// Then they choose the secret. Who may read it is the machine's affair: containers mount secrets
/// that all of their few processes can read.
bool isWritableByOthers(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

/// Secrets have no flag and no line in the file of settings, so that none is shown or logged.
Complaint readSecrets(Settings& settings, const Environment& environment) {
    const auto read = [&](std::string& secret, const char* variable, const char* name,
                          const std::string& path) -> Complaint {
        secret = environment(variable).value_or("");
        if (path.empty())
            return {};
        std::ifstream file(path);
        if (!std::getline(file, secret))
            return std::string(name) + ": cannot read a line from " + path;
        if (isWritableByOthers(path))
            return std::string(name) + ": others may write " + path +
                   "; take that from them: " + "chmod go-w";
        return {};
    };
    if (auto complaint = read(settings.smtpPassword, "FOYER_SMTP_PASSWORD", "smtp-password-file",
                              settings.smtpPasswordFile))
        return complaint;
    if (auto complaint =
            read(settings.smsToken, "FOYER_SMS_TOKEN", "sms-token-file", settings.smsTokenFile))
        return complaint;
    if (auto complaint = read(settings.amqpPassword, "FOYER_AMQP_PASSWORD", "amqp-password-file",
                              settings.amqpPasswordFile))
        return complaint;
    if (auto complaint = read(settings.paymentKey, "FOYER_PAYMENT_KEY", "payment-key-file",
                              settings.paymentKeyFile))
        return complaint;
    if (auto complaint = read(settings.metricsToken, "FOYER_METRICS_TOKEN", "metrics-token-file",
                              settings.metricsTokenFile))
        return complaint;
    return read(settings.paymentWebhookKey, "FOYER_PAYMENT_WEBHOOK_KEY", "payment-webhook-key-file",
                settings.paymentWebhookKeyFile);
}

bool isThisMachine(const std::string& host) {
    const bool isLoopback =
        host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
    return host == "localhost" || host == "::1" || isLoopback;
}

Complaint findContradictionOfMail(const Settings& settings) {
    if (settings.smtpHost.empty())
        return {};
    if (settings.mailFrom.empty())
        return "smtp-host needs mail-from: the address that mail comes from";
    if (settings.smtpUser.empty() != settings.smtpPassword.empty())
        return "smtp-user and its password (smtp-password-file, or FOYER_SMTP_PASSWORD) belong "
               "together: give both, or neither";
    if (settings.smtpSecurity == gateways::SmtpSecurity::None && !isThisMachine(settings.smtpHost))
        return "smtp-security none is for a mail server on this machine only";
    return {};
}

/// Secrets travel in the open only to a provider on this very machine, which is a simulator.
bool isSafeUrl(const std::string& text) {
    constexpr std::string_view open = "http://";
    if (!text.starts_with(open))
        return text.starts_with("https://");
    return isThisMachine(
        text.substr(open.size(), text.find_first_of(":/", open.size()) - open.size()));
}

Complaint findContradictionOfSms(const Settings& settings) {
    if (settings.smsUrl.empty())
        return {};
    if (settings.smsFrom.empty() || settings.smsToken.empty())
        return "sms-url needs sms-from and the gateway's token: sms-token-file (or "
               "FOYER_SMS_TOKEN)";
    if (const auto url = gateways::readWebhookUrl(settings.smsUrl); !url)
        return "sms-url " + url.error();
    if (!isSafeUrl(settings.smsUrl))
        return "sms-url must begin with https://, or its token would travel in the open; http:// "
               "is for this machine only";
    return {};
}

Complaint findContradictionOfPayments(const Settings& settings) {
    if (settings.paymentKey.empty() != settings.paymentWebhookKey.empty())
        return "card payments need both secrets: payment-key-file (or FOYER_PAYMENT_KEY) and "
               "payment-webhook-key-file (or FOYER_PAYMENT_WEBHOOK_KEY)";
    if (!isSafeUrl(settings.paymentUrl))
        return "payment-url must begin with https://; http:// is for this machine only";
    return {};
}

/// Whoever can reach the port sees how the house is doing.
Complaint findContradictionOfMetrics(const Settings& settings) {
    constexpr std::size_t shortest = 16;
    if (!settings.metricsToken.empty() && settings.metricsToken.size() < shortest)
        return "the token of metrics must have 16 characters or more";
    if (!settings.metricsPort || isThisMachine(settings.metricsHost))
        return {};
    if (settings.metricsToken.empty())
        return "metrics-host is not this machine: that needs metrics-token-file (or "
               "FOYER_METRICS_TOKEN)";
    if (settings.tlsCertificate.empty())
        return "metrics-host is not this machine: that needs tls-certificate and tls-key, or its "
               "token would travel in the open";
    return {};
}

Complaint findContradiction(const Settings& settings) {
    if (auto complaint = findContradictionOfMetrics(settings))
        return complaint;
    if (auto complaint = findContradictionOfMail(settings))
        return complaint;
    if (auto complaint = findContradictionOfSms(settings))
        return complaint;
    if (auto complaint = findContradictionOfPayments(settings))
        return complaint;
    if (!settings.amqpHost.empty() && !settings.amqpTls && !isThisMachine(settings.amqpHost))
        return "amqp-security none is for a broker on this machine only";
    if (settings.tlsCertificate.empty() != settings.tlsKey.empty())
        return "tls-certificate and tls-key belong together: give both, or neither";
    if (!settings.tlsClientCa.empty() && settings.tlsCertificate.empty())
        return "tls-client-ca needs tls-certificate and tls-key: without TLS nobody shows one";
    if (settings.tlsCertificate.empty() && !settings.plainHttp && !isThisMachine(settings.host))
        return "host is not this machine: that needs tls-certificate and tls-key, or passwords and "
               "tokens would travel in the open; plain-http yes says that a proxy or a network of "
               "its own takes care of that";
    return {};
}

} // namespace

const std::vector<SettingRow>& settingRows() {
    static const std::vector<SettingRow> rows{
        {"data", "DIR", "folder of the database",
         [](Settings& s, const std::string& text) { return takeText(s.data, text); }},
        {"host", "ADDRESS", "address to listen on (127.0.0.1)",
         [](Settings& s, const std::string& text) { return takeText(s.host, text); }},
        {"port", "N", "port to listen on (8080; 0: a free one)",
         [](Settings& s, const std::string& text) { return takeNumber(s.port, text, 0, 65535); }},
        {"loops", "N", "event loops (1)",
         [](Settings& s, const std::string& text) { return takeNumber(s.loops, text, 1, 64); }},
        {"trusted-proxies", "ADDRESSES",
         "proxies in front of it, with commas between: their X-Forwarded-For says whose request "
         "it is",
         [](Settings& s, const std::string& text) { return takeAddresses(s.proxies, text); }},
        {"workers", "N", "threads for slow reads (2)",
         [](Settings& s, const std::string& text) { return takeNumber(s.workers, text, 1, 64); }},
        {"tls-certificate", "FILE", "certificate chain, PEM; without it plain HTTP",
         [](Settings& s, const std::string& text) { return takeText(s.tlsCertificate, text); }},
        {"tls-key", "FILE", "its private key, PEM",
         [](Settings& s, const std::string& text) { return takeText(s.tlsKey, text); }},
        {"tls-client-ca", "FILE",
         "terminals must show a certificate of these, PEM; others need none",
         [](Settings& s, const std::string& text) { return takeText(s.tlsClientCa, text); }},
        {"plain-http", "YES|NO", "serve a network without TLS: behind a proxy that has it (no)",
         [](Settings& s, const std::string& text) { return takeSwitch(s.plainHttp, text); }},
        {"metrics-host", "ADDRESS", "where Prometheus reads (127.0.0.1)",
         [](Settings& s, const std::string& text) { return takeText(s.metricsHost, text); }},
        {"metrics-port", "N", "its port there; without it there are no metrics (0: a free one)",
         [](Settings& s, const std::string& text) {
             std::uint16_t port = 0;
             auto complaint = takeNumber(port, text, 0, 65535);
             if (!complaint)
                 s.metricsPort = port;
             return complaint;
         }},
        {"metrics-token-file", "FILE", "what it must bear, one line; or FOYER_METRICS_TOKEN",
         [](Settings& s, const std::string& text) { return takeText(s.metricsTokenFile, text); }},
        {"log-format", "FORMAT", "text or json (text)",
         [](Settings& s, const std::string& text) { return takeFormat(s.logFormat, text); }},
        {"log-level", "LEVEL", "error, warning, information or debug (information)",
         [](Settings& s, const std::string& text) { return takeLevel(s.logLevel, text); }},
        {"slow-statement-ms", "N", "log statements of the database that take longer (200; 0: none)",
         [](Settings& s, const std::string& text) {
             return takeNumber(s.slowStatementMs, text, 0, 60'000);
         }},
        {"drain-seconds", "N", "how long requests may end after SIGTERM (10)",
         [](Settings& s, const std::string& text) {
             return takeNumber(s.drainSeconds, text, 0, 600);
         }},
        {"public-url", "URL", "where customers find the pages that letters link to",
         [](Settings& s, const std::string& text) { return takeUrl(s.publicUrl, text); }},
        {"smtp-host", "NAME", "mail server; without it messages wait",
         [](Settings& s, const std::string& text) { return takeText(s.smtpHost, text); }},
        {"smtp-port", "N", "its port (587)",
         [](Settings& s, const std::string& text) {
             return takeNumber(s.smtpPort, text, 1, 65535);
         }},
        {"smtp-security", "HOW", "starttls, tls, or none on this machine (starttls)",
         [](Settings& s, const std::string& text) { return takeSecurity(s.smtpSecurity, text); }},
        {"smtp-user", "NAME", "who signs in there; without it nobody does",
         [](Settings& s, const std::string& text) { return takeText(s.smtpUser, text); }},
        {"smtp-password-file", "FILE", "its password, one line; or FOYER_SMTP_PASSWORD",
         [](Settings& s, const std::string& text) { return takeText(s.smtpPasswordFile, text); }},
        {"smtp-ca", "FILE", "certificates to trust there, PEM (the machine's)",
         [](Settings& s, const std::string& text) { return takeText(s.smtpCa, text); }},
        {"mail-from", "ADDRESS", "the address that mail comes from",
         [](Settings& s, const std::string& text) { return takeAddress(s.mailFrom, text); }},
        {"mail-from-name", "NAME", "its name, as people see it",
         [](Settings& s, const std::string& text) { return takeText(s.mailFromName, text); }},
        {"reminder-hours", "N", "how long before a showtime customers are reminded (24; 0: not)",
         [](Settings& s, const std::string& text) {
             return takeNumber(s.reminderHours, text, 0, 24 * 14);
         }},
        {"sms-url", "URL", "gateway that sends SMS, https://; without it none is sent",
         [](Settings& s, const std::string& text) { return takeUrl(s.smsUrl, text); }},
        {"sms-from", "NAME", "the number or name that they come from",
         [](Settings& s, const std::string& text) { return takeText(s.smsFrom, text); }},
        {"sms-token-file", "FILE", "what its calls bear, one line; or FOYER_SMS_TOKEN",
         [](Settings& s, const std::string& text) { return takeText(s.smsTokenFile, text); }},
        {"webhook-private-nets", "NETS",
         "networks in the house that webhooks and the SMS gateway may lead to (none)",
         [](Settings& s, const std::string& text) { return takeNets(s.webhookNets, text); }},
        {"amqp-host", "NAME", "broker that hears every event (RabbitMQ); without it none",
         [](Settings& s, const std::string& text) { return takeText(s.amqpHost, text); }},
        {"amqp-port", "N", "its port (5671; without TLS 5672)",
         [](Settings& s, const std::string& text) {
             std::uint16_t port = 0;
             auto complaint = takeNumber(port, text, 1, 65535);
             if (!complaint)
                 s.amqpPort = port;
             return complaint;
         }},
        {"amqp-security", "HOW", "tls, or none on this machine (tls)",
         [](Settings& s, const std::string& text) { return takeTls(s.amqpTls, text); }},
        {"amqp-user", "NAME", "who signs in there (guest)",
         [](Settings& s, const std::string& text) { return takeText(s.amqpUser, text); }},
        {"amqp-password-file", "FILE", "its password, one line; or FOYER_AMQP_PASSWORD",
         [](Settings& s, const std::string& text) { return takeText(s.amqpPasswordFile, text); }},
        {"amqp-vhost", "NAME", "its virtual host (/)",
         [](Settings& s, const std::string& text) { return takeText(s.amqpVirtualHost, text); }},
        {"amqp-ca", "FILE", "certificates to trust there, PEM (the machine's)",
         [](Settings& s, const std::string& text) { return takeText(s.amqpCa, text); }},
        {"payment-url", "URL", "payment provider, shaped like Stripe (https://api.stripe.com)",
         [](Settings& s, const std::string& text) { return takeText(s.paymentUrl, text); }},
        {"payment-key-file", "FILE", "its secret key, one line; or FOYER_PAYMENT_KEY",
         [](Settings& s, const std::string& text) { return takeText(s.paymentKeyFile, text); }},
        {"payment-webhook-key-file", "FILE", "signs its events; or FOYER_PAYMENT_WEBHOOK_KEY",
         [](Settings& s, const std::string& text) {
             return takeText(s.paymentWebhookKeyFile, text);
         }},
    };
    return rows;
}

const SettingRow* settingNamed(const std::string& name) {
    const auto& rows = settingRows();
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const SettingRow& row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

std::string environmentNameOf(const SettingRow& row) {
    std::string name = std::string("FOYER_") + row.name;
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
        return c == '-' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return name;
}

Result<Settings, SettingsError> readSettings(const std::string& file,
                                             const Environment& environment,
                                             const std::map<std::string, std::string>& flags) {
    Settings settings;
    settings.data = defaultDataFolder(environment, geteuid() == 0);
    if (!file.empty())
        if (auto complaint = applyFile(settings, file))
            return Err{*std::move(complaint)};
    if (auto complaint = applyEnvironment(settings, environment))
        return Err{*std::move(complaint)};
    if (auto complaint = applyFlags(settings, flags))
        return Err{*std::move(complaint)};
    if (auto complaint = readSecrets(settings, environment))
        return Err{*std::move(complaint)};
    if (const auto complaint = findContradiction(settings))
        return Err{*complaint};
    return settings;
}

std::string defaultDataFolder(const Environment& environment, bool root) {
    if (root)
        return "/var/lib/foyer";
    if (const auto folder = environment("XDG_DATA_HOME"); folder && !folder->empty())
        return *folder + "/foyer";
    return environment("HOME").value_or("") + "/.local/share/foyer";
}

} // namespace foyer::server
