#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// Who may sell here, as a list to pick from, and who does.
class LoginModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(bool loggedIn READ loggedIn NOTIFY changed)
    Q_PROPERTY(QString operatorName READ operatorName NOTIFY changed)
    Q_PROPERTY(bool supervisor READ supervisor NOTIFY changed)
    Q_PROPERTY(bool verifying READ verifying NOTIFY changed)
    Q_PROPERTY(int lockedSeconds READ lockedSeconds NOTIFY changed)

public:
    enum Role { NameRole = Qt::UserRole + 1, InitialsRole, RoleNameRole };

    LoginModel(Wishes& wishes, QObject* parent);

    void show(const core::LoginView& view);
    void tick(Instant now);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    bool loggedIn() const { return m_view.loggedIn.has_value(); }
    QString operatorName() const;
    bool supervisor() const;
    bool verifying() const { return m_view.verifying; }
    /// 0 when a PIN may be tried.
    int lockedSeconds() const;

    Q_INVOKABLE void login(int row, const QString& pin);
    Q_INVOKABLE void logout();

signals:
    void changed();

private:
    Wishes& m_wishes;
    core::LoginView m_view;
    Instant m_now{};
};

} // namespace foyer::viewmodels
