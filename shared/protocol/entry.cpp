#include "shared/protocol/entry.h"

namespace foyer::protocol {

namespace {

struct TypeName {
    const char* operator()(const Intent&) const { return "intent"; }
    const char* operator()(const Sale&) const { return "sale"; }
    const char* operator()(const Abandon&) const { return "abandon"; }
    const char* operator()(const Printed&) const { return "printed"; }
    const char* operator()(const Return&) const { return "return"; }
    const char* operator()(const Void&) const { return "void"; }
    const char* operator()(const Exchange&) const { return "exchange"; }
    const char* operator()(const ShiftOpened&) const { return "shift_opened"; }
    const char* operator()(const ShiftClosed&) const { return "shift_closed"; }
    const char* operator()(const Unknown& unknown) const { return unknown.type.c_str(); }
};

struct TimeOf {
    template <class T>
    std::optional<Instant> operator()(const T& payload) const {
        return payload.at;
    }
    std::optional<Instant> operator()(const Unknown&) const { return {}; }
};

} // namespace

const char* typeOf(const Payload& payload) {
    return std::visit(TypeName{}, payload);
}

std::optional<Instant> timeOf(const Payload& payload) {
    return std::visit(TimeOf{}, payload);
}

} // namespace foyer::protocol
