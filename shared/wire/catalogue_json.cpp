#include "shared/wire/catalogue_json.h"

#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {

constexpr auto kContext = "https://schema.org";

Json choiceJson(const domain::SeatingPlan& plan, const domain::SeatChoice& choice) {
    Json seats = Json::array();
    for (const SeatNo no : choice.seats)
        seats.push_back({{"seat", no.value},
                         {"name", plan.seatName(no)},
                         {"area", plan.areaOf(no).key},
                         {"kind", domain::nameOf(plan.seat(no).kind)}});
    Json out = {
        {"seats", std::move(seats)}, {"together", choice.together}, {"one_area", choice.oneArea}};
    if (choice.leavesSingle)
        out["leaves_single"] = choice.leavesSingle->value;
    return out;
}

Json genresJson(const std::string& genre) {
    Json all = Json::array();
    for (std::size_t from = 0, end = 0; end != genre.npos; from = end + 1) {
        end = genre.find('/', from);
        all.push_back(genre.substr(from, end == genre.npos ? end : end - from));
    }
    return all;
}

/// Addresses are relative to the document's own, as RFC 3986 resolves them.
Json movieLd(const domain::Movie& movie) {
    Json out = {{"@type", "Movie"},
                {"@id", "/v1/movies/" + movie.id.toString()},
                {"name", movie.title},
                {"datePublished",
                 movie.released ? dateText(*movie.released) : std::to_string(movie.releaseYear)}};
    if (movie.runningMinutes)
        out["duration"] = "PT" + std::to_string(*movie.runningMinutes) + "M";
    if (!movie.rating.empty())
        out["contentRating"] = movie.rating;
    if (!movie.genre.empty())
        out["genre"] = genresJson(movie.genre);
    if (!movie.director.empty())
        out["director"] = {{"@type", "Person"}, {"name", movie.director}};
    return out;
}

/// "12.50"
std::string decimalText(Money money) {
    const std::string text = money.toString();
    return text.substr(0, text.find(' '));
}

Json offerJson(const ScreeningView& view, const domain::Area& area, const domain::TicketType& type,
               Money price) {
    const auto free = view.free.find(area.key);
    const bool isFree = free != view.free.end() && free->second > 0 &&
                        view.showtime.state == domain::ShowtimeState::OnSale;
    Json out = {
        {"@type", "Offer"},
        {"name", type.name + ", " + area.name},
        {"price", decimalText(price)},
        {"priceCurrency", price.currency.toString()},
        {"availability", isFree ? "https://schema.org/InStock" : "https://schema.org/SoldOut"},
        {"validThrough",
         timeText(view.showtime.start, std::chrono::minutes{view.showtime.utcOffsetMinutes})}};
    if (!view.site.empty())
        out["url"] = view.site;
    return out;
}

Json offersJson(const ScreeningView& view) {
    Json offers = Json::array();
    for (const auto& area : view.plan.areas)
        for (const auto& type : view.prices.ticketTypes) {
            const auto price = view.prices.price(area.key, type.key, view.showtime.dayPart);
            if (price && !type.companionOnly)
                offers.push_back(offerJson(view, area, type, *price));
        }
    return offers;
}

Json placeJson(const ScreeningView& view) {
    return {{"@type", "MovieTheater"},
            {"name", view.cinema.name},
            {"address", view.cinema.address},
            {"containsPlace", {{"@type", "Place"}, {"name", view.auditorium.name}}}};
}

} // namespace

std::string encodeBestSeats(const BestSeats& best) {
    Json choices = Json::array();
    for (const auto& choice : best.choices)
        choices.push_back(choiceJson(best.plan, choice));
    return textOf({{"showtime", best.showtime.toString()},
                   {"plan", best.plan.id.toString()},
                   {"version", best.version.value},
                   {"choices", std::move(choices)}});
}

std::string encodeMovieLd(const domain::Movie& movie) {
    Json out = {{"@context", kContext}};
    out.update(movieLd(movie));
    return textOf(out);
}

std::string encodeScreeningLd(const ScreeningView& view) {
    const auto& showtime = view.showtime;
    const std::chrono::minutes offset{showtime.utcOffsetMinutes};
    const bool isOn = showtime.state == domain::ShowtimeState::OnSale;
    std::size_t free = 0;
    for (const auto& [area, seats] : view.free)
        free += seats;
    return textOf({{"@context", kContext},
                   {"@type", "ScreeningEvent"},
                   {"@id", "/v1/showtimes/" + showtime.id.toString()},
                   {"name", view.movie.title},
                   {"startDate", timeText(showtime.start, offset)},
                   {"endDate", timeText(showtime.end, offset)},
                   {"eventStatus", isOn ? "https://schema.org/EventScheduled"
                                        : "https://schema.org/EventCancelled"},
                   {"eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode"},
                   {"location", placeJson(view)},
                   {"workPresented", movieLd(view.movie)},
                   {"maximumAttendeeCapacity", view.plan.seatCount()},
                   {"remainingAttendeeCapacity", free},
                   {"offers", offersJson(view)}});
}

} // namespace foyer::wire
