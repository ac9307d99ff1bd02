#include "app/viewmodels/shift_model.h"

#include <QStringList>

namespace foyer::viewmodels {

ShiftModel::ShiftModel(Wishes& wishes, QObject* parent) : QObject(parent), m_wishes(wishes) {}

void ShiftModel::showStatus(const core::StatusView& view) {
    m_connection = view.connection;
    m_stop = view.stop;
    emit changed();
}

void ShiftModel::showSale(const core::SaleView& view) {
    m_sale = view.state;
    emit changed();
}

void ShiftModel::showTasks(const core::TasksView& view) {
    m_tasks = static_cast<int>(view.tasks.size());
    emit changed();
}

QString ShiftModel::obstacle() const {
    using core::SaleState;
    if (m_stop != core::SellingStop::None)
        return tr("This terminal has stopped selling and cannot give its seats back. Everything "
                  "sold here is kept. Sign out instead, and call a manager.");
    switch (m_sale) {
    case SaleState::Choosing:
    case SaleState::Printing:
    case SaleState::PrintFailed:
    case SaleState::Done:
        return {};
    case SaleState::AskingRight:
    case SaleState::Ready:
        return tr("There are seats in the basket. Sell them or clear the basket first.");
    case SaleState::IntentPending:
    case SaleState::Paying:
    case SaleState::CardCharging:
    case SaleState::CardUnknown:
    case SaleState::AbandonPending:
    case SaleState::SalePending:
        return tr("A payment is going on. Finish or cancel it first.");
    }
    CHECK(false);
}

QString ShiftModel::text() const {
    if (!canEnd())
        return obstacle();
    QStringList parts;
    parts.append(
        serverAway()
            ? tr("The server is out of reach. You are signed out, and the seats this counter has "
                 "on lease go back when it is reached again. Until then nobody can sell them, not "
                 "even this counter.")
            : tr("You are signed out, and the seats this counter has on lease go back, so that "
                 "others can sell them."));
    if (m_tasks > 0)
        parts.append(tr("Left for whoever comes next: %n open task(s). That does not hinder the "
                        "end of the shift.",
                        nullptr, m_tasks));
    parts.append(tr("If a colleague sells on here, sign out instead: then the seats stay."));
    return parts.join(QStringLiteral("\n\n"));
}

void ShiftModel::end() {
    if (canEnd())
        m_wishes.wish(core::EndShift{});
}

} // namespace foyer::viewmodels
