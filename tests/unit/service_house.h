#pragma once

// A whole server without sockets, on a database in memory, driven inline: cinema, movie, prices and
// two showtimes; and a device that writes a journal as a terminal does.

#include "server/ports/entry_sealer.h"
#include "server/ports/entry_verifier.h"
#include "server/services/allotments.h"
#include "server/services/audit.h"
#include "server/services/changes.h"
#include "server/services/enrolment.h"
#include "server/services/imports.h"
#include "server/services/read_model.h"
#include "server/services/reconcile.h"
#include "server/services/terminal_auth.h"
#include "server/store/inline_writer.h"
#include "shared/crypto/hash.h"
#include "shared/crypto/keys.h"
#include "shared/wire/entry_json.h"
#include "tests/unit/plan_fixture.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace foyer::server::tests {

class SetClock final : public ports::Clock {
public:
    Instant at{std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours{18}};
    Instant now() const override { return at; }
};

/// protocol::SealedEntry's hash, written down a second time on purpose.
Hash hashOf(TerminalId terminal, const protocol::SealedEntry& entry);

class RealVerifier final : public ports::EntryVerifier {
public:
    bool isSound(TerminalId terminal, const PublicKey& key,
                 const protocol::SealedEntry& entry) const override;
    protocol::Payload decode(const protocol::SealedEntry& entry) const override;
};

/// Apart from answerOf: what a Reply is made of is compiled once for each answer, not each call.
template <class Answer>
services::Reply<Answer> replyInto(std::optional<services::Outcome<Answer>>& answer) {
    return [&answer](services::Outcome<Answer> given) { answer.emplace(std::move(given)); };
}

/// The answer of a use case driven inline: it has been given when the call returns.
template <class Answer, class Call>
services::Outcome<Answer> answerOf(Call call) {
    std::optional<services::Outcome<Answer>> answer;
    call(replyInto<Answer>(answer));
    CHECK(answer);
    return std::move(*answer);
}

/// A terminal's disk: the journal and its key.
struct Device {
    explicit Device(std::uint8_t seed) : key(keyFrom(seed)) {}

    static crypto::KeyPair keyFrom(std::uint8_t seed);
    services::Caller caller() const { return {terminal, incarnation}; }

    void write(const protocol::Payload& payload);
    /// The entries from `fromSeq` (counted from 1), at most `most`.
    protocol::JournalUpload upload(std::size_t fromSeq = 1, std::size_t most = 100) const;

    crypto::KeyPair key;
    TerminalId terminal;
    Incarnation incarnation{1};
    std::vector<protocol::SealedEntry> journal;
};

/// The server's own journal, for online sales.
class TestSealer final : public ports::EntrySealer {
public:
    PublicKey publicKey() const override { return m_key.publicKey(); }
    Signature sign(ByteView bytes) const override { return m_key.sign(bytes); }
    protocol::SealedEntry seal(TerminalId terminal, Incarnation incarnation, Seq seq,
                               const Hash& prevHash,
                               const protocol::Payload& payload) const override;

private:
    crypto::KeyPair m_key = Device::keyFrom(77);
};

struct ServiceHouse {
    SetClock clock;
    SeededRandom random{1};
    sqlite::Connection connection;
    store::PlanCache plans;
    std::unique_ptr<services::ReadModel> seats;
    std::unique_ptr<store::InlineWriter> db;
    RealVerifier verifier;
    domain::Cinema cinema;
    domain::PriceList prices;
    PlanId plan;
    AuditoriumId auditorium;
    MovieId movie;
    ShowtimeId showtime;
    ShowtimeId later;
    OperatorId cashier;
    std::uint16_t nextId = 0;

    explicit ServiceHouse(const std::vector<std::string_view>& rows = {"ssssssssss", "ssssssssss",
                                                                       "pppppppp"},
                          const std::string& path = ":memory:");
    ~ServiceHouse();

    services::Context context() { return {*db, *db, clock, random}; }
    services::Allotments allotments() { return services::Allotments(context()); }
    services::Reconcile reconcile() { return {context(), verifier}; }
    services::Enrolment enrolment() { return services::Enrolment(context()); }
    services::Imports imports() { return services::Imports(context()); }
    services::Changes changes() { return services::Changes(context()); }
    services::Audit::Report audit() { return *services::Audit(*db, verifier).run(); }

    template <class Work>
    auto read(Work work) {
        using Answer = decltype(work(std::declval<const ports::Store&>()));
        return *services::readOne<Answer>(*db, work);
    }
    void write(const std::function<void(ports::Store&)>& work);
    /// Two people have declared it lost: its allotments are, and their seats are free.
    void lose(const Device& device);
    /// Runs raw SQL; true when the database took it.
    bool tryExec(const std::string& script);

    Device enrol(std::uint8_t seed);
    /// A web shop.
    Device enrolOnline(std::uint8_t seed);
    /// A new life for a known terminal, or a first one.
    void enrolAgain(Device& device, TerminalId terminal,
                    const std::optional<protocol::FormerLives>& lives = {});

    services::Allotments::Answer ask(const Device& device, std::vector<std::uint16_t> seats);
    services::Allotments::Answer standing(const Device& device);
    services::Reconcile::Answer upload(protocol::JournalUpload entries);
    services::Reconcile::Answer drain(const Device& device);

    /// A cash sale of these seats by that right, 10.00 each.
    protocol::Sale sale(const protocol::Allotment& allotment, std::vector<std::uint16_t> seats);
    protocol::Void cancel(const protocol::Sale& sale);

    /// A new version of the price list, with these discounts, for the showtime.
    void discount(std::vector<domain::Discount> discounts);

    std::string letters() { return *(*seats->snapshot(showtime))->letters; }
    Money balance(domain::Account account);

private:
    void open(const std::vector<std::string_view>& rows);

public:
    domain::Showtime showtimeAt(std::chrono::minutes fromNow);
    services::Imports::ProgrammeAnswer programme(std::vector<domain::Showtime> showtimes);

private:
    ShowtimeId addShowtime(std::chrono::minutes fromNow);

    std::unique_ptr<ports::Reader> m_late; // the read model needs a reader before there is one
};

} // namespace foyer::server::tests
