#include "shared/wire/sms_json.h"

#include "shared/wire/json_writer.h"

namespace foyer::wire {

std::string encodeSms(const SmsRequest& request) {
    return textOf(
        {{"id", request.id}, {"to", request.to}, {"from", request.from}, {"text", request.text}});
}

} // namespace foyer::wire
