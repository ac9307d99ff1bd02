#pragma once

#include "app/core/view.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace foyer::viewmodels {

/// The showtimes of one film on one day that a customer may still come to. Rows keep their place
/// while numbers change.
class TimesModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by FilmsModel")

public:
    enum Role {
        ShowtimeIdRole = Qt::UserRole + 1,
        StartRole, ///< "20:15"
        HallRole,
        LeftTextRole, ///< "42 free", "Only 4 free", "Sold out"
        SpacesRole,   ///< wheelchair spaces that can be had here
        OpenRole,     ///< something can be had here
        FewRole,      ///< not much is left
        SpokenRole    ///< all of it in one sentence, for those who listen
    };

    explicit TimesModel(QObject* parent);

    /// `wholePool`: the server is there to be asked, so that all that is free can be had.
    void show(std::vector<core::ShowtimeView> rows, bool wholePool);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QString leftText(const core::ShowtimeView& row) const;
    QString spoken(const core::ShowtimeView& row) const;

    std::vector<core::ShowtimeView> m_rows;
    bool m_wholePool = false;
};

/// Seats and wheelchair spaces of a showtime that can be had here now.
std::size_t seatsLeft(const core::ShowtimeView& row, bool wholePool);
std::size_t spacesLeft(const core::ShowtimeView& row, bool wholePool);

/// The films of the day, by their first start, each with its times: what a customer who comes now
/// can still see. When nothing is left of today it is the next day with something.
class FilmsModel final : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by KioskModel")
    Q_PROPERTY(int count READ count NOTIFY changed)
    Q_PROPERTY(QString dayText READ dayText NOTIFY changed) ///< "Today", "Tomorrow", or the date

public:
    enum Role {
        TitleRole = Qt::UserRole + 1,
        FactsRole,      ///< "FSK 12 · 99 min"
        TimesRole,      ///< its TimesModel
        StartsTextRole, ///< "20:15   22:40"
    };
    /// So long after its start a film can still be bought.
    static constexpr std::chrono::minutes kLateEntry{10};

    explicit FilmsModel(QObject* parent);

    void show(const core::ScheduleView& view);
    void setWholePool(bool wholePool);
    void tick(Instant now);
    void retranslate() { rebuild(); }

    int count() const { return static_cast<int>(m_films.size()); }
    QString dayText() const;
    /// Null: there is none of that id that can still be come to.
    const core::ShowtimeView* find(const QString& showtime) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void changed();

private:
    struct Film {
        MovieId id;
        std::vector<core::ShowtimeView> showtimes;
        TimesModel* times = nullptr; // a child of this
    };
    bool isComing(const core::ShowtimeView& row) const;
    std::vector<Film> filmsOfTheDay() const;
    void rebuild();

    std::vector<core::ShowtimeView> m_all;
    std::vector<Film> m_films;
    bool m_wholePool = false;
    Instant m_now{};
};

} // namespace foyer::viewmodels
