#pragma once

// What an SMS gateway is asked, as JSON.

#include <string>

namespace foyer::wire {

struct SmsRequest {
    std::string id;   // the same each time
    std::string to;   // domain::isPhone
    std::string from; // a number, or a name
    std::string text;
};
std::string encodeSms(const SmsRequest& request);

} // namespace foyer::wire
