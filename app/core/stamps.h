#pragma once

#include "app/core/context.h"

#include <functional>

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

    /// `former`: of a history that was lost before the start, and whose end is not known yet.
    void restore(const protocol::Stamp& highest, const std::optional<protocol::Stamp>& former = {});
    /// Called when a history ends, before anything of the answer that says so is taken in: what the
    /// server granted before counts no more.
    std::function<void(Context&)> onLost;
    const protocol::Stamp& highest() const { return m_highest; }
    /// Takes in an answer's stamp; `atSend` is what highest() said when the question left. Whoever
    /// hears first that the server is not what it was, it stays lost() for the feed.
    Finding check(const protocol::Stamp& answer, const protocol::Stamp& atSend);
    /// The same; remembers it on disk and tells the operator.
    void hear(Context& ctx, const protocol::Stamp& answer, const protocol::Stamp& atSend);

    /// True from WentBack or OtherDatabase on until the feed has the server's whole state: cursors
    /// of before mean nothing now.
    bool lost() const { return m_former.has_value(); }
    /// How often a history was lost in this run.
    std::uint64_t losses() const { return m_losses; }
    /// The whole state, asked for after so many losses, is on disk.
    void found(std::uint64_t losses);
    /// What the server is told: the highest of the former history while that is lost, so that the
    /// server learns of it.
    const protocol::Stamp& seen() const { return m_former ? *m_former : m_highest; }

private:
    protocol::Stamp m_highest;
    std::optional<protocol::Stamp> m_former;
    std::uint64_t m_losses = 0;
};

} // namespace foyer::core
