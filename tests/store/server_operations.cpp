#include "tests/store/server_operations.h"

#include "server/services/changes.h"

#include <QDir>

namespace foyer::tests {
namespace {

std::string describe(const Allotments::Answer& answer) {
    if (!answer)
        return protocol::nameOf(answer.error().refusal);
    std::string text;
    for (const auto& allotment : answer->allotments) {
        for (const SeatNo seat : allotment.seats)
            text += std::to_string(seat.value) + " ";
        text += "| ";
    }
    return text;
}
std::string describe(const Reconcile::Answer& answer) {
    if (!answer) // which is on record as well
        return "not taken in: " + std::to_string(static_cast<int>(answer.error().refusal));
    std::string text;
    for (const auto& verdict : answer->verdicts)
        text += std::to_string(verdict.seq.value) + ":" +
                std::to_string(static_cast<int>(verdict.rule)) + "/" +
                std::to_string(static_cast<int>(verdict.outcome)) + " ";
    return text;
}
std::string describe(const protocol::ChangesAnswer& answer) {
    return std::to_string(answer.changes.size()) + (answer.snapshot ? " of all" : " new");
}

Told backedUp(Served& s, const std::string& folder) {
    for (const QString& old : QDir(QString::fromStdString(folder)).entryList(QDir::Files))
        QFile::remove(QString::fromStdString(folder) + "/" + old);
    server::store::SqliteBackup database(s.options);
    Backup backup(s.context(), database);
    const std::string file = folder + "/copy.db";
    const auto made = backup.copyTo(file);
    CHECK(made || QDir(QString::fromStdString(folder)).entryList({"*.db"}).isEmpty());
    if (!made)
        return {};
    return told(waitFor<Done>([&](auto reply) { backup.note(file, reply); }),
                [](const auto&) { return std::string("made"); });
}

} // namespace

Told uploaded(Served& s, const protocol::JournalUpload& upload) {
    return told(waitFor<Reconcile::Answer>(
                    [&](auto reply) { Reconcile(s.context(), s.verifier).upload(upload, reply); }),
                [](const auto& answer) { return describe(answer); });
}

Told asked(Served& s, const Setting& set, std::vector<SeatNo> seats) {
    return told(waitFor<Allotments::Answer>([&](auto reply) {
                    Allotments(s.context()).ask(set.caller, {set.showtime, seats}, reply);
                }),
                [](const auto& answer) { return describe(answer); });
}

Told askedByACrowd(Served& s, const Setting& set) {
    std::vector<std::future<Told>> answers;
    for (std::uint16_t seat = 10; seat < 18; ++seat) {
        auto promise = std::make_shared<std::promise<Told>>();
        answers.push_back(promise->get_future());
        Allotments(s.context())
            .ask(set.caller, {set.showtime, {SeatNo{seat}}},
                 [promise](const Outcome<Allotments::Answer>& answer) {
                     promise->set_value(
                         told(answer, [](const auto& given) { return describe(given); }));
                 });
    }
    Told all = std::string();
    for (auto& answer : answers) {
        const Told one = answer.get();
        all = one && all ? Told(*all + *one) : Told();
    }
    return all;
}

void drain(Served& s) {
    (void)waitFor<Done>([&](auto reply) {
        submit<Done>(
            s.writer,
            [](server::ports::Store&) {
                return Decided<Done>{Done{}, false};
            },
            reply);
    });
}

void change(Served& s, const std::function<void(server::ports::Store&)>& work) {
    const auto done = waitFor<Done>([&](auto reply) {
        submit<Done>(
            s.writer,
            [&](server::ports::Store& store) {
                work(store);
                return Decided<Done>{Done{}};
            },
            reply);
    });
    CHECK(done.ok());
}

void rewrite(const Served& s, const char* sql) {
    sqlite::Connection({.path = s.options.path, .create = false}).exec(sql);
}

std::vector<UseCase> everyUseCase(const std::string& backups) {
    return {
        {"enrolment code",
         [](Served& s, const Setting& set) {
             return done<Enrolment::Issued>("issued", [&](auto reply) {
                 Enrolment(s.context()).issue({set.cinema, "Counter 3", {}}, reply);
             });
         }},
        {"enrolment",
         [](Served& s, const Setting& set) {
             return told(waitFor<Enrolment::Redeemed>([&](auto reply) {
                             Enrolment(s.context()).redeem(set.code, set.newKey, reply);
                         }),
                         [](const auto& answer) {
                             return answer ? answer->name : std::string("bad code");
                         });
         }},
        {"ask",
         [](Served& s, const Setting& set) {
             return asked(s, set, {SeatNo{12}, SeatNo{13}});
         },
         true},
        {.name = "asks of a crowd", .run = askedByACrowd, .repeats = true, .inSteps = true},
        {"standing allotments",
         [](Served& s, const Setting& set) {
             return told(waitFor<Allotments::Answer>([&](auto reply) {
                             Allotments(s.context()).standing(set.caller, reply);
                         }),
                         [](const auto& answer) { return describe(answer); });
         },
         true},
        {"seats given back",
         [](Served& s, const Setting& set) {
             return told(waitFor<Allotments::Answer>([&](auto reply) {
                             Allotments(s.context())
                                 .giveBack(set.caller, set.showtime,
                                           {set.asked.id, set.asked.epoch}, {SeatNo{8}}, reply);
                         }),
                         [](const auto& answer) { return describe(answer); });
         },
         true},
        {"expiry",
         [](Served& s, const Setting&) {
             s.clock.at = SetClock{}.at + std::chrono::hours{14};
             return told(
                 waitFor<std::int64_t>([&](auto reply) { Allotments(s.context()).expire(reply); }),
                 [](std::int64_t marked) { return std::to_string(marked); });
         }},
        {"journal of every kind",
         [](Served& s, const Setting& set) { return uploaded(s, set.everyKind); }, true},
        {.name = "journal known already",
         .run = [](Served& s, const Setting& set) { return uploaded(s, set.first); },
         .repeats = true,
         .reads = true},
        {"cloned disk", [](Served& s, const Setting& set) { return uploaded(s, set.cloned); }},
        {"plan",
         [](Served& s, const Setting&) {
             return done<Imports::PlanOutcome>("plan", [&](auto reply) {
                 Imports(s.context()).plan(domain::planOf({"ssss", "ssss"}), reply);
             });
         },
         true},
        {"movies",
         [](Served& s, const Setting&) {
             domain::Movie movie;
             movie.title = "M";
             movie.releaseYear = 1931;
             return done<std::vector<Imports::MovieOutcome>>(
                 "movies", [&](auto reply) { Imports(s.context()).movies({movie}, reply); });
         },
         true},
        {"house",
         [](Served& s, const Setting& set) {
             return done<Result<Imports::House, Imports::HouseRefusal>>(
                 "house", [&](auto reply) { Imports(s.context()).house(set.house, reply); });
         },
         true},
        {"programme",
         [](Served& s, const Setting& set) {
             return told(waitFor<Imports::ProgrammeAnswer>([&](auto reply) {
                             Imports(s.context()).programme({set.another}, reply);
                         }),
                         [](const auto& added) {
                             return added ? std::to_string(*added) : std::string("refused");
                         });
         }},
        {.name = "changes",
         .run =
             [](Served& s, const Setting& set) {
                 return told(Changes(s.context()).after(CommitSeq{0}, set.caller),
                             [](const auto& answer) { return describe(answer); });
             },
         .repeats = true,
         .reads = true},
        {.name = "audit",
         .run =
             [](Served& s, const Setting&) {
                 return told(Audit(s.readers, s.verifier).run(), [](const auto& report) {
                     return std::to_string(report.findings.size()) + " findings";
                 });
             },
         .repeats = true,
         .reads = true},
        {.name = "backup", // the file is good, whether or not it is noted
         .run = [backups](Served& s, const Setting&) { return backedUp(s, backups); },
         .repeats = true,
         .inSteps = true},
    };
}

} // namespace foyer::tests
