#pragma once

#include "tests/simulation/verdict_rules.h"

#include <utility>

namespace foyer::simulation {

/// A row of the table while it is filled in.
class VerdictRow {
public:
    using When = VerdictCheck::When;
    explicit VerdictRow(int number) { m_rule.number = "R" + std::to_string(number); }

    VerdictRow& by(std::vector<Fault> causes) {
        m_rule.causes = std::move(causes);
        return *this;
    }
    VerdictRow& ofUploads() {
        m_rule.isOfUploads = true;
        return *this;
    }
    VerdictRow& always(const char* broken, const std::string& condition) {
        return add(Of::Verdicts, When::Always, broken, condition);
    }
    VerdictRow& atOnce(const char* broken, const std::string& condition) {
        return add(Of::Verdicts, When::AtOnce, broken, condition);
    }
    VerdictRow& ofEntries(When when, const char* broken, const std::string& condition) {
        return add(Of::Entries, when, broken, condition);
    }
    VerdictRule done() const { return m_rule; }

private:
    using Of = VerdictCheck::Of;
    VerdictRow& add(Of of, When when, const char* broken, const std::string& condition) {
        m_rule.checks.push_back({of, when, m_rule.number + ": " + broken, condition});
        return *this;
    }
    VerdictRule m_rule;
};

} // namespace foyer::simulation
