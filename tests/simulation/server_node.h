#pragma once

#include "app/core/command.h"
#include "server/core/holds.h"
#include "server/main/own_journal.h"
#include "server/ports/clock.h"
#include "server/ports/records.h"
#include "server/services/caller.h"
#include "server/services/context.h"
#include "server/services/presence.h"
#include "server/services/recovery.h"
#include "server/store/database.h"
#include "tests/simulation/checked_once.h"
#include "tests/simulation/house.h"
#include "tests/simulation/memory_disk.h"

#include <functional>
#include <memory>
#include <optional>

namespace foyer::simulation {

/// A device's key that a seed makes.
crypto::KeyPair keyFrom(Random& random);

/// The server: its real services on a real database on a disk of its own. A crash forgets what is
/// in flight and everything in memory; a power cut also what was not synced.
class ServerNode {
public:
    explicit ServerNode(House& house);
    ~ServerNode();

    /// Makes a terminal known; its real enrolment.
    core::Identity enrol(const std::string& name, const PublicKey& key,
                         server::ports::TerminalKind kind = server::ports::TerminalKind::Counter);
    /// The next life of a terminal that is known; nothing when the server is down or cannot.
    std::optional<core::Identity> enrolAgain(const core::Identity& former,
                                             const protocol::FormerLives& lives,
                                             const PublicKey& key);

    using Reply = std::function<void(core::Event)>;
    /// Handles a request as the HTTP edge would; `reply` is called at once, or never when the
    /// server is down or goes down over it.
    void handle(const server::services::Caller& caller, const core::Command& request,
                const Reply& reply);
    void expireLeases();
    /// An online customer's wish; the token of a hold that was made, nothing when it was refused.
    struct Hold {
        HoldId id;
        std::string token;
        Instant expiresAt{};
        bool waits = false; // for seats that a terminal has
    };
    std::optional<Hold> hold(const server::core::HoldAsk& ask);
    /// The new end; nothing when it was refused.
    std::optional<Instant> extendHold(const Hold& hold);
    void releaseHold(const Hold& hold);
    /// False when the server is down or cannot.
    bool sweepHolds();
    /// Does what somebody in the house, or a customer, wants of the services. False when the server
    /// is down or its power goes meanwhile: then nobody has heard an answer.
    bool attend(const std::function<void()>& work);
    // For that work. Requires: isUp().
    server::services::Context context();
    server::services::Presence& presence();
    server::services::Recovery& recovery();
    const server::ports::EntryVerifier& verifier() const { return m_check; }
    /// The key of its own journal, in a file of its own.
    const server::ports::EntrySealer& sealer() const { return m_sealer; }
    /// True when the terminal is lost now.
    bool declareLost(const core::Identity& terminal, OperatorId by);
    /// It was enrolled anew since. Requires: isUp().
    bool isFormer(const core::Identity& terminal);
    enum class Crash : std::uint8_t { Program, Power };
    void crash(Crash kind);
    /// Something is wrong with its disk for some seconds.
    void breakDisk();
    /// Keeps an image of its database, as `foyerd backup` does. False when it is down or lacks what
    /// it once knew.
    bool backUp();
    /// It is stopped, and `foyerd restore` puts the image in place before it starts again. False
    /// when that cannot be: no image, or down.
    bool restore();
    /// How many there were. Requires: isUp().
    CommitSeq commits();
    /// That life of the terminal, or a later one. Requires: isUp().
    bool knows(const core::Identity& identity);
    /// The present life of that terminal; nothing: it is not known. Requires: isUp().
    std::optional<Incarnation> lifeOf(TerminalId terminal);
    /// Not every live terminal has told its journal since. Requires: isUp().
    bool isRecovering();
    /// How often that happened: what it knew since the image is gone.
    std::uint64_t restores() const { return m_restores; }
    bool isUp() const { return m_services != nullptr; }
    /// Grows with each crash: what was sent to the life before is lost.
    std::uint64_t life() const { return m_life; }

    /// Sends entries again as if from the net; how many verdicts came, nothing when the server
    /// could not store (promise I4).
    std::optional<std::size_t> replay(const protocol::JournalUpload& upload);

    /// Its connection. Requires: isUp().
    sqlite::Connection& db() { return *m_db; }
    MemoryDisk& disk() { return m_disk; }
    /// Grows with everything it writes, and with its crashes.
    std::uint64_t writes() const { return m_disk.writes(); }

private:
    struct WallClock final : server::ports::Clock {
        explicit WallClock(House& in) : house(in) {}
        Instant now() const override { return house.schedule.now(); }
        House& house;
    };
    struct Services;

    void start();
    void answer(const server::services::Caller& caller, const core::Command& request,
                const Reply& reply);
    void countAnswer();
    void healDisk(DiskFault fault);
    void putImage();
    void beginRecovery();
    void hear(const server::services::Caller& caller, const core::Command& request);

    House& m_house;
    WallClock m_clock;
    SeededRandom m_random;
    MemoryDisk m_disk;
    CheckedOnce m_check;
    server::OwnJournal m_sealer;
    std::unique_ptr<sqlite::Connection> m_db;
    std::unique_ptr<Services> m_services;
    std::uint64_t m_life = 0;
    CommitSeq m_told;       // by an answer; no crash may take it back
    bool m_cutSoon = false; // the next life is a short one
    int m_cutAfter = 0;     // or one of so many answers that tell of a commit; 0: neither
    struct Image {
        std::string file;
        std::string log;
    };
    std::optional<Image> m_image;
    bool m_isRestoring = false;
    std::uint64_t m_restores = 0;
};

} // namespace foyer::simulation
