#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QStringList>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The terminals of the house and disks they had before, those in trouble first, and for the chosen
/// one what is at stake: two people who were shown that may declare it lost (DESIGN §2).
class TerminalsModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by OfficeModel")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(int awaited READ awaited NOTIFY changed)   ///< the pool stays shut until they speak
    Q_PROPERTY(int troubled READ troubled NOTIFY changed) ///< that wait for somebody
    Q_PROPERTY(int chosen READ chosen WRITE choose NOTIFY changed) ///< row; -1: none
    Q_PROPERTY(QString name READ name NOTIFY changed)
    Q_PROPERTY(Standing standing READ standing NOTIFY changed)
    Q_PROPERTY(QString seatsText READ seatsText NOTIFY changed)
    Q_PROPERTY(QString mostText READ mostText NOTIFY changed)
    Q_PROPERTY(QString lastSeenText READ lastSeenText NOTIFY changed)
    Q_PROPERTY(QString entriesText READ entriesText NOTIFY changed)
    /// Maps of "start", "movie", "seats", "most", "state": one per showtime with seats on lease.
    Q_PROPERTY(QVariantList stakes READ stakes NOTIFY changed)
    Q_PROPERTY(QString firstKeyText READ firstKeyText NOTIFY changed)
    Q_PROPERTY(QString secondKeyText READ secondKeyText NOTIFY changed)
    /// Why it cannot be declared lost now, and what to do instead; empty: it can.
    Q_PROPERTY(QString obstacle READ obstacle NOTIFY changed)
    Q_PROPERTY(QString warning READ warning NOTIFY changed) ///< what the next key does
    /// Who may turn the next key.
    Q_PROPERTY(QStringList people READ people NOTIFY changed)

public:
    enum Role {
        NameRole = Qt::UserRole + 1,
        KindTextRole,
        IconRole,
        LastSeenTextRole, ///< "heard just now", "last heard 2 h ago"
        LeaseTextRole,    ///< "12 seats on lease", "nothing on lease"
        EntriesTextRole,  ///< what is known of entries that are not here
        StateTextRole,    ///< "declared lost", "second key missing", …; empty: all is well
        ToneRole          ///< StatusPill's: 0 neutral, 2 caution, 3 bad
    };
    enum Standing { Present, Proposed, Lost };
    Q_ENUM(Standing)

    TerminalsModel(Wishes& wishes, QObject* parent);

    void show(const core::OfficeView& view);
    void showPeople(const core::LoginView& people);
    void tick(Instant now, Milliseconds utcOffset);

    int count() const { return static_cast<int>(m_rows.size()); }
    int awaited() const;
    int troubled() const;
    int chosen() const;
    void choose(int row);
    QString name() const;
    Standing standing() const;
    QString seatsText() const;
    QString mostText() const;
    QString lastSeenText() const;
    QString entriesText() const;
    QVariantList stakes() const;
    QString firstKeyText() const;
    QString secondKeyText() const;
    QString obstacle() const;
    QString warning() const;
    QStringList people() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The person of that row of `people` turns the next key of the chosen terminal.
    Q_INVOKABLE void declareLost(int person, const QString& pin);

signals:
    void changed();

private:
    const protocol::Exposure* current() const;
    void chooseRow(const protocol::Exposure& row);
    std::vector<core::OperatorView> keyHolders() const;
    QString personName(OperatorId id) const;
    QString momentText(Instant at) const;
    QString seenText(const protocol::Exposure& row) const;
    QString stateText(const protocol::Exposure& row) const;

    Wishes& m_wishes;
    std::vector<protocol::Exposure> m_rows;
    std::vector<core::OperatorView> m_people;
    TerminalId m_chosen; // null: none
    Incarnation m_chosenLife;
    Instant m_now{};
    Milliseconds m_utcOffset{};
};

} // namespace foyer::viewmodels
