#pragma once

// The real server without sockets on a database file: the writer with group commit, readers, read
// model and services; and the cinema, device and journal that its tests need.

#include "server/services/backup.h"
#include "server/services/presence.h"
#include "server/store/group_writer.h"
#include "server/store/reader_pool.h"
#include "server/store/sqlite_backup.h"
#include "tests/store/customers_on_disk.h"
#include "tests/store/duties_on_disk.h"
#include "tests/unit/service_house.h"

#include <future>

namespace foyer::tests {

using namespace server::services;
using server::tests::Device;
using server::tests::ServiceHouse;
using server::tests::SetClock;

/// Apart from waitFor: what a Reply is made of is compiled once for each answer, not each call.
template <class Answer>
Reply<Answer> replyTo(const std::shared_ptr<std::promise<Outcome<Answer>>>& promise) {
    return [promise](Outcome<Answer> given) { promise->set_value(std::move(given)); };
}

/// The answer of a use case whose reply comes from another thread.
template <class Answer, class Call>
Outcome<Answer> waitFor(Call call) {
    const auto promise = std::make_shared<std::promise<Outcome<Answer>>>();
    call(replyTo<Answer>(promise));
    return promise->get_future().get();
}

/// One life of the server. The constructor throws sqlite::Error.
struct Served {
    sqlite::Options options;
    SetClock clock;
    SeededRandom random{nextSeed()}; // the ids of one life are not those of another
    server::tests::RealVerifier verifier;
    server::tests::TestSealer sealer;
    Presence presence;
    server::store::PlanCache plans;
    server::store::ReaderPool readers;
    ReadModel seats;
    server::store::GroupWriter writer;

    explicit Served(const std::string& path, const std::string& vfs = {});

    Context context() { return {writer, readers, clock, random}; }
    std::string letters(ShowtimeId showtime);

private:
    static std::uint64_t nextSeed();
};

/// What the operations know; written once into the database they begin with.
struct Setting {
    CinemaId cinema;
    ShowtimeId showtime;
    domain::Showtime another; // fits into the programme
    std::string code;         // not yet redeemed
    PublicKey newKey{};
    Caller caller;
    protocol::Allotment asked;         // seats 8 and 9, nothing sold
    protocol::JournalUpload first;     // known to the server
    protocol::JournalUpload everyKind; // follows it
    protocol::JournalUpload cloned;    // the first one's numbers with other entries
    Imports::House house;
    Duties duties;
    Customers customers;
    Outside asItWas;                  // the world when the database was written
    std::shared_ptr<Outside> outside; // the world now, whatever becomes of the server

    static Setting writeInto(const std::string& path);
};

} // namespace foyer::tests
