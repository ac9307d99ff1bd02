#pragma once

#include "server/services/context.h"

#include <string>

namespace foyer::server::services {

/// Stores what was read from files. Every import may be run again: known things are recognised by
/// their natural names and nothing changes.
class Imports {
public:
    explicit Imports(const Context& context) : m_context(context) {}

    enum class Change : std::uint8_t { Added, Updated, Same };
    /// What became of one movie; `differences` names the fields that were changed.
    struct MovieOutcome {
        MovieId id;
        Change change = Change::Same;
        std::vector<std::string> differences;
    };
    /// Ids of `movies` are ignored: title and release year name a movie. One answer per movie, in
    /// order. A few hundred at a time keep the writer free for sales.
    void movies(std::vector<domain::Movie> movies, Reply<std::vector<MovieOutcome>> reply);

    struct PlanOutcome {
        PlanId id;
        std::int32_t version = 1;
        Change change = Change::Same;
    };
    /// Known by its content; another content of the same name becomes the next version.
    void plan(domain::SeatingPlan plan, Reply<PlanOutcome> reply);

    /// Known by name (of cinema, of auditorium within it, of price list, of operator); ids are
    /// taken when they are new. `Auditorium::plan` must be stored before.
    struct House {
        domain::Cinema cinema;
        std::vector<domain::Auditorium> auditoriums;
        std::vector<domain::PriceList> priceLists;
        std::vector<domain::Operator> operators;
    };
    enum class HouseRefusal : std::uint8_t { UnknownPlan, NameMissing };
    /// Answers the house with the ids it has in the database.
    void house(House house, Reply<Result<House, HouseRefusal>> reply);

    struct ProgrammeError {
        enum class Kind : std::uint8_t {
            UnknownMovie,
            UnknownAuditorium,
            UnknownPlan,
            UnknownPriceList,
            PricesNotValid,   ///< when the showtime begins
            BadTimes,         ///< end before start, or not clean before the end
            WrongBusinessDay, ///< not the accounting day of its start
            Overlap           ///< the auditorium is not free; `other` is in the way
        } kind;
        std::size_t index = 0; // into the programme
        ShowtimeId other;
    };
    /// All or none. A showtime of the same auditorium, movie and start is known already.
    using ProgrammeAnswer = Result<std::size_t, ProgrammeError>; // how many were added
    void programme(std::vector<domain::Showtime> showtimes, Reply<ProgrammeAnswer> reply);

private:
    Context m_context;
};

} // namespace foyer::server::services
