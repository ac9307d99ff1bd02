#pragma once

#include "app/core/context.h"

namespace foyer::core {

/// Knows how far each answer says the server had come. An answer may be older than another that
/// overtook it, but never older than what was known when its question left.
class Stamps {
public:
    enum class Finding : std::uint8_t {
        Fine,
        WentBack,     ///< the server has lost commits: restored from a backup
        OtherDatabase ///< not the database of before
    };

    void restore(const protocol::Stamp& highest) { m_highest = highest; }
    const protocol::Stamp& highest() const { return m_highest; }
    /// Takes in an answer's stamp; `atSend` is what highest() said when the question left. Whoever
    /// hears first that the server is not what it was, it stays lost() for the feed.
    Finding check(const protocol::Stamp& answer, const protocol::Stamp& atSend);
    /// The same, and tells the operator.
    void hear(Context& ctx, const protocol::Stamp& answer, const protocol::Stamp& atSend);

    /// True from WentBack or OtherDatabase on until the feed has the server's whole state: cursors
    /// of before mean nothing now.
    bool lost() const { return m_lost; }
    void found() { m_lost = false; }

private:
    protocol::Stamp m_highest;
    bool m_lost = false;
};

} // namespace foyer::core
