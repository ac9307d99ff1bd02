#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The basket as a list of lines, and the sale it becomes. Amounts come in as texts ready to show
/// and as minor units for keypads.
class SaleModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(bool busy READ busy NOTIFY changed)
    Q_PROPERTY(bool canPay READ canPay NOTIFY changed)
    Q_PROPERTY(bool takesCards READ takesCards NOTIFY changed)
    Q_PROPERTY(bool canPayByCard READ canPayByCard NOTIFY changed)
    Q_PROPERTY(bool byCard READ byCard NOTIFY changed)
    Q_PROPERTY(bool personMayTell READ personMayTell NOTIFY changed)
    Q_PROPERTY(QString totalText READ totalText NOTIFY changed)
    Q_PROPERTY(QString dueText READ dueText NOTIFY changed)
    Q_PROPERTY(QString roundingText READ roundingText NOTIFY changed)
    Q_PROPERTY(QString receivedText READ receivedText NOTIFY changed)
    Q_PROPERTY(QString changeText READ changeText NOTIFY changed)
    Q_PROPERTY(QString reference READ reference NOTIFY changed)
    Q_PROPERTY(QString seatsText READ seatsText NOTIFY changed)
    Q_PROPERTY(QString singleText READ singleText NOTIFY changed)
    Q_PROPERTY(QVariantList quickNotes READ quickNotes NOTIFY changed)
    Q_PROPERTY(QVariantList discounts READ discounts NOTIFY changed)
    Q_PROPERTY(bool mayComp READ mayComp NOTIFY changed)
    Q_PROPERTY(bool isComp READ isComp NOTIFY changed)
    Q_PROPERTY(bool compNeedsPin READ compNeedsPin NOTIFY changed)
    Q_PROPERTY(bool takesCodes READ takesCodes NOTIFY changed)

public:
    enum Role {
        SeatRole = Qt::UserRole + 1, ///< "F12"
        SeatNoRole,
        AreaRole,
        TypeRole,     ///< key of the ticket type
        TypeNameRole, ///< as people read it
        TypesRole,    ///< list of {key, name} the price list sells there
        PriceTextRole,
        OwnedRole ///< false while the server is asked
    };
    /// core::SaleState.
    enum State {
        Choosing,
        AskingRight,
        Ready,
        IntentPending,
        Paying,
        CardCharging,
        CardUnknown,
        AbandonPending,
        SalePending,
        Printing,
        PrintFailed,
        Done
    };
    Q_ENUM(State)

    SaleModel(Wishes& wishes, QObject* parent);

    void show(const core::SaleView& view);
    /// Where the names of ticket types come from.
    void showPrices(std::shared_ptr<const domain::PriceList> prices);
    /// Where the names of seats come from that are not in the basket.
    void showPlan(std::shared_ptr<const domain::SeatingPlan> plan) { m_plan = std::move(plan); }

    int count() const { return static_cast<int>(m_view.lines.size()); }
    State state() const { return static_cast<State>(m_view.state); }
    /// Something goes to disk or to the printer; nothing can be changed meanwhile.
    bool busy() const;
    bool canPay() const { return m_view.state == core::SaleState::Ready && count() > 0; }
    bool takesCards() const { return m_view.takesCards; }
    bool canPayByCard() const { return takesCards() && canPay() && !m_view.total.isZero(); }
    bool byCard() const { return m_view.byCard; }
    /// What the card reader shows is the operator's to say.
    bool personMayTell() const { return m_view.personMayTell; }
    QString totalText() const;
    /// What is handed over in cash; the total, where nothing is rounded.
    QString dueText() const;
    /// "+0.02 CHF", by which it is not the total; empty: it is.
    QString roundingText() const;
    QString receivedText() const;
    QString changeText() const;
    QString reference() const { return QString::fromStdString(m_view.reference); }
    QString seatsText() const; // "F12, F13"
    /// "F14 would be left alone", or empty.
    QString singleText() const;
    /// {text, minor}: the exact amount and the sums people hand over.
    QVariantList quickNotes() const;
    /// {key, name, amountText, byCode}: what is taken off the basket, and the codes entered.
    QVariantList discounts() const;
    /// There are discounts that need a code, and this is the time to enter one.
    bool takesCodes() const { return m_view.takesCodes && count() > 0; }

    /// The seats may be given for free, which is not decided yet.
    bool mayComp() const { return m_view.mayComp && !isComp(); }
    bool isComp() const;
    /// A supervisor has to answer for it.
    bool compNeedsPin() const { return m_view.compNeedsPin; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void setType(int row, const QString& key);
    /// The next ticket type the price list sells on that seat.
    Q_INVOKABLE void cycleType(int row);
    Q_INVOKABLE void remove(int row);
    Q_INVOKABLE void clear();
    /// A code the customer shows; blanks and case do not matter.
    Q_INVOKABLE void enterCode(const QString& code);
    Q_INVOKABLE void dropCode(const QString& key);
    Q_INVOKABLE void payCash();
    Q_INVOKABLE void payCard();
    Q_INVOKABLE void cardApproved();
    Q_INVOKABLE void cardDeclined();
    /// The reader does not say; not yet the last word.
    Q_INVOKABLE void cardUnclear();
    /// Nobody can find out now: on record, and a manager's.
    Q_INVOKABLE void setCardAside();
    Q_INVOKABLE void cancelPayment();
    /// `minor` in minor units of the basket's currency.
    Q_INVOKABLE void receive(qint64 minor);
    /// What was typed on the keypad in minor units; -1 when it is no amount.
    Q_INVOKABLE qint64 parse(const QString& typed) const;
    /// The change for `minor` received, or the amount still missing, ready to show.
    Q_INVOKABLE QString changeFor(qint64 minor) const;
    Q_INVOKABLE bool enough(qint64 minor) const { return minor >= m_view.due().minor; }
    Q_INVOKABLE QString formatted(qint64 minor) const;
    Q_INVOKABLE void next();
    Q_INVOKABLE void printAgain();

    const core::SaleView& view() const { return m_view; }

signals:
    void changed();

private:
    QString typeName(const std::string& key) const;
    void tellCard(core::CardOutcome outcome);

    Wishes& m_wishes;
    core::SaleView m_view;
    std::shared_ptr<const domain::PriceList> m_prices;
    std::shared_ptr<const domain::SeatingPlan> m_plan;
};

} // namespace foyer::viewmodels
