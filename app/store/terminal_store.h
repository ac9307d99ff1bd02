#pragma once

// The terminal's disk: its journal, its rights and sales, its replica of what the server publishes,
// in one SQLite file with WAL and synchronous=FULL.

#include "app/core/command.h"
#include "shared/base/result.h"
#include "shared/crypto/keys.h"

#include <memory>
#include <optional>
#include <string>

namespace foyer::store {

struct StoreOptions {
    std::string path;
    std::string vfs; ///< name of a registered VFS; empty: the system's
};

struct OpenFailure {
    enum class Kind : std::uint8_t {
        Io,           ///< the file cannot be opened, read or written
        WrongFile,    ///< another program's, a newer program's or another terminal's database
        BrokenJournal ///< the chain of hashes or a signature does not hold: edited or damaged
    };
    Kind kind = Kind::Io;
    std::string message; // English, for log and console
};

/// Carries out the store commands of core::Terminal. Belongs to one thread at a time. Once a piece
/// of work has failed, every further one fails too: nobody knows what the disk has kept, so the
/// program must be started again and read it (DESIGN §2).
class TerminalStore {
public:
    /// Opens or makes the file, migrates it and verifies the journal: every hash, and the
    /// signatures of the entries that still wait for a verdict. `key` signs from now on.
    static Result<std::unique_ptr<TerminalStore>, OpenFailure> open(const StoreOptions& options,
                                                                    const core::Identity& identity,
                                                                    crypto::KeyPair key,
                                                                    Instant now);
    ~TerminalStore();

    /// What core::Started wants. Requires: nothing was carried out before.
    std::shared_ptr<const core::Restored> restored() const;

    /// Carries out one command and returns its answer: Stored when it is on disk, or
    /// PersistFailed. Nothing when the command is not the store's.
    std::optional<core::Event> carryOut(const core::Command& command, Instant now);

    /// domain::qrText() of the proof, signed with the terminal's key.
    std::string signedQr(const domain::TicketProof& proof) const;

private:
    struct Inside;
    explicit TerminalStore(std::unique_ptr<Inside> inside);
    std::unique_ptr<Inside> m_inside;
};

} // namespace foyer::store
