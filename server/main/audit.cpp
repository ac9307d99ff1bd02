#include "server/services/audit.h"

#include "server/main/commands.h"
#include "server/main/console.h"
#include "server/main/workbench.h"

namespace foyer::server {

Exit audit(const Settings& settings) {
    auto opened = Workbench::open(settings);
    if (const auto* exit = std::get_if<Exit>(&opened))
        return *exit;
    auto& bench = *std::get<0>(opened);
    const auto report = services::Audit(bench.context().reader, bench.verifier()).run();
    if (!report) {
        complain(sentenceOf(report.error()));
        return Exit::Failed;
    }
    for (const auto& finding : report->findings)
        say(finding.promise + ": " + finding.text);
    say(std::to_string(report->entries) + " journal entries, " +
        std::to_string(report->ledgerRecords) + " ledger records, " +
        std::to_string(report->auditRecords) + " links of the audit chain");
    for (const auto& balance : report->balances)
        say(std::string(domain::nameOf(balance.account)) + " " + balance.amount.toString());
    say(report->findings.empty() ? "All promises hold."
                                 : std::to_string(report->findings.size()) +
                                       " findings. Keep this database, and call for help.");
    return report->findings.empty() ? Exit::Done : Exit::AuditFindings;
}

} // namespace foyer::server
