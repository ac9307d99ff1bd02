#include "shared/crypto/key_file.h"

#include "shared/crypto/memory.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::crypto {

namespace {

using Kind = FileFailure::Kind;
enum class Existing { Replaced, Kept };

constexpr std::string_view kPrefix = "foyer-ed25519-1 ";
constexpr std::size_t kLimit = 64 * 1024;

/// A file descriptor that closes itself.
struct Descriptor {
    explicit Descriptor(int opened) : fd(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd >= 0)
            ::close(fd);
    }
    int fd;
};

Err<FileFailure> systemFailure(const std::string& path, const char* doing) {
    const Kind kind = errno == ENOENT   ? Kind::Missing
                      : errno == EEXIST ? Kind::Exists
                                        : Kind::System;
    return Err{FileFailure{kind, path + ": " + doing + ": " + std::strerror(errno)}};
}

bool writeAll(int fd, ByteView content) {
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno != EINTR)
            return false;
        content = content.subspan(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return true;
}

/// A rename is only on disk once its folder is.
bool syncFolderOf(const std::string& path) {
    const auto slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return opened.fd >= 0 && ::fsync(opened.fd) == 0;
}

bool giveName(const std::string& temporary, const std::string& path, Existing existing) {
    const unsigned flags = existing == Existing::Kept ? RENAME_NOREPLACE : 0;
    return ::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), flags) == 0;
}

Result<Done, FileFailure> writeWhole(const std::string& path, ByteView content, Existing existing) {
    std::string temporary = path + ".XXXXXX";
    const Descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)}; // makes it with mode 0600
    if (file.fd < 0)
        return systemFailure(path, "cannot be created");
    if (!writeAll(file.fd, content) || ::fsync(file.fd) != 0 ||
        !giveName(temporary, path, existing)) {
        const auto failure = systemFailure(path, "cannot be written");
        ::unlink(temporary.c_str());
        return failure;
    }
    if (!syncFolderOf(path))
        return systemFailure(path, "its folder cannot be synced");
    return Done{};
}

Result<Bytes, FileFailure> readDescriptor(const std::string& path, int fd) {
    Bytes content(kLimit + 1);
    std::size_t filled = 0;
    while (filled < content.size()) {
        const ssize_t got = ::read(fd, content.data() + filled, content.size() - filled);
        if (got < 0 && errno != EINTR)
            return systemFailure(path, "cannot be read");
        if (got == 0)
            break;
        filled += static_cast<std::size_t>(std::max<ssize_t>(got, 0));
    }
    if (filled > kLimit)
        return Err{FileFailure{Kind::Malformed, path + ": is longer than 64 KiB"}};
    content.resize(filled);
    return content;
}

/// The seed in the one line of a key file, or nothing.
std::optional<Seed> parseKey(std::string_view line) {
    if (!line.starts_with(kPrefix) || !line.ends_with('\n'))
        return {};
    auto bytes = fromBase64Url(line.substr(kPrefix.size(), line.size() - kPrefix.size() - 1));
    if (!bytes || bytes->size() != sizeof(Seed))
        return {};
    Seed seed;
    std::copy(bytes->begin(), bytes->end(), seed.begin());
    wipe(*bytes);
    return seed;
}

} // namespace

Result<Done, FileFailure> writePrivateFile(const std::string& path, ByteView content) {
    return writeWhole(path, content, Existing::Replaced);
}

Result<Done, FileFailure> writeNewPrivateFile(const std::string& path, ByteView content) {
    return writeWhole(path, content, Existing::Kept);
}

Result<Bytes, FileFailure> readPrivateFile(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status {};
    if (file.fd < 0 || ::fstat(file.fd, &status) != 0)
        return systemFailure(path, "cannot be opened");
    if (status.st_mode & (S_IRWXG | S_IRWXO))
        return Err{FileFailure{Kind::TooOpen, path + ": others than its owner may use it; it must "
                                                     "have mode 0600 and a new secret"}};
    return readDescriptor(path, file.fd);
}

Result<Done, FileFailure> writeKeyFile(const std::string& path, const KeyPair& key) {
    Seed seed = key.seed();
    std::string encoded = toBase64Url(seed);
    std::string line = std::string(kPrefix) + encoded + "\n";
    auto written = writeWhole(path, asBytes(line), Existing::Kept);
    wipe(seed);
    wipe(encoded);
    wipe(line);
    return written;
}

Result<KeyPair, FileFailure> readKeyFile(const std::string& path) {
    auto content = readPrivateFile(path);
    if (!content)
        return Err{content.error()};
    Bytes& bytes = content.value();
    auto seed = parseKey({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    wipe(bytes);
    if (!seed)
        return Err{FileFailure{Kind::Malformed, path + ": is no key file"}};
    KeyPair key = KeyPair::fromSeed(*seed);
    wipe(*seed);
    return key;
}

} // namespace foyer::crypto
