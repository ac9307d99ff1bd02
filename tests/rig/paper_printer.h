#pragma once

#include "app/devices/printer.h"
#include "tests/rig/witness.h"

#include <atomic>

namespace foyer::rig {

/// Puts tickets before the witness instead of on paper: what their QR codes say, which is what a
/// door will read.
class PaperPrinter final : public devices::Printer {
    Q_OBJECT

public:
    /// Both outlive this. While `jams` is above zero a job takes one of it and fails.
    PaperPrinter(Witness& witness, std::atomic<int>& jams) : m_witness(witness), m_jams(jams) {}
    void print(const QString& job, const QList<devices::TicketPaper>& papers) override;
    QString description() const override { return QStringLiteral("witness"); }

private:
    Witness& m_witness;
    std::atomic<int>& m_jams;
};

} // namespace foyer::rig
