#pragma once

#include "app/core/event.h"

#include <QObject>
#include <QSet>
#include <QString>
#include <QTimer>

#include <map>

namespace foyer::devices {

/// The port to a card reader that is told and asked by the terminal. Lives in one thread and never
/// blocks it. A reference is charged once, however often that is asked; answers come late, more
/// than once, or never (core::CardPayments asks again).
class CardReader : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Says whether it is there, now and whenever that changes.
    virtual void start() = 0;
    /// Takes the amount by card.
    virtual void charge(const QString& reference, Money amount) = 0;
    /// What became of that reference. Of one that it never heard of the answer is Declined, and it
    /// will not be charged any more.
    virtual void ask(const QString& reference) = 0;
    /// Gives the charge up if that still can be; the answer to it tells.
    virtual void cancel(const QString& reference) = 0;

signals:
    void answered(const QString& reference, foyer::core::CardOutcome outcome);
    void changed(foyer::core::ReaderState state);
};

/// For demonstrations and tests: a customer who holds a card to it after a while, and faults on
/// command. What it was told is forgotten when the program ends.
class SimulatedCardReader final : public CardReader {
    Q_OBJECT

public:
    explicit SimulatedCardReader(Milliseconds tapsAfter = Milliseconds{4'000},
                                 QObject* parent = nullptr);

    void start() override;
    void charge(const QString& reference, Money amount) override;
    void ask(const QString& reference) override;
    void cancel(const QString& reference) override;

    /// Its cable is out: it hears and says nothing.
    void setAway(bool away);

    /// What it says at the next tap. Unknown: the card is charged all the same.
    core::CardOutcome next = core::CardOutcome::Approved;
    int charges = 0; ///< times money moved

private:
    void tapped(const QString& reference);
    void settle(const QString& reference, core::CardOutcome outcome);
    void say(const QString& reference, core::CardOutcome outcome);

    Milliseconds m_tapsAfter;
    bool m_away = false;
    QSet<QString> m_waiting; // for the card
    std::map<QString, core::CardOutcome> m_settled;
};

/// Makes the reader a setting names: "simulated"; nullptr for anything else.
CardReader* makeCardReader(const QString& setting, QObject* parent);

} // namespace foyer::devices
