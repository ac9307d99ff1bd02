#pragma once

#include "shared/protocol/sync.h"

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
    /// Takes in an answer's stamp; `atSend` is what highest() said when the question left.
    Finding check(const protocol::Stamp& answer, const protocol::Stamp& atSend);

private:
    protocol::Stamp m_highest;
};

} // namespace foyer::core
