#pragma once

// What a MemoryDisk is made of; for memory_disk.cpp only.

#include "shared/base/random.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::simulation {

constexpr std::size_t kSector = 512;
constexpr int kLocks = SQLITE_SHM_NLOCK;

/// One write or truncation that no sync has kept yet.
struct Change {
    std::size_t at = 0;
    std::string bytes;
    std::optional<std::size_t> size; // set: a truncation to it
};

inline void overwrite(std::string& file, std::size_t at, std::string_view bytes) {
    if (file.size() < at + bytes.size())
        file.resize(at + bytes.size(), '\0');
    std::memcpy(file.data() + at, bytes.data(), bytes.size());
}

inline void apply(std::string& file, const Change& change) {
    if (change.size)
        file.resize(*change.size, '\0');
    else
        overwrite(file, change.at, change.bytes);
}

struct File {
    std::string kept; // what the platter has
    std::string seen; // what readers see
    std::vector<Change> unsynced;
    int shared = 0; // database locks, by level
    bool reserved = false;
    bool pending = false;
    bool exclusive = false;

    void write(std::size_t at, std::string_view bytes) {
        overwrite(seen, at, bytes);
        unsynced.push_back({at, std::string(bytes), {}});
    }
    void truncate(std::size_t size) {
        seen.resize(size, '\0');
        unsynced.push_back({0, {}, size});
    }
    void sync() {
        for (const Change& change : unsynced)
            apply(kept, change);
        unsynced.clear();
    }
    /// The order in which unsynced writes reach the platter is nobody's: each sector of each of
    /// them may be there or not.
    bool loseUnsynced(Random& random) {
        const std::uint64_t mood = random.below(4); // 0: all lost, 1: all kept, else: some
        bool lost = false;
        for (const Change& change : unsynced) {
            if (mood == 1 || (mood > 1 && change.size && random.chance(2))) {
                apply(kept, change);
            } else if (mood > 1 && !change.size) {
                lost |= tear(change, random);
            } else {
                lost = true;
            }
        }
        unsynced.clear();
        seen = kept;
        return lost;
    }
    bool tear(const Change& change, Random& random) {
        bool lost = false;
        for (std::size_t from = 0; from < change.bytes.size();) {
            const std::size_t end = ((change.at + from) / kSector + 1) * kSector - change.at;
            const std::size_t size = std::min(end, change.bytes.size()) - from;
            if (random.chance(2))
                overwrite(kept, change.at + from, {change.bytes.data() + from, size});
            else
                lost = true;
            from += size;
        }
        return lost;
    }
};

/// The wal-index of one database: memory of the machine, shared by its connections.
struct Shared {
    std::vector<std::unique_ptr<std::string>> pages;
    std::array<int, kLocks> readers{};
    std::array<bool, kLocks> writer{};
};

} // namespace foyer::simulation
