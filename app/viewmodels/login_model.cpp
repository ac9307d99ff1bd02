#include "app/viewmodels/login_model.h"

namespace foyer::viewmodels {

namespace {

QString initialsOf(const QString& name) {
    QString initials;
    for (const QString& word : name.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        initials += word.front().toUpper();
    return initials.left(2);
}

} // namespace

LoginModel::LoginModel(Wishes& wishes, QObject* parent)
    : QAbstractListModel(parent), m_wishes(wishes) {}

void LoginModel::show(const core::LoginView& view) {
    beginResetModel();
    m_view = view;
    endResetModel();
    emit changed();
}

void LoginModel::tick(Instant now) {
    const bool waits = lockedSeconds() > 0;
    m_now = now;
    if (waits)
        emit changed();
}

int LoginModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_view.operators.size());
}

QVariant LoginModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::OperatorView& op = m_view.operators[static_cast<std::size_t>(index.row())];
    const QString name = QString::fromStdString(op.name);
    switch (role) {
    case NameRole:
        return name;
    case InitialsRole:
        return initialsOf(name);
    case RoleNameRole:
        switch (op.role) {
        case domain::Role::Cashier:
            return tr("Cashier");
        case domain::Role::Supervisor:
            return tr("Supervisor");
        case domain::Role::Manager:
            return tr("Manager");
        }
    }
    return {};
}

QHash<int, QByteArray> LoginModel::roleNames() const {
    return {{NameRole, "name"}, {InitialsRole, "initials"}, {RoleNameRole, "roleName"}};
}

QString LoginModel::operatorName() const {
    return m_view.loggedIn ? QString::fromStdString(m_view.loggedIn->name) : QString();
}

bool LoginModel::supervisor() const {
    return m_view.loggedIn && m_view.loggedIn->role != domain::Role::Cashier;
}

int LoginModel::lockedSeconds() const {
    if (!m_view.lockedUntil || *m_view.lockedUntil <= m_now)
        return 0;
    return static_cast<int>(
        std::chrono::ceil<std::chrono::seconds>(*m_view.lockedUntil - m_now).count());
}

void LoginModel::login(int row, const QString& pin) {
    if (row < 0 || row >= rowCount() || pin.isEmpty())
        return;
    m_wishes.wish(
        core::Login{m_view.operators[static_cast<std::size_t>(row)].id, pin.toStdString()});
}

void LoginModel::logout() {
    m_wishes.wish(core::Logout{});
}

} // namespace foyer::viewmodels
