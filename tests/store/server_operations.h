#pragma once

// Every use case of the server, one row each, for tests that let the disk fail.

#include "tests/store/served_on_disk.h"

namespace foyer::tests {

/// What the caller was told, in words without ids; nothing for Failure::Storage.
using Told = std::optional<std::string>;

struct UseCase {
    const char* name;
    std::function<Told(Served&, const Setting&)> run;
    bool repeats = false;  // asked again after it was done, it answers the same
    bool restored = false; // of a server that was restored and is recovering
    bool inSteps = false;  // more than one transaction, or what it came to is read afterwards
    bool reads = false;    // nothing is written
    /// What was done before, on a sound disk.
    std::function<void(Served&, Setting&)> before{};
};

template <class Answer, class Describe>
Told told(const Outcome<Answer>& outcome, Describe describe) {
    if (outcome)
        return describe(*outcome);
    CHECK(outcome.error() == server::ports::Failure::Storage);
    return {};
}

template <class Answer, class Call>
Told done(const char* word, Call call) {
    return told(waitFor<Answer>(call), [word](const auto&) { return std::string(word); });
}

/// The same of an answer that may be a refusal.
template <class Answer, class Call>
Told doneOrRefused(const char* word, Call call) {
    return told(waitFor<Answer>(call),
                [word](const Answer& answer) { return std::string(answer ? word : "refused"); });
}

Told uploaded(Served& s, const protocol::JournalUpload& upload);
Told asked(Served& s, const Setting& set, std::vector<SeatNo> seats);
/// Eight asks that wait for the writer at once, so that some share a commit.
Told askedByACrowd(Served& s, const Setting& set);

/// Until all is done that was submitted, also what nobody waits for.
void drain(Served& s);

/// For what a row begins with: on a sound disk.
void change(Served& s, const std::function<void(server::ports::Store&)>& work);
/// The same where no use case says so: what happened long ago.
void rewrite(const Served& s, const char* sql);

std::vector<UseCase> everyUseCase(const std::string& backups);

} // namespace foyer::tests
