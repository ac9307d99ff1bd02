#include "shared/base/check.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace foyer::fuzz {

namespace {

void print(const char* what, const char* expression, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: %s: %s\n", file, line, what, expression);
}

void printCheck(const char* expression, const char* file, int line) {
    print("CHECK failed", expression, file, line);
}

} // namespace

void broken(const char* promise, const char* file, int line) {
    print("does not hold", promise, file, line);
    std::abort();
}

Labelled takeLabel(std::string_view input) {
    const auto end = std::min(input.find('\n'), input.size());
    return {input.substr(0, end), input.substr(std::min(end + 1, input.size()))};
}

} // namespace foyer::fuzz

extern "C" int LLVMFuzzerInitialize(int*, char***) {
    foyer::setCheckHook(foyer::fuzz::printCheck);
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    foyer::fuzz::tryInput({reinterpret_cast<const char*>(data), size});
    return 0;
}
