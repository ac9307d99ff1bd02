#include "server/edge/message.h"

namespace foyer::edge {

std::string_view Request::header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace foyer::edge
