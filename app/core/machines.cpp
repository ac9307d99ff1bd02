#include "app/core/machines.h"

#include "shared/base/check.h"

namespace foyer::core {

/// One overload for each event, so that a new event cannot be forgotten.
struct Heard {
    Machines& m;

    void operator()(const Started& event) { m.start(event); }
    void operator()(const Tick&) {}
    void operator()(const Stored& event) { m.stored(event); }
    void operator()(const PersistFailed& event) { m.storageFailed(event); }
    void operator()(const LinkChanged& event) { m.linkChanged(event); }
    void operator()(const ChangesHinted&) { m.changes.hurry(); }
    void operator()(const AllotmentsGranted& event) { m.granted(event); }
    void operator()(const AllotmentsRefused& event) { m.refused(event); }
    void operator()(const JournalAnswered& event) { m.uploads.answered(m.ctx, m.stamps, event); }
    void operator()(const JournalRefused& event) { m.uploads.refused(m.ctx, event); }
    void operator()(const ChangesAnswered& event) {
        m.changes.answered(m.ctx, m.stamps, m.rights, event);
    }
    void operator()(const RequestFailed& event) { m.requestFailed(event); }
    void operator()(const PinVerified& event) { m.login.verified(m.ctx, event); }
    void operator()(const TicketsPrinted& event) {
        Desk desk = m.desk();
        m.till.printed(desk, event);
    }
    void operator()(const PrintFailed& event) {
        Desk desk = m.desk();
        m.till.printFailed(desk, event);
    }
    void operator()(const PrinterChanged& event) {
        m.printer = event.state;
        m.ctx.touch(Part::Status);
    }
    void operator()(const Login& wish) { m.login.login(m.ctx, wish); }
    void operator()(const Logout&) { m.logout(); }
    void operator()(const OpenShowtime& wish) { m.openShowtime(wish.showtime); }
    void operator()(const CloseShowtime&) { m.openShowtime({}); }
    void operator()(const ToggleSeat& wish) {
        m.choose([&] { m.basket.toggle(m.ctx, m.rights, wish.seat); });
    }
    void operator()(const ChooseBest& wish) {
        m.choose([&] { m.basket.chooseBest(m.ctx, m.rights, wish.count); });
    }
    void operator()(const SetTicketType& wish) {
        m.choose([&] { m.basket.setType(m.ctx, wish.seat, wish.ticketType); });
    }
    void operator()(const ClearBasket&) {
        m.choose([&] { m.basket.clear(); });
    }
    void operator()(const PayCash&) {
        Desk desk = m.desk();
        m.till.payCash(desk);
    }
    void operator()(const CancelPayment&) {
        Desk desk = m.desk();
        m.till.cancelPayment(desk);
    }
    void operator()(const ConfirmCash& wish) {
        Desk desk = m.desk();
        m.till.confirmCash(desk, wish);
    }
    void operator()(const NextSale&) {
        Desk desk = m.desk();
        m.till.nextSale(desk);
    }
    void operator()(const VoidSale& wish) {
        Desk desk = m.desk();
        m.till.voidSale(desk, wish);
    }
    void operator()(const Reprint& wish) {
        Desk desk = m.desk();
        m.till.reprint(desk, wish.booking);
    }
    void operator()(const ConfirmPrinted& wish) {
        Desk desk = m.desk();
        m.till.confirmPrinted(desk, wish.booking);
    }
    void operator()(const ResolveIntent& wish) {
        Desk desk = m.desk();
        m.till.resolveIntent(desk, wish);
    }
    void operator()(const AcceptOffer&) { m.acceptOffer(); }
    void operator()(const DismissNotice&) {
        m.ctx.notice.reset();
        m.ctx.touch(Part::Notice);
    }
};

void Machines::handle(const Event& event, Now now, Random& random) {
    ctx.now = now;
    ctx.random = &random;
    CHECK(m_started != std::holds_alternative<Started>(event));
    std::visit(Heard{*this}, event);
    settle();
    ctx.random = nullptr;
}

void Machines::start(const Started& event) {
    m_started = true;
    const Restored& restored = *event.restored;
    ctx.ages.start(event.bootId, restored.lastWall, ctx.now);
    ctx.replica = restored.replica;
    ctx.lastContact = restored.lastContact;
    ctx.changed.set();
    stamps.restore(restored.stamp);
    rights.restore(restored.allotments);
    writer.restore(restored.lastSeq);
    uploads.restore(restored.tail);
    changes.restore(restored.cursor);
    book.restore(restored.sales);
    if (restored.barred)
        ctx.halt(SellingStop::Quarantined);
}

void Machines::stored(const Stored& event) {
    Desk desk = this->desk();
    if (uploads.loaded(event))
        return;
    if (!event.entries.empty()) {
        uploads.add(ctx, event.entries);
        writer.stored(event.entries.back().entry.seq);
    }
    if (changes.stored(ctx, event))
        m_basketIsOld = true;
    else
        till.stored(desk, event);
}

void Machines::storageFailed(const PersistFailed& event) {
    // What was already on its way to the store is refused untried; the first failure is the reason.
    if (ctx.stop == SellingStop::StorageFailed)
        return;
    ctx.halt(SellingStop::StorageFailed);
    ctx.tell(Notice{.code = NoticeCode::StorageFailed,
                    .count = static_cast<std::int64_t>(event.trouble),
                    .text = event.detail});
}

void Machines::requestFailed(const RequestFailed& event) {
    const bool known = uploads.failed(ctx, event) || changes.failed(ctx, event) ||
                       standing.failed(ctx, event) || asks.failed(ctx, event);
    if (!known)
        return;
    switch (event.failure) {
    case RequestFailure::Unreachable:
    case RequestFailure::TimedOut:
    case RequestFailure::Unauthorized:
    case RequestFailure::ServerFault:
        ctx.lostServer();
        break;
    case RequestFailure::Barred:
        ctx.bar();
        break;
    case RequestFailure::Busy: // it is there and says when to come back
        break;
    case RequestFailure::NotUnderstood:
        ctx.tell(NoticeCode::ServerNotUnderstood);
        break;
    }
}

void Machines::linkChanged(const LinkChanged& event) {
    if (!event.up)
        return ctx.lostServer();
    uploads.hurry();
    changes.hurry();
    standing.hurry();
    asks.hurry();
}

void Machines::granted(const AllotmentsGranted& event) {
    if (!standing.granted(ctx, stamps, rights, event))
        asks.granted(ctx, stamps, rights, event);
}

void Machines::refused(const AllotmentsRefused& event) {
    const bool mine = standing.refused(ctx, event);
    const auto ask = mine ? std::nullopt : asks.refused(ctx, event);
    if (!mine && !ask)
        return;
    if (event.error.refusal == protocol::AllotmentRefusal::TerminalBarred)
        ctx.bar();
    else if (ask)
        seatsTaken(*ask);
}

bool Machines::mayChoose() const {
    return ctx.stop == SellingStop::None && login.loggedIn() && till.state() == SaleState::Choosing;
}

void Machines::choose(const std::function<void()>& change) {
    // The tap that follows a finished sale begins the next one.
    if (!till.isPaying() && till.state() != SaleState::Choosing) {
        Desk desk = this->desk();
        till.nextSale(desk);
    }
    if (!mayChoose())
        return;
    change();
    ctx.touch(Part::Sale);
}

void Machines::openShowtime(std::optional<ShowtimeId> showtime) {
    if (till.isPaying())
        return ctx.tell(NoticeCode::FinishPaymentFirst);
    if (till.state() != SaleState::Choosing) {
        Desk desk = this->desk();
        till.nextSale(desk);
    }
    basket.open(ctx, showtime);
    ctx.touch(Part::Sale);
    ctx.touch(Part::SeatMap);
}

void Machines::logout() {
    if (till.isPaying())
        return ctx.tell(NoticeCode::FinishPaymentFirst);
    openShowtime({});
    login.logout(ctx);
}

void Machines::acceptOffer() {
    if (!ctx.notice || ctx.notice->offer.empty() || ctx.notice->showtime != basket.showtime())
        return;
    const std::vector<SeatNo> offer = ctx.notice->offer;
    ctx.notice.reset();
    ctx.touch(Part::Notice);
    choose([&] { basket.take(ctx, rights, offer); });
}

} // namespace foyer::core
