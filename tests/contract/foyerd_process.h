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
                  const QStringList& more = {});
    ~FoyerdProcess();

    /// False when it ends, or is silent for too long, before it says so.
    bool readUntil(const QByteArray& text);
    /// Ends it as the system does, and answers all that it has said.
    QByteArray end();
    const QByteArray& log() const { return m_log; }

    Answer ask(const std::string& method, const std::string& target, const std::string& body = {},
               const Extra& extra = {}) const;

    std::uint16_t port = 0;

private:
    bool readMore();

    QProcess m_process;
    QByteArray m_log;
};

} // namespace foyer::server::testing
