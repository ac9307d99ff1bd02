#pragma once

#include "app/net/endpoint.h"

#include "shared/base/result.h"
#include "shared/protocol/former_lives.h"

#include <QString>

class QNetworkAccessManager;

namespace foyer::net {

/// What the server said when it took the terminal in.
struct Enrolled {
    TerminalId terminal;
    Incarnation incarnation;
    QString name;
    /// How far the journals of its former lives are there; nothing from an older server.
    std::optional<std::vector<protocol::KnownJournal>> journals{};
};

enum class EnrolmentFailure {
    CodeRefused,  ///< unknown, used up, or older than ten minutes
    Unreachable,  ///< nobody answered, or not now: try again with the same code
    NotUnderstood ///< an answer this program cannot read
};

/// POST /v1/terminals: redeems a one-time code for the public half of this device's key. Blocks on
/// a local event loop for at most 15 s: the terminal has nothing else to do yet. `former`: what a
/// device that was enrolled before has been.
Result<Enrolled, EnrolmentFailure> enrol(QNetworkAccessManager& network, const QUrl& server,
                                         const QString& code, const PublicKey& key,
                                         const std::optional<protocol::FormerLives>& former = {});

} // namespace foyer::net
