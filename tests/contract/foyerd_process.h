#pragma once

// foyerd as people start it, and all that it says.

#include "tests/contract/rest_house.h"

#include <QProcess>
#include <QRegularExpression>

namespace foyer::server::testing {

class FoyerdProcess {
public:
    using Variables = std::vector<std::pair<QString, QString>>;

    FoyerdProcess(const Settings& settings, const Variables& variables,
                  const QStringList& more = {}) {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : variables)
            environment.insert(name, value);
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(
            qEnvironmentVariable("FOYER_BINARY_DIR") + "/bin/foyerd",
            QStringList{"serve", "--port", "0", "--data", QString::fromStdString(settings.data)} +
                more);
        const QRegularExpression place("serving .* at https?://127\\.0\\.0\\.1:(\\d+)[^\\d]");
        while (!place.match(QString::fromUtf8(m_log)).hasMatch())
            CHECK(readMore());
        port = place.match(QString::fromUtf8(m_log)).captured(1).toUShort();
        CHECK(port != 0);
    }
    ~FoyerdProcess() {
        m_process.kill();
        m_process.waitForFinished(edge::testing::kPatienceMs);
    }

    /// False when it ends, or is silent for too long, before it says so.
    bool readUntil(const QByteArray& text) {
        while (!m_log.contains(text))
            if (!readMore())
                return false;
        return true;
    }
    /// Ends it as the system does, and answers all that it has said.
    QByteArray end() {
        m_process.terminate();
        m_process.waitForFinished(edge::testing::kPatienceMs);
        m_log += m_process.readAll();
        return m_log;
    }
    const QByteArray& log() const { return m_log; }

    Answer ask(const std::string& method, const std::string& target, const std::string& body = {},
               const Extra& extra = {}) const {
        RawClient client(port);
        client.send(requestText(method, target, body, extra));
        return client.answer();
    }

    std::uint16_t port = 0;

private:
    bool readMore() {
        if (!m_process.waitForReadyRead(edge::testing::kPatienceMs))
            return false;
        m_log += m_process.readAll();
        return true;
    }

    QProcess m_process;
    QByteArray m_log;
};

} // namespace foyer::server::testing
