#include "server/http/helpers.h"
#include "server/http/resources.h"
#include "shared/wire/online_json.h"

namespace foyer::server::http {

namespace {

using services::Bookings;

void sell(const Backend& backend, const Call& call, Answer answer) {
    auto ask = bodyOr400(wire::decodeBookingRequest(call.request.body), answer);
    if (!ask)
        return;
    Bookings::Order order{ask->hold,   std::move(ask->token),     {},
                          ask->tender, std::move(ask->reference), std::move(ask->codes)};
    for (auto& seat : ask->seats)
        order.ticketTypes[seat.seat] = std::move(seat.ticketType);
    backend.bookings.sell(
        *call.caller, std::move(order),
        replyTo<Bookings::SellAnswer>(std::move(answer), [](const Answer& to,
                                                            const Bookings::SellAnswer& sold) {
            if (!sold)
                return to.problem(faultOf(sold.error()));
            const auto& sale = sold->sale;
            to.json(
                wire::encodeBooking({sale.booking, domain::referenceOf(sale.booking), sale.showtime,
                                     sale.lines, domain::totalOf(sale.lines), sold->stamp}),
                201);
        }));
}

void refundBooking(const Backend& backend, const Call& call, Answer answer) {
    const auto id = call.id<BookingId>();
    if (!id)
        return answer.problem(Fault::UnknownBooking);
    auto ask = bodyOr400(wire::decodeRefundRequest(call.request.body), answer);
    if (!ask)
        return;
    backend.bookings.refund(
        *call.caller, *id, std::move(ask->tickets), std::move(ask->reason),
        replyTo<Bookings::RefundAnswer>(
            std::move(answer), [](const Answer& to, const Bookings::RefundAnswer& refunded) {
                if (!refunded)
                    return to.problem(faultOf(refunded.error()));
                const auto& refund = refunded->refund;
                to.json(wire::encodeRefund({refund.booking, refund.tickets, refund.tender.amount,
                                            refunded->stamp}),
                        201);
            }));
}

} // namespace

void addBookings(Routes& routes, const Backend& backend) {
    routes.push_back(
        {edge::Method::Post, "/v1/bookings", "sellHold",
         [backend](const Call& call, Answer answer) { sell(backend, call, std::move(answer)); }});
    routes.push_back({edge::Method::Post, "/v1/bookings/{id}/refund", "refundBooking",
                      [backend](const Call& call, Answer answer) {
                          refundBooking(backend, call, std::move(answer));
                      }});
}

} // namespace foyer::server::http
