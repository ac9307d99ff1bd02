#pragma once

#include "server/services/context.h"
#include "shared/protocol/former_lives.h"

#include <chrono>
#include <string>

namespace foyer::server::services {

/// Makes terminals known. A person with access to the server issues a code; whoever types it within
/// ten minutes binds a device's public key to the terminal's name. Only the code's hash is stored.
class Enrolment {
public:
    static constexpr std::chrono::minutes kCodeLife{10};

    explicit Enrolment(const Context& context) : m_context(context) {}

    struct Ask {
        CinemaId cinema;
        std::string terminalName; // as people call it, "Counter 1"
        TerminalId terminal;      // an existing one that gets a new disk; null: a new one
        ports::TerminalKind kind = ports::TerminalKind::Counter;
    };
    enum class IssueRefusal : std::uint8_t { UnknownCinema, UnknownTerminal, NameMissing };
    struct Code {
        std::string text; // "K7PX-3M9D-QW2T"
        Instant expiresAt{};
    };
    using Issued = Result<Code, IssueRefusal>;
    void issue(Ask ask, Reply<Issued> reply);

    /// Wrong, used and expired codes are not told apart. A used one gives the same answer again to
    /// the key it was used with, until it expires or the terminal has another key.
    enum class RedeemRefusal : std::uint8_t { BadCode };
    struct Enrolled {
        TerminalId terminal;
        Incarnation incarnation;
        std::string name;
        CinemaId cinema;
        protocol::Stamp stamp;
        /// How far its former lives' journals are here: what came after that is carried over.
        std::vector<protocol::KnownJournal> journals;
    };
    using Redeemed = Result<Enrolled, RedeemRefusal>;
    /// Case, blanks and dashes of the code do not matter. A known terminal's incarnation grows and
    /// its journal starts anew at 1. A database that was put back to a time before an enrolment
    /// knows nothing of that life, or of the terminal: by what the device tells of its `former`
    /// lives both are known again, and a code for a new terminal takes the forgotten one in.
    void redeem(std::string code, const PublicKey& key, Reply<Redeemed> reply,
                std::optional<protocol::FormerLives> former = {});

private:
    Context m_context;
};

} // namespace foyer::server::services
