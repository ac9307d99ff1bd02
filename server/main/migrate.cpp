#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/node.h"

#include <filesystem>

namespace foyer::server {

Exit migrateDatabase(const Settings& settings) {
    std::error_code failure;
    std::filesystem::create_directories(settings.data, failure);
    if (failure) {
        complain("cannot make the folder " + settings.data + ": " + failure.message() +
                 ". Name another one with --data.");
        return Exit::Failed;
    }
    sqlite::Connection connection = store::openToWrite({.path = settings.database()});
    crypto::SystemRandom random;
    const auto applied = store::prepareDatabase(connection, SystemClock{}.now(), random);
    if (!applied) {
        complain(applied.error().message);
        return Exit::WrongDatabase;
    }
    say(settings.database() +
        (applied->empty() ? " is up to date"
                          : ": " + std::to_string(applied->size()) + " migrations applied"));
    return Exit::Done;
}

Exit checkConfig(const Settings& settings) {
    say("data             " + settings.data);
    say("listen           " + settings.host + ":" + std::to_string(settings.port));
    say("loops            " + std::to_string(settings.loops));
    say("workers          " + std::to_string(settings.workers));
    say("tls              " +
        (settings.tlsCertificate.empty() ? std::string("no") : settings.tlsCertificate));
    say("log              " + settings.logLevel +
        (settings.logFormat == LogFormat::Json ? ", json" : ", text"));
    say("drain            " + std::to_string(settings.drainSeconds) + " s");
    return Exit::Done;
}

} // namespace foyer::server
