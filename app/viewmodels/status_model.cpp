#include "app/viewmodels/status_model.h"

#include "app/viewmodels/format.h"

namespace foyer::viewmodels {

namespace {
constexpr std::chrono::seconds kJustNow{60};
} // namespace

StatusModel::StatusModel(Wishes& wishes, QObject* parent) : QObject(parent), m_wishes(wishes) {}

void StatusModel::show(const core::StatusView& view) {
    m_view = view;
    emit changed();
}

void StatusModel::tick(Instant now, Milliseconds utcOffset) {
    m_now = now;
    m_utcOffset = utcOffset;
    emit changed();
}

QString StatusModel::connectionText() const {
    switch (m_view.connection) {
    case core::Connection::Connecting:
        return tr("Connecting");
    case core::Connection::Online:
        return m_view.poolShut ? tr("Online · no new seats") : tr("Online");
    case core::Connection::Offline:
        return tr("Offline · selling goes on");
    }
    CHECK(false);
}

QString StatusModel::stopText() const {
    switch (m_view.stop) {
    case core::SellingStop::None:
        return {};
    case core::SellingStop::StorageFailed:
        return tr("Its disk failed. Everything sold so far is kept. Restart the terminal; if this "
                  "returns, sell at another counter and call a manager.");
    case core::SellingStop::Quarantined:
        return tr("Its disk was copied, or it was enrolled anew, so the server takes no more sales "
                  "from it. Everything sold here is kept. Sell at another counter; a manager "
                  "enrols this one again.");
    }
    CHECK(false);
}

QString StatusModel::waitingText() const {
    if (m_view.entriesWaiting == 0)
        return tr("All sent");
    const QString waiting = tr("%n waiting", nullptr, entriesWaiting());
    if (!m_view.oldestWaiting)
        return waiting;
    return tr("%1 · oldest %2").arg(waiting, ageText(m_now - *m_view.oldestWaiting));
}

QString StatusModel::lastContactText() const {
    if (!m_view.lastContact)
        return tr("Never synced");
    const Milliseconds age = m_now - *m_view.lastContact;
    return age < kJustNow ? tr("Synced just now") : tr("Synced %1 ago").arg(ageText(age));
}

QString StatusModel::printerText() const {
    switch (m_view.printer) {
    case core::PrinterState::Unknown:
        return tr("Printer not tried yet");
    case core::PrinterState::Ready:
        return tr("Printer ready");
    case core::PrinterState::PaperLow:
        return tr("Paper low");
    case core::PrinterState::PaperOut:
        return tr("Paper out");
    case core::PrinterState::Offline:
        return tr("Printer away");
    }
    CHECK(false);
}

QString StatusModel::clockText() const {
    return timeText(m_now, m_utcOffset);
}

void StatusModel::retryNow() {
    m_wishes.retryServer();
}

} // namespace foyer::viewmodels
