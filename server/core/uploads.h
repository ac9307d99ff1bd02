#pragma once

// R0 and R1: is this upload the continuation of the journal we know?

#include "shared/protocol/sync.h"

#include <optional>

namespace foyer::server::core {

/// The journal as far as it was taken in.
struct JournalHead {
    Incarnation incarnation;
    Seq nextSeq{1};
    Hash lastHash{}; // zero before the first entry
    bool barred = false;
};

/// May this upload be looked at? Order of the questions: barred or another life, shape, gap.
std::optional<protocol::UploadError> refusalOf(const JournalHead& head,
                                               const protocol::JournalUpload& upload);

/// Do the entries hang together, and on what is known? Asked after the repeats were compared (R0),
/// because a copied disk breaks the chain too and must be known as such. Where the first new entry
/// does not fit, the last known one is asked for again: it tells a copy from damage.
std::optional<protocol::UploadError> brokenChainOf(const JournalHead& head,
                                                   const protocol::JournalUpload& upload);

/// R0 for one entry whose key is known: a repeat has the known hash; anything else, soundly signed,
/// means two disks write the same journal.
enum class Repeat : std::uint8_t { Same, Cloned, Damaged };
Repeat repeatOf(const Hash& known, const protocol::SealedEntry& entry, bool sound);

} // namespace foyer::server::core
