#include "server/main/log.h"

#include "server/http/router.h"
#include "server/ports/trace.h"

#include <Poco/AutoPtr.h>
#include <Poco/ConsoleChannel.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Formatter.h>
#include <Poco/FormattingChannel.h>
#include <Poco/JSONString.h>
#include <Poco/Logger.h>
#include <Poco/Message.h>
#include <Poco/Timestamp.h>

#include <iostream>

namespace foyer::server {

namespace {

const char* nameOf(Poco::Message::Priority priority) {
    switch (priority) {
    case Poco::Message::PRIO_FATAL:
        return "fatal";
    case Poco::Message::PRIO_CRITICAL:
        return "critical";
    case Poco::Message::PRIO_ERROR:
        return "error";
    case Poco::Message::PRIO_WARNING:
        return "warning";
    case Poco::Message::PRIO_NOTICE:
        return "notice";
    case Poco::Message::PRIO_INFORMATION:
        return "information";
    case Poco::Message::PRIO_DEBUG:
        return "debug";
    case Poco::Message::PRIO_TRACE:
        return "trace";
    }
    return "";
}

std::string timeOf(const Poco::Message& message) {
    return Poco::DateTimeFormatter::format(message.getTime(), "%Y-%m-%dT%H:%M:%s") + "Z";
}

class TextFormatter final : public Poco::Formatter {
public:
    void format(const Poco::Message& message, std::string& text) override {
        text = timeOf(message) + " " + nameOf(message.getPriority()) + " " + message.getSource();
        if (const auto& trace = ports::currentTrace()) {
            text += " [" + trace->request;
            if (trace->context)
                text += " trace " + traceIdOf(*trace->context);
            text += "]";
        }
        text += ": " + message.getText();
    }
};

class JsonFormatter final : public Poco::Formatter {
public:
    void format(const Poco::Message& message, std::string& text) override {
        text = "{\"time\":\"" + timeOf(message) + "\",\"level\":\"" +
               nameOf(message.getPriority()) + "\",\"part\":" + Poco::toJSON(message.getSource());
        if (const auto& trace = ports::currentTrace()) {
            text += ",\"request\":" + Poco::toJSON(trace->request);
            if (trace->context)
                text += ",\"trace\":\"" + traceIdOf(*trace->context) + "\"";
        }
        text += ",\"message\":" + Poco::toJSON(message.getText()) + "}";
    }
};

} // namespace

void startLog(const Settings& settings) {
    Poco::AutoPtr<Poco::Formatter> formatter;
    if (settings.logFormat == LogFormat::Json)
        formatter = new JsonFormatter;
    else
        formatter = new TextFormatter;
    const Poco::AutoPtr<Poco::Channel> console(new Poco::ConsoleChannel(std::cerr));
    const Poco::AutoPtr<Poco::Channel> channel(new Poco::FormattingChannel(formatter, console));
    auto& root = Poco::Logger::root();
    root.setChannel(channel);
    root.setLevel(settings.logLevel);
}

Poco::Logger& logOf(const std::string& part) {
    return Poco::Logger::get(part);
}

bool logsAccess() {
    return logOf("http").error();
}

void logAccess(const http::AccessRecord& record) {
    const auto priority =
        record.status >= 500 ? Poco::Message::PRIO_ERROR : Poco::Message::PRIO_DEBUG;
    auto& log = logOf("http");
    if (!log.is(priority))
        return;
    Poco::Message message(log.name(),
                          std::string(http::nameOf(record.method)) + " " + record.path + " " +
                              std::to_string(record.status) + " in " +
                              std::to_string(record.took.count()) + " us",
                          priority);
    const ports::TraceScope scope(record.trace);
    log.log(message);
}

} // namespace foyer::server
