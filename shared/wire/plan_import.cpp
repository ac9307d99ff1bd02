#include "shared/wire/plan_import.h"

#include "shared/wire/plan_fields.h"
#include "shared/wire/plan_pretix.h"

namespace foyer::wire {

namespace {

std::string_view stemOf(std::string_view fileName) {
    fileName.remove_prefix(fileName.find_last_of("/\\") + 1);
    return fileName.substr(0, fileName.find_last_of('.'));
}

PlanFormat formatOf(const SourceValue& root) {
    if (root.find("format"))
        return PlanFormat::Foyer;
    if (root.find("zones") && root.find("categories"))
        return PlanFormat::Pretix;
    return PlanFormat::Unknown;
}

ImportedPlan refused(PlanFormat format, PlanMessages messages) {
    ImportedPlan imported;
    imported.format = format;
    imported.messages = std::move(messages);
    return imported;
}

} // namespace

const char* nameOf(PlanFormat format) {
    switch (format) {
    case PlanFormat::Unknown:
        return "unknown";
    case PlanFormat::Foyer:
        return "Foyer seating plan";
    case PlanFormat::Pretix:
        return "pretix seating plan";
    }
    return "";
}

std::string ImportedPlan::report(std::string_view fileName) const {
    std::string out;
    for (const PlanMessage& message : messages)
        out += message.toString(fileName) + "\n";
    return out;
}

ImportedPlan importPlan(std::string_view text, std::string_view fileName) {
    const auto source = parseSource(text);
    PlanMessages messages;
    if (!source) {
        complain(messages, source.error().place, "", source.error().text);
        return refused(PlanFormat::Unknown, std::move(messages));
    }
    const PlanFormat format = formatOf(*source);
    if (format == PlanFormat::Unknown) {
        complain(messages, source->place, "",
                 "this is neither a Foyer seating plan (\"format\") nor a pretix one "
                 "(\"zones\", \"categories\")");
        return refused(format, std::move(messages));
    }
    auto read =
        format == PlanFormat::Foyer ? readPlan(text) : readPretixPlan(text, stemOf(fileName));
    if (!read)
        return refused(format, read.error().messages);
    return {std::move(read->plan), std::move(read->findings), format};
}

} // namespace foyer::wire
