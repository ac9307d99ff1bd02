// Tries every input in the folders named, without libFuzzer: what was kept for a reason is tried by
// every build. A folder that is not there has nothing to try; none at all is a mistake.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerInitialize(int* count, char*** words);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    if (fs::is_directory(folder))
        for (const auto& file : fs::directory_iterator(folder))
            files.push_back(file.path());
    std::sort(files.begin(), files.end());
    return files;
}

void replay(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    // What breaks a promise ends the program: the last name printed is the input that did.
    std::printf("%s\n", path.c_str());
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

} // namespace

int main(int count, char** words) {
    LLVMFuzzerInitialize(&count, &words);
    int tried = 0;
    for (int i = 1; i < count; ++i)
        for (const auto& path : filesIn(words[i])) {
            replay(path);
            ++tried;
        }
    std::printf("%d inputs replayed\n", tried);
    return tried > 0 ? 0 : 1;
}
