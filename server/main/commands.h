#pragma once

#include "server/main/arguments.h"
#include "server/main/exit_code.h"
#include "server/main/settings.h"

namespace foyer::server {

// One function per command, each in its own file. They say what they did and complain about what
// went wrong; sqlite::Error and std::exception are caught once, by their caller in main.cpp.

Exit serve(const Settings& settings);
Exit migrateDatabase(const Settings& settings);
Exit importMovies(const Settings& settings, const std::string& file, const Arguments& arguments);
Exit importPlanFile(const Settings& settings, const std::string& file, const Arguments& arguments);
Exit importDemo(const Settings& settings, const Arguments& arguments);
Exit enrolTerminal(const Settings& settings, const Arguments& arguments);
Exit audit(const Settings& settings);
/// The trial balance, or the journal of a day, as CSV on the standard output.
Exit ledger(const Settings& settings, const Arguments& arguments);
/// `quick` leaves the audit of the copy out; its pages and references are checked all the same.
Exit backup(const Settings& settings, const std::string& file, bool quick);
/// `takesOver`: somebody has said that the house is served from here from now on.
Exit restore(const Settings& settings, const std::string& file, bool takesOver);
/// A recovery does not wait for the payment provider any more; beside a running server too.
Exit forgoPayments(const Settings& settings, const Arguments& arguments);
/// Adds or changes an account; its password is one line of the standard input.
Exit makeAccount(const Settings& settings, const Arguments& arguments);
/// A new key for access tokens.
Exit rotateKeys(const Settings& settings);
Exit checkConfig(const Settings& settings);

} // namespace foyer::server
