#include "shared/wire/movies_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace foyer::wire {

namespace {

domain::RawField fieldOf(const nlohmann::json& record, const char* name) {
    using Kind = domain::RawField::Kind;
    const auto at = record.find(name);
    if (at == record.end() || at->is_null())
        return {};
    if (at->is_string())
        return {Kind::Text, at->get<std::string>()};
    // Written out it would take a stack as deep as the file cares to nest.
    if (at->is_structured())
        return {Kind::Other, at->is_array() ? "[…]" : "{…}"};
    return {at->is_number() ? Kind::Number : Kind::Other, at->dump()};
}

domain::MovieRow rowOf(const nlohmann::json& record, std::int32_t number) {
    domain::MovieRow row;
    row.number = number;
    row.isRecord = record.is_object();
    if (!row.isRecord)
        return row;
    row.title = fieldOf(record, "Title");
    row.releaseDate = fieldOf(record, "Release Date");
    row.runningTime = fieldOf(record, "Running Time min");
    row.rating = fieldOf(record, "MPAA Rating");
    row.genre = fieldOf(record, "Major Genre");
    row.director = fieldOf(record, "Director");
    row.distributor = fieldOf(record, "Distributor");
    return row;
}

FileFault faultAt(std::string_view json, std::size_t byte) {
    const std::string_view before = json.substr(0, byte > 0 ? byte - 1 : 0);
    const auto lineStart = before.rfind('\n');
    FileFault fault;
    fault.line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    fault.column = before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1) + 1;
    fault.message = "the file is not valid JSON";
    return fault;
}

} // namespace

Result<std::vector<domain::MovieRow>, FileFault> readMovieRows(std::string_view json) {
    nlohmann::json list;
    try {
        list = nlohmann::json::parse(json);
    } catch (const nlohmann::json::parse_error& error) {
        return Err{faultAt(json, error.byte)};
    } catch (const nlohmann::json::out_of_range&) {
        return Err{FileFault{0, 0, "the file holds a number that is too large"}};
    }
    if (!list.is_array())
        return Err{FileFault{0, 0, "the file is not a list of movies"}};
    std::vector<domain::MovieRow> rows;
    rows.reserve(list.size());
    for (const nlohmann::json& record : list)
        rows.push_back(rowOf(record, static_cast<std::int32_t>(rows.size()) + 1));
    return rows;
}

} // namespace foyer::wire
