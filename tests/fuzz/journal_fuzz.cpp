// What a terminal uploads: the batch (first line "upload"), or the payload of one entry (first line
// its type), which travels as text inside the batch.

#include "server/edge/utf8.h"
#include "server/main/entry_check.h"
#include "shared/wire/entry_json.h"
#include "shared/wire/sync_json.h"
#include "tests/fuzz/round_trip.h"

namespace foyer::fuzz {

namespace {

constexpr TerminalId kTerminal{};

/// The same entry under another roof: what was hashed and signed travels untouched.
void checkSameSeal(TerminalId terminal, const protocol::SealedEntry& sent,
                   const protocol::SealedEntry& arrived) {
    HOLDS(server::hashOf(terminal, sent) == server::hashOf(terminal, arrived));
    HOLDS(sent.hash == arrived.hash && sent.signature == arrived.signature);
}

void checkUpload(std::string_view text) {
    checkRoundTrip(text, wire::decodeUpload, wire::encodeUpload);
    const auto upload = wire::decodeUpload(text);
    if (!upload)
        return;
    HOLDS(upload->entries.size() <= protocol::kMostEntriesPerUpload);
    const auto again = wire::decodeUpload(wire::encodeUpload(*upload));
    for (std::size_t i = 0; i < upload->entries.size(); ++i)
        checkSameSeal(upload->terminal, upload->entries[i], again->entries[i]);
    for (const auto& entry : upload->entries)
        static_cast<void>(server::EntryCheck{}.decode(entry));
}

/// A payload that was understood is written back as the text its own reader takes for the same.
void checkPayload(std::string_view type, std::string_view text) {
    const auto first = wire::decodePayload(type, text);
    if (!first) {
        HOLDS(first.error().starts_with("payload"));
        return;
    }
    if (std::holds_alternative<protocol::Unknown>(*first)) {
        HOLDS(std::get<protocol::Unknown>(*first).type == type);
        return;
    }
    HOLDS(protocol::typeOf(*first) == type);
    HOLDS(protocol::timeOf(*first).has_value() !=
          std::holds_alternative<protocol::Carried>(*first));
    HOLDS(protocol::schemaOf(*first) <= protocol::kJournalSchema);
    const std::string written = wire::encodePayload(*first);
    const auto second = wire::decodePayload(type, written);
    HOLDS(second.ok());
    HOLDS(wire::encodePayload(*second) == written);
    HOLDS(sayTheSame(text, written));
}

/// Any text travels in a batch as it is, as long as it is UTF-8: its hash arrives unchanged.
void checkTravel(std::string_view type, std::string_view text) {
    protocol::JournalUpload upload{kTerminal, Incarnation{1}, Seq{1}, {}, {}};
    upload.entries.resize(1);
    protocol::SealedEntry& entry = upload.entries.front();
    entry.seq = Seq{1};
    entry.incarnation = Incarnation{1};
    entry.type = type;
    entry.payloadText = text;
    entry.hash = server::hashOf(kTerminal, entry);
    const auto arrived = wire::decodeUpload(wire::encodeUpload(upload));
    HOLDS(arrived.ok());
    checkSameSeal(kTerminal, entry, arrived->entries.front());
}

} // namespace

void tryInput(std::string_view input) {
    const auto [label, text] = takeLabel(input);
    if (label == "upload")
        return checkUpload(text);
    checkPayload(label, text);
    const bool known = wire::decodePayload(label, text).ok();
    if (known && !label.empty() && label.size() <= 40 && edge::isUtf8(input))
        checkTravel(label, text);
}

} // namespace foyer::fuzz
