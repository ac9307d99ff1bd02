#pragma once

#include "server/services/context.h"
#include "shared/domain/movie_import_report.h"

#include <string>
#include <variant>
#include <vector>

namespace foyer::server {

/// Reads a list of movies, judges every row against the catalogue and stores what is accepted, a
/// few hundred at a time so that sales go on between.
struct MovieIntake {
    std::vector<domain::RowVerdict> verdicts;
};
/// A sentence instead when the file as a whole is unusable or the store failed.
Result<MovieIntake, std::string> takeInMovies(const services::Context& context,
                                              const std::string& text);

/// Every movie of the catalogue.
Result<std::vector<domain::Movie>, std::string> allMovies(const services::Context& context);

} // namespace foyer::server
