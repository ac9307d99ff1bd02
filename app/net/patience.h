#pragma once

#include "app/core/backoff.h"

#include <algorithm>
#include <chrono>

namespace foyer::net {

// How long the line waits for what. Once the network works again, whatever had happened before, the
// terminal asks anew within kBackAgain:
// - it knows of the outage: the pulse that fell into it ends, the next one follows and is answered,
//   every connection of before is given up, and the core's waiting requests go out;
// - it does not: what got stuck ends by its own time, the pulse is answered at once, and so on.
// The feed alone may take longer, or a server that needs its time for the whole state would never
// be heard to the end: nothing of the journal waits for it.
// A server that is known by name is found only as fast as the system's resolver finds it.

/// For an answer to begin. TCP repeats a lost packet ever later, up to minutes after the outage.
inline constexpr std::chrono::milliseconds kForAnswer{4'000};
/// Without any answer, until the pulse is felt.
inline constexpr std::chrono::milliseconds kUntilPulse{1'000};
inline constexpr std::chrono::milliseconds kForPulse{2'000};
/// Between two pulses: many terminals that lost the same server feel for it at moments of their
/// own.
inline constexpr std::chrono::milliseconds kShortestPause{500};
inline constexpr std::chrono::milliseconds kLongestPause{1'000};

inline constexpr std::chrono::milliseconds kBackAgain{5'000};
static_assert(std::max(kForAnswer, kForPulse + kLongestPause) + core::Backoff::kHurried <
              kBackAgain);

/// For the feed: twice as long after each time that was not enough, on a line that works.
class FeedPatience {
public:
    static constexpr std::chrono::milliseconds kMost{32'000};

    std::chrono::milliseconds forAnswer() const { return m_forAnswer; }
    void tooShort() { m_forAnswer = std::min(m_forAnswer * 2, kMost); }
    /// Answered; or there was an outage, which says nothing about the server.
    void reset() { m_forAnswer = kForAnswer; }

private:
    std::chrono::milliseconds m_forAnswer = kForAnswer;
};

} // namespace foyer::net
