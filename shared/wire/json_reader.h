#pragma once

// Strict reading of JSON without exceptions, for the codecs of this room only. A decoder reads
// every field it knows and goes on after a fault with harmless values; the first fault is kept and
// decides. Values refer to the parsed document, which must outlive them.

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/base/result.h"
#include "shared/protocol/entry.h"
#include "shared/wire/decode_error.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

using Json = nlohmann::ordered_json;

/// Limits on every text that comes in; far above anything the formats say.
constexpr int kDeepest = 32;
using protocol::kLargestAmount;                                        // minor units
constexpr std::int64_t kLatestMs = 253'402'300'799'999;                // 9999-12-31T23:59:59.999Z
constexpr auto kMostNumber = std::numeric_limits<std::int64_t>::max(); // of a row of numbers
constexpr std::size_t kMostLines = 50;                                 // tickets of one order

/// The first fault of one decoding.
struct DecodeState {
    std::optional<DecodeError> error;
    void fail(const std::string& pointer, std::string message);
};

/// One value and the way to it.
class Value {
public:
    Value(const Json* json, std::string pointer, DecodeState& state)
        : m_json(json), m_pointer(std::move(pointer)), m_state(&state) {}

    void fail(std::string message) const { m_state->fail(m_pointer, std::move(message)); }

    std::string text(std::size_t most, std::size_t least = 0) const;
    std::int64_t integer(std::int64_t lowest, std::int64_t highest) const;
    bool boolean() const;
    bool isNull() const; ///< there, and null
    std::vector<Value> items(std::size_t most, std::size_t least = 0) const;

    template <class T>
    T id() const {
        return T{uuid()};
    }
    template <class T>
    T number(std::int64_t lowest, std::int64_t highest) const {
        using Rep = decltype(T::value);
        return T{static_cast<Rep>(integer(lowest, highest))};
    }
    SeatNo seat() const { return number<SeatNo>(0, std::numeric_limits<std::uint16_t>::max()); }
    /// A word of an enum, by the enum's own `xFrom` function.
    template <class T>
    T word(std::optional<T> (*from)(std::string_view)) const {
        const auto word = text(40);
        if (const auto value = from(word))
            return *value;
        fail("\"" + word + "\" is not one of the words allowed here");
        return T{};
    }
    Money money() const;         ///< {"amount": minor units, "currency": "EUR"}
    Instant instantMs() const;   ///< milliseconds since 1970
    Instant instantText() const; ///< "2026-11-20T18:31:00Z", milliseconds where there are some
    Date date() const;           ///< "2026-11-20"
    Hash hash() const;           ///< hex
    Signature signature() const; ///< base64url
    PublicKey publicKey() const; ///< base64url
    Uuid uuid() const;           ///< canonical, lower case
    Currency currency() const;

private:
    friend class Object;
    const Json* m_json; // null: missing, already reported
    std::string m_pointer;
    DecodeState* m_state;
};

/// A value that must be an object. Remembers which members were read, so that `done()` can refuse
/// the others. At most 64 members.
class Object {
public:
    explicit Object(Value value);

    Value operator[](const char* key);           ///< required
    std::optional<Value> maybe(const char* key); ///< absent or null: nothing
    void fail(std::string message) const { m_value.fail(std::move(message)); }
    /// Refuses members nobody asked for.
    void done() const;

private:
    const Json* find(const char* key);
    Value m_value;
    std::uint64_t m_read = 0;
};

/// The null id when the member is absent.
template <class T>
T maybeId(Object& o, const char* key) {
    const auto value = o.maybe(key);
    return value ? value->id<T>() : T{};
}

/// A length of at most a year.
std::chrono::seconds readSeconds(const Value& value);

/// Refuses invalid JSON and UTF-8, repeated members and too deep nesting.
Result<Json, DecodeError> parseStrict(std::string_view text);

} // namespace foyer::wire
