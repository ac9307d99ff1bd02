#include "server/services/secret.h"

#include <cstring>

namespace foyer::server::services {

Secret newSecret(Random& random) {
    Secret bytes;
    for (std::size_t at = 0; at < bytes.size(); at += sizeof(std::uint64_t)) {
        const std::uint64_t word = random.next();
        std::memcpy(bytes.data() + at, &word, sizeof word);
    }
    return bytes;
}

} // namespace foyer::server::services
