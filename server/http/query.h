#pragma once

#include "shared/wire/decode_error.h"

#include "shared/base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::server::http {

/// The parameters of a URL (application/x-www-form-urlencoded), read strictly: each at most once,
/// none unknown, values in UTF-8 without control characters. Faults are collected; their pointer is
/// "?name".
class Query {
public:
    explicit Query(std::string_view raw);

    bool has(std::string_view name) const;
    std::optional<std::string> text(std::string_view name, std::size_t most);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t lowest,
                                        std::int64_t highest);
    std::optional<Date> date(std::string_view name);
    /// "true" or "false"; false when it is not given.
    bool flag(std::string_view name);
    /// A value that `read(text)` makes of one of `words`; anything else is a fault that names them.
    template <class Read>
    auto word(std::string_view name, std::string_view words, Read read)
        -> decltype(read(std::string_view{})) {
        const auto value = text(name, 40);
        if (!value)
            return {};
        auto found = read(std::string_view(*value));
        if (!found)
            fail(name, "must be one of " + std::string(words));
        return found;
    }
    template <class T>
    std::optional<T> id(std::string_view name) {
        const auto value = text(name, 36);
        if (!value)
            return {};
        const auto id = T::parse(*value);
        if (!id)
            fail(name, "is no id");
        return id;
    }

    void fail(std::string_view name, std::string message);
    /// All faults, those of parameters nobody asked for among them.
    const std::vector<wire::DecodeError>& faults();

private:
    struct Parameter {
        std::string name;
        std::string value;
        bool read = false;
    };
    std::vector<Parameter> m_parameters;
    std::vector<wire::DecodeError> m_faults;
};

} // namespace foyer::server::http
