#pragma once

#include "shared/sqlite/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace foyer::sqlite {

class Statement;

/// The rows of one running query. Resets its statement when it goes, so that no read lock stays
/// behind. At most one per Statement at a time (CHECKed).
class Cursor {
public:
    Cursor(Cursor&& other) noexcept;
    Cursor& operator=(Cursor&&) = delete;
    ~Cursor();

    /// Steps to the next row; false after the last one.
    bool next();

    /// Column `column` of the row, counted from 0. Requires: next() was true.
    template <class T>
    T get(int column) const {
        return Value<T>::read(m_stmt, column);
    }
    /// The first columns of the row, in their order: `auto [id, seat] = rows.as<TicketId,
    /// SeatNo>()`.
    template <class... T>
    std::tuple<T...> as() const {
        return asAt<T...>(std::index_sequence_for<T...>{});
    }
    bool isNull(int column) const { return detail::isNull(m_stmt, column); }

private:
    friend class Statement;
    explicit Cursor(Statement& statement);

    template <class... T, std::size_t... Column>
    std::tuple<T...> asAt(std::index_sequence<Column...>) const {
        return {get<T>(static_cast<int>(Column))...};
    }

    Statement* m_statement;
    sqlite3_stmt* m_stmt;
    bool m_done = false;
};

/// A statement prepared once and kept. Belongs to its Connection's thread and must go before it.
/// Arguments are `$1`, `$2`, … by their NUMBER, whatever the order they occur in; their count must
/// be right. Every call resets and unbinds when it is done, also when it throws.
class Statement {
public:
    /// Throws Error when `sql` is not exactly one statement or its parameters are not `$1`..`$n`.
    Statement(sqlite3* db, std::string_view name, std::string_view sql);

    /// Runs to the end, ignoring rows. Returns how many rows were inserted, updated or deleted
    /// (triggers not counted).
    template <class... Args>
    std::int64_t run(const Args&... args) {
        const Reset guard{*this};
        bindAll(Lifetime::Borrowed, args...);
        return runBound();
    }

    /// Starts a query. Texts and blobs are copied, so temporaries may be passed.
    template <class... Args>
    [[nodiscard]] Cursor query(const Args&... args) {
        Cursor cursor(*this);
        bindAll(Lifetime::Copied, args...);
        return cursor;
    }

    /// The first column of the first row, if there is a row. Runs to the end, so it also serves
    /// `INSERT … RETURNING`. A NULL needs `T` to be an optional.
    template <class T, class... Args>
    std::optional<T> value(const Args&... args) {
        std::optional<T> result;
        for (Cursor rows = query(args...); rows.next();)
            if (!result)
                result.emplace(rows.get<T>(0));
        return result;
    }

    /// The first columns of the first row, if there is one: `row<TicketId, SeatNo>(showtime)`.
    template <class... T, class... Args>
    std::optional<std::tuple<T...>> row(const Args&... args) {
        std::optional<std::tuple<T...>> result;
        for (Cursor rows = query(args...); rows.next();)
            if (!result)
                result.emplace(rows.as<T...>());
        return result;
    }

    const std::string& name() const { return m_name; }
    int parameterCount() const { return static_cast<int>(m_indexOf.size()); }
    int columnCount() const;
    std::string columnName(int column) const;

private:
    friend class Cursor;
    friend class Connection;
    struct Finalize {
        void operator()(sqlite3_stmt* stmt) const;
    };
    struct Reset {
        Statement& statement;
        explicit Reset(Statement& used);
        Reset(const Reset&) = delete;
        ~Reset() { statement.reset(); }
    };

    template <class... Args>
    void bindAll([[maybe_unused]] Lifetime lifetime, const Args&... args) {
        requireCount(sizeof...(Args));
        [[maybe_unused]] std::size_t number = 0;
        (Bound<Args>::bind(m_stmt.get(), m_indexOf[number++], args, lifetime), ...);
    }

    void mapParameters();
    void requireCount(std::size_t count) const;
    void requireIdle() const;
    bool step();
    std::int64_t runBound();
    void reset();

    std::string m_name;
    std::unique_ptr<sqlite3_stmt, Finalize> m_stmt;
    std::vector<int> m_indexOf; // SQLite's parameter index of $1, $2, …
};

} // namespace foyer::sqlite
