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

    std::string name() const;
};

/// Hundreds of runs that sync: in memory where the system has such a folder.
QString fastFolder();

void removeDatabase(const std::string& path);
/// `from` was closed, so that it is one file. Nothing is copied when there is none.
void copyDatabase(const std::string& from, const std::string& to);

/// Each call is looked at, not only some of them.
bool isThorough();

/// What was tried, for the line at the end.
struct FaultCount {
    std::map<std::string, std::uint64_t> operations; // and the points of each
    std::set<Fault> kinds;
    std::set<Lasting> modes;
    std::uint64_t points = 0;
    std::uint64_t failed = 0;

    /// With FOYER_FAULTS=all the points of each operation before it.
    void print(const char* where) const;
};

std::set<Fault> everyFault();

/// How many calls each kind could have struck.
using Calls = std::map<Fault, std::uint64_t>;
Calls callsOf(const sqlite::FaultVfs& disk);

/// `run(point)` does the work anew with the disk failing there and answers what calls were made. It
/// is done on a sound disk first, which tells how long it is. A quick run looks at no more than
/// `most` calls of each kind, spread evenly and others in each mode; with FOYER_FAULTS=all each is
/// looked at.
void atEveryPoint(FaultCount& count, const std::string& operation, Lasting lasting,
                  const std::set<Fault>& kinds, const std::function<Calls(const FaultPoint&)>& run,
                  std::uint64_t most);

} // namespace foyer::tests
