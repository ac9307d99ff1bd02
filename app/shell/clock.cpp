#include "app/shell/clock.h"

#include <fstream>
#include <string>
#include <time.h>

namespace foyer::shell {

namespace {
Milliseconds read(clockid_t clock) {
    timespec at{};
    clock_gettime(clock, &at);
    return Milliseconds{std::int64_t{at.tv_sec} * 1000 + at.tv_nsec / 1'000'000};
}
} // namespace

Now readClocks() {
    return {Instant{read(CLOCK_REALTIME)}, BootInstant{read(CLOCK_BOOTTIME)}};
}

Uuid readBootId() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string text;
    std::getline(file, text);
    return Uuid::parse(text).value_or(Uuid{});
}

} // namespace foyer::shell
