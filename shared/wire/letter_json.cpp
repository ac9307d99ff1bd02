#include "shared/wire/letter_json.h"

#include "shared/wire/json_decode.h"
#include "shared/wire/json_writer.h"

namespace foyer::wire {

namespace {

constexpr std::size_t kMostFields = 100;
constexpr std::size_t kMostRows = 1000;
constexpr std::size_t kLongestFieldName = 100;
constexpr std::size_t kLongestField = 10'000;

Json fieldsJson(const domain::LetterFields& fields) {
    Json out = Json::array();
    for (const auto& [name, value] : fields)
        out.push_back(Json::array({name, value}));
    return out;
}

domain::LetterFields readFields(const Value& value) {
    domain::LetterFields fields;
    for (const auto& item : value.items(kMostFields)) {
        const auto pair = item.items(2, 2);
        if (pair.size() == 2)
            fields[pair[0].text(kLongestFieldName, 1)] = pair[1].text(kLongestField);
    }
    return fields;
}

} // namespace

std::string encodeLetterFields(const domain::Letter& letter) {
    Json rows = Json::array();
    for (const auto& row : letter.rows)
        rows.push_back(fieldsJson(row));
    return textOf({{"fields", fieldsJson(letter.fields)}, {"rows", std::move(rows)}});
}

Result<LetterContent, DecodeError> decodeLetterFields(std::string_view text) {
    return decodeText(text, [](const Value& value) {
        Object o(value);
        LetterContent content;
        content.fields = readFields(o["fields"]);
        for (const auto& row : o["rows"].items(kMostRows))
            content.rows.push_back(readFields(row));
        o.done();
        return content;
    });
}

} // namespace foyer::wire
