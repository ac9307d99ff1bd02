#include "app/core/view_builder.h"

#include "app/core/print_job.h"

#include <algorithm>

namespace foyer::core {

namespace {

StatusView buildStatus(const Machines& m) {
    StatusView view;
    view.connection = m.ctx.connection;
    view.stop = m.ctx.stop;
    view.poolShut = m.ctx.online() && m.ctx.serverRecovers;
    view.entriesWaiting = m.uploads.waiting();
    view.oldestWaiting = m.uploads.oldest();
    if (m.ctx.lastContact)
        view.lastContact = m.ctx.lastContact->wall;
    view.printer = m.printer;
    view.reader = m.reader;
    view.terminalName = m.ctx.identity.name;
    if (m.ctx.replica.cinema)
        view.cinemaName = m.ctx.replica.cinema->name;
    return view;
}

LoginView buildLogin(const Machines& m) {
    LoginView view;
    for (const auto& [id, row] : m.ctx.replica.operators) {
        const OperatorView person{row.id, row.name, row.role};
        if (row.active)
            view.operators.push_back(person);
        if (m.login.loggedIn() == id)
            view.loggedIn = person;
    }
    std::sort(view.operators.begin(), view.operators.end(),
              [](const OperatorView& a, const OperatorView& b) { return a.name < b.name; });
    view.verifying = m.login.verifying();
    view.lockedUntil = m.login.lockedUntil(m.ctx);
    view.logins = m.login.logins();
    return view;
}

/// The letters of SeatMapView, from the server's states and what happened here since.
std::string lettersOf(const Machines& m, const Show& show) {
    std::string letters;
    for (const domain::SeatState state : seatStates(m.ctx.replica, show))
        letters += domain::letterOf(state);
    const auto put = [&](SeatNo seat, char letter) {
        if (seat.value < letters.size())
            letters[seat.value] = letter;
    };
    m.rights.forEachUsed(show.showtime->id, [&](SeatNo seat) {
        put(seat, domain::letterOf(domain::SeatState::Sold));
    });
    m.rights.forEachMine(show.showtime->id, m.ctx.ages, m.ctx.now,
                         [&](SeatNo seat) { put(seat, kMineLetter); });
    return letters;
}

void countSeats(const domain::SeatingPlan& plan, const std::string& letters, ShowtimeView& view) {
    for (std::size_t i = 0; i < letters.size(); ++i) {
        const char letter = letters[i];
        const bool free = letter == domain::letterOf(domain::SeatState::Free);
        const bool space = plan.seats[i].kind == domain::SeatKind::Wheelchair;
        view.free += free;
        view.allotted += letter == domain::letterOf(domain::SeatState::Allotted);
        view.mine += letter == kMineLetter;
        view.sold += letter == domain::letterOf(domain::SeatState::Sold);
        view.freeWheelchairs += free && space;
        view.mineWheelchairs += letter == kMineLetter && space;
    }
    view.allotted += view.mine;
}

ShowtimeView buildShowtime(const Machines& m, const Show& show) {
    const domain::Showtime& row = *show.showtime;
    ShowtimeView view;
    view.id = row.id;
    view.start = row.start;
    view.end = row.end;
    view.utcOffset = utcOffsetOf(row);
    view.businessDay = row.businessDay;
    view.cancelled = row.state == domain::ShowtimeState::Cancelled;
    view.movieId = row.movie;
    const auto& movies = m.ctx.replica.movies;
    if (const auto movie = movies.find(row.movie); movie != movies.end()) {
        view.movie = movie->second.title;
        view.rating = movie->second.rating;
        view.runningMinutes = movie->second.runningMinutes;
    }
    const auto& auditoriums = m.ctx.replica.auditoriums;
    if (const auto at = auditoriums.find(row.auditorium); at != auditoriums.end())
        view.auditorium = at->second.name;
    view.seats = show.plan->seatCount();
    countSeats(*show.plan, lettersOf(m, show), view);
    return view;
}

ScheduleView buildSchedule(const Machines& m) {
    ScheduleView view;
    for (const auto& [id, row] : m.ctx.replica.showtimes)
        if (isOnBoard(row, m.ctx.now.wall))
            if (const auto show = findShow(m.ctx.replica, id))
                view.showtimes.push_back(buildShowtime(m, *show));
    std::sort(view.showtimes.begin(), view.showtimes.end(),
              [](const ShowtimeView& a, const ShowtimeView& b) {
                  return std::tie(a.start, a.auditorium) < std::tie(b.start, b.auditorium);
              });
    return view;
}

std::shared_ptr<const SeatMapView> buildSeatMap(const Machines& m) {
    const auto show = m.basket.show(m.ctx);
    if (!show)
        return nullptr;
    SeatMapView view;
    view.showtime = show->showtime->id;
    view.plan = show->plan;
    view.priceList = show->priceList;
    view.dayPart = show->showtime->dayPart;
    view.letters = lettersOf(m, *show);
    return std::make_shared<const SeatMapView>(std::move(view));
}

Money listedPrice(const domain::TicketLine& line) {
    Money listed = line.price;
    for (const domain::Reduction& reduction : line.reductions)
        listed += reduction.amount;
    return listed;
}

std::vector<BasketDiscount> discountsOf(const domain::PriceList& list,
                                        const std::vector<BasketLine>& lines,
                                        const std::vector<std::string>& asked,
                                        const std::optional<protocol::Comp>& comp) {
    std::vector<BasketDiscount> found;
    if (comp) { // no discount is beside it
        found.push_back({domain::kCompKey, comp->reason, Money{0, list.currency}, true});
        for (const BasketLine& line : lines)
            found.back().amount += line.listed - line.price;
        return found;
    }
    for (const domain::Discount& discount : list.discounts) {
        BasketDiscount row{discount.key, discount.name, Money{0, list.currency},
                           !discount.code.empty()};
        for (const BasketLine& line : lines)
            for (const domain::Reduction& reduction : line.reductions)
                if (reduction.discount == discount.key)
                    row.amount += reduction.amount;
        const bool isAsked = std::find(asked.begin(), asked.end(), discount.key) != asked.end();
        if (isAsked || !row.amount.isZero())
            found.push_back(std::move(row));
    }
    return found;
}

bool takesCodes(const domain::PriceList& list) {
    return std::any_of(list.discounts.begin(), list.discounts.end(),
                       [](const domain::Discount& each) { return !each.code.empty(); });
}

std::int64_t cashRounded(const Context& ctx, Money total) {
    return (domain::inCash(total, cashStep(ctx, total.currency)) - total).minor;
}

void fillFromSale(const Machines& m, const OwnSale& sale, SaleView& view) {
    view.booking = sale.booking;
    view.total = sale.intent.total;
    const auto names = seatNames(m.ctx.replica, sale);
    const auto show = findShow(m.ctx.replica, sale.intent.showtime);
    for (std::size_t i = 0; i < sale.intent.lines.size(); ++i) {
        const domain::TicketLine& line = sale.intent.lines[i];
        const SeatNo seat = seatOf(sale, i);
        const bool known = show && seat.value < show->plan->seatCount();
        const bool atRisk = sale.rights[i].isNull();
        view.lines.push_back({seat,
                              names[i],
                              known ? show->plan->areaOf(seat).name : std::string{},
                              line.ticketType,
                              {line.ticketType},
                              line.price,
                              !atRisk,
                              atRisk,
                              listedPrice(line),
                              line.reductions});
    }
    if (show)
        view.discounts = discountsOf(*show->priceList, view.lines, {}, sale.intent.comp);
    view.approvedBy = sale.approvedBy;
    view.byCard = isByCard(sale);
    view.cashRounded = view.byCard ? 0 : cashRounded(m.ctx, view.total);
    if (view.byCard || !sale.tenders.empty())
        view.reference = domain::referenceOf(sale.booking);
    if (sale.tenders.empty())
        return;
    view.cashRounded = sale.tenders.front().rounded;
    view.received = sale.tenders.front().received;
    view.change = sale.tenders.front().change;
}

SaleView buildSale(Machines& m) {
    SaleView view;
    view.state = m.saleState();
    view.takesCards = m.ctx.identity.reader != CardReader::None;
    view.showtime = m.basket.showtime();
    if (const OwnSale* sale = m.book.find(m.till.booking())) {
        fillFromSale(m, *sale, view);
        view.personMayTell = m.till.mayPersonTell(m.desk(), *sale);
        return view;
    }
    view.lines = m.basket.priced(m.ctx, m.rights);
    view.approvedBy = m.basket.hasRisk() ? m.basket.room().approvedBy : OperatorId{};
    if (const auto show = m.basket.show(m.ctx)) {
        view.total.currency = show->priceList->currency;
        view.takesCodes = takesCodes(*show->priceList);
        view.discounts = discountsOf(*show->priceList, view.lines,
                                     m.basket.askedIn(*show->priceList), m.basket.comp());
        view.mayComp = m.ctx.identity.mode == TerminalMode::Counter && !view.lines.empty();
    }
    if (const auto op = m.login.loggedIn())
        view.compNeedsPin = !isSupervisor(m.ctx, *op) &&
                            (!m.ctx.replica.policy || m.ctx.replica.policy->compsNeedSupervisor);
    for (const BasketLine& line : view.lines)
        view.total += line.price;
    view.cashRounded = cashRounded(m.ctx, view.total);
    view.leavesSingle = m.basket.leavesSingle(m.ctx, m.rights);
    return view;
}

Question questionFrom(const Machines& m, const OwnSale& sale, Question::Kind kind) {
    Question question;
    question.kind = kind;
    question.booking = sale.booking;
    question.reference = domain::referenceOf(sale.booking);
    question.movie = movieTitle(m.ctx.replica, sale.intent.showtime);
    const auto showtime = m.ctx.replica.showtimes.find(sale.intent.showtime);
    if (showtime != m.ctx.replica.showtimes.end()) {
        question.start = showtime->second.start;
        question.utcOffset = utcOffsetOf(showtime->second);
    }
    question.seats = seatNames(m.ctx.replica, sale);
    question.total = sale.intent.total;
    if (!isByCard(sale))
        question.total.minor += sale.tenders.empty() ? cashRounded(m.ctx, question.total)
                                                     : sale.tenders.front().rounded;
    question.operatorName = operatorName(m.ctx.replica, sale.intent.op);
    question.at = sale.intent.at;
    return question;
}

QuestionsView buildQuestions(Machines& m) {
    QuestionsView view;
    const Desk desk = m.desk();
    for (const auto& [booking, sale] : m.book.all())
        if (const auto kind = m.till.questionOf(desk, sale))
            view.questions.push_back(questionFrom(m, sale, *kind));
    return view;
}

OwnSalesView buildSales(const Machines& m) {
    OwnSalesView view;
    for (const auto& [booking, sale] : m.book.all()) {
        if (sale.phase != SalePhase::Sold && sale.phase != SalePhase::Voided)
            continue;
        const Question facts = questionFrom(m, sale, Question::Kind::PaperOwed);
        OwnSaleView row{sale.booking,
                        facts.reference,
                        facts.movie,
                        facts.start.value_or(Instant{}),
                        facts.utcOffset,
                        facts.seats,
                        facts.total,
                        sale.soldAt,
                        sale.printed,
                        sale.phase == SalePhase::Voided,
                        sale.verdict.has_value(),
                        {},
                        sale.refunded,
                        {},
                        {},
                        sale.phase == SalePhase::Sold && hasMoves(sale) && !sale.movedPrinted};
        for (const domain::TicketLine& line : sale.intent.lines)
            row.tickets.push_back(line.ticket);
        if (sale.verdict)
            row.outcome = sale.verdict->outcome;
        row.reason = sentenceFor(sale);
        view.sales.push_back(std::move(row));
    }
    std::reverse(view.sales.begin(), view.sales.end());
    return view;
}

/// Old seat to new, from what the verdict on an own sale says.
std::vector<TaskView::Move> movesOf(const Machines& m, const OwnSale& sale) {
    std::vector<TaskView::Move> moves;
    const auto show = findShow(m.ctx.replica, sale.intent.showtime);
    if (!show || !sale.verdict)
        return moves;
    const auto nameOf = [&](SeatNo seat) {
        return seat.value < show->plan->seatCount() ? show->plan->seatName(seat) : std::string{};
    };
    for (const protocol::SeatMove& move : sale.verdict->moves)
        moves.push_back({nameOf(move.from), nameOf(move.to)});
    return moves;
}

TaskView taskFrom(const Machines& m, const protocol::Task& task) {
    TaskView view;
    view.id = task.id;
    view.kind = task.kind;
    view.text = task.text;
    view.mine = task.owner == m.ctx.identity.terminal;
    const auto rest = m.refunds.restOf(m.book, task);
    view.amount = rest ? rest->amount : task.amount;
    view.paidBack = !rest;
    view.contact = task.contact;
    view.tender = task.tender;
    view.actions = task.actions;
    view.openedAt = task.openedAt;
    view.deadline = task.deadline;
    if (!task.booking.isNull())
        view.reference = domain::referenceOf(task.booking);
    view.movie = movieTitle(m.ctx.replica, task.showtime);
    const auto showtime = m.ctx.replica.showtimes.find(task.showtime);
    if (showtime != m.ctx.replica.showtimes.end()) {
        view.start = showtime->second.start;
        view.utcOffset = utcOffsetOf(showtime->second);
    }
    for (const TicketId ticket : task.tickets) {
        const auto at = m.ctx.replica.reseatings.find(ticket);
        if (task.kind == protocol::TaskKind::Reseated && at != m.ctx.replica.reseatings.end())
            view.moves.push_back({at->second.fromName, at->second.toName});
    }
    const auto keys = m.ctx.replica.keys.find(task.owner);
    if (keys != m.ctx.replica.keys.end())
        view.owner = keys->second.name;
    if (task.kind == protocol::TaskKind::CardUnconfirmed)
        view.tender = domain::TenderKind::Card;
    if (const OwnSale* sale = m.book.find(task.booking)) {
        view.seats = seatNames(m.ctx.replica, *sale);
        view.saleHere = true;
        view.printable = canPrintMoves(*sale);
        if (!sale->tenders.empty())
            view.tender = sale->tenders.front().kind;
        if (task.kind == protocol::TaskKind::Reseated && view.moves.empty())
            view.moves = movesOf(m, *sale);
    }
    return view;
}

TasksView buildTasks(const Machines& m) {
    TasksView view;
    for (const protocol::Task* task : m.tasks.all(m.ctx))
        view.tasks.push_back(taskFrom(m, *task));
    return view;
}

} // namespace

View ViewBuilder::build(Machines& m) {
    const auto rebuild = [&](Part part, auto& slot, auto&& make) {
        const auto index = static_cast<std::size_t>(part);
        if (!m.ctx.changed.test(index))
            return;
        slot = make();
        ++m_view.versions[index];
    };
    const auto shared = [&](auto build) {
        return [&m, build] {
            return std::make_shared<const std::decay_t<decltype(build(m))>>(build(m));
        };
    };
    rebuild(Part::Status, m_view.status, shared(buildStatus));
    rebuild(Part::Login, m_view.login, shared(buildLogin));
    rebuild(Part::Schedule, m_view.schedule, shared(buildSchedule));
    rebuild(Part::SeatMap, m_view.seatMap, [&] { return buildSeatMap(m); });
    rebuild(Part::Sale, m_view.sale, shared(buildSale));
    rebuild(Part::Questions, m_view.questions, shared(buildQuestions));
    rebuild(Part::Sales, m_view.sales, shared(buildSales));
    rebuild(Part::Tasks, m_view.tasks, shared(buildTasks));
    rebuild(Part::Door, m_view.door, [&] {
        return std::make_shared<const DoorView>(m.door.view(m.ctx, m.basket.showtime()));
    });
    rebuild(Part::Office, m_view.office,
            [&] { return std::make_shared<const OfficeView>(m.office.view()); });
    rebuild(Part::Notice, m_view.notice,
            [&] { return std::make_shared<const NoticeView>(NoticeView{m.ctx.notice}); });
    m.ctx.changed.reset();
    return m_view;
}

} // namespace foyer::core
