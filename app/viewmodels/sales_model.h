#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// This terminal's own sales, latest first: to print again or to void.
class SalesModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        ReferenceRole = Qt::UserRole + 1,
        MovieRole,
        StartRole,
        SeatsTextRole,
        TotalTextRole,
        SoldAtRole,
        PrintedRole,
        VoidedRole,
        SyncedRole
    };

    SalesModel(Wishes& wishes, QObject* parent);

    void show(const core::OwnSalesView& view);
    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    const std::vector<core::OwnSaleView>& rows() const { return m_rows; }

    Q_INVOKABLE void reprint(int row);
    Q_INVOKABLE void voidSale(int row, const QString& reason);

signals:
    void countChanged();

private:
    Wishes& m_wishes;
    std::vector<core::OwnSaleView> m_rows;
};

/// What a restart found and only a person can answer.
class QuestionsModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind
        TitleRole,                   ///< the question in one sentence
        FactsRole,                   ///< movie, seats, amount, when, by whom
        YesTextRole,
        NoTextRole,
        NeitherTextRole, ///< empty: there is no third answer
        ReferenceRole
    };
    enum Kind { MoneyTaken, PaperOwed, CardTaken };
    Q_ENUM(Kind)

    QuestionsModel(Wishes& wishes, QObject* parent);

    void show(const core::QuestionsView& view);
    int count() const { return static_cast<int>(m_rows.size()); }
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// MoneyTaken, CardTaken: yes, it was (the sale is completed). PaperOwed: print it, marked
    /// COPY.
    Q_INVOKABLE void yes(int row);
    /// MoneyTaken, CardTaken: no, nothing was taken. PaperOwed: the tickets are in the customer's
    /// hands.
    Q_INVOKABLE void no(int row);
    /// CardTaken: nobody knows; a manager finds out.
    Q_INVOKABLE void neither(int row);

signals:
    void countChanged();

private:
    Wishes& m_wishes;
    std::vector<core::Question> m_rows;
};

} // namespace foyer::viewmodels
