#include "tests/store/terminal_on_disk.h"

namespace foyer::tests {

crypto::KeyPair testKey() {
    crypto::Seed seed{};
    seed[0] = 7;
    return crypto::KeyPair::fromSeed(seed);
}

std::optional<Counter> Counter::open(const std::string& path, const std::string& vfs, Instant wall,
                                     Uuid boot, const core::Identity& identity) {
    auto opened = TerminalStore::open({path, vfs}, identity, testKey(), wall);
    if (!opened)
        return {};
    Counter counter(identity);
    counter.store = std::move(*opened);
    counter.rig.now.wall = wall;
    counter.rig.start(*counter.store->restored(), boot);
    counter.settle();
    return counter;
}

void Counter::tell(const Event& event) {
    remember(event);
    rig.tell(event);
    settle();
}

void Counter::settle() {
    std::deque<Command> server;
    while (!rig.todo.empty()) {
        const Command command = std::move(rig.todo.front());
        rig.todo.pop_front();
        if (const auto done = store->carryOut(command, rig.now.wall)) {
            failed |= std::holds_alternative<PersistFailed>(*done);
            if (onStore)
                onStore(command, *done);
            rig.tell(*done);
        } else if (const auto* print = std::get_if<PrintTickets>(&command)) {
            if (printerWorks) {
                printed.push_back(print->booking);
                rig.tell(TicketsPrinted{print->print});
            } else {
                rig.tell(PrintFailed{print->print, PrinterTrouble::PaperOut});
            }
        } else if (const auto* verify = std::get_if<VerifyPin>(&command)) {
            rig.tell(PinVerified{verify->request, true});
        } else {
            watch(command);
            server.push_back(command);
        }
    }
    rig.todo = std::move(server);
}

std::shared_ptr<const protocol::ChangesAnswer> Counter::worldAt(CommitSeq commit) {
    auto world = std::make_shared<protocol::ChangesAnswer>(smallWorld());
    world->stamp.commitSeq = commit;
    return world;
}

void Counter::meetServer() {
    const auto changes = rig.take<SendChanges>();
    if (changes)
        tell(ChangesAnswered{changes->request, worldAt({11})});
    protocol::AllotmentAnswer answer;
    answer.stamp = {kDatabase, {11}};
    answer.allotments = {allotmentOf(1, {SeatNo{3}, SeatNo{4}}, protocol::AllotmentKind::Standing)};
    if (const auto standing = rig.take<SendStanding>())
        tell(AllotmentsGranted{standing->request, answer});
    logIn();
}

void Counter::verdictsFor(const SendJournal& sent, const protocol::Verdict& named) {
    JournalAnswered event{sent.request, {{kDatabase, {12}}, {}}};
    for (const auto& entry : sent.upload.entries)
        event.answer.verdicts.push_back(
            entry.seq == named.seq
                ? named
                : protocol::Verdict{
                      entry.seq, protocol::Rule::R3, protocol::Outcome::Accepted, {}, {}});
    tell(event);
}

void Counter::drain(const protocol::Verdict& named) {
    while (const auto sent = rig.take<SendJournal>())
        verdictsFor(*sent, named);
}

void Counter::reseat(BookingId booking) {
    drain({{2},
           protocol::Rule::R6,
           protocol::Outcome::Reseated,
           "A4 was sold before; your seat is A9.",
           {{rig.saleView(booking).tickets.at(0), SeatNo{3}, SeatNo{8}}}});
}

void Counter::logIn() {
    tell(Login{kOperator, "1"});
    tell(OpenShowtime{kShowtime});
}

void Counter::sell(SeatNo seat) {
    tell(ToggleSeat{seat});
    tell(PayCash{});
    tell(ConfirmCash{{2'000, {}}});
}

std::size_t Counter::handedOut() const {
    return static_cast<std::size_t>(
        std::count_if(rig.todo.begin(), rig.todo.end(), [](const Command& command) {
            const auto* notify = std::get_if<Notify>(&command);
            return std::holds_alternative<OpenDrawer>(command) ||
                   (notify && notify->notice.code == NoticeCode::GiveBackOnCard);
        }));
}

BookingId Counter::shownSold() {
    const auto sale = rig.terminal.view().sale;
    return sale->state >= SaleState::Printing ? sale->booking : BookingId{};
}

void Counter::watch(const Command& command) {
    if (const auto* charge = std::get_if<ChargeCard>(&command))
        charged.insert(charge->reference);
}

void Counter::remember(const Event& event) {
    if (const auto* said = std::get_if<CardAnswered>(&event)) {
        CardOutcome& known = reader.try_emplace(said->reference, said->outcome).first->second;
        if (known == CardOutcome::Unknown) // else it keeps its word
            known = said->outcome;
    }
    if (const auto* told = std::get_if<TellCard>(&event))
        decided.insert(told->booking);
}

} // namespace foyer::tests
