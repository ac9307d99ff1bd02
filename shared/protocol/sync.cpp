#include "shared/protocol/sync.h"

namespace foyer::protocol {

namespace {

struct SchemaOf {
    int operator()(const Task&) const { return 2; }
    int operator()(const Recall&) const { return 2; }
    int operator()(const Revocation&) const { return 2; }
    int operator()(const Admission&) const { return 2; }
    int operator()(const Policy&) const { return 2; }
    int operator()(const TerminalKeys&) const { return 2; }
    int operator()(const Reseating&) const { return 2; }
    template <class First>
    int operator()(const First&) const {
        return 1;
    }
};

} // namespace

int schemaOf(const ChangeBody& body) {
    return std::visit(SchemaOf{}, body);
}

void tellBySchema(Allotment& allotment, int schema) {
    if (schema < 2) {
        allotment.plan = {};
        allotment.lastFormer = {};
    }
}

void tellBySchema(domain::PriceList& list, int schema) {
    if (schema < 2)
        list.discounts.clear();
}

} // namespace foyer::protocol
