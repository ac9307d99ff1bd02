#include "app/shell/script_result.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

namespace foyer::shell {

void ScriptResult::note(const core::View& view) {
    if (view.sale && view.sale->state == core::SaleState::Done)
        m_sale = *view.sale;
    if (view.sales)
        m_synced =
            std::any_of(view.sales->sales.begin(), view.sales->sales.end(), [&](const auto& sale) {
                return sale.booking == m_sale.booking && sale.synced;
            });
}

bool ScriptResult::write(const QString& path) const {
    QJsonArray seats;
    for (const core::BasketLine& line : m_sale.lines)
        seats.append(line.seat.value);
    const QJsonObject result{
        {QStringLiteral("showtime"),
         m_sale.showtime ? QString::fromStdString(m_sale.showtime->toString()) : QString()},
        {QStringLiteral("seats"), seats},
        {QStringLiteral("reference"), QString::fromStdString(m_sale.reference)},
        {QStringLiteral("synced"), m_synced}};
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) &&
           file.write(QJsonDocument(result).toJson(QJsonDocument::Compact)) > 0 && file.commit();
}

} // namespace foyer::shell
