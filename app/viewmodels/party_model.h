#pragma once

#include "app/core/view.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <string>
#include <vector>

namespace foyer::viewmodels {

/// Who comes along: how many of each ticket type, and how many of them in a wheelchair.
class PartyModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by KioskModel")
    Q_PROPERTY(int total READ total NOTIFY changed)
    Q_PROPERTY(int most READ most NOTIFY changed) ///< people that can be seated
    Q_PROPERTY(int wheelchairs READ wheelchairs WRITE setWheelchairs NOTIFY changed)
    Q_PROPERTY(int mostWheelchairs READ mostWheelchairs NOTIFY changed)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        PriceTextRole, ///< "12.50 €", "from 12.50 €"
        CountRole
    };
    /// Larger parties are for a counter.
    static constexpr int kMost = 10;

    explicit PartyModel(QObject* parent);

    /// What the list sells at that part of the day; who is counted already stays where it can.
    void show(std::shared_ptr<const domain::PriceList> prices, domain::DayPart part);
    /// What can still be had; the party is not made smaller by it.
    void setRoom(std::size_t seats, std::size_t spaces);
    void clear();

    int total() const;
    int most() const { return m_most; }
    int wheelchairs() const { return m_wheelchairs; }
    void setWheelchairs(int wheelchairs);
    int mostWheelchairs() const { return std::min(m_spaces, total()); }
    /// A key for each person, in the order of the list.
    std::vector<std::string> ticketTypes() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    Q_INVOKABLE void setCount(int row, int count);

signals:
    void changed();

private:
    struct Row {
        std::string key;
        QString name;
        QString priceText;
        int count = 0;
    };
    std::vector<Row> rowsOf(const domain::PriceList& prices, domain::DayPart part) const;
    int countOf(const std::string& key) const;

    std::shared_ptr<const domain::PriceList> m_prices;
    domain::DayPart m_part = domain::DayPart::Evening;
    std::vector<Row> m_rows;
    int m_wheelchairs = 0;
    int m_most = kMost;
    int m_spaces = 0;
};

} // namespace foyer::viewmodels
