#pragma once

// The provider simulator as a process of its own, for contract tests.

#include "shared/base/check.h"
#include "tests/contract/edge_client.h"

#include <QProcess>

#include <string>

namespace foyer::provider {

/// Started with the test's own program folder; ended with it.
class ProviderProcess {
public:
    static constexpr const char* kKey = "sk_test_contract";
    static constexpr const char* kWebhookSecret = "whsec_contract";

    ProviderProcess() {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(qEnvironmentVariable("FOYER_BINARY_DIR") + "/bin/foyer-provider-simulator",
                        {"--key", kKey, "--webhook-secret", kWebhookSecret});
        CHECK(m_process.waitForReadyRead(edge::testing::kPatienceMs));
        const QByteArray line = m_process.readLine().trimmed();
        m_port = static_cast<std::uint16_t>(line.mid(line.lastIndexOf(':') + 1).toUShort());
        CHECK(m_port != 0);
    }
    ~ProviderProcess() {
        m_process.terminate();
        m_process.waitForFinished(edge::testing::kPatienceMs);
    }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }

    /// A command of tests/provider/simulator.h; the body of its answer.
    std::string control(const std::string& what, const std::string& form = {}) const {
        edge::testing::RawClient client(m_port);
        client.send("POST /control/" + what +
                    " HTTP/1.1\r\nHost: provider\r\n"
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
                    std::to_string(form.size()) + "\r\n\r\n" + form);
        const auto answer = client.answer();
        CHECK(answer.status == 200);
        return answer.body;
    }
    /// "id status captured refunded" of the newest intent.
    std::string newest() const {
        const auto lines = QString::fromStdString(control("intents")).trimmed().split('\n');
        std::string last;
        int most = 0;
        for (const auto& line : lines)
            if (const int number = line.mid(3).section(' ', 0, 0).toInt(); number > most) {
                most = number;
                last = line.toStdString();
            }
        return last;
    }

private:
    QProcess m_process;
    std::uint16_t m_port = 0;
};

} // namespace foyer::provider
