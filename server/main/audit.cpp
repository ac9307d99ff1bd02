#include "server/services/audit.h"

#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/proof/auditor.h"
#include "server/main/proof_report.h"
#include "server/main/workbench.h"

#include <set>

namespace foyer::server {

namespace {

/// The services' own quick checks say only what the proof has not said: a promise that both find
/// broken is told once, by the one that names entry and seat.
int sayQuickChecks(const services::Audit::Report& report, const std::set<std::string>& told) {
    int count = 0;
    for (const auto& finding : report.findings)
        if (told.count(finding.promise) == 0) {
            say(finding.promise + ": " + finding.text);
            ++count;
        }
    return count;
}

} // namespace

bool sayProof(const std::string& database, std::set<std::string>& told) {
    sqlite::Connection connection({.path = database, .readOnly = true});
    const auto proof = proof::prove(connection);
    for (const auto& finding : proof.findings.kept()) {
        say(finding.promise + ": " + finding.text);
        told.insert(finding.promise);
    }
    if (proof.findings.count() > proof.findings.kept().size())
        say("… and " + std::to_string(proof.findings.count() - proof.findings.kept().size()) +
            " more");
    say("Derived from " + std::to_string(proof.entries) + " journal entries: " +
        std::to_string(proof.tickets) + " tickets, " + std::to_string(proof.ledgerTransactions) +
        " ledger records; " + std::to_string(proof.trailLinks) + " links of the audit chain");
    for (const auto& [which, sum] : proof.implied.sums())
        say(std::string(domain::nameOf(which.first)) + " " + Money{sum, which.second}.toString());
    return proof.findings.count() == 0;
}

Exit audit(const Settings& settings) {
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    auto& bench = *std::get<0>(opened);
    std::set<std::string> told;
    const bool isProven = sayProof(bench.options().path, told);
    const auto report = services::Audit(bench.context().reader, bench.verifier()).run();
    if (!report) {
        complain(sentenceOf(report.error()));
        return Exit::Failed;
    }
    const int more = sayQuickChecks(*report, told);
    const bool isWhole = isProven && more == 0;
    say(isWhole ? "All promises hold." : "Keep this database, and call for help.");
    return isWhole ? Exit::Done : Exit::AuditFindings;
}

} // namespace foyer::server
