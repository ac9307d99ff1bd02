// The configuration file of foyerd.

#include "server/main/settings.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

#include <sys/mman.h>
#include <unistd.h>

namespace foyer::fuzz {

namespace {

using server::Settings;

/// A file that lives in memory and goes with this object.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view text) : m_descriptor(memfd_create("config", MFD_CLOEXEC)) {
        HOLDS(m_descriptor >= 0);
        HOLDS(write(m_descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { close(m_descriptor); }
    std::string path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

auto read(std::string_view text) {
    const MemoryFile file(text);
    const auto nothing = [](const std::string&) { return std::optional<std::string>(); };
    return server::readSettings(file.path(), nothing, {});
}

std::string line(const char* name, const std::string& value) {
    return value.empty() ? "" : std::string(name) + " = " + value + "\n";
}

/// The settings as a person would write them down; by name, so that none more goes unwritten.
std::string written(const Settings& s) {
    using server::gateways::SmtpSecurity;
    const auto& [data, host, port, loops, workers, proxies, certificate, key, clients, plain,
                 metricsHost, metricsPort, metricsTokenFile, metricsToken, format, level, slow,
                 drain, reminder, url, mailHost, mailPort, security, user, passwordFile,
                 authorities, from, fromName, password, smsUrl, smsFrom, smsTokenFile, smsToken,
                 webhookNets, busHost, busPort, busTls, busUser, busPasswordFile, busVirtualHost,
                 busAuthorities, busPassword, payUrl, payKeyFile, payEventsFile, payKey,
                 payEventsKey] = s;
    const char* const how = security == SmtpSecurity::StartTls ? "starttls"
                            : security == SmtpSecurity::Tls    ? "tls"
                                                               : "none";
    std::string trusted;
    for (const std::string& proxy : proxies)
        trusted += (trusted.empty() ? "" : ",") + proxy;
    std::string nets;
    for (const auto& net : webhookNets)
        nets += (nets.empty() ? "" : ",") + server::gateways::textOf(net);
    HOLDS(password.empty() || !passwordFile.empty());
    HOLDS(smsToken.empty() || !smsTokenFile.empty());
    HOLDS(busPassword.empty() || !busPasswordFile.empty());
    HOLDS(metricsToken.empty() || !metricsTokenFile.empty());
    HOLDS(payKey.empty() || !payKeyFile.empty());
    HOLDS(payEventsKey.empty() || !payEventsFile.empty());
    return line("data", data) + line("host", host) + line("port", std::to_string(port)) +
           line("loops", std::to_string(loops)) + line("workers", std::to_string(workers)) +
           line("trusted-proxies", trusted) + line("tls-certificate", certificate) +
           line("tls-key", key) + line("tls-client-ca", clients) +
           line("plain-http", plain ? "yes" : "no") + line("metrics-host", metricsHost) +
           line("metrics-port", metricsPort ? std::to_string(*metricsPort) : "") +
           line("metrics-token-file", metricsTokenFile) +
           line("slow-statement-ms", std::to_string(slow)) +
           line("log-format", format == server::LogFormat::Json ? "json" : "text") +
           line("log-level", level) + line("drain-seconds", std::to_string(drain)) +
           line("public-url", url) + line("smtp-host", mailHost) +
           line("smtp-port", std::to_string(mailPort)) + line("smtp-security", how) +
           line("smtp-user", user) + line("smtp-password-file", passwordFile) +
           line("smtp-ca", authorities) + line("mail-from", from) +
           line("mail-from-name", fromName) + line("reminder-hours", std::to_string(reminder)) +
           line("sms-url", smsUrl) + line("sms-from", smsFrom) +
           line("sms-token-file", smsTokenFile) + line("webhook-private-nets", nets) +
           line("amqp-host", busHost) + line("amqp-port", busPort ? std::to_string(*busPort) : "") +
           line("amqp-security", busTls ? "tls" : "none") + line("amqp-user", busUser) +
           line("amqp-password-file", busPasswordFile) + line("amqp-vhost", busVirtualHost) +
           line("amqp-ca", busAuthorities) + line("payment-url", payUrl) +
           line("payment-key-file", payKeyFile) + line("payment-webhook-key-file", payEventsFile);
}

void checkLimits(const Settings& s) {
    HOLDS(!s.data.empty() && !s.host.empty());
    HOLDS(s.loops >= 1 && s.loops <= 64 && s.workers >= 1 && s.workers <= 64);
    HOLDS(s.drainSeconds <= 600);
    HOLDS(s.tlsCertificate.empty() == s.tlsKey.empty());
    HOLDS(s.slowStatementMs <= 60'000);
    HOLDS(s.reminderHours <= 24 * 14);
    HOLDS(s.amqpPort.value_or(1) > 0);
}

} // namespace

void tryInput(std::string_view input) {
    const auto settings = read(input);
    if (!settings) {
        HOLDS(!settings.error().empty());
        return;
    }
    checkLimits(*settings);
    const std::string text = written(*settings);
    for (const std::string& file : {text, "[foyerd]\n" + text}) {
        const auto again = read(file);
        HOLDS(again.ok() && written(*again) == text);
    }
}

} // namespace foyer::fuzz
