#pragma once

#include "shared/protocol/door.h"

#include <vector>

namespace foyer::protocol {

/// What a device says of its disk when it is enrolled anew (header Foyer-Lives): a server that was
/// put back to a time before one of these enrolments takes it in again by this.
struct FormerLives {
    TerminalId terminal;
    std::vector<TerminalKeys::Life> lives; // ascending; the last is the one that ends now
    friend bool operator==(const FormerLives&, const FormerLives&) = default;
};
/// A disk with more of them tells of the latest.
constexpr std::size_t kMostFormerLives = 20;

/// How far the journal of one life has come to the server.
struct KnownJournal {
    Incarnation life;
    Seq last;    // its last entry there
    Hash hash{}; // of that entry; null: a program of before does not say
    friend bool operator==(const KnownJournal&, const KnownJournal&) = default;
};

} // namespace foyer::protocol
