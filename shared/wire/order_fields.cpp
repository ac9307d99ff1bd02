#include "shared/wire/order_fields.h"

#include "shared/domain/card_number.h"

namespace foyer::wire {

namespace {

BookingRequest::Seat readSeat(const Value& value) {
    Object o(value);
    BookingRequest::Seat seat;
    seat.seat = o["seat"].seat();
    seat.ticketType = o["type"].text(protocol::kLongestTicketType, 1);
    o.done();
    return seat;
}

} // namespace

Json stampJson(const protocol::Stamp& stamp) {
    return {{"db_incarnation", stamp.dbIncarnation.toString()},
            {"commit_seq", stamp.commitSeq.value}};
}

protocol::Stamp readStamp(Object& o) {
    protocol::Stamp stamp;
    stamp.dbIncarnation = o["db_incarnation"].uuid();
    stamp.commitSeq = o["commit_seq"].number<CommitSeq>(0, kMostNumber);
    return stamp;
}

Json orderedSeatsJson(const std::vector<BookingRequest::Seat>& seats) {
    Json out = Json::array();
    for (const auto& seat : seats)
        out.push_back({{"seat", seat.seat.value}, {"type", seat.ticketType}});
    return out;
}

std::vector<BookingRequest::Seat> readOrderedSeats(Object& o) {
    std::vector<BookingRequest::Seat> seats;
    if (const auto some = o.maybe("seats"))
        for (const Value& item : some->items(kMostLines))
            seats.push_back(readSeat(item));
    return seats;
}

std::vector<std::string> readCodes(Object& o) {
    std::vector<std::string> codes;
    if (const auto some = o.maybe("codes"))
        for (const Value& item : some->items(kMostCodes)) {
            codes.push_back(item.text(kLongestCode, 1));
            if (domain::holdsCardNumber(codes.back()))
                item.fail("must be a code, never the number of a card");
        }
    return codes;
}

} // namespace foyer::wire
