#include "shared/wire/plan_source.h"

#include <nlohmann/json.hpp>

#include <iterator>
#include <optional>

namespace foyer::wire {

namespace {

constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxBytes = std::size_t{64} << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Hands the text to the parser and lets everybody see how much of it has been taken.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, std::size_t* taken) : m_at(at), m_taken(taken) {}
    reference operator*() const { return *m_at; }
    CountingIterator& operator++() {
        ++m_at;
        ++*m_taken;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    bool operator==(const CountingIterator& other) const { return m_at == other.m_at; }
    bool operator!=(const CountingIterator& other) const { return m_at != other.m_at; }

private:
    const char* m_at;
    std::size_t* m_taken;
};

/// Finds where tokens begin. The parser tells of a token when it has read it, a number even one
/// character later; so the beginning is looked up from the end of the token before.
class TokenPlaces {
public:
    explicit TokenPlaces(std::string_view text) : m_text(text) {
        if (text.starts_with(kByteOrderMark))
            m_at = kByteOrderMark.size();
    }

    /// The place of the next token, whose last character lies at `end - 1`.
    Place next(std::size_t end) {
        skipSeparators();
        const Place place{m_line, m_at - m_lineStart + 1};
        m_at = end;
        return place;
    }
    Place nextSign() {
        skipSeparators();
        return next(m_at + 1);
    }
    Place nextNumber() {
        skipSeparators();
        const std::size_t end = m_text.find_first_not_of("+-.0123456789eE", m_at);
        return next(end == std::string_view::npos ? m_text.size() : end);
    }
    /// Moves on to `offset` and tells its place.
    Place seek(std::size_t offset) {
        while (m_at < offset && m_at < m_text.size())
            step();
        return {m_line, m_at - m_lineStart + 1};
    }

private:
    void step() {
        if (m_text[m_at++] == '\n') {
            ++m_line;
            m_lineStart = m_at;
        }
    }
    void skipSeparators() {
        constexpr std::string_view separators = " \t\r\n,:";
        while (m_at < m_text.size() && separators.find(m_text[m_at]) != separators.npos)
            step();
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    std::size_t m_lineStart = 0;
};

/// What the library says after its own prefix: "…: syntax error while parsing value - …".
std::string reasonOf(const nlohmann::json::exception& error) {
    const std::string what = error.what();
    const auto at = what.find(": ");
    return at == std::string::npos ? what : what.substr(at + 2);
}

class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
public:
    TreeBuilder(std::string_view text, const std::size_t* taken) : m_places(text), m_taken(taken) {}

    bool null() override { return add(make(SourceValue::Type::Null, m_places.next(*m_taken))); }
    bool boolean(bool value) override {
        SourceValue made = make(SourceValue::Type::Boolean, m_places.next(*m_taken));
        made.boolean = value;
        return add(std::move(made));
    }
    bool number_integer(number_integer_t value) override {
        return number(static_cast<double>(value));
    }
    bool number_unsigned(number_unsigned_t value) override {
        return number(static_cast<double>(value));
    }
    bool number_float(number_float_t value, const string_t&) override { return number(value); }
    bool string(string_t& value) override {
        SourceValue made = make(SourceValue::Type::Text, m_places.next(*m_taken));
        made.text = std::move(value);
        return add(std::move(made));
    }
    bool binary(binary_t&) override { return false; }
    bool key(string_t& value) override {
        m_keys.back() = {std::move(value), m_places.next(*m_taken), {}};
        return true;
    }
    bool start_object(std::size_t) override { return open(SourceValue::Type::Object); }
    bool start_array(std::size_t) override { return open(SourceValue::Type::List); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::json::exception& error) override {
        m_error = SourceError{m_places.seek(position > 0 ? position - 1 : 0), reasonOf(error)};
        return false;
    }

    Result<SourceValue, SourceError> take() {
        if (m_error)
            return Err{std::move(*m_error)};
        return std::move(m_root);
    }

private:
    static SourceValue make(SourceValue::Type type, Place place) {
        SourceValue value;
        value.type = type;
        value.place = place;
        return value;
    }

    bool number(double value) {
        SourceValue made = make(SourceValue::Type::Number, m_places.nextNumber());
        made.number = value;
        return add(std::move(made));
    }

    bool add(SourceValue value) {
        if (m_open.empty()) {
            m_root = std::move(value);
            return true;
        }
        SourceValue& parent = m_open.back();
        if (parent.type == SourceValue::Type::List) {
            parent.items.push_back(std::move(value));
        } else {
            m_keys.back().value = std::move(value);
            parent.members.push_back(std::move(m_keys.back()));
        }
        return true;
    }

    bool open(SourceValue::Type type) {
        m_open.push_back(make(type, m_places.nextSign()));
        m_keys.emplace_back();
        if (m_open.size() <= kMaxDepth)
            return true;
        m_error = SourceError{m_open.back().place, "lists and objects are nested too deep"};
        return false;
    }

    bool close() {
        m_places.nextSign();
        SourceValue done = std::move(m_open.back());
        m_open.pop_back();
        m_keys.pop_back();
        return add(std::move(done));
    }

    TokenPlaces m_places;
    const std::size_t* m_taken;
    std::vector<SourceValue> m_open;
    std::vector<SourceMember> m_keys; // the key being filled, per open value
    SourceValue m_root;
    std::optional<SourceError> m_error;
};

} // namespace

const SourceValue* SourceValue::find(std::string_view key) const {
    for (const SourceMember& member : members)
        if (member.key == key)
            return &member.value;
    return nullptr;
}

const char* nameOf(SourceValue::Type type) {
    switch (type) {
    case SourceValue::Type::Null:
        return "null";
    case SourceValue::Type::Boolean:
        return "true or false";
    case SourceValue::Type::Number:
        return "a number";
    case SourceValue::Type::Text:
        return "text";
    case SourceValue::Type::List:
        return "a list";
    case SourceValue::Type::Object:
        return "an object";
    }
    return "";
}

Result<SourceValue, SourceError> parseSource(std::string_view text) {
    if (text.size() > kMaxBytes)
        return Err{SourceError{{}, "the file is larger than 64 MiB"}};
    std::size_t taken = 0;
    TreeBuilder builder(text, &taken);
    const CountingIterator first(text.data(), &taken);
    const CountingIterator last(text.data() + text.size(), &taken);
    nlohmann::json::sax_parse(first, last, &builder);
    return builder.take();
}

} // namespace foyer::wire
