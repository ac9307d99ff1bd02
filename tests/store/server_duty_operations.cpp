#include "tests/store/server_duty_operations.h"

#include "server/services/days.h"
#include "server/services/recovery.h"

namespace foyer::tests {
namespace {

std::string describe(const HoldView& hold) {
    std::string text = hold.state == server::ports::HoldState::Waiting ? "waits" : "held";
    for (const SeatNo seat : hold.seats)
        text += " " + std::to_string(seat.value);
    return text;
}

Told held(Served& s, const Setting& set, std::vector<SeatNo> seats) {
    return told(waitFor<Holds::MakeAnswer>([&](auto reply) {
                    Holds(s.context(), s.presence).make({set.showtime, seats, "", ""}, reply);
                }),
                [](const Holds::MakeAnswer& made) {
                    return made ? describe(made->hold)
                                : "refused " +
                                      std::to_string(static_cast<int>(made.error().refusal));
                });
}

std::string describe(const Holds::Answer& answer) {
    return answer ? describe(*answer)
                  : "refused " + std::to_string(static_cast<int>(answer.error().refusal));
}

std::string describe(const ShowtimeChanges::Answer& answer) {
    if (!answer)
        return "refused " + std::to_string(static_cast<int>(answer.error().refusal));
    return std::to_string(answer->moved) + " moved, " + std::to_string(answer->reseated) +
           " reseated, " + std::to_string(answer->owed) + " owed";
}

Told declared(Served& s, TerminalId terminal, OperatorId by, std::optional<Incarnation> life = {}) {
    return told(waitFor<Losses::Answer>([&](auto reply) {
                    Losses(s.context(), s.presence).declare(terminal, life, by, reply);
                }),
                [](const Losses::Answer& answer) {
                    if (!answer)
                        return "refused " + std::to_string(static_cast<int>(answer.error()));
                    return (answer->lost ? "lost, " : "proposed, ") +
                           std::to_string(answer->freed) + " freed";
                });
}

/// What a recovery has come to once the writer has done what was submitted before.
Told recoveryIs(Served& s, Recovery& recovery, bool open) {
    const auto done = waitFor<Done>([&](auto reply) {
        submit<Done>(
            s.writer, [](server::ports::Store&) { return Decided<Done>{Done{}}; }, reply);
    });
    const auto state = recovery.state();
    if (!done || !state || state->recovery.has_value() != open)
        return {}; // not heard, and said again with the next request
    return open ? "recovering" : "over";
}

/// Every terminal that is waited for says that it has told all.
Told everybodyHasTold(Served& s, const Setting&) {
    Recovery recovery(s.context());
    struct Said {
        Caller caller;
        protocol::Report report;
    };
    using Words = std::vector<Said>;
    const auto words = readOne<Words>(s.readers, [](const server::ports::Store& store) {
        Words all;
        const auto open = store.openRecovery();
        if (open)
            for (const auto& each : open->terminals)
                all.push_back(
                    {{each.terminal, each.incarnation},
                     {2, store.stamp(), Seq{store.terminal(each.terminal)->nextSeq.value - 1}}});
        return all;
    });
    if (!words)
        return {};
    for (const Said& said : *words)
        recovery.heard(said.caller, said.report, said.report.seen);
    return recoveryIs(s, recovery, false);
}

/// A terminal of that key, the first time or on another disk.
Caller enrolled(Served& s, const Setting& set, std::uint8_t key, TerminalId terminal = {}) {
    const auto code = waitFor<Enrolment::Issued>([&](auto reply) {
        Enrolment(s.context()).issue({set.cinema, "Counter 5", terminal}, reply);
    });
    const auto made = waitFor<Enrolment::Redeemed>([&](auto reply) {
        Enrolment(s.context()).redeem((*code)->text, Device::keyFrom(key).publicKey(), reply);
    });
    return {(*made)->terminal, (*made)->incarnation};
}

/// Its former disk has seats on lease still, and one person has declared that disk lost.
void replaceDisk(Served& s, Setting& set) {
    const Caller first = enrolled(s, set, 21);
    const auto leased = waitFor<Allotments::Answer>([&](auto reply) {
        Allotments(s.context()).ask(first, {set.showtime, {SeatNo{37}, SeatNo{38}}}, reply);
    });
    CHECK(leased && leased->ok());
    change(s, [&](server::ports::Store& store) {
        expireLeases(store, first.terminal, first.incarnation);
    });
    enrolled(s, set, 22, first.terminal);
    set.duties.replaced = first.terminal;
    CHECK(declared(s, first.terminal, set.duties.first, first.incarnation) == "proposed, 0 freed");
}

/// A supervisor has looked into the task of that kind, and the office's journal says what came of
/// it: settled, or its money handed back.
protocol::JournalUpload decided(Served& s, const Setting& set, std::uint8_t key,
                                protocol::TaskKind kind, protocol::TaskAction action) {
    const auto tasks = *readOne<std::vector<server::ports::TaskRecord>>(
        s.readers, [](const server::ports::Store& store) { return store.openTasks(); });
    const auto found = std::find_if(tasks.begin(), tasks.end(),
                                    [&](const auto& each) { return each.task.kind == kind; });
    CHECK(found != tasks.end());
    const protocol::Task& task = found->task;
    const Caller caller = enrolled(s, set, key);
    Device office(key);
    office.terminal = caller.terminal;
    office.incarnation = caller.incarnation;
    const Instant now = SetClock{}.at;
    if (action == protocol::TaskAction::Settle) {
        office.write(protocol::TaskDone{task.id, action, "looked into", set.duties.second, now});
    } else {
        const Money all = *task.amount;
        office.write(protocol::Refund{task.booking,
                                      task.showtime,
                                      task.tickets,
                                      {domain::TenderKind::Cash, all, all, {0, all.currency}, ""},
                                      "looked into",
                                      set.duties.second,
                                      set.duties.second,
                                      task.id,
                                      now});
    }
    return office.upload();
}
/// The journal with an entry that nobody understands and a card of which nobody knows is here.
void leaveSuspense(Served& s, Setting& set) {
    CHECK(uploaded(s, set.everyKind));
    set.duties.quarantine =
        decided(s, set, 23, protocol::TaskKind::QuarantinedEntry, protocol::TaskAction::Settle);
    set.duties.unconfirmed = decided(s, set, 24, protocol::TaskKind::CardUnconfirmed,
                                     protocol::TaskAction::RefundTender);
}

} // namespace

Told changed(Served& s, const ChangeOfShowtime& call) {
    ShowtimeChanges changes(s.context());
    return told(waitFor<ShowtimeChanges::Answer>([&](auto reply) { call(changes, reply); }),
                [](const auto& answer) { return describe(answer); });
}

Told knowsMore(Served& s, const Setting& set) {
    Recovery recovery(s.context());
    const auto own = readOne<protocol::Stamp>(
        s.readers, [](const server::ports::Store& store) { return store.stamp(); });
    if (!own)
        return {};
    protocol::Report report{2, *own, Seq{2}};
    report.seen.commitSeq.value += 10;
    recovery.heard(set.caller, report, *own);
    return recoveryIs(s, recovery, true);
}

std::vector<UseCase> everyOnlineUseCase() {
    return {
        {"hold", [](Served& s, const Setting& set) { return held(s, set, {SeatNo{22}}); }},
        {"hold that recalls",
         [](Served& s, const Setting& set) {
             s.presence.heard(set.duties.recalled, s.clock.now());
             return held(s, set, {SeatNo{22}, SeatNo{27}});
         }},
        {"recall answered",
         [](Served& s, const Setting& set) { return uploaded(s, set.duties.answersRecall); }, true},
        {"hold extended",
         [](Served& s, const Setting& set) {
             const auto& own = set.duties.held;
             return told(waitFor<Holds::Answer>([&](auto reply) {
                             Holds(s.context(), s.presence).extend(own.hold.id, own.token, reply);
                         }),
                         [](const auto& answer) { return describe(answer); });
         }},
        {"hold's contact",
         [](Served& s, const Setting& set) {
             const auto& own = set.duties.held;
             return told(waitFor<Holds::Answer>([&](auto reply) {
                             Holds(s.context(), s.presence)
                                 .setContact(own.hold.id, own.token, {"bea@example.com", "de", {}},
                                             reply);
                         }),
                         [](const auto& answer) { return describe(answer); });
         },
         true},
        {"hold released",
         [](Served& s, const Setting& set) {
             const auto& own = set.duties.held;
             return told(waitFor<Holds::Answer>([&](auto reply) {
                             Holds(s.context(), s.presence).release(own.hold.id, own.token, reply);
                         }),
                         [](const auto& answer) { return describe(answer); });
         }},
        {"sweep",
         [](Served& s, const Setting&) {
             s.clock.at = SetClock{}.at + std::chrono::hours{1};
             return told(waitFor<std::int64_t>(
                             [&](auto reply) { Holds(s.context(), s.presence).sweep(reply); }),
                         [](std::int64_t ended) { return std::to_string(ended) + " ended"; });
         }},
        {"booking",
         [](Served& s, const Setting& set) {
             const auto& own = set.duties.held;
             Bookings::Order order{own.hold.id, own.token, {}, domain::TenderKind::Card, "pi_1"};
             return told(waitFor<Bookings::SellAnswer>([&](auto reply) {
                             Bookings(s.context(), s.verifier, s.sealer)
                                 .sell(set.duties.channel, order, reply);
                         }),
                         [](const Bookings::SellAnswer& sold) {
                             return sold ? std::to_string(sold->sale.lines.size()) + " sold"
                                         : "refused " + std::to_string(int(sold.error()));
                         });
         },
         true},
        {"booking paid back",
         [](Served& s, const Setting& set) {
             return told(waitFor<Bookings::RefundAnswer>([&](auto reply) {
                             Bookings(s.context(), s.verifier, s.sealer)
                                 .refund(set.duties.channel, set.duties.booked, {}, "ill", reply);
                         }),
                         [](const Bookings::RefundAnswer& back) {
                             return back ? back->refund.tender.amount.toString()
                                         : "refused " + std::to_string(int(back.error()));
                         });
         }},
    };
}

std::vector<UseCase> everyOfficeUseCase() {
    return {
        {"loss, first key",
         [](Served& s, const Setting& set) {
             return declared(s, set.duties.gone, set.duties.first);
         }},
        {"loss, second key",
         [](Served& s, const Setting& set) {
             return declared(s, set.duties.half, set.duties.second);
         }},
        {.name = "loss of a former disk, second key",
         .run =
             [](Served& s, const Setting& set) {
                 return declared(s, set.duties.replaced, set.duties.second, Incarnation{1});
             },
         .before = replaceDisk},
        {"day closed",
         [](Served& s, const Setting& set) {
             const Date day = businessDayOf(SetClock{}.at, {}) - std::chrono::days{1};
             // Enrolled anew, it might have sales of that day to tell until it is heard.
             s.presence.heard(set.duties.carried.terminal, s.context().clock.now());
             return told(waitFor<Days::Answer>([&](auto reply) {
                             Days(s.context(), s.presence).close(day, set.duties.first, reply);
                         }),
                         [](const Days::Answer& closed) {
                             return closed
                                        ? std::string("closed")
                                        : "refused " + std::to_string(int(closed.error().refusal));
                         });
         }},
        {"showtime cancelled",
         [](Served& s, const Setting& set) {
             return changed(
                 s, [&](auto& changes, auto reply) { changes.cancel(set.showtime, reply); });
         }},
        {"plan changed",
         [](Served& s, const Setting& set) {
             server::core::SeatMapping turned;
             for (std::uint16_t seat = 0; seat < 50; ++seat)
                 turned.emplace_back(SeatNo{seat}, SeatNo{static_cast<std::uint16_t>(49 - seat)});
             return changed(s, [&](auto& changes, auto reply) {
                 changes.changePlan(set.showtime, set.duties.otherPlan, turned, reply);
             });
         }},
        {"plan changed by names",
         [](Served& s, const Setting& set) {
             return changed(s, [&](auto& changes, auto reply) {
                 changes.changePlanByNames(set.showtime, set.duties.otherPlan, reply);
             });
         }},
        {"prices changed",
         [](Served& s, const Setting& set) {
             return changed(s, [&](auto& changes, auto reply) {
                 changes.changePrices(set.showtime, set.duties.otherPrices, reply);
             });
         },
         true},
        {"enrolment of a new disk",
         [](Served& s, const Setting& set) {
             return told(waitFor<Enrolment::Redeemed>([&](auto reply) {
                             Enrolment(s.context())
                                 .redeem(set.duties.codeForNext, set.duties.nextKey, reply);
                         }),
                         [](const auto& answer) {
                             return answer ? std::to_string(answer->incarnation.value) + ". life"
                                           : std::string("bad code");
                         });
         }},
        {"enrolment of a forgotten terminal",
         [](Served& s, const Setting& set) {
             TerminalId forgotten;
             forgotten.uuid.bytes[0] = 9;
             const protocol::FormerLives lives{forgotten, {{Incarnation{1}, set.duties.nextKey}}};
             return told(waitFor<Enrolment::Redeemed>([&](auto reply) {
                             Enrolment(s.context()).redeem(set.code, set.newKey, reply, lives);
                         }),
                         [](const auto& answer) {
                             return answer ? std::to_string(answer->incarnation.value) + ". life"
                                           : std::string("bad code");
                         });
         }},
        {"scans and paper",
         [](Served& s, const Setting& set) { return uploaded(s, set.duties.scans); }, true},
        {"carried entries",
         [](Served& s, const Setting& set) { return uploaded(s, set.duties.carried); }, true},
        {"task done", [](Served& s, const Setting& set) { return uploaded(s, set.duties.settled); },
         true},
        {.name = "quarantined entry settled",
         .run = [](Served& s, const Setting& set) { return uploaded(s, set.duties.quarantine); },
         .repeats = true,
         .before = leaveSuspense},
        {.name = "money of an unconfirmed card",
         .run = [](Served& s, const Setting& set) { return uploaded(s, set.duties.unconfirmed); },
         .repeats = true,
         .before = leaveSuspense},
    };
}

std::vector<UseCase> everyUseCaseOfARecovery() {
    return {
        {.name = "recovery begins", .run = knowsMore, .inSteps = true},
        {"journal into a restored database",
         [](Served& s, const Setting& set) { return uploaded(s, set.everyKind); }, true, true},
        {.name = "recovery ends",
         .run = everybodyHasTold,
         .restored = true,
         .inSteps = true,
         .before =
             [](Served& s, Setting&) { // the provider has no part in it
                 change(s, [&](server::ports::Store& store) {
                     CHECK(server::services::forgoPayments(store, "a test", s.clock.now()));
                 });
             }},
        {.name = "loss during a recovery",
         .run = [](Served& s,
                   const Setting& set) { return declared(s, set.duties.half, set.duties.second); },
         .restored = true,
         .before =
             [](Served& s, Setting& set) { // its lease counted from the restore
                 change(s, [&](server::ports::Store& store) {
                     expireLeases(store, set.duties.half, Incarnation{1});
                 });
             }},
    };
}

} // namespace foyer::tests
