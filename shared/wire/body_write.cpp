#include "shared/wire/body_json.h"
#include "shared/wire/change_json.h"
#include "shared/wire/discount_json.h"
#include "shared/wire/json_writer.h"

#include "shared/base/check.h"

namespace foyer::wire {

using namespace protocol;

namespace {

Json ticketTypeJson(const domain::TicketType& type) {
    return {{"key", type.key}, {"name", type.name}, {"companion_only", type.companionOnly}};
}

Json priceRowJson(const domain::PriceRow& row) {
    return {{"area", row.areaKey},
            {"type", row.ticketType},
            {"day_part", domain::nameOf(row.dayPart)},
            {"price", moneyJson(row.price)}};
}

struct KindOf {
    const char* operator()(const domain::Cinema&) const { return "cinema"; }
    const char* operator()(const domain::Auditorium&) const { return "auditorium"; }
    const char* operator()(const domain::Movie&) const { return "movie"; }
    const char* operator()(const std::shared_ptr<const domain::SeatingPlan>&) const {
        return "plan";
    }
    const char* operator()(const domain::PriceList&) const { return "price_list"; }
    const char* operator()(const domain::Showtime&) const { return "showtime"; }
    const char* operator()(const domain::Operator&) const { return "operator"; }
    const char* operator()(const SeatsSnapshot&) const { return "seats"; }
    const char* operator()(const SeatsChanged&) const { return "seats_changed"; }
    const char* operator()(const AllotmentChanged&) const { return "allotment"; }
    const char* operator()(const Task&) const { return "task"; }
    const char* operator()(const Recall&) const { return "recall"; }
    const char* operator()(const Revocation&) const { return "revocation"; }
    const char* operator()(const Admission&) const { return "admission"; }
    const char* operator()(const Policy&) const { return "policy"; }
    const char* operator()(const TerminalKeys&) const { return "terminal_keys"; }
    const char* operator()(const Reseating&) const { return "reseating"; }
};

struct BodyToJson {
    Json operator()(const domain::Cinema& c) const {
        return {{"id", c.id.toString()},
                {"name", c.name},
                {"address", c.address},
                {"currency", c.currency.toString()},
                {"time_zone", c.timeZone}};
    }
    Json operator()(const domain::Auditorium& a) const {
        return {{"id", a.id.toString()},
                {"cinema", a.cinema.toString()},
                {"name", a.name},
                {"plan", a.plan.toString()}};
    }
    Json operator()(const domain::Movie& m) const {
        Json out = {{"id", m.id.toString()}, {"title", m.title}, {"release_year", m.releaseYear}};
        if (m.released)
            out["released"] = dateText(*m.released);
        if (m.runningMinutes)
            out["running_minutes"] = *m.runningMinutes;
        out.update({{"rating", m.rating},
                    {"genre", m.genre},
                    {"director", m.director},
                    {"distributor", m.distributor}});
        return out;
    }
    Json operator()(const std::shared_ptr<const domain::SeatingPlan>& plan) const {
        CHECK(plan);
        return planJson(*plan);
    }
    Json operator()(const domain::PriceList& p) const {
        Json out = {{"id", p.id.toString()}, {"name", p.name}, {"valid_from", toMs(p.validFrom)}};
        if (p.validTo)
            out["valid_to"] = toMs(*p.validTo);
        out["currency"] = p.currency.toString();
        out["tax_basis_points"] = p.taxBasisPoints;
        out["ticket_types"] = arrayOf(p.ticketTypes, ticketTypeJson);
        out["rows"] = arrayOf(p.rows, priceRowJson);
        if (!p.discounts.empty()) // a terminal of schema 1 knows of none
            out["discounts"] = arrayOf(p.discounts, discountJson);
        return out;
    }
    Json operator()(const domain::Showtime& s) const {
        return {{"id", s.id.toString()},
                {"movie", s.movie.toString()},
                {"auditorium", s.auditorium.toString()},
                {"plan", s.plan.toString()},
                {"price_list", s.priceList.toString()},
                {"day_part", domain::nameOf(s.dayPart)},
                {"start", toMs(s.start)},
                {"end", toMs(s.end)},
                {"clean_until", toMs(s.cleanUntil)},
                {"business_day", dateText(s.businessDay)},
                {"utc_offset_minutes", s.utcOffsetMinutes},
                {"cancelled", s.state == domain::ShowtimeState::Cancelled}};
    }
    Json operator()(const domain::Operator& o) const {
        return {{"id", o.id.toString()},
                {"name", o.name},
                {"role", domain::nameOf(o.role)},
                {"pin_hash", o.pinHash},
                {"active", o.active}};
    }
    Json operator()(const SeatsSnapshot& s) const {
        std::string letters;
        for (const auto state : s.states)
            letters += domain::letterOf(state);
        return {
            {"showtime", s.showtime.toString()}, {"version", s.version.value}, {"states", letters}};
    }
    Json operator()(const SeatsChanged& s) const {
        Json changes = Json::array();
        for (const auto& [seat, state] : s.seats)
            changes.push_back(Json::array({seat.value, std::string(1, domain::letterOf(state))}));
        return {{"showtime", s.showtime.toString()},
                {"version", s.version.value},
                {"changes", std::move(changes)}};
    }
    Json operator()(const AllotmentChanged& a) const { return allotmentJson(a.allotment); }
    Json operator()(const Task& task) const { return taskJson(task); }
    Json operator()(const Recall& recall) const { return recallJson(recall); }
    Json operator()(const Revocation& revocation) const { return revocationJson(revocation); }
    Json operator()(const Admission& admission) const { return admissionJson(admission); }
    Json operator()(const Policy& policy) const { return policyJson(policy); }
    Json operator()(const TerminalKeys& keys) const { return terminalKeysJson(keys); }
    Json operator()(const Reseating& reseating) const { return reseatingJson(reseating); }
};

} // namespace

Json allotmentJson(const Allotment& a) {
    Json out = {{"id", a.id.toString()},
                {"terminal", a.terminal.toString()},
                {"incarnation", a.incarnation.value},
                {"showtime", a.showtime.toString()},
                {"epoch", a.epoch.value},
                {"kind", nameOf(a.kind)},
                {"state", nameOf(a.state)},
                {"granted_at", toMs(a.grantedAt)},
                {"ttl_seconds", a.ttl.count()},
                {"seats", seatsJson(a.seats)}};
    if (!a.plan.isNull())
        out["plan"] = a.plan.toString();
    if (a.lastFormer.value > 0)
        out["last_former"] = a.lastFormer.value;
    return out;
}

Json bodyJson(const ChangeBody& body) {
    return std::visit(BodyToJson{}, body);
}

const char* kindOf(const ChangeBody& body) {
    return std::visit(KindOf{}, body);
}

std::string encodeBody(const ChangeBody& body) {
    return textOf(bodyJson(body));
}

} // namespace foyer::wire
