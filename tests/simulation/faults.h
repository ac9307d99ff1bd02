#pragma once

#include "shared/base/bytes.h"
#include "shared/base/random.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>

namespace foyer::simulation {

/// What goes wrong in a run, counted.
enum class Fault : std::uint8_t {
    RequestLost,
    AnswerLost,
    RequestTwice,
    AnswerTwice,
    MessageDelayed, ///< by seconds: overtaken by others
    LinkDown,
    LongOutage, ///< longer than a lease
    TerminalCrash,
    WritesLost, ///< work for the disk that a crash forgot
    Reboot,     ///< the boot clock starts anew
    WallClockBack,
    WallClockJump, ///< by days, either way, running or at a start; put right again later
    TokenRefused,
    ServerCrash,
    ServerBusy,
    PrinterFails,
    PaperUnnoticed, ///< printed, but the crash forgot
    DoubleTap,
    ReplayedPrefix
};
constexpr std::size_t kFaultCount = 19;
const char* nameOf(Fault fault);

using FaultCounts = std::array<std::uint64_t, kFaultCount>;

/// A bug put in on purpose, to see that the checker would find it.
enum class Mutant : std::uint8_t {
    None,
    PrintBeforeJournal,  ///< paper as soon as the SALE is handed to the disk
    CommitsNotDurable,   ///< a crash loses the last commit that was reported done
    CursorWithoutChange, ///< the cursor is stored, its changes sometimes are not
    ExpiryFreesSeats,    ///< expired leases go back to the pool
    TakenSeatGranted,    ///< a refused ask is answered with a lease all the same
    RepeatCountsTwice,   ///< an upload that comes twice is posted twice
    VerdictsNotStored    ///< verdicts are given for entries nobody has taken in
};
constexpr std::size_t kMutantCount = 8;
const char* nameOf(Mutant mutant);

/// What happened, line by line: printed with --trace, and folded into one number in any case.
class Trace {
public:
    explicit Trace(bool print) : m_print(print) {}
    void line(std::int64_t ms, const std::string& text) {
        if (m_print)
            std::printf("%9lld  %s\n", static_cast<long long>(ms), text.c_str());
        fold(std::to_string(ms));
        fold(text);
    }
    /// FNV-1a over everything so far.
    std::uint64_t digest() const { return m_digest; }

private:
    void fold(const std::string& text) {
        for (const char c : text)
            m_digest = (m_digest ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
    }
    bool m_print;
    std::uint64_t m_digest = 0xcbf29ce484222325u;
};

} // namespace foyer::simulation
