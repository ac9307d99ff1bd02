#include "tests/bench/options.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace foyer::bench {

namespace {

[[noreturn]] void refuse(const char* argument) {
    std::fprintf(stderr,
                 "unknown argument %s\nUsage: [--smoke] [--seconds N] [--connections N]"
                 " [--repeats N] [--sales N] [--growth N]\n",
                 argument);
    std::exit(2);
}

constexpr Options kSmoke{
    .smoke = true, .seconds = 0.2, .connections = 8, .repeats = 1, .sales = 300, .growth = 3};

} // namespace

Options readOptions(int count, char** arguments) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view name = arguments[i];
        if (name == "--smoke") {
            options = kSmoke;
            continue;
        }
        if (i + 1 == count)
            refuse(arguments[i]);
        const double value = std::atof(arguments[++i]);
        if (value <= 0)
            refuse(arguments[i]);
        if (name == "--seconds")
            options.seconds = value;
        else if (name == "--connections")
            options.connections = static_cast<int>(value);
        else if (name == "--repeats")
            options.repeats = static_cast<int>(value);
        else if (name == "--sales")
            options.sales = static_cast<int>(value);
        else if (name == "--growth")
            options.growth = static_cast<int>(value);
        else
            refuse(arguments[i - 1]);
    }
    return options;
}

} // namespace foyer::bench
