#pragma once

#include "app/core/view.h"

#include <QString>

namespace foyer::shell {

/// Remembers the last finished sale a script made, for whoever started it to check at the server.
class ScriptResult {
public:
    void note(const core::View& view);
    /// Writes {"showtime", "seats": [numbers], "reference", "synced"}; false when it cannot.
    bool write(const QString& path) const;

private:
    core::SaleView m_sale;
    bool m_synced = false;
};

} // namespace foyer::shell
