#include "server/core/verdicts.h"

#include <algorithm>

namespace foyer::server::core {

namespace {

void name(Needs& needs, const protocol::Right& right) {
    if (right.isNull())
        return;
    needs.allotments.push_back(right.allotment);
    needs.token = std::max(needs.token, right.epoch);
}

struct Collect {
    Needs operator()(const protocol::Sale& sale) const {
        Needs needs{sale.showtime};
        needs.priceList = sale.priceList;
        needs.booking = sale.booking;
        needs.hold = sale.hold;
        needs.plan = sale.plan;
        if (sale.comp)
            needs.op = sale.comp->approvedBy;
        needs.seatsMayMove = true;
        for (const auto& line : sale.lines) {
            needs.seats.push_back(line.seat);
            needs.newTickets.push_back(line.ticket);
            for (const auto& reduction : line.reductions)
                needs.discounts.push_back(reduction.discount);
        }
        for (const auto& right : sale.rights)
            name(needs, right);
        return needs;
    }
    Needs operator()(const protocol::Exchange& entry) const {
        Needs needs = ofBooking(entry.showtime, entry.booking);
        needs.seatsMayMove = true;
        for (const auto& swap : entry.swaps) {
            needs.seats.push_back(swap.from);
            needs.seats.push_back(swap.to);
            needs.given.emplace_back(swap.ticket, swap.from);
            needs.newTickets.push_back(swap.newTicket);
            name(needs, swap.right);
        }
        return needs;
    }
    Needs operator()(const protocol::Return& entry) const {
        Needs needs{entry.showtime};
        needs.seats = entry.seats;
        needs.allotments = {entry.right.allotment};
        needs.recall = entry.recall;
        return needs;
    }
    Needs operator()(const protocol::CardDeclined& entry) const {
        Needs needs = ofBooking(entry.showtime, entry.booking);
        needs.reference = entry.reference;
        return needs;
    }
    Needs operator()(const protocol::Admitted& entry) const {
        Needs needs{entry.showtime};
        needs.ticket = entry.ticket;
        if (const auto read = domain::readQrText(entry.paper)) {
            needs.booking = read->proof.booking;
            needs.seats = {read->proof.seat};
            if (read->proof.allotment.isNull())
                needs.planMark = read->proof.epoch;
            name(needs, {read->proof.allotment, read->proof.epoch});
            needs.seatsMayMove = true;
        }
        return needs;
    }
    Needs operator()(const protocol::AdmissionUndone& entry) const {
        Needs needs{entry.showtime};
        needs.ticket = entry.ticket;
        return needs;
    }
    Needs operator()(const protocol::TaskDone& entry) const {
        Needs needs;
        needs.task = entry.task;
        needs.op = entry.op;
        return needs;
    }
    Needs operator()(const protocol::Void& e) const { return ofBooking(e.showtime, e.booking); }
    Needs operator()(const protocol::Refund& entry) const {
        Needs needs = ofBooking(entry.showtime, entry.booking);
        if (entry.tickets.empty())
            needs.openPayment = entry.tender.reference;
        needs.task = entry.task;
        needs.op = entry.approvedBy;
        return needs;
    }
    Needs operator()(const protocol::Intent& entry) const { return ofBooking({}, entry.booking); }
    Needs operator()(const protocol::Abandon& entry) const {
        Needs needs = ofBooking({}, entry.booking);
        if (entry.payment) {
            needs.showtime = entry.payment->showtime;
            needs.openPayment = entry.payment->reference;
        }
        return needs;
    }
    Needs operator()(const protocol::Printed& entry) const { return ofBooking({}, entry.booking); }
    Needs operator()(const protocol::ShiftOpened&) const { return {}; }
    Needs operator()(const protocol::ShiftClosed&) const { return {}; }
    Needs operator()(const protocol::Carried&) const { return {}; }
    Needs operator()(const protocol::LifeEnded&) const { return {}; }
    Needs operator()(const protocol::Unknown&) const { return {}; }

private:
    static Needs ofBooking(ShowtimeId showtime, BookingId booking) {
        Needs needs{showtime};
        needs.booking = booking;
        return needs;
    }
};

} // namespace

Needs needsOf(const protocol::Payload& payload) {
    return std::visit(Collect{}, payload);
}

} // namespace foyer::server::core
