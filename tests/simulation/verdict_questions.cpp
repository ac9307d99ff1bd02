// What the table of verdicts asks, as statements.

#include "tests/simulation/verdict_rules.h"

namespace foyer::simulation {

namespace {

using Of = VerdictCheck::Of;
using When = VerdictCheck::When;
using Sql = std::string;

/// What a later life of the disk has carried over is opened, once and once more.
constexpr const char* kOpened = R"(
    SELECT nr, terminal, incarnation, seq, rule, outcome, reason, given_at, entry, booking,
           CASE type WHEN 'carried' THEN json_extract(payload, '$.type') ELSE type END AS type,
           CASE type WHEN 'carried' THEN json_extract(payload, '$.payload')
                     ELSE payload END AS payload
    FROM )";

/// In which plan a sale counts its seats: its newest token tells, or else the plan that it names.
/// NULL in `until`: in the present one.
constexpr const char* kPlans = R"(
spoken AS NOT MATERIALIZED (
    SELECT g.nr, s.id AS showtime, s.plan AS present, s.price_list, s.day_part,
           (SELECT min(p.last_epoch) FROM plan_period p
            WHERE p.showtime = s.id AND p.last_epoch >=
                  (SELECT max(json_extract(r.value, '$.epoch'))
                   FROM json_each(g.payload, '$.rights') r)) AS until,
           (SELECT p.id FROM seating_plan p
            WHERE lower(hex(p.id)) = replace(json_extract(g.payload, '$.plan'), '-', '')) AS named
    FROM g JOIN showtime s
         ON lower(hex(s.id)) = replace(json_extract(g.payload, '$.showtime'), '-', '')),
dated AS NOT MATERIALIZED (
    SELECT nr, showtime, present, price_list, day_part,
           CASE WHEN named IS NULL
                  OR named = coalesce((SELECT p.plan FROM plan_period p
                                       WHERE p.showtime = spoken.showtime AND p.last_epoch = until),
                                      present)
                THEN until
                WHEN named <> present
                THEN (SELECT max(p.last_epoch) FROM plan_period p
                      WHERE p.showtime = spoken.showtime AND p.plan = named)
           END AS until
    FROM spoken),
whose AS NOT MATERIALIZED (
    SELECT nr, showtime, present, price_list, day_part, until,
           coalesce((SELECT p.plan FROM plan_period p
                     WHERE p.showtime = dated.showtime AND p.last_epoch = until), present) AS plan
    FROM dated),
place AS (
    SELECT p.id AS plan, row_number() OVER (PARTITION BY p.id ORDER BY r.key, s.key) - 1 AS seat,
           json_extract(r.value, '$.label') || json_extract(s.value, '$.label') AS name,
           coalesce(json_extract(s.value, '$.kind'), 'standard') AS kind,
           json_extract(s.value, '$.area') AS area,
           (SELECT json_extract(a.value, '$.rank') FROM json_each(p.json, '$.areas') a
            WHERE json_extract(a.value, '$.key') = json_extract(s.value, '$.area')) AS rank
    FROM seating_plan p, json_each(p.json, '$.rows') r, json_each(r.value, '$.seats') s),
)";

/// Lines of a sale whose tickets are good for a seat of another number or name than was sold.
constexpr const char* kMoved = R"(
moved AS (
    SELECT g.nr, t.id AS ticket, w.showtime, w.price_list, w.day_part,
           json_extract(l.value, '$.type') AS ticket_type,
           was.seat AS was_seat, was.name AS was_name, was.kind AS was_kind, was.area AS was_area,
           was.rank AS was_rank,
           now.seat AS now_seat, now.name AS now_name, now.kind AS now_kind, now.area AS now_area,
           now.rank AS now_rank,
           now.seat IS CASE WHEN w.until IS NULL THEN was.seat ELSE
                            (SELECT m.to_seat FROM seat_counterpart m
                             WHERE m.showtime = w.showtime AND m.last_epoch = w.until
                               AND m.from_seat = was.seat) END AS is_mapped
    FROM g
    JOIN whose w ON w.nr = g.nr
    JOIN json_each(g.payload, '$.lines') l
    JOIN ticket t ON t.booking = g.booking
                 AND lower(hex(t.id)) = replace(json_extract(l.value, '$.ticket'), '-', '')
    JOIN place was ON was.plan = w.plan AND was.seat = json_extract(l.value, '$.seat')
    JOIN place now ON now.plan = w.present AND now.seat = t.seat
    WHERE t.state = 'valid' AND (was.seat <> now.seat OR was.name <> now.name)))";

/// Whatever the conditions may speak of: `g`, the verdicts in question with their entries; `whose`,
/// the plan in which such a sale counts its seats; `place`, the seats of all plans; `moved`.
Sql words(const Sql& which) {
    return Sql(R"(
WITH shut AS NOT MATERIALIZED (
    SELECT v.rowid AS nr, v.terminal, v.incarnation, v.seq, v.rule, v.outcome, v.reason, v.given_at,
           e.rowid AS entry, e.booking, e.type, e.payload
    FROM verdict v JOIN journal_entry e USING (terminal, incarnation, seq)
    WHERE v.rowid > $1 AND )") +
           which + "),\nonce AS NOT MATERIALIZED (" + kOpened + "shut),\ng AS NOT MATERIALIZED (" +
           kOpened + "once)," + kPlans + kMoved;
}

Sql quoted(const Sql& text) {
    Sql out = "'";
    for (const char c : text)
        out += c == '\'' ? Sql("''") : Sql(1, c);
    return out + "'";
}

/// Asks all of these of each verdict of which `which` is true, and names the first that fails.
Sql asked(const Sql& which, const std::vector<const VerdictCheck*>& checks) {
    if (checks.empty())
        return {};
    Sql sql = words(which) +
              "\nSELECT broken || ' (' || rule || ' ' || outcome || ', ' || type || ' ' || "
              "incarnation || '/' || seq || ': ' || reason || ')' FROM (SELECT g.rule, "
              "g.outcome, g.type, g.incarnation, g.seq, g.reason, CASE";
    for (const VerdictCheck* check : checks)
        sql += " WHEN (" + check->condition + ") IS NOT TRUE THEN " + quoted(check->broken);
    return sql + " END AS broken FROM g) WHERE broken IS NOT NULL LIMIT 1";
}

void choose(const VerdictRule& rule, Of of, When when, std::vector<const VerdictCheck*>& out) {
    for (const VerdictCheck& check : rule.checks)
        if (check.of == of && (when == When::AtOnce || check.when == When::Always))
            out.push_back(&check);
}

} // namespace

std::string questionOf(const VerdictRule& rule, When when) {
    std::vector<const VerdictCheck*> checks;
    choose(rule, Of::Verdicts, when, checks);
    return asked("v.rule = '" + rule.number + "'", checks);
}

std::string questionOfEntries(When when) {
    std::vector<const VerdictCheck*> checks;
    for (const VerdictRule& rule : verdictRules())
        choose(rule, Of::Entries, when, checks);
    return asked("1", checks);
}

} // namespace foyer::simulation
