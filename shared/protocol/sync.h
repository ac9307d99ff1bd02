#pragma once

// What travels between a terminal and the server, as plain values. Every answer carries a Stamp.

#include "shared/domain/movie.h"
#include "shared/domain/price.h"
#include "shared/domain/seat_state.h"
#include "shared/domain/seating_plan.h"
#include "shared/domain/showtime.h"
#include "shared/protocol/allotment.h"
#include "shared/protocol/door.h"
#include "shared/protocol/entry.h"
#include "shared/protocol/policy.h"
#include "shared/protocol/recall.h"
#include "shared/protocol/reseating.h"
#include "shared/protocol/task.h"
#include "shared/protocol/verdict.h"

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace foyer::protocol {

/// Which database answered and how far it had come: a terminal that has seen a higher number of
/// the same database knows that the server was restored from a backup.
struct Stamp {
    Uuid dbIncarnation;
    CommitSeq commitSeq;
    friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// What a terminal says of itself with every request (headers Foyer-Schema, Foyer-Seen,
/// Foyer-Journal). A terminal that says nothing speaks schema 1.
struct Report {
    int schema = 1;
    Stamp seen;      // the highest it has seen; null database: none yet
    Seq last;        // the last entry of its journal; 0: empty
    Instant heard{}; // what the server's clock said in the last answer it heard; zero: none yet
    friend bool operator==(const Report&, const Report&) = default;
};

/// POST /v1/sync/journal. Entries are consecutive from `fromSeq`; `prevHash` is the hash of the
/// entry before the first (zero for the first of an incarnation).
struct JournalUpload {
    TerminalId terminal;
    Incarnation incarnation;
    Seq fromSeq;
    Hash prevHash{};
    std::vector<SealedEntry> entries;
};
constexpr std::size_t kMostEntriesPerUpload = 100;
/// Payloads of one upload, in bytes: as JSON inside JSON it stays well below what a server reads.
constexpr std::size_t kMostUploadBytes = 512 * 1024;

struct JournalAnswer {
    Stamp stamp;
    std::vector<Verdict> verdicts; // one per entry, in order
};

enum class UploadRefusal : std::uint8_t {
    Gap,        ///< 409; `expected` says where to go on
    BadChain,   ///< 409; a hash or signature does not fit
    Quarantine, ///< 422; the key is known with another payload: a cloned disk
    Barred,     ///< 403; unknown terminal, older incarnation, or quarantined before
    Recovering  ///< 503; an entry's turn comes when other terminals have told what they know
};
struct UploadError {
    UploadRefusal refusal = UploadRefusal::Gap;
    Seq expected;
};

/// One row of the feed. Reference data is sent whole (upsert by id), seats as single letters.
struct SeatsChanged {
    ShowtimeId showtime;
    CommitSeq version;
    std::vector<std::pair<SeatNo, domain::SeatState>> seats;
};
/// Everything a terminal needs to know about a seat map at one version.
struct SeatsSnapshot {
    ShowtimeId showtime;
    CommitSeq version;
    domain::SeatStates states;
};
struct AllotmentChanged {
    Allotment allotment; // as it stands now, with the seats left in it
};

using ChangeBody =
    std::variant<domain::Cinema, domain::Auditorium, domain::Movie,
                 std::shared_ptr<const domain::SeatingPlan>, domain::PriceList, domain::Showtime,
                 domain::Operator, SeatsSnapshot, SeatsChanged, AllotmentChanged, Task, Recall,
                 Revocation, Admission, Policy, TerminalKeys, Reseating>;
/// The schema a body came with: terminals of an older one are not told of it.
int schemaOf(const ChangeBody& body);
/// Leaves out what a program of that schema cannot read.
void tellBySchema(Allotment& allotment, int schema);
void tellBySchema(domain::PriceList& list, int schema);

struct Change {
    CommitSeq seq;
    ChangeBody body;
};

/// GET /v1/sync/changes?cursor=. When the cursor is unknown or too old `snapshot` is true: the
/// changes are the whole present state, to replace what the terminal has.
struct ChangesAnswer {
    Stamp stamp;
    bool snapshot = false;
    bool more = false;
    CommitSeq cursor; // to ask from next time
    std::vector<Change> changes;
    bool recovering = false; // the pool is shut: the database was restored and is being refilled
    Instant at{};            // the server's clock; zero: an older server does not say
};

/// POST /v1/allotments, and the renewal of the standing ones (POST /v1/allotments/standing).
struct AllotmentAnswer {
    Stamp stamp;
    std::vector<Allotment> allotments;
};
struct AllotmentError {
    AllotmentRefusal refusal = AllotmentRefusal::SeatTaken;
    std::vector<SeatNo> seats;
};

} // namespace foyer::protocol
