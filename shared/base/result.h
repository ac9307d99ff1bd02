#pragma once

#include "shared/base/check.h"

#include <utility>
#include <variant>

namespace foyer {

/// Wraps an error so that `return Err{Refusal::SeatTaken};` reads as what it is.
template <class E>
struct Err {
    E error;
};
template <class E>
Err(E) -> Err<E>;

/// A success without a value.
struct Done {
    friend bool operator==(const Done&, const Done&) = default;
};

/// Either a value or the reason why there is none. `E` is an enum or a small struct.
/// Requires: `value()` only when it holds one, `error()` only when it does not (both CHECKed).
template <class T, class E>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    template <class F>
    Result(Err<F> error) : m_state(std::in_place_index<1>, std::move(error.error)) {}

    bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    const T& value() const& {
        CHECK(ok());
        return *std::get_if<0>(&m_state);
    }
    T& value() & {
        CHECK(ok());
        return *std::get_if<0>(&m_state);
    }
    T&& value() && {
        CHECK(ok());
        return std::move(*std::get_if<0>(&m_state));
    }
    const E& error() const {
        CHECK(!ok());
        return *std::get_if<1>(&m_state);
    }

    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }

private:
    std::variant<T, E> m_state;
};

} // namespace foyer
