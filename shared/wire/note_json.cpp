#include "shared/wire/note_json.h"

#include "shared/base/check.h"
#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

#include <algorithm>

namespace foyer::wire {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMostNoted = 200;
constexpr std::size_t kMostReductions = 20;
constexpr std::size_t kLongestWord = 100;   // ticket types and discounts
constexpr std::size_t kLongestText = 300;   // whatever people or programs wrote
constexpr std::int64_t kMostDays = 100'000; // since 1970

template <class T>
std::string shortId(const T& id) {
    return id.isNull() ? std::string() : toBase64Url(id.uuid.bytes);
}

template <class T>
T readId(const Value& value) {
    const std::string text = value.text(22);
    T id;
    if (text.empty())
        return id;
    const auto bytes = fromBase64Url(text);
    if (!bytes || bytes->size() != id.uuid.bytes.size())
        value.fail("is no short id");
    else
        std::copy(bytes->begin(), bytes->end(), id.uuid.bytes.begin());
    return id;
}

/// Longer than anything that is let in elsewhere: cut between characters, so that it stays UTF-8.
std::string bounded(std::string text) {
    if (text.size() <= kLongestText)
        return text;
    std::size_t end = kLongestText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    text.resize(end);
    return text;
}

Json lineJson(const domain::TicketLine& line) {
    Json reductions = Json::array();
    for (const auto& each : line.reductions)
        reductions.push_back(Json::array({each.discount, each.amount.minor}));
    return Json::array({shortId(line.ticket), line.seat.value, line.ticketType, line.price.minor,
                        line.tax.minor, std::move(reductions)});
}

Money readMinor(const Value& value, Currency currency) {
    return {value.integer(-kLargestAmount, kLargestAmount), currency};
}

domain::TicketLine readLine(const Value& value, Currency currency) {
    domain::TicketLine line;
    const auto parts = value.items(6, 6);
    if (parts.size() != 6)
        return line;
    line.ticket = readId<TicketId>(parts[0]);
    line.seat = parts[1].seat();
    line.ticketType = parts[2].text(kLongestWord);
    line.price = readMinor(parts[3], currency);
    line.tax = readMinor(parts[4], currency);
    for (const auto& each : parts[5].items(kMostReductions)) {
        const auto pair = each.items(2, 2);
        if (pair.size() == 2)
            line.reductions.push_back({pair[0].text(kLongestWord), readMinor(pair[1], currency)});
    }
    return line;
}

/// Blanks stand in strings only: none is written between values.
std::string inOneWord(const Json& json) {
    const std::string plain = json.dump(-1, ' ', true, Json::error_handler_t::replace);
    std::string text;
    for (const char c : plain)
        text += c == ' ' ? std::string("\\u0020") : std::string(1, c);
    return text;
}

} // namespace

std::string encodeNote(const protocol::SaleNote& note) {
    Json lines = Json::array();
    for (const auto& line : note.lines)
        lines.push_back(lineJson(line));
    Json out = {{"v", kVersion},
                {"b", shortId(note.booking)},
                {"s", shortId(note.showtime)},
                {"p", shortId(note.priceList)},
                {"n", shortId(note.plan)},
                {"h", shortId(note.hold)},
                {"k", toBase64Url(note.tokenHash)},
                {"d", note.businessDay.time_since_epoch().count()},
                {"t", toMs(note.at)},
                {"l", std::move(lines)}};
    if (!note.lines.empty())
        out["c"] = note.lines.front().price.currency.toString();
    const auto add = [&](const char* key, const std::string& text) {
        if (!text.empty())
            out[key] = bounded(text);
    };
    add("e", note.email);
    add("g", note.language);
    add("m", note.phone);
    add("u", note.customer);
    add("a", shortId(note.account));
    add("r", note.reviewRule);
    return inOneWord(out);
}

std::string encodeNote(const protocol::SaleNote& note, std::size_t most) {
    std::string text = encodeNote(note);
    if (text.size() <= most)
        return text;
    protocol::SaleNote rest = note;
    rest.lines.clear();
    text = encodeNote(rest);
    CHECK(text.size() <= most);
    return text;
}

Result<protocol::SaleNote, DecodeError> decodeNote(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        protocol::SaleNote note;
        if (o["v"].integer(0, 1'000) != kVersion)
            o.fail("is a note of another version");
        note.booking = readId<BookingId>(o["b"]);
        note.showtime = readId<ShowtimeId>(o["s"]);
        note.priceList = readId<PriceListId>(o["p"]);
        note.plan = readId<PlanId>(o["n"]);
        note.hold = readId<HoldId>(o["h"]);
        const auto token = fromBase64Url(o["k"].text(43));
        if (!token || token->size() != note.tokenHash.size())
            o.fail("has no hash of a token");
        else
            std::copy(token->begin(), token->end(), note.tokenHash.begin());
        note.businessDay = Date{std::chrono::days{o["d"].integer(0, kMostDays)}};
        note.at = instantFromMs(o["t"].integer(0, kLatestMs));
        const auto currency = o.maybe("c");
        const Currency of = currency ? currency->currency() : Currency{};
        for (const auto& line : o["l"].items(kMostNoted))
            note.lines.push_back(readLine(line, of));
        if (!note.lines.empty() && !currency)
            o.fail("has prices without a currency");
        const auto text = [&](const char* key) {
            const auto found = o.maybe(key);
            return found ? found->text(kLongestText) : std::string();
        };
        note.email = text("e");
        note.language = text("g");
        note.phone = text("m");
        note.customer = text("u");
        if (const auto account = o.maybe("a"))
            note.account = readId<AccountId>(*account);
        note.reviewRule = text("r");
        o.done();
        return note;
    });
}

} // namespace foyer::wire
