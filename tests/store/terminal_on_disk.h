#pragma once

#include "app/store/terminal_store.h"
#include "tests/unit/terminal_world.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace foyer::tests {

using namespace foyer::core;
using store::TerminalStore;

inline crypto::KeyPair testKey() {
    crypto::Seed seed{};
    seed[0] = 7;
    return crypto::KeyPair::fromSeed(seed);
}

inline const core::Identity kIdentity{kTerminal, {1}, "Counter 1"};
/// The next enrolment over the same disk.
inline const core::Identity kReborn{kTerminal, {2}, "Counter 1"};

/// A terminal on a real file. Printer and drawer do what they are told at once; the server says
/// nothing but what a test makes it say.
struct Counter {
    explicit Counter(const core::Identity& identity) : rig(identity) {}

    std::unique_ptr<TerminalStore> store;
    Rig rig;
    std::vector<BookingId> printed;
    std::set<std::string> charged; // references by which the reader was told to take money
    std::map<std::string, CardOutcome> reader; // what it has said of each
    std::set<BookingId> decided;               // a person has said what became of the card
    bool failed = false;
    bool printerWorks = true;
    /// Told what the store made of each of its commands.
    std::function<void(const Command&, const Event&)> onStore;

    static std::optional<Counter> open(const std::string& path, const std::string& vfs = {},
                                       Instant wall = kStart, Uuid boot = kBoot,
                                       const core::Identity& identity = kIdentity) {
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

    void tell(const Event& event) {
        remember(event);
        rig.tell(event);
        settle();
    }

    /// Carries out what is wanted until only the server could go on.
    void settle() {
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

    static std::shared_ptr<const protocol::ChangesAnswer> worldAt(CommitSeq commit) {
        auto world = std::make_shared<protocol::ChangesAnswer>(smallWorld());
        world->stamp.commitSeq = commit;
        return world;
    }

    /// The first contact: the world, and seats 3 and 4 on standing lease.
    void meetServer() {
        const auto changes = rig.take<SendChanges>();
        if (changes)
            tell(ChangesAnswered{changes->request, worldAt({11})});
        protocol::AllotmentAnswer answer;
        answer.stamp = {kDatabase, {11}};
        answer.allotments = {
            allotmentOf(1, {SeatNo{3}, SeatNo{4}}, protocol::AllotmentKind::Standing)};
        if (const auto standing = rig.take<SendStanding>())
            tell(AllotmentsGranted{standing->request, answer});
        logIn();
    }
    char letterOf(SeatNo seat) { return rig.terminal.view().seatMap->letters.at(seat.value); }
    /// The server judges the entry of `named` like that and accepts the others.
    void verdictsFor(const SendJournal& sent, const protocol::Verdict& named = {}) {
        JournalAnswered event{sent.request, {{kDatabase, {12}}, {}}};
        for (const auto& entry : sent.upload.entries)
            event.answer.verdicts.push_back(
                entry.seq == named.seq
                    ? named
                    : protocol::Verdict{
                          entry.seq, protocol::Rule::R3, protocol::Outcome::Accepted, {}, {}});
        tell(event);
    }
    void drain(const protocol::Verdict& named = {}) {
        while (const auto sent = rig.take<SendJournal>())
            verdictsFor(*sent, named);
    }
    /// Seat 3 of its first sale, whose entry is the second, is another's; the customer gets seat 8.
    void reseat(BookingId booking) {
        drain({{2},
               protocol::Rule::R6,
               protocol::Outcome::Reseated,
               "A4 was sold before; your seat is A9.",
               {{rig.saleView(booking).tickets.at(0), SeatNo{3}, SeatNo{8}}}});
    }
    void logIn() {
        tell(Login{kOperator, "1"});
        tell(OpenShowtime{kShowtime});
    }
    void sell(SeatNo seat) {
        tell(ToggleSeat{seat});
        tell(PayCash{});
        tell(ConfirmCash{{2'000, {}}});
    }
    /// How often somebody was to reach for money: a drawer, a card. Nobody takes these commands.
    std::size_t handedOut() const {
        return static_cast<std::size_t>(
            std::count_if(rig.todo.begin(), rig.todo.end(), [](const Command& command) {
                const auto* notify = std::get_if<Notify>(&command);
                return std::holds_alternative<OpenDrawer>(command) ||
                       (notify && notify->notice.code == NoticeCode::GiveBackOnCard);
            }));
    }
    std::vector<Question> questions() { return rig.terminal.view().questions->questions; }
    /// What the screen says is sold; null: nothing.
    BookingId shownSold() {
        const auto sale = rig.terminal.view().sale;
        return sale->state >= SaleState::Printing ? sale->booking : BookingId{};
    }

private:
    void watch(const Command& command) {
        if (const auto* charge = std::get_if<ChargeCard>(&command))
            charged.insert(charge->reference);
    }
    void remember(const Event& event) {
        if (const auto* said = std::get_if<CardAnswered>(&event)) {
            CardOutcome& known = reader.try_emplace(said->reference, said->outcome).first->second;
            if (known == CardOutcome::Unknown) // else it keeps its word
                known = said->outcome;
        }
        if (const auto* told = std::get_if<TellCard>(&event))
            decided.insert(told->booking);
    }
};

} // namespace foyer::tests
