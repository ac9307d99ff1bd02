#include "server/main/metrics_process.h"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace foyer::server {

using http::Exposition;
using Kind = Exposition::Kind;

namespace {

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double startedAt() {
    static const auto started = std::chrono::system_clock::now();
    return std::chrono::duration<double>(started.time_since_epoch()).count();
}
// At the start of the program, not of the first page.
[[maybe_unused]] const double kStarted = startedAt();

double residentBytes() {
    std::ifstream statm("/proc/self/statm"); // proc(5): size resident shared …, in pages
    double size = 0;
    double resident = 0;
    statm >> size >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

double openFiles() {
    std::error_code failure;
    double count = 0;
    for (std::filesystem::directory_iterator at("/proc/self/fd", failure), end; at != end;
         at.increment(failure))
        ++count;
    return count;
}

} // namespace

void addProcess(Exposition& page) {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    page.family("foyer_build_info", Kind::Gauge, "The version of the server.");
    page.sample(1, {{"version", FOYER_VERSION}});
    page.family("process_start_time_seconds", Kind::Gauge, "When it was started, since 1970.");
    page.sample(startedAt());
    page.family("process_cpu_seconds_total", Kind::Counter, "Processor time of the server.");
    page.sample(secondsOf(used.ru_utime) + secondsOf(used.ru_stime));
    page.family("process_resident_memory_bytes", Kind::Gauge, "Memory of the server.");
    page.sample(residentBytes());
    page.family("process_open_fds", Kind::Gauge, "Files and sockets open.");
    page.sample(openFiles());
}

} // namespace foyer::server
