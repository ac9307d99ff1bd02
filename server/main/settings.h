#pragma once

#include "server/gateways/address_guard.h"
#include "server/gateways/smtp.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::server {

enum class LogFormat : std::uint8_t { Text, Json };

/// What a person may configure. Later sources win: file, environment (FOYER_…), flags (--…).
struct Settings {
    std::string data; // folder of the database
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;
    unsigned loops = 1;
    unsigned workers = 2;
    std::vector<std::string> proxies; // addresses
    std::string tlsCertificate;
    std::string tlsKey;
    std::string tlsClientCa; // empty: terminals need no certificate
    bool plainHttp = false;  // on a network, where somebody else keeps listeners out
    std::string metricsHost = "127.0.0.1";
    std::optional<std::uint16_t> metricsPort; // nothing: not to be read
    std::string metricsTokenFile;
    /// Of the file, or of FOYER_METRICS_TOKEN.
    std::string metricsToken;
    LogFormat logFormat = LogFormat::Text;
    std::string logLevel = "information";
    unsigned slowStatementMs = 200; // 0: none is logged
    unsigned drainSeconds = 10;
    unsigned reminderHours = 24; // before a showtime; 0: nobody is reminded
    std::string publicUrl;       // of the pages for customers; empty: there are none
    std::string smtpHost;        // empty: no mail leaves the house
    std::uint16_t smtpPort = 587;
    gateways::SmtpSecurity smtpSecurity = gateways::SmtpSecurity::StartTls;
    std::string smtpUser;
    std::string smtpPasswordFile;
    std::string smtpCa;
    std::string mailFrom; // address
    std::string mailFromName;
    /// Of the file, or of FOYER_SMTP_PASSWORD; never of a flag, which every process can read.
    std::string smtpPassword;
    std::string smsUrl;  // empty: no SMS leaves the house
    std::string smsFrom; // a number, or a name that the gateway knows
    std::string smsTokenFile;
    /// Of the file, or of FOYER_SMS_TOKEN.
    std::string smsToken;
    /// In the house, that webhooks and the SMS gateway's name may lead to.
    std::vector<gateways::IpNet> webhookNets;
    std::string amqpHost;                  // empty: there is no broker
    std::optional<std::uint16_t> amqpPort; // nothing: the usual one
    bool amqpTls = true;
    std::string amqpUser = "guest";
    std::string amqpPasswordFile;
    std::string amqpVirtualHost = "/";
    std::string amqpCa;
    /// Of the file, or of FOYER_AMQP_PASSWORD.
    std::string amqpPassword;
    std::string paymentUrl = "https://api.stripe.com";
    std::string paymentKeyFile;
    std::string paymentWebhookKeyFile;
    /// Of the files, or of FOYER_PAYMENT_KEY and FOYER_PAYMENT_WEBHOOK_KEY; both empty: no card
    /// payments.
    std::string paymentKey;
    std::string paymentWebhookKey;

    std::string database() const { return data + "/foyer.db"; }
    std::string ownKey() const { return data + "/online.key"; }
    std::string tokenKeys() const { return data + "/token-keys"; }
};

/// One setting under all its names: `log-format` in a file, FOYER_LOG_FORMAT, --log-format.
struct SettingRow {
    const char* name;
    const char* value; // as --help shows it
    const char* meaning;
    /// Nothing when the text was taken, else what it must be.
    std::optional<std::string> (*set)(Settings& settings, const std::string& text);
};
const std::vector<SettingRow>& settingRows();
const SettingRow* settingNamed(const std::string& name);
std::string environmentNameOf(const SettingRow& row);

/// Where a wrong value comes from and what it must be, as a person should read it.
using SettingsError = std::string;

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// `flags` are settings given on the command line by name, `file` is the configuration file or
/// empty. The file is INI without sections, or with one section [foyerd].
Result<Settings, SettingsError> readSettings(const std::string& file,
                                             const Environment& environment,
                                             const std::map<std::string, std::string>& flags);

/// $XDG_DATA_HOME/foyer or ~/.local/share/foyer; /var/lib/foyer for root.
std::string defaultDataFolder(const Environment& environment, bool root);

} // namespace foyer::server
