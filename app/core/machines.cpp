#include "app/core/machines.h"

#include "app/core/settlement.h"
#include "shared/base/check.h"
#include "shared/base/mutant.h"

namespace foyer::core {

/// One overload for each event, so that a new event cannot be forgotten.
struct Heard {
    Machines& m;

    void operator()(const Started& event) { m.start(event); }
    void operator()(const Tick&) {}
    void operator()(const Stored& event) { m.stored(event); }
    void operator()(const PersistFailed& event) { m.storageFailed(event); }
    void operator()(const LinkChanged& event) { m.linkChanged(event); }
    void operator()(const ChangesHinted&) { m.changes.hurry(m.ctx); }
    void operator()(const AllotmentsGranted& event) { m.granted(event); }
    void operator()(const AllotmentsRefused& event) { m.refused(event); }
    void operator()(const JournalAnswered& event) {
        m.uploads.answered(m.ctx, m.stamps, m.book, m.rights, event);
    }
    void operator()(const JournalRefused& event) { m.uploads.refused(m.ctx, event); }
    void operator()(const ChangesAnswered& event) {
        m.changes.answered(m.ctx, m.stamps, m.book, m.rights, event);
    }
    void operator()(const OfficeAnswered& event) { m.office.answered(m.ctx, event); }
    void operator()(const OfficeRefused& event) { m.office.refused(m.ctx, event); }
    void operator()(const RequestFailed& event) { m.requestFailed(event); }
    void operator()(const CardAnswered& event) {
        Desk desk = m.desk();
        m.till.cardAnswered(desk, event);
    }
    void operator()(const PinVerified& event) { m.pinVerified(event); }
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
    void operator()(const ReaderChanged& event) {
        m.reader = event.state;
        m.ctx.touch(Part::Status);
    }
    void operator()(const Login& wish) { m.login.login(m.ctx, wish); }
    void operator()(const Logout&) { m.logout(); }
    void operator()(const EndShift&) { m.endShift(); }
    void operator()(const OpenShowtime& wish) { m.openShowtime(wish.showtime); }
    void operator()(const CloseShowtime&) { m.openShowtime({}); }
    void operator()(const ToggleSeat& wish) {
        m.choose([&] { m.basket.toggle(m.ctx, m.rights, wish.seat); });
    }
    void operator()(const ChooseBest& wish) {
        m.choose([&] { m.basket.chooseBest(m.ctx, m.rights, wish); });
    }
    void operator()(const SetTicketType& wish) {
        m.choose([&] { m.basket.setType(m.ctx, wish.seat, wish.ticketType); });
    }
    void operator()(const ClearBasket&) {
        m.choose([&] { m.basket.clear(); });
    }
    void operator()(const EnterCode& wish) {
        m.choose([&] { m.basket.enterCode(m.ctx, wish.code); });
    }
    void operator()(const DropCode& wish) {
        m.choose([&] { m.basket.dropCode(m.ctx, wish.key); });
    }
    void operator()(const GiveComp& wish) { m.giveComp(wish); }
    void operator()(const PayCash&) {
        m.basket.setRoom(m.atRisk.room(m.ctx, m.book, m.basket.showtime()));
        Desk desk = m.desk();
        m.till.payCash(desk);
    }
    void operator()(const PayCard&) {
        m.basket.setRoom(m.atRisk.room(m.ctx, m.book, m.basket.showtime()));
        Desk desk = m.desk();
        m.till.payCard(desk);
    }
    void operator()(const TellCard& wish) {
        Desk desk = m.desk();
        m.till.tellCard(desk, wish);
    }
    void operator()(const SetCardAside& wish) {
        Desk desk = m.desk();
        m.till.setCardAside(desk, wish);
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
    void operator()(const ApproveAtRisk& wish) { m.approveAtRisk(wish); }
    void operator()(const RefundSale& wish) {
        Desk desk = m.desk();
        m.refunds.refundSale(desk, m.approvals, wish);
    }
    void operator()(const FinishTask& wish) {
        Desk desk = m.desk();
        m.refunds.finishTask(desk, wish);
    }
    void operator()(const RefundTask& wish) {
        Desk desk = m.desk();
        m.refunds.refundTask(desk, wish);
    }
    void operator()(const PrintTask& wish) {
        Desk desk = m.desk();
        m.till.printTask(desk, wish.task);
    }
    void operator()(const ScanPaper& wish) {
        if (m.login.loggedIn())
            m.door.scan(m.ctx, wish.text, m.basket.showtime());
    }
    void operator()(const PaperVerified& event) {
        if (m.login.loggedIn())
            m.door.verified(m.ctx, m.writer, *m.login.loggedIn(), event);
    }
    void operator()(const UndoAdmission& wish) {
        if (m.login.loggedIn())
            m.door.undo(m.ctx, m.writer, *m.login.loggedIn(), wish);
    }
    void operator()(const WatchOffice& wish) { m.office.watch(m.ctx, wish); }
    void operator()(const DecideOffice& wish) {
        if (m.login.loggedIn())
            m.office.decide(m.ctx, wish);
    }
    void operator()(const AcceptOffer&) { m.acceptOffer(); }
    void operator()(const DismissNotice&) {
        m.ctx.notice.reset();
        m.ctx.touch(Part::Notice);
    }
};

Machines::Machines(Identity identity) {
    ctx.identity = std::move(identity);
    stamps.onLost = [this](Context&) { historyLost(); };
}

void Machines::handle(const Event& event, Now now, Random& random) {
    ctx.now = now;
    ctx.random = &random;
    CHECK(m_started != std::holds_alternative<Started>(event));
    std::visit(Heard{*this}, event);
    if (ctx.ages.wentBack(now))
        clockWentBack();
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
    stamps.restore(restored.stamp, restored.former);
    rights.restore(restored.allotments);
    writer.restore(restored.lastSeq);
    uploads.restore(restored.tail, restored.lastSeq);
    changes.restore(restored.cursor);
    book.restore(restored.sales);
    follow(book, ctx.replica);
    Desk desk = this->desk();
    till.restore(desk);
    recalls.restore(restored.answeredRecalls);
    tasks.restore(restored.closedTasks);
    refunds.restore(restored.refundedTickets);
    door.restore(restored.ownAdmissions);
    carryOver(ctx, writer, book, restored.formerLives);
    lifeEnds.restore(restored.formerLives);
    // Stopped before all of it was written down that followed from the loss.
    if (restored.former)
        historyLost();
    // Or after that, and before the server had it again: what it lacks it says to the last entry.
    uploads.sendAgain();
    if (restored.resting)
        share.rest();
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
    if (changes.stored(ctx, stamps, book, event))
        m_basketIsOld = true;
    else if (!refunds.stored(desk, event) && !door.stored(ctx, event))
        till.stored(desk, event);
}

void Machines::storageFailed(const PersistFailed& event) {
    // What was already on its way to the store is refused untried; the first failure is the reason.
    if (ctx.stop == SellingStop::StorageFailed || mutated(Mutant::StorageFailureIgnored))
        return;
    ctx.halt(SellingStop::StorageFailed);
    ctx.tell(Notice{.code = NoticeCode::StorageFailed,
                    .count = static_cast<std::int64_t>(event.trouble),
                    .text = event.detail});
}

void Machines::requestFailed(const RequestFailed& event) {
    const bool known = uploads.failed(ctx, event) || changes.failed(ctx, event) ||
                       standing.failed(ctx, event) || asks.failed(ctx, event) ||
                       office.failed(ctx, event);
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
    uploads.hurry(ctx);
    changes.hurry(ctx);
    standing.hurry(ctx);
    asks.hurry(ctx);
    office.hurry();
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

PlanId Machines::planShown(ShowtimeId showtime) const {
    const auto row = ctx.replica.showtimes.find(showtime);
    return row == ctx.replica.showtimes.end() ? PlanId{} : row->second.plan;
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
    basket.setRoom(atRisk.room(ctx, book, basket.showtime()));
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

void Machines::endShift() {
    if (till.isPaying())
        return ctx.tell(NoticeCode::FinishPaymentFirst);
    if (!login.loggedIn() || ctx.identity.mode == TerminalMode::Kiosk)
        return;
    logout();
    setResting(true);
    if (ctx.stop != SellingStop::None)
        return; // then nothing goes back
    Notice notice{.code = NoticeCode::ShiftEnded};
    for (const protocol::Return& each : sharesDue())
        notice.count += static_cast<std::int64_t>(each.seats.size());
    ctx.tell(std::move(notice));
}

std::vector<protocol::Return> Machines::sharesDue() {
    return share.due(ctx, rights, wanted());
}

void Machines::setResting(bool resting) {
    resting ? share.rest() : share.wake();
    if (!resting && ctx.notice && ctx.notice->code == NoticeCode::ShiftEnded) {
        ctx.notice.reset(); // another one has begun
        ctx.touch(Part::Notice);
    }
    if (ctx.canStore())
        ctx.want(SaveResting{ctx.newOp(), resting});
}

void Machines::acceptOffer() {
    if (!ctx.notice || ctx.notice->offer.empty() || ctx.notice->showtime != basket.showtime())
        return;
    takeOffered(ctx.notice->offer);
}

void Machines::takeOffered(const std::vector<SeatNo>& seats) {
    const std::vector<SeatNo> offer = seats; // the notice that holds them goes
    ctx.notice.reset();
    ctx.touch(Part::Notice);
    choose([&] { basket.take(ctx, rights, offer); });
}

void Machines::approveAtRisk(const ApproveAtRisk& wish) {
    if (mayChoose() && atRisk.room(ctx, book, basket.showtime()).allowed)
        approvals.ask(ctx, login, wish.supervisor, wish.pin, wish);
}

void Machines::giveComp(const GiveComp& wish) {
    if (!mayChoose() || basket.empty() || reasonFrom(wish.reason).empty() ||
        ctx.identity.mode != TerminalMode::Counter)
        return;
    if (!wish.supervisor.isNull())
        return approvals.ask(ctx, login, wish.supervisor, wish.pin, wish);
    const OperatorId op = *login.loggedIn();
    const bool isAsked = !ctx.replica.policy || ctx.replica.policy->compsNeedSupervisor;
    if (isAsked && !isSupervisor(ctx, op))
        return ctx.tell(NoticeCode::NotASupervisor);
    comped(wish.reason, isSupervisor(ctx, op) ? op : OperatorId{});
}

void Machines::comped(const std::string& reason, OperatorId by) {
    choose([&] { basket.setComp({reasonFrom(reason), by}); });
}

void Machines::pinVerified(const PinVerified& event) {
    const auto purpose = approvals.verified(ctx, login, event);
    if (!purpose)
        return login.verified(ctx, event);
    if (const auto* refund = std::get_if<RefundSale>(&*purpose)) {
        Desk desk = this->desk();
        return refunds.approved(desk, *refund);
    }
    if (!mayChoose())
        return;
    if (const auto* comp = std::get_if<GiveComp>(&*purpose))
        return comped(comp->reason, comp->supervisor);
    const auto& approved = std::get<ApproveAtRisk>(*purpose);
    atRisk.approve(approved.supervisor);
    if (approved.showtime == basket.showtime())
        takeOffered(approved.seats);
}

void Machines::clockWentBack() {
    auto changed = rights.distrustWall(ctx.ages);
    if (!changed.empty() && ctx.canStore())
        ctx.want(SaveAllotments{ctx.newOp(), std::move(changed), stamps.highest()});
}

/// The server has lost what it had granted: somebody else may have those seats by now. Nothing
/// unsold is sold from it any more; what it does not miss, the server takes back by the RETURNs.
void Machines::historyLost() {
    uploads.sendAgain();
    if (ctx.stop != SellingStop::None)
        return;
    std::vector<protocol::Return> returns;
    for (const auto& [id, held] : rights.all()) {
        auto seats = rights.spare(held, [](ShowtimeId, SeatNo) { return false; });
        if (!seats.empty())
            returns.push_back(
                {held.showtime, {id, held.epoch}, std::move(seats), ctx.now.wall, RecallId{}});
    }
    giveBack(std::move(returns));
    // A void may put a seat back into a lease that only this terminal remembers.
    if (auto given = rights.giveUp(); !given.empty() && ctx.canStore())
        ctx.want(SaveAllotments{ctx.newOp(), std::move(given), stamps.highest()});
}

} // namespace foyer::core
