#include "shared/wire/sync_json.h"

#include "shared/wire/body_json.h"
#include "shared/wire/change_json.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"
#include "shared/wire/order_fields.h"

namespace foyer::wire {

using namespace protocol;

namespace {

constexpr std::size_t kLongestPayload = 64 * 1024;

Json entryJson(const SealedEntry& entry) {
    return {{"seq", entry.seq.value},
            {"incarnation", entry.incarnation.value},
            {"type", entry.type},
            {"payload", entry.payloadText},
            {"prev_hash", toHex(entry.prevHash)},
            {"hash", toHex(entry.hash)},
            {"signature", toBase64Url(entry.signature)}};
}

SealedEntry readEntry(const Value& value) {
    Object o(value);
    SealedEntry entry;
    entry.seq = o["seq"].number<Seq>(1, kMostNumber);
    entry.incarnation = o["incarnation"].number<Incarnation>(0, 1'000'000);
    entry.type = o["type"].text(40, 1);
    entry.payloadText = o["payload"].text(kLongestPayload);
    entry.prevHash = o["prev_hash"].hash();
    entry.hash = o["hash"].hash();
    entry.signature = o["signature"].signature();
    o.done();
    return entry;
}

JournalUpload readUpload(const Value& value) {
    Object o(value);
    JournalUpload upload;
    upload.terminal = o["terminal"].id<TerminalId>();
    upload.incarnation = o["incarnation"].number<Incarnation>(0, 1'000'000);
    upload.fromSeq = o["from_seq"].number<Seq>(1, kMostNumber);
    upload.prevHash = o["prev_hash"].hash();
    for (const auto& item : o["entries"].items(kMostEntriesPerUpload))
        upload.entries.push_back(readEntry(item));
    o.done();
    return upload;
}

Json verdictJson(const Verdict& verdict) {
    Json moves = Json::array();
    for (const auto& move : verdict.moves)
        moves.push_back(
            {{"ticket", move.ticket.toString()}, {"from", move.from.value}, {"to", move.to.value}});
    return {{"seq", verdict.seq.value},
            {"rule", nameOf(verdict.rule)},
            {"outcome", nameOf(verdict.outcome)},
            {"reason", verdict.reason},
            {"moves", std::move(moves)}};
}

SeatMove readMove(const Value& value) {
    Object o(value);
    SeatMove move;
    move.ticket = o["ticket"].id<TicketId>();
    move.from = o["from"].seat();
    move.to = o["to"].seat();
    o.done();
    return move;
}

Verdict readVerdict(const Value& value) {
    Object o(value);
    Verdict verdict;
    verdict.seq = o["seq"].number<Seq>(1, kMostNumber);
    verdict.rule = o["rule"].word<Rule>(ruleFrom);
    verdict.outcome = o["outcome"].word<Outcome>(outcomeFrom);
    verdict.reason = o["reason"].text(1000);
    for (const auto& item : o["moves"].items(100))
        verdict.moves.push_back(readMove(item));
    o.done();
    return verdict;
}

JournalAnswer readJournalAnswer(const Value& value) {
    Object o(value);
    JournalAnswer answer;
    answer.stamp = readStamp(o);
    for (const auto& item : o["verdicts"].items(kMostEntriesPerUpload))
        answer.verdicts.push_back(readVerdict(item));
    o.done();
    return answer;
}

Change readChange(const Value& value) {
    Object o(value);
    Change change;
    change.seq = o["seq"].number<CommitSeq>(0, kMostNumber);
    const auto kind = o["kind"];
    change.body = readBody(kind.text(40), kind, o["body"]);
    o.done();
    return change;
}

ChangesAnswer readChanges(const Value& value) {
    Object o(value);
    ChangesAnswer answer;
    answer.stamp = readStamp(o);
    answer.snapshot = o["snapshot"].boolean();
    answer.more = o["more"].boolean();
    answer.cursor = o["cursor"].number<CommitSeq>(0, kMostNumber);
    for (const auto& item : o["changes"].items(1'000'000))
        answer.changes.push_back(readChange(item));
    const auto recovering = o.maybe("recovering");
    answer.recovering = recovering && recovering->boolean();
    if (const auto at = o.maybe("at"))
        answer.at = at->instantMs();
    o.done();
    return answer;
}

AllotmentAsk readAsk(const Value& value) {
    Object o(value);
    AllotmentAsk ask;
    ask.showtime = o["showtime"].id<ShowtimeId>();
    for (const auto& item : o["seats"].items(1000, 1))
        ask.seats.push_back(item.seat());
    o.done();
    return ask;
}

AllotmentAnswer readAllotments(const Value& value) {
    Object o(value);
    AllotmentAnswer answer;
    answer.stamp = readStamp(o);
    for (const auto& item : o["allotments"].items(10'000))
        answer.allotments.push_back(readAllotment(item));
    o.done();
    return answer;
}

std::optional<UploadRefusal> uploadRefusalFrom(std::string_view name) {
    for (const auto refusal :
         {UploadRefusal::Gap, UploadRefusal::BadChain, UploadRefusal::Quarantine,
          UploadRefusal::Barred, UploadRefusal::Recovering})
        if (name == nameOf(refusal))
            return refusal;
    return {};
}

UploadError readUploadError(const Value& value) {
    Object o(value);
    UploadError error;
    error.refusal = o["refusal"].word<UploadRefusal>(uploadRefusalFrom);
    if (const auto expected = o.maybe("expected_seq"))
        error.expected = expected->number<Seq>(0, kMostNumber);
    return error;
}

AllotmentError readAllotmentError(const Value& value) {
    Object o(value);
    AllotmentError error;
    error.refusal = o["refusal"].word<AllotmentRefusal>(allotmentRefusalFrom);
    if (const auto seats = o.maybe("seats"))
        for (const auto& item : seats->items(1000))
            error.seats.push_back(item.seat());
    return error;
}

} // namespace

const char* nameOf(UploadRefusal refusal) {
    switch (refusal) {
    case UploadRefusal::Gap:
        return "gap";
    case UploadRefusal::BadChain:
        return "bad_chain";
    case UploadRefusal::Quarantine:
        return "quarantine";
    case UploadRefusal::Barred:
        return "barred";
    case UploadRefusal::Recovering:
        return "recovering";
    }
    return "";
}

std::string encodeUpload(const JournalUpload& upload) {
    Json entries = Json::array();
    for (const auto& entry : upload.entries)
        entries.push_back(entryJson(entry));
    return textOf({{"terminal", upload.terminal.toString()},
                   {"incarnation", upload.incarnation.value},
                   {"from_seq", upload.fromSeq.value},
                   {"prev_hash", toHex(upload.prevHash)},
                   {"entries", std::move(entries)}});
}

Result<JournalUpload, DecodeError> decodeUpload(std::string_view text) {
    return decodeText(text, readUpload);
}

std::string encodeJournalAnswer(const JournalAnswer& answer) {
    Json out = stampJson(answer.stamp);
    out["verdicts"] = Json::array();
    for (const auto& verdict : answer.verdicts)
        out["verdicts"].push_back(verdictJson(verdict));
    return textOf(out);
}

Result<JournalAnswer, DecodeError> decodeJournalAnswer(std::string_view text) {
    return decodeText(text, readJournalAnswer);
}

std::string encodeChanges(const ChangesAnswer& answer) {
    Json out = stampJson(answer.stamp);
    out.update({{"snapshot", answer.snapshot},
                {"more", answer.more},
                {"cursor", answer.cursor.value},
                {"changes", Json::array()}});
    for (const auto& change : answer.changes)
        out["changes"].push_back({{"seq", change.seq.value},
                                  {"kind", kindOf(change.body)},
                                  {"body", bodyJson(change.body)}});
    if (answer.recovering) // an older terminal reads every other answer
        out["recovering"] = true;
    if (answer.at != Instant{})
        out["at"] = toMs(answer.at);
    return textOf(out);
}

Result<ChangesAnswer, DecodeError> decodeChanges(std::string_view text) {
    return decodeText(text, readChanges);
}

std::string encodeAsk(const AllotmentAsk& ask) {
    return textOf({{"showtime", ask.showtime.toString()}, {"seats", seatsJson(ask.seats)}});
}

Result<AllotmentAsk, DecodeError> decodeAsk(std::string_view text) {
    return decodeText(text, readAsk);
}

std::string encodeAllotments(const AllotmentAnswer& answer) {
    Json out = stampJson(answer.stamp);
    out["allotments"] = Json::array();
    for (const auto& allotment : answer.allotments)
        out["allotments"].push_back(allotmentJson(allotment));
    return textOf(out);
}

Result<AllotmentAnswer, DecodeError> decodeAllotments(std::string_view text) {
    return decodeText(text, readAllotments);
}

std::string encodeUploadError(const UploadError& error) {
    return textOf({{"refusal", nameOf(error.refusal)}, {"expected_seq", error.expected.value}});
}

Result<UploadError, DecodeError> decodeUploadError(std::string_view text) {
    return decodeText(text, readUploadError);
}

std::string encodeAllotmentError(const AllotmentError& error) {
    return textOf({{"refusal", nameOf(error.refusal)}, {"seats", seatsJson(error.seats)}});
}

Result<AllotmentError, DecodeError> decodeAllotmentError(std::string_view text) {
    return decodeText(text, readAllotmentError);
}

std::string encodeVerdict(const Verdict& verdict) {
    return textOf(verdictJson(verdict));
}

Result<Verdict, DecodeError> decodeVerdict(std::string_view text) {
    return decodeText(text, readVerdict);
}

} // namespace foyer::wire
