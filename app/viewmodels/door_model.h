#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// What the usher sees: the answer to the last paper, large, and what to do about it.
class DoorModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(Answer answer READ answer NOTIFY changed)
    Q_PROPERTY(bool good READ good NOTIFY changed)
    Q_PROPERTY(QString headline READ headline NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed) ///< what to do; empty when good
    Q_PROPERTY(QString seatText READ seatText NOTIFY changed)
    Q_PROPERTY(QString areaText READ areaText NOTIFY changed)
    Q_PROPERTY(QString showText READ showText NOTIFY changed) ///< movie, start, auditorium
    Q_PROPERTY(QString insideText READ insideText NOTIFY changed)
    Q_PROPERTY(bool canUndo READ canUndo NOTIFY changed)
    Q_PROPERTY(int scanNumber READ scanNumber NOTIFY changed) ///< grows with each answer
    Q_PROPERTY(QStringList recent READ recent NOTIFY changed) ///< one line each, latest first

public:
    enum Answer { Waiting, Good, Before, Elsewhere, Revoked, Forged, Unknown, NoTicket, Undone };
    Q_ENUM(Answer)

    DoorModel(Wishes& wishes, QObject* parent);

    void show(const core::DoorView& view);

    Answer answer() const;
    bool good() const { return answer() == Good; }
    QString headline() const;
    QString advice() const;
    QString seatText() const;
    QString areaText() const;
    QString showText() const;
    QString insideText() const;
    bool canUndo() const { return good(); }
    int scanNumber() const { return m_number; }
    QStringList recent() const;

    Q_INVOKABLE void scan(const QString& text);
    Q_INVOKABLE void undo(const QString& reason);

signals:
    void changed();

private:
    const core::DoorScan* last() const {
        return m_view.scans.empty() ? nullptr : &m_view.scans.front();
    }
    Wishes& m_wishes;
    core::DoorView m_view;
    int m_number = 0;
};

} // namespace foyer::viewmodels
