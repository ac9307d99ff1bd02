#pragma once

#include "app/viewmodels/door_model.h"
#include "app/viewmodels/kiosk_model.h"
#include "app/viewmodels/login_model.h"
#include "app/viewmodels/notice_model.h"
#include "app/viewmodels/office_model.h"
#include "app/viewmodels/sale_model.h"
#include "app/viewmodels/sales_model.h"
#include "app/viewmodels/seat_map_model.h"
#include "app/viewmodels/shift_model.h"
#include "app/viewmodels/status_model.h"
#include "app/viewmodels/tasks_model.h"

namespace foyer::viewmodels {

/// Everything the counter's screens bind to. Lives in the GUI thread; `show` takes the core's
/// snapshots as they come and passes on only the parts that changed.
class CounterModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the shell")
    Q_PROPERTY(foyer::viewmodels::StatusModel* status READ status CONSTANT)
    Q_PROPERTY(foyer::viewmodels::LoginModel* login READ login CONSTANT)
    Q_PROPERTY(foyer::viewmodels::ShiftModel* shift READ shift CONSTANT)
    Q_PROPERTY(foyer::viewmodels::ScheduleModel* schedule READ schedule CONSTANT)
    Q_PROPERTY(foyer::viewmodels::SeatMapModel* seatMap READ seatMap CONSTANT)
    Q_PROPERTY(foyer::viewmodels::SaleModel* sale READ sale CONSTANT)
    Q_PROPERTY(foyer::viewmodels::SalesModel* sales READ sales CONSTANT)
    Q_PROPERTY(foyer::viewmodels::QuestionsModel* questions READ questions CONSTANT)
    Q_PROPERTY(foyer::viewmodels::TasksModel* tasks READ tasks CONSTANT)
    Q_PROPERTY(foyer::viewmodels::DoorModel* door READ door CONSTANT)
    Q_PROPERTY(foyer::viewmodels::OfficeModel* office READ office CONSTANT)
    Q_PROPERTY(foyer::viewmodels::KioskModel* kiosk READ kiosk CONSTANT)
    /// True while seats can only be sold at risk, which a supervisor has to answer for.
    Q_PROPERTY(bool asksSupervisor READ asksSupervisor NOTIFY noticeShown)
    Q_PROPERTY(QString atRiskText READ atRiskText NOTIFY noticeShown)
    Q_PROPERTY(QString atRiskError READ atRiskError NOTIFY noticeShown)
    Q_PROPERTY(QString pinError READ pinError NOTIFY noticeShown)
    Q_PROPERTY(QStringList supervisors READ supervisors NOTIFY noticeShown)
    Q_PROPERTY(foyer::viewmodels::NoticeModel* notice READ notice CONSTANT)

public:
    explicit CounterModel(Wishes& wishes, QObject* parent = nullptr);

    void show(const core::View& view);
    void tick(Instant now);
    /// Everything is said again, after the language has changed.
    void retranslate();

    bool asksSupervisor() const;
    QString atRiskText() const { return m_atRiskText; }
    /// Why the last PIN did not do; empty: none was tried.
    QString atRiskError() const;
    QStringList supervisors() const;
    /// The supervisor of that row of `supervisors` enters the PIN.
    Q_INVOKABLE void approveAtRisk(int row, const QString& pin);
    /// The basket is for nothing, for that reason; the supervisor of that row enters the PIN, -1:
    /// none is asked.
    Q_INVOKABLE void giveComp(int row, const QString& pin, const QString& reason);
    /// Why the last PIN did not do; empty: none was tried.
    QString pinError() const;

    StatusModel* status() { return &m_status; }
    LoginModel* login() { return &m_login; }
    ShiftModel* shift() { return &m_shift; }
    ScheduleModel* schedule() { return &m_schedule; }
    SeatMapModel* seatMap() { return &m_seatMap; }
    SaleModel* sale() { return &m_sale; }
    SalesModel* sales() { return &m_sales; }
    QuestionsModel* questions() { return &m_questions; }
    TasksModel* tasks() { return &m_tasks; }
    DoorModel* door() { return &m_door; }
    OfficeModel* office() { return &m_office; }
    KioskModel* kiosk() { return &m_kiosk; }
    NoticeModel* notice() { return &m_notice; }

signals:
    void noticeShown();

private:
    std::vector<core::OperatorView> approvers() const;
    bool isNew(const core::View& view, core::Part part) const;
    void showPeople(const core::LoginView& view);
    void showSeatMap(const core::View& view);
    void followAtRisk();

    Wishes& m_wishes;
    core::View m_view;
    std::optional<core::Notice> m_atRisk; // the question, through wrong PINs
    QString m_atRiskText;
    std::optional<Milliseconds> m_utcOffset; // of the cinema, once known
    StatusModel m_status;
    LoginModel m_login;
    ShiftModel m_shift;
    ScheduleModel m_schedule;
    SeatMapModel m_seatMap;
    SaleModel m_sale;
    SalesModel m_sales;
    QuestionsModel m_questions;
    TasksModel m_tasks;
    DoorModel m_door;
    OfficeModel m_office;
    KioskModel m_kiosk;
    NoticeModel m_notice;
};

} // namespace foyer::viewmodels
