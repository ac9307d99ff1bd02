#pragma once

// A certificate that a test made for itself, good for one name and an hour.

#include <string>

namespace foyer::server::testing {

class OwnCertificate {
public:
    /// Writes it and its key into `folder`. `name` is a host's.
    OwnCertificate(const std::string& folder, const std::string& name);

    std::string certificate; // files
    std::string key;
};

} // namespace foyer::server::testing
