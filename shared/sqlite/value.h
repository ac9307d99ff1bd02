#pragma once

// How each type goes into a parameter and comes out of a column. Reading is strict: a column of
// another storage class, out of the type's range, or NULL where no optional is asked for throws
// Error (SQLITE_MISMATCH), so that a damaged row is never taken for a plausible one.

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/money.h"
#include "shared/base/time.h"

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

struct sqlite3_stmt;

namespace foyer::sqlite {

/// Whether SQLite copies texts and blobs or may point at the caller's until the statement is done.
enum class Lifetime { Copied, Borrowed };

namespace detail {
void bindNull(sqlite3_stmt* stmt, int index);
void bindInteger(sqlite3_stmt* stmt, int index, std::int64_t value);
void bindText(sqlite3_stmt* stmt, int index, std::string_view value, Lifetime lifetime);
void bindBlob(sqlite3_stmt* stmt, int index, ByteView value, Lifetime lifetime);

bool isNull(sqlite3_stmt* stmt, int column);
std::int64_t readInteger(sqlite3_stmt* stmt, int column);
std::string_view readText(sqlite3_stmt* stmt, int column);
ByteView readBlob(sqlite3_stmt* stmt, int column);
ByteView readBlob(sqlite3_stmt* stmt, int column, std::size_t size);
[[noreturn]] void mismatch(sqlite3_stmt* stmt, int column, const char* wanted);
} // namespace detail

/// Specialise for a type of your own: `bind(stmt, index, value, lifetime)`, `read(stmt, column)`.
template <class T>
struct Value;

template <std::integral T>
struct Value<T> {
    static void bind(sqlite3_stmt* stmt, int index, T value, Lifetime) {
        static_assert(sizeof(T) < 8 || std::is_signed_v<T>, "SQLite has no unsigned 64-bit number");
        detail::bindInteger(stmt, index, static_cast<std::int64_t>(value));
    }
    static T read(sqlite3_stmt* stmt, int column) {
        const std::int64_t value = detail::readInteger(stmt, column);
        if constexpr (std::same_as<T, bool>) {
            if (value != 0 && value != 1)
                detail::mismatch(stmt, column, "a boolean");
        } else if (!std::in_range<T>(value)) {
            detail::mismatch(stmt, column, "a number in range");
        }
        return static_cast<T>(value);
    }
};

/// Enumerations are bound by number; reading one back is the caller's, who knows its range.
template <class T>
requires std::is_enum_v<T>
struct Value<T> {
    static void bind(sqlite3_stmt* stmt, int index, T value, Lifetime) {
        detail::bindInteger(stmt, index, static_cast<std::int64_t>(value));
    }
};

template <>
struct Value<std::string_view> {
    static void bind(sqlite3_stmt* stmt, int index, std::string_view value, Lifetime lifetime) {
        detail::bindText(stmt, index, value, lifetime);
    }
    /// Points into the row: valid until the cursor moves or goes.
    static std::string_view read(sqlite3_stmt* stmt, int column) {
        return detail::readText(stmt, column);
    }
};
template <>
struct Value<std::string> : Value<std::string_view> {
    static std::string read(sqlite3_stmt* stmt, int column) {
        return std::string(detail::readText(stmt, column));
    }
};
template <>
struct Value<const char*> : Value<std::string_view> {};

template <>
struct Value<ByteView> {
    static void bind(sqlite3_stmt* stmt, int index, ByteView value, Lifetime lifetime) {
        detail::bindBlob(stmt, index, value, lifetime);
    }
    /// Points into the row: valid until the cursor moves or goes.
    static ByteView read(sqlite3_stmt* stmt, int column) { return detail::readBlob(stmt, column); }
};
template <>
struct Value<Bytes> : Value<ByteView> {
    static Bytes read(sqlite3_stmt* stmt, int column) {
        const ByteView view = detail::readBlob(stmt, column);
        return {view.begin(), view.end()};
    }
};
/// Hash, Signature, PublicKey: exactly N bytes.
template <std::size_t N>
struct Value<std::array<std::uint8_t, N>> : Value<ByteView> {
    static std::array<std::uint8_t, N> read(sqlite3_stmt* stmt, int column) {
        std::array<std::uint8_t, N> bytes;
        std::memcpy(bytes.data(), detail::readBlob(stmt, column, N).data(), N);
        return bytes;
    }
};

template <>
struct Value<Uuid> {
    using Raw = Value<std::array<std::uint8_t, 16>>;
    static void bind(sqlite3_stmt* stmt, int index, const Uuid& value, Lifetime lifetime) {
        Raw::bind(stmt, index, value.bytes, lifetime);
    }
    static Uuid read(sqlite3_stmt* stmt, int column) { return {Raw::read(stmt, column)}; }
};
template <class Tag>
struct Value<Id<Tag>> {
    static void bind(sqlite3_stmt* stmt, int index, const Id<Tag>& value, Lifetime lifetime) {
        Value<Uuid>::bind(stmt, index, value.uuid, lifetime);
    }
    static Id<Tag> read(sqlite3_stmt* stmt, int column) {
        return {Value<Uuid>::read(stmt, column)};
    }
};
template <class Tag, class Rep>
struct Value<Number<Tag, Rep>> {
    static void bind(sqlite3_stmt* stmt, int index, Number<Tag, Rep> value, Lifetime lifetime) {
        Value<Rep>::bind(stmt, index, value.value, lifetime);
    }
    static Number<Tag, Rep> read(sqlite3_stmt* stmt, int column) {
        return {Value<Rep>::read(stmt, column)};
    }
};

/// Instants are milliseconds since 1970, dates are days, durations are their own count.
template <class Rep, class Period>
struct Value<std::chrono::duration<Rep, Period>> {
    using Duration = std::chrono::duration<Rep, Period>;
    static void bind(sqlite3_stmt* stmt, int index, Duration value, Lifetime lifetime) {
        Value<Rep>::bind(stmt, index, value.count(), lifetime);
    }
    static Duration read(sqlite3_stmt* stmt, int column) {
        return Duration{Value<Rep>::read(stmt, column)};
    }
};
template <class Clock, class Duration>
struct Value<std::chrono::time_point<Clock, Duration>> {
    using Point = std::chrono::time_point<Clock, Duration>;
    static void bind(sqlite3_stmt* stmt, int index, Point value, Lifetime lifetime) {
        Value<Duration>::bind(stmt, index, value.time_since_epoch(), lifetime);
    }
    static Point read(sqlite3_stmt* stmt, int column) {
        return Point{Value<Duration>::read(stmt, column)};
    }
};

template <>
struct Value<Currency> {
    static void bind(sqlite3_stmt* stmt, int index, const Currency& value, Lifetime lifetime) {
        detail::bindText(stmt, index, {value.code.data(), value.code.size()}, lifetime);
    }
    static Currency read(sqlite3_stmt* stmt, int column) {
        if (const auto currency = Currency::parse(detail::readText(stmt, column)))
            return *currency;
        detail::mismatch(stmt, column, "a currency");
    }
};

template <>
struct Value<std::nullptr_t> {
    static void bind(sqlite3_stmt* stmt, int index, std::nullptr_t, Lifetime) {
        detail::bindNull(stmt, index);
    }
};
template <>
struct Value<std::nullopt_t> {
    static void bind(sqlite3_stmt* stmt, int index, std::nullopt_t, Lifetime) {
        detail::bindNull(stmt, index);
    }
};
template <class T>
struct Value<std::optional<T>> {
    static void bind(sqlite3_stmt* stmt, int index, const std::optional<T>& value,
                     Lifetime lifetime) {
        if (value)
            Value<T>::bind(stmt, index, *value, lifetime);
        else
            detail::bindNull(stmt, index);
    }
    static std::optional<T> read(sqlite3_stmt* stmt, int column) {
        if (detail::isNull(stmt, column))
            return {};
        return Value<T>::read(stmt, column);
    }
};

/// The type whose Value<> binds an argument: `const char[6]` binds as `const char*`, and so on.
template <class T>
using Bound = Value<std::decay_t<const T&>>;

/// NULL for the id that means "none".
template <class Tag>
std::optional<Id<Tag>> orNull(const Id<Tag>& id) {
    return id.isNull() ? std::nullopt : std::optional{id};
}

} // namespace foyer::sqlite
