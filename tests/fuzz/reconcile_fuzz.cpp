// Journals of a till whose keys are known but whose entries say anything. A line is one entry, its
// type, a blank and its payload; an empty line ends a batch. Three words stand for what a fuzzer
// cannot make up: "@enrol" gives the disk a new life with a new key, "@carry N" writes the N-th
// entry of the life before once more, as that life sealed it, "@end" says that nothing of it is
// left. All are sealed here and go through the real services on a real database, which is put back
// after each input.

#include "server/edge/utf8.h"
#include "server/services/enrolment.h"
#include "server/services/reconcile.h"
#include "tests/fuzz/undone.h"

#include <algorithm>
#include <charconv>

namespace foyer::fuzz {

namespace {

using protocol::SealedEntry;
using server::services::Reconcile;

constexpr std::size_t kMostEntries = 40;
constexpr std::size_t kMostLives = 4;
constexpr std::size_t kLongestType = 40; // as the batch's codec allows

struct Life {
    Life(std::uint8_t key, TerminalId terminal, Incarnation incarnation) : device(key) {
        device.terminal = terminal;
        device.incarnation = incarnation;
    }
    server::tests::Device device;
    std::size_t sent = 0; // entries that have a verdict
    std::vector<protocol::Verdict> verdicts;
};

/// A till that lives through an input.
class Till {
public:
    explicit Till(Undone& db)
        : m_context{db, db, scene().house.clock, m_random}
        , m_reconcile(m_context, scene().house.verifier) {
        m_lives.emplace_back(kFirstKey, scene().device.terminal, scene().device.incarnation);
    }

    void play(std::string_view input);
    /// I4: every journal once more, in one batch: nothing changes, the answer is the same.
    void repeat();

private:
    void playLine(std::string_view line);
    void write(std::string_view type, std::string_view payload);
    void send();
    protocol::JournalUpload batch(const Life& life, std::size_t from) const;
    Reconcile::Answer upload(const protocol::JournalUpload& batch);
    void enrolAnew();
    void carry(std::string_view number);
    void endFormer();
    void checkCarried(const SealedEntry& carrier, const protocol::Verdict& verdict) const;
    Life& life() { return m_lives.back(); }
    const Life* former() const {
        return m_lives.size() > 1 ? &m_lives[m_lives.size() - 2] : nullptr;
    }

