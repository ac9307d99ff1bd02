#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/token_ring.h"
#include "server/main/workbench.h"
#include "server/services/accounts.h"

#include <iostream>

namespace foyer::server {

namespace {

using services::Accounts;

const char* sentenceOf(Accounts::CreateRefusal refusal) {
    switch (refusal) {
    case Accounts::CreateRefusal::BadEmail:
        return "--email needs an address, for example ada@example.com";
    case Accounts::CreateRefusal::NameMissing:
        return "--name needs the name of the person";
    case Accounts::CreateRefusal::BadPassword:
        return "a password has 10 to 200 bytes";
    case Accounts::CreateRefusal::EmailTaken:
        return "there is an account with that address; foyerd account change changes it";
    case Accounts::CreateRefusal::UnknownOperator:
        return "there is no operator of that name; leave --operator out if there is none";
    case Accounts::CreateRefusal::RoleTooLow:
        return "its operator may do more than that role; give it a higher --role";
    }
    return "";
}

/// One line, so that the password is in no list of processes and in no history of a shell.
std::string passwordFromInput() {
    std::string line;
    std::getline(std::cin, line);
    return line;
}

Result<Accounts::New, std::string> askedFor(const Arguments& arguments) {
    Accounts::New account;
    account.email = arguments.option("email").value_or("");
    account.name = arguments.option("name").value_or("");
    account.op = arguments.option("operator").value_or("");
    const std::string role = arguments.option("role").value_or("cashier");
    const auto known = domain::accountRoleFrom(role);
    if (!known)
        return Err{"\"" + role +
                   "\" is no role; there are customer, usher, cashier, supervisor, manager, admin"};
    account.role = *known;
    return account;
}

} // namespace

Exit makeAccount(const Settings& settings, const Arguments& arguments) {
    const std::string what = arguments.word(1);
    if (what != "add" && what != "change") {
        complain("account takes add or change; foyerd --help says how");
        return Exit::BadUsage;
    }
    auto asked = askedFor(arguments);
    if (!asked) {
        complain(asked.error());
        return Exit::BadUsage;
    }
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    complain("its password, on one line of the standard input:");
    asked->password = passwordFromInput();
    Accounts accounts(std::get<0>(opened)->context());
    const auto made = await<Accounts::Created>([&](auto reply) {
        accounts.create(*std::move(asked), what == "change", std::move(reply));
    });
    if (!made) {
        complain(sentenceOf(made.error()));
        return Exit::Failed;
    }
    if (!*made) {
        complain(sentenceOf(made->error()));
        return Exit::BadUsage;
    }
    say((*made)->toString());
    return Exit::Done;
}

Exit rotateKeys(const Settings& settings) {
    const auto rotated = TokenRing::rotate(settings.tokenKeys(), SystemClock().now());
    if (!rotated) {
        complain("the keys of access tokens cannot be rotated: " + rotated.error().message);
        return Exit::Failed;
    }
    say(rotated->kid);
    complain("this key signs from now on; a running server notices within a minute. " +
             std::to_string(rotated->dropped) + " old keys were removed");
    return Exit::Done;
}

} // namespace foyer::server
