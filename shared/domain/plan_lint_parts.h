#pragma once

// The parts the linter is made of. Each looks at one side of a plan and adds what it finds.

#include "shared/domain/plan_lint.h"

namespace foyer::domain {

class PlanFindings {
public:
    void add(Severity severity, PlanFault fault, PlanSubject subject, std::string text) {
        m_findings.push_back({severity, fault, subject, std::move(text)});
    }
    void error(PlanFault fault, PlanSubject subject, std::string text) {
        add(Severity::Error, fault, subject, std::move(text));
    }
    void warning(PlanFault fault, PlanSubject subject, std::string text) {
        add(Severity::Warning, fault, subject, std::move(text));
    }
    std::vector<PlanFinding> take() { return std::move(m_findings); }
    bool empty() const { return m_findings.empty(); }

private:
    std::vector<PlanFinding> m_findings;
};

inline PlanSubject seatSubject(std::size_t index) {
    return {PlanSubject::Kind::Seat, index};
}
/// "1,250 mm": whole millimetres with thousands apart.
std::string millimetres(double length);
/// The name of the seat at that position.
std::string seatAt(const SeatingPlan& plan, std::size_t index);

/// A text that is longer than terminals take is an error.
void lintText(const std::string& text, std::size_t longest, PlanSubject subject,
              PlanFindings& findings);

/// Indexes within their lists, counts within their limits. When it finds something, nothing else
/// may look: the other parts rely on it.
void lintReferences(const SeatingPlan& plan, PlanFindings& findings);

void lintHouse(const SeatingPlan& plan, PlanFindings& findings);     // size, picture, doors
void lintAreas(const SeatingPlan& plan, PlanFindings& findings);     // keys, colours, use
void lintLabels(const SeatingPlan& plan, PlanFindings& findings);    // rows and seats by name
void lintOrder(const SeatingPlan& plan, PlanFindings& findings);     // front to back, left to right
void lintPartners(const SeatingPlan& plan, PlanFindings& findings);  // sofas, wheelchairs
void lintPlacement(const SeatingPlan& plan, PlanFindings& findings); // sizes, bounds, overlaps
void lintReach(const SeatingPlan& plan, PlanFindings& findings);     // ways to the seats

} // namespace foyer::domain
