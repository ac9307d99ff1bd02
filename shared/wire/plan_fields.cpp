#include "shared/wire/plan_fields.h"

#include <algorithm>
#include <cmath>

namespace foyer::wire {

namespace {

using Type = SourceValue::Type;

std::string inQuotes(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

} // namespace

void complain(PlanMessages& messages, Place place, std::string subject, std::string text) {
    messages.push_back(
        {domain::Severity::Error, place.line, place.column, std::move(subject), std::move(text)});
}

ObjectReader::ObjectReader(const SourceValue& value, std::string subject, PlanMessages& messages)
    : m_value(value), m_subject(std::move(subject)), m_messages(messages) {
    if (value.type != Type::Object) {
        complain(messages, value.place, m_subject,
                 std::string("should be an object, but is ") + nameOf(value.type));
        return;
    }
    for (const SourceMember& member : value.members)
        if (!m_members.emplace(member.key, &member).second)
            complain(messages, member.place, m_subject, inQuotes(member.key) + " is given twice");
}

Place ObjectReader::placeOf(std::string_view key) const {
    const auto found = m_members.find(key);
    return found == m_members.end() ? m_value.place : found->second->value.place;
}

bool ObjectReader::has(std::string_view key) {
    return find(key, false) != nullptr;
}

std::string ObjectReader::text(std::string_view key) {
    const SourceValue* value = typed(key, Type::Text, true);
    return value ? value->text : std::string();
}

std::string ObjectReader::textOr(std::string_view key, std::string fallback) {
    const SourceValue* value = typed(key, Type::Text, false);
    return value ? value->text : std::move(fallback);
}

std::int64_t ObjectReader::whole(std::string_view key, WholeRange range) {
    const SourceValue* value = typed(key, Type::Number, true);
    return value ? inRange(key, *value, range) : range.least;
}

std::int64_t ObjectReader::wholeOr(std::string_view key, WholeRange range, std::int64_t fallback) {
    const SourceValue* value = typed(key, Type::Number, false);
    return value ? inRange(key, *value, range) : fallback;
}

double ObjectReader::number(std::string_view key) {
    const SourceValue* value = typed(key, Type::Number, true);
    return value ? value->number : 0.0;
}

double ObjectReader::numberOr(std::string_view key, double fallback) {
    const SourceValue* value = typed(key, Type::Number, false);
    return value ? value->number : fallback;
}

bool ObjectReader::flagOr(std::string_view key, bool fallback) {
    const SourceValue* value = typed(key, Type::Boolean, false);
    return value ? value->boolean : fallback;
}

const std::vector<SourceValue>& ObjectReader::list(std::string_view key, bool required) {
    static const std::vector<SourceValue> kNone;
    const SourceValue* value = typed(key, Type::List, required);
    return value ? value->items : kNone;
}

const SourceValue* ObjectReader::object(std::string_view key, bool required) {
    return typed(key, Type::Object, required);
}

void ObjectReader::finish() {
    for (const auto& [key, member] : m_members)
        if (!m_known.contains(key))
            complain(m_messages, member->place, m_subject, inQuotes(key) + " is not a known field");
}

void ObjectReader::error(std::string_view key, std::string text) {
    complain(m_messages, placeOf(key), m_subject, std::move(text));
}

const SourceValue* ObjectReader::find(std::string_view key, bool required) {
    m_known.emplace(key);
    if (const auto found = m_members.find(key); found != m_members.end())
        return &found->second->value;
    if (required && m_value.type == Type::Object)
        complain(m_messages, m_value.place, m_subject, inQuotes(key) + " is missing");
    return nullptr;
}

const SourceValue* ObjectReader::typed(std::string_view key, Type type, bool required) {
    const SourceValue* value = find(key, required);
    if (!value || value->type == type)
        return value;
    error(key, inQuotes(key) + " should be " + nameOf(type) + ", but is " + nameOf(value->type));
    return nullptr;
}

std::int64_t ObjectReader::inRange(std::string_view key, const SourceValue& value,
                                   WholeRange range) {
    const bool isWhole = std::floor(value.number) == value.number;
    if (isWhole && value.number >= static_cast<double>(range.least) &&
        value.number <= static_cast<double>(range.most))
        return static_cast<std::int64_t>(value.number);
    error(key, inQuotes(key) + " should be a whole number from " + std::to_string(range.least) +
                   " to " + std::to_string(range.most));
    return range.least;
}

namespace {

Place placeOf(const PlanPlaces& places, const domain::PlanSubject& subject) {
    using Kind = domain::PlanSubject::Kind;
    switch (subject.kind) {
    case Kind::Plan:
        return places.plan;
    case Kind::Size:
        return places.size;
    case Kind::Picture:
        return places.picture;
    case Kind::Area:
        return places.areas.at(subject.index);
    case Kind::Row:
        return places.rows.at(subject.index);
    case Kind::Seat:
        return places.seats.at(subject.index);
    case Kind::Entrance:
        return places.entrances.at(subject.index);
    case Kind::Decoration:
        return places.decorations.at(subject.index);
    }
    return {};
}

bool needsScale(domain::PlanFault fault) {
    using Fault = domain::PlanFault;
    return fault == Fault::Unreachable || fault == Fault::WheelchairUnreachable ||
           fault == Fault::SeatsOverlap || fault == Fault::SeatOutside ||
           fault == Fault::PictureOverlapped;
}

} // namespace

PlanMessages lintedMessages(const domain::SeatingPlan& plan, const PlanPlaces& places,
                            DrawnToScale scale) {
    PlanMessages messages;
    for (const domain::PlanFinding& finding : domain::lintPlan(plan)) {
        const Place place = placeOf(places, finding.subject);
        const bool unproven = scale == DrawnToScale::No && needsScale(finding.fault);
        messages.push_back({unproven ? domain::Severity::Warning : finding.severity, place.line,
                            place.column, domain::nameOf(plan, finding.subject), finding.text});
    }
    sortByPlace(messages);
    return messages;
}

void sortByPlace(PlanMessages& messages) {
    std::stable_sort(messages.begin(), messages.end(),
                     [](const PlanMessage& a, const PlanMessage& b) {
                         return std::pair(a.line, a.column) < std::pair(b.line, b.column);
                     });
}

} // namespace foyer::wire
