#pragma once

#include "shared/base/bytes.h"
#include "shared/base/ids.h"

#include <QUrl>

#include <functional>

namespace foyer::net {

/// Signs with the device's Ed25519 key; the key itself never enters this room.
using Signer = std::function<Signature(ByteView)>;

/// Where the server is and who we are to it.
struct Endpoint {
    QUrl server; // "http://127.0.0.1:8080"
    TerminalId terminal;
    Incarnation incarnation;

    /// The address of a resource; `path` begins with "/v1/" and may carry a query.
    QUrl at(const QString& path) const { return server.resolved(QUrl(path)); }
    /// The same as a WebSocket address.
    QUrl liveAt(const QString& path) const {
        QUrl url = at(path);
        url.setScheme(url.scheme() == QLatin1String("https") ? QStringLiteral("wss")
                                                             : QStringLiteral("ws"));
        return url;
    }
};

} // namespace foyer::net
