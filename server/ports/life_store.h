#pragma once

#include "server/ports/records.h"

namespace foyer::server::ports {

/// Former lives of terminals: what they have on lease, and their entries that came inside those of
/// a later life.
class LifeStore {
public:
    virtual ~LifeStore() = default;

    /// Live and expired ones of that life, with their seats. Ascending by epoch.
    virtual std::vector<protocol::Allotment> openAllotments(TerminalId terminal,
                                                            Incarnation life) const = 0;
    /// Two disks of that life were seen: nobody knows what the other one still sells.
    virtual bool isCloned(TerminalId terminal, Incarnation life) const = 0;
    virtual void setCloned(TerminalId terminal, Incarnation life) = 0;
    /// All that it had to say is here, and there was one disk of it: nobody sells from its rights.
    virtual bool isEnded(TerminalId terminal, Incarnation life) const = 0;
    virtual void setEnded(TerminalId terminal, Incarnation life) = 0;
    /// Lives before the present one that have open allotments, ascending.
    virtual std::vector<Incarnation> formerLivesOnLease(TerminalId terminal) const = 0;

    /// The verdict on that very entry when it was carried before.
    virtual std::optional<protocol::Verdict> carriedVerdict(const EntryKey& key,
                                                            const Hash& hash) const = 0;
    virtual void addCarried(const EntryKey& key, const EntryKey& by, const Hash& hash) = 0;
};

} // namespace foyer::server::ports
