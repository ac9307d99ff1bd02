#include "server/main/token_ring.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace foyer::server {

namespace {

using crypto::Es256Key;
using crypto::FileFailure;

constexpr std::string_view kEnding = ".pem";

/// Twenty digits of milliseconds since 1970: names in order are keys in order.
std::string nameOf(Instant madeAt) {
    std::string digits = std::to_string(madeAt.time_since_epoch().count());
    digits.insert(0, 20 - std::min<std::size_t>(digits.size(), 20), '0');
    return digits + std::string(kEnding);
}

std::optional<Instant> madeAt(const std::string& name) {
    if (!name.ends_with(kEnding))
        return {};
    const std::string digits = name.substr(0, name.size() - kEnding.size());
    if (digits.size() != 20 ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    return Instant{Milliseconds{std::stoll(digits)}};
}

/// Newest first. What else lies in the folder is left alone.
Result<std::vector<std::string>, FileFailure> namesIn(const std::string& folder) {
    std::error_code error;
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(folder, error))
        if (madeAt(file.path().filename().string()))
            names.push_back(file.path().filename().string());
    if (error)
        return Err{FileFailure{FileFailure::Kind::System, folder + ": " + error.message()}};
    std::sort(names.rbegin(), names.rend());
    return names;
}

Result<http::TokenKeysPtr, FileFailure> read(const std::string& folder) {
    const auto names = namesIn(folder);
    if (!names)
        return Err{names.error()};
    std::vector<http::TokenKey> keys;
    for (const auto& name : *names) {
        auto key = Es256Key::readFrom(folder + "/" + name);
        if (!key)
            return Err{key.error()};
        keys.push_back(http::tokenKeyOf(std::move(*key)));
    }
    if (keys.empty())
        return Err{FileFailure{FileFailure::Kind::Missing, folder + ": holds no key"}};
    return http::TokenKeysPtr(std::make_shared<const http::TokenKeys>(std::move(keys)));
}

Result<Done, FileFailure> makeFolder(const std::string& folder) {
    if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST)
        return Done{};
    return Err{FileFailure{FileFailure::Kind::System, folder + ": " + std::strerror(errno)}};
}

/// Replaced by the next newer one, and that long enough ago.
std::vector<std::string> overdue(const std::vector<std::string>& names, Instant now) {
    std::vector<std::string> old;
    for (std::size_t i = 1; i < names.size(); ++i)
        if (*madeAt(names[i - 1]) + TokenRing::kKept < now)
            old.push_back(names[i]);
    return old;
}

} // namespace

Result<std::unique_ptr<TokenRing>, FileFailure> TokenRing::open(std::string folder, Instant now) {
    if (const auto made = makeFolder(folder); !made)
        return Err{made.error()};
    const auto names = namesIn(folder);
    if (!names)
        return Err{names.error()};
    if (names->empty())
        if (const auto first = rotate(folder, now); !first)
            return Err{first.error()};
    std::unique_ptr<TokenRing> ring(new TokenRing(std::move(folder)));
    if (const auto loaded = ring->reload(); !loaded)
        return Err{loaded.error()};
    return ring;
}

std::unique_ptr<TokenRing> TokenRing::ofOneRun() {
    std::unique_ptr<TokenRing> ring(new TokenRing(""));
    ring->m_keys = std::make_shared<const http::TokenKeys>(
        std::vector<http::TokenKey>{http::tokenKeyOf(Es256Key::generate())});
    return ring;
}

http::TokenKeysPtr TokenRing::keys() const {
    const std::lock_guard lock(m_lock);
    return m_keys;
}

Result<Done, FileFailure> TokenRing::reload() {
    if (m_folder.empty())
        return Done{};
    auto keys = read(m_folder);
    if (!keys)
        return Err{keys.error()};
    const std::lock_guard lock(m_lock);
    m_keys = std::move(*keys);
    return Done{};
}

Result<TokenRing::Rotated, FileFailure> TokenRing::rotate(const std::string& folder, Instant now) {
    if (const auto made = makeFolder(folder); !made)
        return Err{made.error()};
    const auto key = http::tokenKeyOf(Es256Key::generate());
    if (const auto written = key.key.writeTo(folder + "/" + nameOf(now)); !written)
        return Err{written.error()};
    const auto names = namesIn(folder);
    if (!names)
        return Err{names.error()};
    Rotated rotated{key.kid, 0};
    for (const auto& name : overdue(*names, now))
        rotated.dropped += ::unlink((folder + "/" + name).c_str()) == 0;
    return rotated;
}

} // namespace foyer::server
