#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QAbstractListModel>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// One business day: what keeps it open, or that it is closed. The rows are what is open.
class DayModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by OfficeModel")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QStringList days READ days NOTIFY daysChanged) ///< today and the six before
    Q_PROPERTY(int day READ day WRITE setDay NOTIFY changed)
    Q_PROPERTY(QString dayText READ dayText NOTIFY changed)
    Q_PROPERTY(State state READ state NOTIFY changed)
    Q_PROPERTY(QString stateText READ stateText NOTIFY changed)
    /// What is to be done before it can be closed, or what its closing means.
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
    Q_PROPERTY(QStringList people READ people NOTIFY changed) ///< who may close it

public:
    enum Role {
        TitleRole = Qt::UserRole + 1,
        TextRole,
        IconRole,
        UrgentRole ///< its deadline has passed
    };
    enum State {
        Asking, ///< the server has not said
        NotOver,
        ItemsOpen,
        Ready,
        Closed
    };
    Q_ENUM(State)

    DayModel(Wishes& wishes, QObject* parent);

    void show(const core::OfficeView& view);
    void showPeople(const core::LoginView& people);
    void tick(Instant now, Milliseconds utcOffset);
    /// Asks for the day that is chosen, from now on.
    void watch();

    int count() const { return static_cast<int>(m_rows.size()); }
    QStringList days() const;
    int day() const { return m_day; }
    void setDay(int day);
    QString dayText() const;
    State state() const;
    QString stateText() const;
    QString advice() const;
    QStringList people() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The person of that row of `people` closes the day.
    Q_INVOKABLE void close(int person, const QString& pin);

signals:
    void changed();
    void daysChanged();

private:
    struct Row {
        QString title;
        QString text;
        QString icon;
        bool urgent = false;
    };
    /// What the server said of the chosen day; null: nothing yet.
    const protocol::DayAnswer* answer() const;
    Date chosenDate() const;
    std::vector<core::OperatorView> closers() const;
    std::vector<Row> rowsOf(const protocol::DayAnswer& day) const;

    Wishes& m_wishes;
    std::optional<protocol::DayAnswer> m_answer;
    std::vector<Row> m_rows;
    std::vector<core::OperatorView> m_people;
    int m_day = 1; // yesterday: the one that is due
    Date m_today{};
    Instant m_now{};
    Milliseconds m_utcOffset{};
};

} // namespace foyer::viewmodels
