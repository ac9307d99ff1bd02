#include "shared/wire/rest_json.h"

#include "shared/wire/json_writer.h"
#include "shared/wire/order_fields.h"
#include "shared/wire/sync_json.h"

namespace foyer::wire {

namespace {

Json orNull(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

void addErrors(Json& out, const std::vector<DecodeError>& errors) {
    for (const auto& error : errors)
        out["errors"].push_back({{"pointer", error.pointer}, {"detail", error.message}});
}

void addRefusals(Json& out, const Problem& problem) {
    if (problem.stamp)
        out.update(stampJson(*problem.stamp));
    if (problem.upload) {
        out["refusal"] = nameOf(problem.upload->refusal);
        out["expected_seq"] = problem.upload->expected.value;
    }
    if (problem.allotment) {
        out["refusal"] = protocol::nameOf(problem.allotment->refusal);
        out["seats"] = seatsJson(problem.allotment->seats);
    }
}

Json movieJson(const domain::Movie& movie) {
    return {{"id", movie.id.toString()},
            {"title", movie.title},
            {"release_year", movie.releaseYear},
            {"released", movie.released ? Json(dateText(*movie.released)) : Json()},
            {"running_minutes", movie.runningMinutes ? Json(*movie.runningMinutes) : Json()},
            {"rating", orNull(movie.rating)},
            {"genre", orNull(movie.genre)},
            {"director", orNull(movie.director)},
            {"distributor", orNull(movie.distributor)}};
}

Json showtimeJson(const ShowtimeView& view) {
    const auto& s = view.showtime;
    const std::chrono::minutes offset{s.utcOffsetMinutes};
    Json out = {{"id", s.id.toString()},
                {"movie", s.movie.toString()},
                {"auditorium", s.auditorium.toString()},
                {"plan", s.plan.toString()},
                {"price_list", s.priceList.toString()},
                {"day_part", domain::nameOf(s.dayPart)},
                {"start", timeText(s.start, offset)},
                {"end", timeText(s.end, offset)},
                {"clean_until", timeText(s.cleanUntil, offset)},
                {"business_day", dateText(s.businessDay)},
                {"state", s.state == domain::ShowtimeState::OnSale ? "on_sale" : "cancelled"}};
    if (view.fill)
        out["seats"] = {{"total", view.fill->seats},
                        {"free", view.fill->free},
                        {"wheelchair_free", view.fill->wheelchairFree}};
    return out;
}

Json auditoriumJson(const domain::Auditorium& auditorium) {
    return {{"id", auditorium.id.toString()},
            {"cinema", auditorium.cinema.toString()},
            {"name", auditorium.name},
            {"plan", auditorium.plan.toString()}};
}

template <class T>
std::string pageText(const std::vector<T>& items, Json (*toJson)(const T&),
                     const std::string& next) {
    Json out = {{"items", Json::array()}};
    for (const auto& item : items)
        out["items"].push_back(toJson(item));
    if (!next.empty())
        out["next"] = next;
    return textOf(out);
}

} // namespace

std::string encodeProblem(const Problem& problem) {
    Json out = {{"type", problem.type}, {"title", problem.title}, {"status", problem.status}};
    if (!problem.detail.empty())
        out["detail"] = problem.detail;
    if (!problem.request.empty())
        out["request_id"] = problem.request;
    addErrors(out, problem.errors);
    addRefusals(out, problem);
    return textOf(out);
}

std::string encodeMovie(const domain::Movie& movie) {
    return textOf(movieJson(movie));
}

std::string encodeMovies(const std::vector<const domain::Movie*>& movies, const std::string& next) {
    return pageText(
        movies, +[](const domain::Movie* const& movie) { return movieJson(*movie); }, next);
}

std::string encodeShowtime(const ShowtimeView& view) {
    return textOf(showtimeJson(view));
}

std::string encodeShowtimes(const std::vector<ShowtimeView>& views, const std::string& next) {
    return pageText(views, showtimeJson, next);
}

std::string encodeAuditorium(const domain::Auditorium& auditorium) {
    return textOf(auditoriumJson(auditorium));
}

std::string encodeAuditoriums(const std::vector<domain::Auditorium>& auditoriums) {
    return pageText(auditoriums, auditoriumJson, "");
}

std::string encodeSeatMap(const SeatMap& map) {
    return textOf({{"showtime", map.showtime.toString()},
                   {"plan", map.plan.toString()},
                   {"version", map.version.value},
                   {"states", map.states}});
}

std::string encodeSeatsDelta(const protocol::SeatsChanged& changes, std::optional<CommitSeq> from) {
    Json out = {{"showtime", changes.showtime.toString()}};
    if (from)
        out["from"] = from->value;
    out["version"] = changes.version.value;
    out["changes"] = Json::array();
    for (const auto& [seat, state] : changes.seats)
        out["changes"].push_back(
            Json::array({seat.value, std::string(1, domain::letterOf(state))}));
    return textOf(out);
}

} // namespace foyer::wire
