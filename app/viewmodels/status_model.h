#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The status bar: what a cashier must always see. Texts are ready to show.
class StatusModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(Connection connection READ connection NOTIFY changed)
    Q_PROPERTY(QString connectionText READ connectionText NOTIFY changed)
    Q_PROPERTY(bool stopped READ stopped NOTIFY changed)
    Q_PROPERTY(bool poolShut READ poolShut NOTIFY changed)
    Q_PROPERTY(QString stopText READ stopText NOTIFY changed)
    Q_PROPERTY(int entriesWaiting READ entriesWaiting NOTIFY changed)
    Q_PROPERTY(QString waitingText READ waitingText NOTIFY changed)
    Q_PROPERTY(QString lastContactText READ lastContactText NOTIFY changed)
    Q_PROPERTY(Printer printer READ printer NOTIFY changed)
    Q_PROPERTY(QString printerText READ printerText NOTIFY changed)
    Q_PROPERTY(QString terminalName READ terminalName NOTIFY changed)
    Q_PROPERTY(QString cinemaName READ cinemaName NOTIFY changed)
    Q_PROPERTY(QString clockText READ clockText NOTIFY changed)

public:
    enum Connection { Connecting, Online, Offline };
    Q_ENUM(Connection)
    enum Printer { PrinterUnknown, PrinterReady, PrinterLow, PrinterEmpty, PrinterOffline };
    Q_ENUM(Printer)

    StatusModel(Wishes& wishes, QObject* parent);

    void show(const core::StatusView& view);
    /// `now` moves the ages and the clock; called once a second. `utcOffset` is the cinema's.
    void tick(Instant now, Milliseconds utcOffset);

    Connection connection() const { return static_cast<Connection>(m_view.connection); }
    QString connectionText() const;
    bool stopped() const { return m_view.stop != core::SellingStop::None; }
    QString stopText() const;
    bool poolShut() const { return m_view.poolShut; }
    int entriesWaiting() const { return static_cast<int>(m_view.entriesWaiting); }
    /// "3 waiting · oldest 4 min", or "All sent".
    QString waitingText() const;
    QString lastContactText() const; // "Synced 3 min ago"
    Printer printer() const { return static_cast<Printer>(m_view.printer); }
    QString printerText() const;
    QString terminalName() const { return QString::fromStdString(m_view.terminalName); }
    QString cinemaName() const { return QString::fromStdString(m_view.cinemaName); }
    QString clockText() const;

    Q_INVOKABLE void retryNow();

signals:
    void changed();

private:
    Wishes& m_wishes;
    core::StatusView m_view;
    Instant m_now{};
    Milliseconds m_utcOffset{};
};

} // namespace foyer::viewmodels
