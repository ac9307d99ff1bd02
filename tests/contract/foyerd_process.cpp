#include "tests/contract/foyerd_process.h"

namespace foyer::server::testing {

FoyerdProcess::FoyerdProcess(const Settings& settings, const Variables& variables,
                             const QStringList& more) {
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

FoyerdProcess::~FoyerdProcess() {
    m_process.kill();
    m_process.waitForFinished(edge::testing::kPatienceMs);
}

bool FoyerdProcess::readUntil(const QByteArray& text) {
    while (!m_log.contains(text))
        if (!readMore())
            return false;
    return true;
}

QByteArray FoyerdProcess::end() {
    m_process.terminate();
    m_process.waitForFinished(edge::testing::kPatienceMs);
    m_log += m_process.readAll();
    return m_log;
}

Answer FoyerdProcess::ask(const std::string& method, const std::string& target,
                          const std::string& body, const Extra& extra) const {
    RawClient client(port);
    client.send(requestText(method, target, body, extra));
    return client.answer();
}

bool FoyerdProcess::readMore() {
    if (!m_process.waitForReadyRead(edge::testing::kPatienceMs))
        return false;
    m_log += m_process.readAll();
    return true;
}

} // namespace foyer::server::testing
