#include "server/main/workbench.h"

#include "server/main/console.h"

#include <filesystem>

namespace foyer::server {

Exit judgeDatabase(const Settings& settings) {
    const auto path = settings.database();
    std::error_code failure;
    if (!std::filesystem::exists(path, failure)) {
        complain("there is no database at " + path + "; make it with: foyerd migrate --data " +
                 settings.data);
        return Exit::WrongDatabase;
    }
    sqlite::Connection connection({.path = path, .readOnly = true});
    const auto pending =
        sqlite::pendingMigrations(connection, store::serverSql(), sqlite::ApplicationId::Server);
    if (!pending) {
        complain(pending.error().message);
        return Exit::WrongDatabase;
    }
    if (!pending->empty()) {
        complain("the database at " + path + " is older than this program; run: foyerd migrate " +
                 "--data " + settings.data);
        return Exit::WrongDatabase;
    }
    return Exit::Done;
}

std::variant<std::unique_ptr<Workbench>, Exit> Workbench::open(const Settings& settings) {
    if (const auto verdict = judgeDatabase(settings); verdict != Exit::Done)
        return verdict;
    sqlite::Options options;
    options.path = settings.database();
    options.create = false;
    return std::unique_ptr<Workbench>(new Workbench(options));
}

Workbench::Workbench(const sqlite::Options& options)
    : m_options(options)
    , m_connection(store::openToWrite(options))
    , m_writer(m_connection, m_plans, nullptr)
    , m_context{m_writer, m_writer, m_clock, m_random} {}

std::string sentenceOf(ports::Failure failure) {
    switch (failure) {
    case ports::Failure::Overloaded:
        return "the server has too much to do; try again";
    case ports::Failure::Storage:
        return "the database did not take it; nothing was kept. Check the disk and try again";
    case ports::Failure::Stopping:
        return "the server is stopping; nothing was kept";
    }
    return "";
}

} // namespace foyer::server
