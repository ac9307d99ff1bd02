#pragma once

// How long ago something was, told by the clock that cannot be set. Every promise that depends on
// time (the lease of a right, the login without a server) rests on a Mark.

#include "shared/base/ids.h"
#include "shared/base/time.h"

#include <optional>

namespace foyer::core {

/// A moment on both clocks, with the boot the second one counts from.
struct Mark {
    Instant wall{};
    BootInstant boot{};
    Uuid bootId;
    friend bool operator==(const Mark&, const Mark&) = default;
};

/// Tells the age of marks. After a reboot only the wall clock is left, and it serves only if it has
/// not gone back: neither behind the mark nor behind the last time this terminal had written down.
class Ages {
public:
    /// What the two clocks may differ by, and still nobody has set the wall clock: half of what the
    /// server waits longer than a lease.
    static constexpr Milliseconds kSlack{30'000};

    /// `lastWall` is the latest wall time the store knows of; `now` is the start of the program.
    void start(const Uuid& bootId, Instant lastWall, Now now);
    /// True once when the wall clock has gone back, before this start or since the last call. What
    /// it said until then tells no age any more, not after the next boot either: by then it may
    /// have passed the mark again.
    bool wentBack(Now now);
    /// `mark` for after such a moment: of use on this boot only; nothing when it is of none at all.
    std::optional<Mark> withoutWall(Mark mark) const;

    Mark mark(Now now) const { return {now.wall, now.boot, m_bootId}; }
    /// Nothing when nobody can tell.
    std::optional<Milliseconds> since(const Mark& mark, Now now) const;
    /// The moment on this boot's clock at which the mark is `age` old; nothing as above.
    std::optional<BootInstant> when(const Mark& mark, Milliseconds age) const;

private:
    std::optional<BootInstant> onThisBoot(const Mark& mark) const;

    Uuid m_bootId;
    Now m_started{};
    bool m_wallWentBack = false;
    bool m_isTold = true;
    Milliseconds m_ahead{0}; // the most that the wall clock was, of the boot clock
};

} // namespace foyer::core
