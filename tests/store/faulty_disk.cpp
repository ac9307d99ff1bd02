#include "tests/store/faulty_disk.h"

namespace foyer::tests {

std::string FaultPoint::name() const {
    return std::string(sqlite::nameOf(fault)) + " at call " + std::to_string(nth) +
           (lasting == Lasting::Once ? ", once" : ", from then on");
}

QString fastFolder() {
    const QString fast = "/dev/shm";
    return (QDir(fast).exists() ? fast : QDir::tempPath()) + "/foyer-XXXXXX";
}

void removeDatabase(const std::string& path) {
    for (const char* end : {"", "-wal", "-shm"})
        QFile::remove(QString::fromStdString(path + end));
}

void copyDatabase(const std::string& from, const std::string& to) {
    removeDatabase(to);
    QFile::copy(QString::fromStdString(from), QString::fromStdString(to));
}

bool isThorough() {
    return qEnvironmentVariable("FOYER_FAULTS") == "all";
}

void FaultCount::print(const char* where) const {
    if (isThorough())
        for (const auto& [operation, own] : operations)
            std::printf("  %5llu %s\n", static_cast<unsigned long long>(own), operation.c_str());
    std::printf("io faults (%s): seed=%s commit=%s operations=%zu points=%llu kinds=%zu "
                "modes=%zu, %s\n",
                where, qEnvironmentVariable("FOYER_SEED", "1").toUtf8().constData(),
                qEnvironmentVariable("FOYER_COMMIT", "unknown").toUtf8().constData(),
                operations.size(), static_cast<unsigned long long>(points), kinds.size(),
                modes.size(), failed == 0 ? "all recovered" : "NOT all recovered");
    std::fflush(stdout);
}

std::set<Fault> everyFault() {
    std::set<Fault> all;
    for (std::size_t i = 0; i < sqlite::kFaultCount; ++i)
        all.insert(static_cast<Fault>(i));
    return all;
}

Calls callsOf(const sqlite::FaultVfs& disk) {
    Calls calls;
    for (const Fault fault : everyFault())
        calls[fault] = disk.operations(fault);
    return calls;
}

void atEveryPoint(FaultCount& count, const std::string& operation, Lasting lasting,
                  const std::set<Fault>& kinds, const std::function<Calls(const FaultPoint&)>& run,
                  std::uint64_t most) {
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
