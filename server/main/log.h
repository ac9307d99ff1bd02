#pragma once

#include "server/http/answer.h"
#include "server/main/settings.h"

#include <string>

namespace Poco {
class Logger;
}

namespace foyer::server {

/// Sends the log to stderr, a line per event, as text or JSON. Once, before anything is logged.
void startLog(const Settings& settings);
/// The log of one part of the program: "edge", "http", "main".
Poco::Logger& logOf(const std::string& part);
/// Requests by their outcome: server errors as errors, the rest at debug level; each line, like
/// all that is logged on behalf of a request (ports::currentTrace), carries its id and its trace.
void logAccess(const http::AccessRecord& record);
/// Whether answered requests are worth recording at all.
bool logsAccess();

} // namespace foyer::server
