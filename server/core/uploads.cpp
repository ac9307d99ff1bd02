#include "server/core/uploads.h"

#include <algorithm>

namespace foyer::server::core {

using protocol::UploadError;
using protocol::UploadRefusal;

namespace {

bool isConsecutive(const protocol::JournalUpload& upload) {
    Seq expected = upload.fromSeq;
    for (const auto& entry : upload.entries) {
        if (entry.seq != expected || entry.incarnation != upload.incarnation)
            return false;
        ++expected.value;
    }
    return true;
}

} // namespace

std::optional<UploadError> refusalOf(const JournalHead& head,
                                     const protocol::JournalUpload& upload) {
    if (head.barred || upload.incarnation != head.incarnation)
        return UploadError{UploadRefusal::Barred, head.nextSeq};
    if (upload.fromSeq.value < 1 || upload.entries.size() > protocol::kMostEntriesPerUpload ||
        !isConsecutive(upload))
        return UploadError{UploadRefusal::BadChain, head.nextSeq};
    if (upload.fromSeq > head.nextSeq)
        return UploadError{UploadRefusal::Gap, head.nextSeq};
    return {};
}

std::optional<UploadError> brokenChainOf(const JournalHead& head,
                                         const protocol::JournalUpload& upload) {
    Hash previous = upload.prevHash;
    for (const auto& entry : upload.entries) {
        if (entry.seq == head.nextSeq && entry.prevHash != head.lastHash)
            return UploadError{UploadRefusal::BadChain,
                               Seq{std::max<std::int64_t>(1, head.nextSeq.value - 1)}};
        if (entry.prevHash != previous || (entry.seq.value == 1 && entry.prevHash != Hash{}))
            return UploadError{UploadRefusal::BadChain, std::min(entry.seq, head.nextSeq)};
        previous = entry.hash;
    }
    return {};
}

Repeat repeatOf(const Hash& known, const protocol::SealedEntry& entry, bool sound) {
    if (!sound)
        return Repeat::Damaged;
    return entry.hash == known ? Repeat::Same : Repeat::Cloned;
}

} // namespace foyer::server::core
