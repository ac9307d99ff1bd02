#pragma once

#include "server/ports/store.h"
#include "server/services/caller.h"
#include "shared/protocol/sync.h"

#include <map>
#include <optional>

namespace foyer::server::services {

/// Terminals of schema 1 in a recovery. They say neither how far their journals are nor which
/// database they know, and go on selling by leases that a restored one has forgotten. Such a
/// terminal has told everything when an upload had all of its journal and was sent after the last
/// of those leases had run out. Who writes nothing after that is waited for, however often it asks
/// for news: what was answered before the loss it keeps to itself until an entry of its own is
/// refused for what is missing before it. So one sale there is enough; or it is switched off, and
/// two people declare it lost. Not kept: after a restart of the server two more entries tell as
/// much. The writer's thread only.
class OlderTerminals {
public:
    struct Upload {
        Seq first;
        Seq last;
        bool isAll = false; // nothing else waited there when it was sent
    };
    /// Whether `upload` is of everything; nothing: another request. Within a transaction, after
    /// the upload was taken in.
    bool hasToldAll(const ports::Store& store, const Caller& caller,
                    const std::optional<Upload>& upload, Instant now);

private:
    struct Known {
        Uuid recovery;
        Incarnation life;
        Seq head; // what was here when it was first heard after those leases
        std::optional<Seq> allUntil{};
    };
    std::map<TerminalId, Known> m_known;
};

/// By its size: whoever has more to tell makes an upload longer, before something is left out.
bool isAll(const protocol::JournalUpload& upload);

} // namespace foyer::server::services
