#pragma once

#include "shared/base/result.h"
#include "shared/domain/movie_import.h"

#include <string>
#include <string_view>
#include <vector>

namespace foyer::wire {

/// Why a file as a whole cannot be read. Lines and columns count from 1; 0 means "the whole file".
struct FileFault {
    std::size_t line = 0;
    std::size_t column = 0;
    std::string message;
};

/// Reads a movie list: a JSON list of objects with the fields "Title", "Release Date",
/// "Running Time min", "MPAA Rating", "Major Genre", "Director" and "Distributor". Every element of
/// the list becomes a row, whatever it is; only text that is not JSON, or no list, is a fault.
Result<std::vector<domain::MovieRow>, FileFault> readMovieRows(std::string_view json);

} // namespace foyer::wire
