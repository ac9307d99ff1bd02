#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// Who has how many seats of one showtime. The rows are the terminals that have some on lease.
class ShareModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by OfficeModel")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(bool known READ known NOTIFY changed)
    Q_PROPERTY(QString movie READ movie NOTIFY changed)
    Q_PROPERTY(QString heading READ heading NOTIFY changed) ///< "20:15 · Saal 3 · 300 seats"
    Q_PROPERTY(int free READ free NOTIFY changed)
    Q_PROPERTY(int held READ held NOTIFY changed)
    Q_PROPERTY(int allotted READ allotted NOTIFY changed)
    Q_PROPERTY(int sold READ sold NOTIFY changed)
    Q_PROPERTY(int blocked READ blocked NOTIFY changed)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        SeatsRole,
        PartRole,     ///< 0…1 of what is allotted
        StateTextRole ///< "heard just now", or that its seats cannot be recalled
    };

    ShareModel(Wishes& wishes, QObject* parent);

    void show(const core::OfficeView& view);
    /// Asks for this one, from now on.
    void watch(const core::ShowtimeView& showtime);

    int count() const { return known() ? static_cast<int>(m_share->terminals.size()) : 0; }
    bool known() const { return m_share && m_share->showtime == m_showtime.id; }
    QString movie() const { return QString::fromStdString(m_showtime.movie); }
    QString heading() const;
    int free() const { return known() ? static_cast<int>(m_share->free) : 0; }
    int held() const { return known() ? static_cast<int>(m_share->held) : 0; }
    int allotted() const { return known() ? static_cast<int>(m_share->allotted) : 0; }
    int sold() const { return known() ? static_cast<int>(m_share->sold) : 0; }
    int blocked() const { return known() ? static_cast<int>(m_share->blocked) : 0; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void changed();

private:
    Wishes& m_wishes;
    core::ShowtimeView m_showtime;
    std::optional<protocol::Share> m_share;
};

} // namespace foyer::viewmodels
