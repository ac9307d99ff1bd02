#include "shared/wire/json_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace foyer::wire {

namespace {

std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

/// Watches the parser for what nlohmann lets pass: repeated members, and nesting without end.
struct Watch {
    std::vector<std::size_t> keys;
    bool repeated = false;
    bool tooDeep = false;

    bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
        using Event = Json::parse_event_t;
        if (depth > kDeepest) {
            tooDeep = true;
            return false;
        }
        if (event == Event::object_start)
            keys.push_back(0);
        else if (event == Event::key)
            ++keys.back();
        else if (event == Event::object_end)
            closeObject(parsed);
        return true;
    }
    void closeObject(const Json& parsed) {
        repeated = repeated || parsed.size() != keys.back();
        keys.pop_back();
    }
};

template <std::size_t Size>
std::array<std::uint8_t, Size> sized(const std::optional<Bytes>& bytes, const Value& value) {
    std::array<std::uint8_t, Size> out{};
    if (!bytes || bytes->size() != Size)
        value.fail("must be " + std::to_string(Size) + " encoded bytes");
    else
        std::copy(bytes->begin(), bytes->end(), out.begin());
    return out;
}

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return {};
        value = value * 10 + (c - '0');
    }
    return value;
}

std::optional<Date> dateFrom(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return {};
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day)
        return {};
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok())
        return {};
    return Date{date};
}

/// "18:31:00" or "18:31:00.250", as json_writer.h's timeText writes it.
std::optional<Milliseconds> clockFrom(std::string_view text) {
    const bool hasMs = text.size() == 12;
    if ((text.size() != 8 && !hasMs) || text[2] != ':' || text[5] != ':' ||
        (hasMs && text[8] != '.'))
        return {};
    const auto hours = digits(text.substr(0, 2));
    const auto minutes = digits(text.substr(3, 2));
    const auto seconds = digits(text.substr(6, 2));
    const auto ms = hasMs ? digits(text.substr(9)) : std::optional(0);
    if (!hours || !minutes || !seconds || !ms || *hours > 23 || *minutes > 59 || *seconds > 59)
        return {};
    return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} +
           std::chrono::seconds{*seconds} + Milliseconds{*ms};
}

std::optional<Instant> instantFrom(std::string_view text) {
    if (text.size() < 12 || text[10] != 'T' || text.back() != 'Z')
        return {};
    const auto date = dateFrom(text.substr(0, 10));
    const auto clock = clockFrom(text.substr(11, text.size() - 12));
    if (!date || !clock)
        return {};
    return Instant{*date} + *clock;
}

} // namespace

void DecodeState::fail(const std::string& pointer, std::string message) {
    if (!error)
        error = DecodeError{pointer, std::move(message)};
}

Result<Json, DecodeError> parseStrict(std::string_view text) {
    Watch watch;
    auto json = Json::parse(text.begin(), text.end(), std::ref(watch), false);
    if (watch.tooDeep)
        return Err{DecodeError{"", "is nested too deep"}};
    if (json.is_discarded())
        return Err{DecodeError{"", "is not valid JSON"}};
    if (watch.repeated)
        return Err{DecodeError{"", "names a member twice"}};
    return json;
}

std::string Value::text(std::size_t most, std::size_t least) const {
    if (!m_json)
        return {};
    if (!m_json->is_string()) {
        fail("must be a string");
        return {};
    }
    const auto& text = m_json->get_ref<const std::string&>();
    if (text.size() < least || text.size() > most) {
        fail("must have " + std::to_string(least) + " to " + std::to_string(most) + " bytes");
        return {};
    }
    return text;
}

std::int64_t Value::integer(std::int64_t lowest, std::int64_t highest) const {
    if (!m_json)
        return lowest;
    const bool huge = m_json->is_number_unsigned() &&
                      m_json->get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max();
    if (!m_json->is_number_integer() || huge) {
        fail("must be a whole number");
        return lowest;
    }
    const auto number = m_json->get<std::int64_t>();
    if (number < lowest || number > highest) {
        fail("must be from " + std::to_string(lowest) + " to " + std::to_string(highest));
        return lowest;
    }
    return number;
}

