#pragma once

// Runs one piece of work with a disk that fails at its 1st, 2nd, 3rd … call up to the last; and
// counts what was done.

#include "shared/sqlite/fault_vfs.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace foyer::tests {

using sqlite::Fault;
using Lasting = sqlite::FaultVfs::Lasting;

/// Where the disk fails.
struct FaultPoint {
    Fault fault = Fault::IoError;
    Lasting lasting = Lasting::Once;
    std::uint64_t nth = 1;

    std::string name() const {
        return std::string(sqlite::nameOf(fault)) + " at call " + std::to_string(nth) +
               (lasting == Lasting::Once ? ", once" : ", from then on");
    }
};

/// Hundreds of runs that sync: in memory where the system has such a folder.
inline QString fastFolder() {
    const QString fast = "/dev/shm";
    return (QDir(fast).exists() ? fast : QDir::tempPath()) + "/foyer-XXXXXX";
}

inline void removeDatabase(const std::string& path) {
    for (const char* end : {"", "-wal", "-shm"})
        QFile::remove(QString::fromStdString(path + end));
}
/// `from` was closed, so that it is one file. Nothing is copied when there is none.
inline void copyDatabase(const std::string& from, const std::string& to) {
    removeDatabase(to);
    QFile::copy(QString::fromStdString(from), QString::fromStdString(to));
}

/// Each call is looked at, not only some of them.
inline bool isThorough() {
    return qEnvironmentVariable("FOYER_FAULTS") == "all";
}

/// What was tried, for the line at the end.
struct FaultCount {
    std::map<std::string, std::uint64_t> operations; // and the points of each
    std::set<Fault> kinds;
    std::set<Lasting> modes;
    std::uint64_t points = 0;
    std::uint64_t failed = 0;

    /// With FOYER_FAULTS=all the points of each operation before it.
    void print(const char* where) const {
        if (isThorough())
            for (const auto& [operation, own] : operations)
                std::printf("  %5llu %s\n", static_cast<unsigned long long>(own),
                            operation.c_str());
        std::printf("io faults (%s): seed=%s commit=%s operations=%zu points=%llu kinds=%zu "
                    "modes=%zu, %s\n",
                    where, qEnvironmentVariable("FOYER_SEED", "1").toUtf8().constData(),
                    qEnvironmentVariable("FOYER_COMMIT", "unknown").toUtf8().constData(),
                    operations.size(), static_cast<unsigned long long>(points), kinds.size(),
                    modes.size(), failed == 0 ? "all recovered" : "NOT all recovered");
        std::fflush(stdout);
    }
};

inline std::set<Fault> everyFault() {
    std::set<Fault> all;
    for (std::size_t i = 0; i < sqlite::kFaultCount; ++i)
        all.insert(static_cast<Fault>(i));
    return all;
}

/// How many calls each kind could have struck.
using Calls = std::map<Fault, std::uint64_t>;
inline Calls callsOf(const sqlite::FaultVfs& disk) {
    Calls calls;
    for (const Fault fault : everyFault())
        calls[fault] = disk.operations(fault);
    return calls;
}

/// `run(point)` does the work anew with the disk failing there and answers what calls were made. It
/// is done on a sound disk first, which tells how long it is. A quick run looks at no more than
/// `most` calls of each kind, spread evenly and others in each mode; with FOYER_FAULTS=all each is
/// looked at.
inline void atEveryPoint(FaultCount& count, const std::string& operation, Lasting lasting,
                         const std::set<Fault>& kinds,
                         const std::function<Calls(const FaultPoint&)>& run, std::uint64_t most) {
    constexpr std::uint64_t kNever = 1'000'000;
    Calls sound = run({Fault::IoError, lasting, kNever});
    for (const Fault fault : kinds) {
        const std::uint64_t stride = isThorough() ? 1 : 1 + sound[fault] / most;
        const std::uint64_t first = lasting == Lasting::Once ? 1 : 1 + stride / 2;
        for (std::uint64_t nth = first; nth <= sound[fault]; nth += stride) {
            const bool struck = run({fault, lasting, nth})[fault] >= nth;
            if (QTest::currentTestFailed()) {
                ++count.failed;
                return;
            }
            if (!struck) // threads took other turns
                break;
            ++count.points;
            ++count.operations[operation];
            count.kinds.insert(fault);
            count.modes.insert(lasting);
        }
    }
}

} // namespace foyer::tests
