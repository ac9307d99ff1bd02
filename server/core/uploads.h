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

/// Who may upload what, and do the entries hang together? Entries below `nextSeq` are repeats: the
/// caller compares their hashes with the stored ones (R0). Nothing: all is well.
/// Order of the questions: barred or another life, shape, gap, chain.
std::optional<protocol::UploadError> refusalOf(const JournalHead& head,
                                               const protocol::JournalUpload& upload);

/// R0 for one entry whose key is known: a repeat has the known hash; anything else, soundly signed,
/// means two disks write the same journal.
enum class Repeat : std::uint8_t { Same, Cloned, Damaged };
Repeat repeatOf(const Hash& known, const protocol::SealedEntry& entry, bool sound);

} // namespace foyer::server::core