bool Value::isNull() const {
    return m_json && m_json->is_null();
}

bool Value::boolean() const {
    if (!m_json)
        return false;
    if (!m_json->is_boolean()) {
        fail("must be true or false");
        return false;
    }
    return m_json->get<bool>();
}

std::vector<Value> Value::items(std::size_t most, std::size_t least) const {
    if (!m_json)
        return {};
    if (!m_json->is_array()) {
        fail("must be an array");
        return {};
    }
    if (m_json->size() < least || m_json->size() > most) {
        fail("must have " + std::to_string(least) + " to " + std::to_string(most) + " items");
        return {};
    }
    std::vector<Value> out;
    out.reserve(m_json->size());
    for (std::size_t i = 0; i < m_json->size(); ++i)
        out.emplace_back(&(*m_json)[i], m_pointer + "/" + std::to_string(i), *m_state);
    return out;
}

Uuid Value::uuid() const {
    if (!m_json)
        return {};
    const auto id = Uuid::parse(text(36, 36));
    if (!id || id->toString() != text(36, 36)) {
        fail("must be an id like 018f3c2e-7a10-7000-8000-000000000001, lower case");
        return {};
    }
    return *id;
}

Currency Value::currency() const {
    const auto currency = Currency::parse(text(3));
    if (!currency)
        fail("must be an ISO 4217 code");
    return currency.value_or(Currency{});
}

Money Value::money() const {
    Object object(*this);
    Money money;
    money.minor = object["amount"].integer(-kLargestAmount, kLargestAmount);
    money.currency = object["currency"].currency();
    object.done();
    return money;
}

Instant Value::instantMs() const {
    return instantFromMs(integer(0, kLatestMs));
}

Date Value::date() const {
    const auto date = dateFrom(text(10));
    if (!date)
        fail("must be a date like 2026-11-20");
    return date.value_or(Date{});
}

Instant Value::instantText() const {
    const auto instant = instantFrom(text(30));
    if (!instant)
        fail("must be a moment like 2026-11-20T18:31:00Z");
    return instant.value_or(Instant{});
}

Hash Value::hash() const {
    return sized<32>(fromHex(text(64)), *this);
}

Signature Value::signature() const {
    return sized<64>(fromBase64Url(text(90)), *this);
}

PublicKey Value::publicKey() const {
    return sized<32>(fromBase64Url(text(50)), *this);
}

Object::Object(Value value) : m_value(std::move(value)) {
    const auto*& json = m_value.m_json;
    if (json && (!json->is_object() || json->size() > 64)) {
        m_value.fail("must be an object with at most 64 members");
        json = nullptr;
    }
}

const Json* Object::find(const char* key) {
    if (!m_value.m_json)
        return nullptr;
    std::uint64_t bit = 1;
    for (auto it = m_value.m_json->begin(); it != m_value.m_json->end(); ++it, bit <<= 1) {
        if (it.key() == key) {
            m_read |= bit;
            return &it.value();
        }
    }
    return nullptr;
}

Value Object::operator[](const char* key) {
    const auto* json = find(key);
    if (!json && m_value.m_json)
        m_value.m_state->fail(m_value.m_pointer + "/" + key, "is missing");
    return Value(json, m_value.m_pointer + "/" + key, *m_value.m_state);
}

std::optional<Value> Object::maybe(const char* key) {
    const auto* json = find(key);
    if (!json || json->is_null())
        return {};
    return Value(json, m_value.m_pointer + "/" + key, *m_value.m_state);
}

void Object::done() const {
    if (!m_value.m_json)
        return;
    std::uint64_t bit = 1;
    for (auto it = m_value.m_json->begin(); it != m_value.m_json->end(); ++it, bit <<= 1)
        if (!(m_read & bit))
            m_value.m_state->fail(m_value.m_pointer + "/" + escaped(it.key()), "is not known here");
}

std::chrono::seconds readSeconds(const Value& value) {
    return std::chrono::seconds{value.integer(0, 366 * 86'400)};
}

} // namespace foyer::wire
