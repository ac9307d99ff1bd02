#pragma once

#include "app/core/view.h"
#include "app/viewmodels/wishes.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace foyer::viewmodels {

/// The latest thing the operator is told: what happened, what is safe, what to do next.
class NoticeModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("held by CounterModel")
    Q_PROPERTY(bool visible READ visible NOTIFY changed)
    Q_PROPERTY(QString text READ text NOTIFY changed)
    Q_PROPERTY(QString detail READ detail NOTIFY changed)
    Q_PROPERTY(QString offerText READ offerText NOTIFY changed)
    Q_PROPERTY(Severity severity READ severity NOTIFY changed)
    Q_PROPERTY(Topic topic READ topic NOTIFY changed)

public:
    enum Severity { Info, Good, Warning, Danger };
    Q_ENUM(Severity)
    /// What it is about, so that a screen which says the same itself need not repeat it.
    enum Topic { General, Pin, Paper, Stop };
    Q_ENUM(Topic)

    NoticeModel(Wishes& wishes, QObject* parent);

    void show(const core::NoticeView& view);
    /// The plan that names the seats a notice speaks of.
    void showPlan(std::shared_ptr<const domain::SeatingPlan> plan) { m_plan = std::move(plan); }

    bool visible() const { return m_notice.has_value(); }
    QString text() const;
    QString detail() const;
    /// What the button that takes the offer says, "Take F14, F15"; empty when nothing is offered.
    QString offerText() const;
    Severity severity() const;
    Topic topic() const;

    Q_INVOKABLE void acceptOffer();
    Q_INVOKABLE void dismiss();

signals:
    void changed();

private:
    QString named(const std::vector<SeatNo>& seats) const;

    Wishes& m_wishes;
    std::optional<core::Notice> m_notice;
    std::shared_ptr<const domain::SeatingPlan> m_plan;
};

/// The sentence for a notice. `seats` are the names of its seats, joined.
QString noticeText(const core::Notice& notice, const QString& seats);
NoticeModel::Severity severityOf(core::NoticeCode code);
NoticeModel::Topic topicOf(core::NoticeCode code);

} // namespace foyer::viewmodels