    SeededRandom m_random{2}; // not that of the house, whose codes are known
    server::services::Context m_context;
    Reconcile m_reconcile;
    std::vector<Life> m_lives;
    std::size_t m_entries = 0; // of all lives
};

void Till::play(std::string_view input) {
    while (!input.empty() && m_entries < kMostEntries) {
        const auto [line, rest] = takeLabel(input);
        input = rest;
        playLine(line);
    }
    send();
}

void Till::playLine(std::string_view line) {
    const auto blank = std::min(line.find(' '), line.size());
    const auto word = line.substr(0, blank);
    const auto rest = line.substr(std::min(blank + 1, line.size()));
    if (word.empty())
        send();
    else if (word == "@enrol")
        enrolAnew();
    else if (word == "@carry")
        carry(rest);
    else if (word == "@end")
        endFormer();
    else if (word.size() <= kLongestType && edge::isUtf8(line))
        write(word, rest);
}

/// The next link of the chain.
void Till::write(std::string_view type, std::string_view payload) {
    auto& device = life().device;
    SealedEntry entry;
    entry.seq = Seq{static_cast<std::int64_t>(device.journal.size()) + 1};
    entry.incarnation = device.incarnation;
    entry.type = type;
    entry.payloadText = payload;
    entry.prevHash = device.journal.empty() ? Hash{} : device.journal.back().hash;
    entry.hash = server::tests::hashOf(device.terminal, entry);
    entry.signature = device.key.sign(entry.hash);
    device.journal.push_back(std::move(entry));
    ++m_entries;
}

protocol::JournalUpload Till::batch(const Life& life, std::size_t from) const {
    return life.device.upload(from + 1, kMostEntries);
}

Reconcile::Answer Till::upload(const protocol::JournalUpload& batch) {
    const auto answer = server::tests::answerOf<Reconcile::Answer>(
        [&](auto reply) { m_reconcile.upload(batch, reply); });
    HOLDS(answer.ok());
    return *answer;
}

/// A journal that is a chain is never refused as a whole; each of its entries has one verdict.
void Till::send() {
    auto& journal = life().device.journal;
    const auto answer = upload(batch(life(), life().sent));
    HOLDS(answer.ok());
    HOLDS(answer->verdicts.size() == journal.size() - life().sent);
    for (const auto& verdict : answer->verdicts) {
        const auto& entry = journal[life().sent++];
        HOLDS(verdict.seq == entry.seq);
        checkCarried(entry, verdict);
        life().verdicts.push_back(verdict);
    }
}

/// The disk gets a new life: what it had not sent stays behind until it is carried over.
void Till::enrolAnew() {
    using server::services::Enrolment;
    if (m_lives.size() == kMostLives)
        return;
    auto& house = scene().house;
    const auto seed = static_cast<std::uint8_t>(kFirstKey + m_lives.size());
    const auto key = server::tests::Device::keyFrom(seed).publicKey();
    Enrolment enrolment(m_context);
    const auto code = server::tests::answerOf<Enrolment::Issued>([&](auto reply) {
        enrolment.issue({house.cinema.id, "Counter", life().device.terminal}, reply);
    });
    const auto enrolled = server::tests::answerOf<Enrolment::Redeemed>(
        [&](auto reply) { enrolment.redeem((*code)->text, key, reply); });
    HOLDS(enrolled.ok() && enrolled->ok());
    HOLDS((*enrolled)->terminal == life().device.terminal);
    HOLDS((*enrolled)->incarnation > life().device.incarnation);
    m_lives.emplace_back(seed, (*enrolled)->terminal, (*enrolled)->incarnation);
}

void Till::carry(std::string_view number) {
    if (!former() || former()->device.journal.empty())
        return;
    std::size_t n = 0;
    std::from_chars(number.data(), number.data() + number.size(), n);
    const auto& journal = former()->device.journal;
    write("carried", wire::encodePayload(protocol::Carried{journal[n % journal.size()]}));
}

void Till::endFormer() {
    if (!former())
        return;
    const auto& device = former()->device;
    write("life_ended",
          wire::encodePayload(protocol::LifeEnded{
              device.incarnation, Seq{static_cast<std::int64_t>(device.journal.size())},
              scene().house.clock.now()}));
}

/// What the former life has sent itself, or what was carried before, has its verdict already: the
/// carrier is told the same once more.
void Till::checkCarried(const SealedEntry& carrier, const protocol::Verdict& verdict) const {
    const auto payload = wire::decodePayload(carrier.type, carrier.payloadText);
    const auto* carried = payload ? std::get_if<protocol::Carried>(&*payload) : nullptr;
    if (!carried || !former())
        return;
    const auto& sent = former()->verdicts;
    for (std::size_t i = 0; i < sent.size(); ++i)
        if (former()->device.journal[i] == carried->entry) {
            auto told = sent[i];
            told.seq = verdict.seq;
            told.rule = protocol::Rule::R0;
            HOLDS(verdict == told);
        }
}

void Till::repeat() {
    for (const auto& each : m_lives) {
        const auto answer = upload(batch(each, 0));
        const bool isOver = each.device.incarnation != life().device.incarnation;
        HOLDS(answer.ok() == !isOver);
        HOLDS(isOver || answer->verdicts == each.verdicts);
    }
}

} // namespace

void tryInput(std::string_view input) {
    Undone db(scene());
    Till till(db);
    till.play(input);
    till.repeat();
    checkPromises(db);
}

} // namespace foyer::fuzz
