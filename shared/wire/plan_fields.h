#pragma once

// Strict reading of the objects of a plan file: every member must be known, of its type and in its
// range, or somebody is told where it is not.

#include "shared/wire/plan_json.h"
#include "shared/wire/plan_source.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace foyer::wire {

using PlanMessages = std::vector<PlanMessage>;

void complain(PlanMessages& messages, Place place, std::string subject, std::string text);

/// Smallest and largest whole number a member may hold.
struct WholeRange {
    std::int64_t least;
    std::int64_t most;
};
constexpr WholeRange kCoordinates{-1'000'000, 1'000'000}; // millimetres: a kilometre either way

/// Reads one object. Members are asked for one by one; `finish` reports those nobody asked for.
/// Values that are missing or wrong are reported and come back as the default.
class ObjectReader {
public:
    /// `value` may be anything; if it is no object, that is reported and it reads as empty.
    /// `value` and `messages` outlive the reader.
    ObjectReader(const SourceValue& value, std::string subject, PlanMessages& messages);

    void rename(std::string subject) { m_subject = std::move(subject); }
    Place place() const { return m_value.place; }
    Place placeOf(std::string_view key) const;
    bool has(std::string_view key);

    std::string text(std::string_view key);
    std::string textOr(std::string_view key, std::string fallback);
    std::int64_t whole(std::string_view key, WholeRange range);
    std::int64_t wholeOr(std::string_view key, WholeRange range, std::int64_t fallback);
    double number(std::string_view key);
    double numberOr(std::string_view key, double fallback);
    bool flagOr(std::string_view key, bool fallback);
    /// An empty list when it is missing (reported when `required`) or no list.
    const std::vector<SourceValue>& list(std::string_view key, bool required);
    /// nullptr when missing (reported when `required`).
    const SourceValue* object(std::string_view key, bool required);
    /// Marks a member as known without reading it.
    void ignore(std::string_view key) { m_known.insert(std::string(key)); }

    void finish();
    void error(std::string_view key, std::string text);

private:
    const SourceValue* find(std::string_view key, bool required);
    const SourceValue* typed(std::string_view key, SourceValue::Type type, bool required);
    std::int64_t inRange(std::string_view key, const SourceValue& value, WholeRange range);

    const SourceValue& m_value;
    std::string m_subject;
    PlanMessages& m_messages;
    std::map<std::string_view, const SourceMember*> m_members;
    std::set<std::string, std::less<>> m_known;
};

/// Where in the file the parts of a plan were written.
struct PlanPlaces {
    Place plan;
    Place size;
    Place picture;
    std::vector<Place> areas;
    std::vector<Place> rows;
    std::vector<Place> seats;
    std::vector<Place> entrances;
    std::vector<Place> decorations;
};

/// A schematic drawing tells who sits where, but not how wide the ways are.
enum class DrawnToScale : std::uint8_t { Yes, No };

/// Lints the plan and gives every finding its place, in the order of the file. What only a
/// drawing to scale can prove is a warning in one that is not.
PlanMessages lintedMessages(const domain::SeatingPlan& plan, const PlanPlaces& places,
                            DrawnToScale scale = DrawnToScale::Yes);

void sortByPlace(PlanMessages& messages);

} // namespace foyer::wire
