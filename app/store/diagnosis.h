#pragma once

// What a person who helps from afar may see of a terminal's database: how much there is and how far
// it has come. No payloads, no names of people, no hashes of PINs.

#include "shared/base/result.h"

#include <string>

namespace foyer::store {

struct Diagnosis {
    std::string state;   // "name value" lines: lives, cursor, stamps, moments, whether it is barred
    std::string counts;  // a line per table
    std::string journal; // the last 200 entries, latest first: life, number, type, hash, verdict
};

/// Reads the file without changing it, also while the terminal runs. The error is English.
Result<Diagnosis, std::string> diagnose(const std::string& path);

} // namespace foyer::store
