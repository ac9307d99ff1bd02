#include "shared/sqlite/value.h"

#include "shared/sqlite/error.h"

#include <sqlite3.h>

namespace foyer::sqlite::detail {

namespace {

void requireBound(sqlite3_stmt* stmt, int code) {
    if (code != SQLITE_OK)
        throwError(sqlite3_db_handle(stmt), code, sqlite3_sql(stmt));
}

sqlite3_destructor_type keeper(Lifetime lifetime) {
    return lifetime == Lifetime::Copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
}

int storageClass(sqlite3_stmt* stmt, int column) {
    CHECK(column >= 0 && column < sqlite3_data_count(stmt));
    return sqlite3_column_type(stmt, column);
}

} // namespace

void bindNull(sqlite3_stmt* stmt, int index) {
    requireBound(stmt, sqlite3_bind_null(stmt, index));
}

void bindInteger(sqlite3_stmt* stmt, int index, std::int64_t value) {
    requireBound(stmt, sqlite3_bind_int64(stmt, index, value));
}

void bindText(sqlite3_stmt* stmt, int index, std::string_view value, Lifetime lifetime) {
    // SQLite takes a null pointer for NULL, but an empty text is not NULL.
    const char* data = value.data() ? value.data() : "";
    requireBound(
        stmt, sqlite3_bind_text64(stmt, index, data, value.size(), keeper(lifetime), SQLITE_UTF8));
}

void bindBlob(sqlite3_stmt* stmt, int index, ByteView value, Lifetime lifetime) {
    const void* data = value.data() ? static_cast<const void*>(value.data()) : "";
    requireBound(stmt, sqlite3_bind_blob64(stmt, index, data, value.size(), keeper(lifetime)));
}

bool isNull(sqlite3_stmt* stmt, int column) {
    return storageClass(stmt, column) == SQLITE_NULL;
}

std::int64_t readInteger(sqlite3_stmt* stmt, int column) {
    if (storageClass(stmt, column) != SQLITE_INTEGER)
        mismatch(stmt, column, "a whole number");
    return sqlite3_column_int64(stmt, column);
}

std::string_view readText(sqlite3_stmt* stmt, int column) {
    if (storageClass(stmt, column) != SQLITE_TEXT)
        mismatch(stmt, column, "a text");
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(stmt, column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(stmt, column))};
}

ByteView readBlob(sqlite3_stmt* stmt, int column) {
    if (storageClass(stmt, column) != SQLITE_BLOB)
        mismatch(stmt, column, "a blob");
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(stmt, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(stmt, column))};
}

ByteView readBlob(sqlite3_stmt* stmt, int column, std::size_t size) {
    const ByteView blob = readBlob(stmt, column);
    if (blob.size() != size)
        mismatch(stmt, column, "a blob of the right size");
    return blob;
}

void mismatch(sqlite3_stmt* stmt, int column, const char* wanted) {
    const std::string message =
        std::string("column ") + sqlite3_column_name(stmt, column) + " does not hold " + wanted;
    throw Error(SQLITE_MISMATCH, SQLITE_MISMATCH, message, sqlite3_sql(stmt));
}

} // namespace foyer::sqlite::detail
