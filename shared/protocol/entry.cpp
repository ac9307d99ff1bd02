#include "shared/protocol/entry.h"

#include <algorithm>

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
    const char* operator()(const Refund&) const { return "refund"; }
    const char* operator()(const CardDeclined&) const { return "card_declined"; }
    const char* operator()(const Admitted&) const { return "admitted"; }
    const char* operator()(const AdmissionUndone&) const { return "admission_undone"; }
    const char* operator()(const TaskDone&) const { return "task_done"; }
    const char* operator()(const Carried&) const { return "carried"; }
    const char* operator()(const LifeEnded&) const { return "life_ended"; }
    const char* operator()(const Unknown& unknown) const { return unknown.type.c_str(); }
};

struct TimeOf {
    template <class T>
    std::optional<Instant> operator()(const T& payload) const {
        return payload.at;
    }
    std::optional<Instant> operator()(const Carried&) const { return {}; }
    std::optional<Instant> operator()(const Unknown&) const { return {}; }
};

bool areReduced(const std::vector<domain::TicketLine>& lines) {
    return std::any_of(lines.begin(), lines.end(),
                       [](const auto& line) { return !line.reductions.empty(); });
}

bool areRounded(const std::vector<domain::Tender>& tenders) {
    return std::any_of(tenders.begin(), tenders.end(),
                       [](const auto& tender) { return tender.rounded != 0; });
}

/// What schema 1 could say of each kind; the kinds that came with schema 2 say nothing before it.
struct IsOfFirstSchema {
    bool operator()(const Sale& sale) const {
        return !areReduced(sale.lines) && !areRounded(sale.tenders) && sale.hold.isNull() &&
               sale.approvedBy.isNull() && sale.plan.isNull() && !sale.comp &&
               std::none_of(sale.rights.begin(), sale.rights.end(),
                            [](const Right& right) { return right.isNull(); });
    }
    bool operator()(const Intent& intent) const {
        return !areReduced(intent.lines) && intent.plan.isNull() && !intent.comp &&
               std::none_of(intent.rights.begin(), intent.rights.end(),
                            [](const Right& right) { return right.isNull(); });
    }
    bool operator()(const Return& entry) const { return entry.recall.isNull(); }
    bool operator()(const Abandon& entry) const { return !entry.payment; }
    bool operator()(const Printed&) const { return true; }
    bool operator()(const Void&) const { return true; }
    bool operator()(const Exchange&) const { return true; }
    bool operator()(const ShiftOpened&) const { return true; }
    bool operator()(const ShiftClosed&) const { return true; }
    template <class Later>
    bool operator()(const Later&) const {
        return false;
    }
};

} // namespace

const char* typeOf(const Payload& payload) {
    return std::visit(TypeName{}, payload);
}

std::optional<Instant> timeOf(const Payload& payload) {
    return std::visit(TimeOf{}, payload);
}

int schemaOf(const Payload& payload) {
    return std::visit(IsOfFirstSchema{}, payload) ? 1 : kJournalSchema;
}

} // namespace foyer::protocol
