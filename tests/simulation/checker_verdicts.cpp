// What the table of verdicts has them come to (verdict_rules.h).

#include "tests/simulation/checker.h"

#include <algorithm>

namespace foyer::simulation {

namespace {

using When = VerdictCheck::When;

/// What is asked at a time, a statement each.
struct Questions {
    explicit Questions(When when) : ofEntries(questionOfEntries(when)) {
        for (std::size_t i = 0; i < ofRules.size(); ++i)
            ofRules[i] = questionOf(verdictRules()[i], when);
    }
    std::array<std::string, protocol::kRuleCount> ofRules;
    std::string ofEntries;
};

const Questions& questionsAt(When when) {
    static const Questions kAtOnce(When::AtOnce);
    static const Questions kAlways(When::Always);
    return when == When::AtOnce ? kAtOnce : kAlways;
}

} // namespace

/// `sql` says which one.
void Checker::expectNoneNamed(std::int64_t row, const char* promise, const char* sql) {
    const auto name = statement(server(), sql).value<std::optional<std::string>>(row);
    if (name && *name)
        m_house.complain(std::string(promise) + ": " + **name);
}

void Checker::expectTrue(const std::string& question, std::int64_t before) {
    if (const auto broken = statement(server(), question.c_str()).value<std::string>(before))
        m_house.complain(*broken);
}

std::set<std::string> Checker::rulesAfter(std::int64_t before) {
    std::set<std::string> numbers;
    auto& given = statement(server(), "SELECT DISTINCT rule FROM verdict WHERE rowid > $1");
    for (auto rows = given.query(before); rows.next();)
        numbers.insert(rows.get<std::string>(0));
    return numbers;
}

/// Only of those rules by which a verdict was given.
void Checker::checkRules(std::int64_t before, When when) {
    const Questions& questions = questionsAt(when);
    std::set<std::string> given = rulesAfter(before);
    for (std::size_t i = 0; i < questions.ofRules.size(); ++i)
        if (given.erase(verdictRules()[i].number) > 0)
            expectTrue(questions.ofRules[i], before);
    if (!given.empty())
        m_house.complain("there is no rule " + *given.begin());
    expectTrue(questions.ofEntries, before);
}

/// Nothing is decided by a rule without a reason for it.
void Checker::checkCauses() {
    const std::set<std::string> given = rulesAfter(0);
    const auto hasHappened = [&](Fault fault) {
        return m_house.faults[static_cast<std::size_t>(fault)] > 0;
    };
    for (const VerdictRule& rule : verdictRules())
        if (given.count(rule.number) > 0 && !rule.causes.empty() &&
            std::none_of(rule.causes.begin(), rule.causes.end(), hasHappened))
            m_house.complain(rule.number + ": nothing has happened that brings it about");
}

/// The verdicts that came since the last look.
void Checker::checkVerdicts() {
    const auto newest = ask(server(), "SELECT coalesce(max(rowid), 0) FROM verdict");
    const auto before = std::exchange(m_verdict, newest);
    if (newest <= before)
        return;
    if (m_restores == 0)
        checkDisplaced(before);
    checkRules(before, When::AtOnce);
    // What was judged before (R0) had its task then, and it may be done by now. Of the money
    // of a sale that was seen on paper in parts (R8) each part has its own.
    expectNoneNamed(
        before, "I2: a verdict that needs a person has no task",
        "SELECT min(v.rule || ' of ' || e.type || ': ' || v.reason) FROM verdict v JOIN "
        "journal_entry e ON e.terminal = v.terminal AND "
        "e.incarnation = v.incarnation AND e.seq = v.seq WHERE v.rowid > $1 AND v.rule <> 'R0' AND "
        "(v.outcome IN ('reseated', 'refund_due') OR v.rule IN ('R10', 'R13') AND v.outcome = "
        "'accepted') AND "
        "(SELECT count(*) FROM task t WHERE t.booking = e.booking AND t.kind = CASE WHEN v.rule "
        "= 'R10' THEN 'card-declined' WHEN v.rule = 'R13' THEN 'second-refund' WHEN v.outcome = "
        "'reseated' THEN 'reseated' ELSE 'refund-due' END AND t.opened_at <= v.given_at AND "
        "(t.closed_at IS NULL OR t.closed_at >= v.given_at) AND (v.rule <> 'R8' OR v.outcome = "
        "'reseated' OR t.opened_at = "
        "v.given_at) AND (v.rule <> 'R13' OR replace(t.subject, '-', '') LIKE '%' || "
        "lower(hex(v.terminal)) || '/' || v.incarnation || '/' || v.seq)) <> CASE WHEN v.rule <> "
        "'R8' OR v.outcome = 'reseated' THEN 1 ELSE (SELECT count(*) FROM verdict w JOIN "
        "journal_entry f ON f.terminal = w.terminal AND f.incarnation = w.incarnation AND f.seq = "
        "w.seq WHERE f.booking = e.booking AND w.rule = 'R8' AND w.outcome = 'refund_due' AND "
        "w.given_at = v.given_at) END");
    checkReductions(before);
    checkUses(before);
}

} // namespace foyer::simulation
