#include "shared/wire/person_fields.h"

#include "shared/domain/phone.h"
#include "shared/wire/json_reader.h"

namespace foyer::wire {

std::string readPhoneOrNone(const Value& value) {
    auto phone = value.text(domain::kLongestPhone);
    if (!phone.empty() && !domain::isPhone(phone))
        value.fail("must be a telephone number like +4915112345678");
    return phone;
}

std::string readPhone(const Value& value) {
    auto phone = readPhoneOrNone(value);
    if (phone.empty())
        value.fail("must not be empty");
    return phone;
}

} // namespace foyer::wire
