#pragma once

#include "app/viewmodels/login_model.h"
#include "app/viewmodels/notice_model.h"
#include "app/viewmodels/sale_model.h"
#include "app/viewmodels/sales_model.h"
#include "app/viewmodels/schedule_model.h"
#include "app/viewmodels/seat_map_model.h"
#include "app/viewmodels/status_model.h"

namespace foyer::viewmodels {

/// Everything the counter's screens bind to. Lives in the GUI thread; `show` takes the core's
/// snapshots as they come and passes on only the parts that changed.
class CounterModel final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the shell")
    Q_PROPERTY(foyer::viewmodels::StatusModel* status READ status CONSTANT)
    Q_PROPERTY(foyer::viewmodels::LoginModel* login READ login CONSTANT)
    Q_PROPERTY(foyer::viewmodels::ScheduleModel* schedule READ schedule CONSTANT)
    Q_PROPERTY(foyer::viewmodels::SeatMapModel* seatMap READ seatMap CONSTANT)
    Q_PROPERTY(foyer::viewmodels::SaleModel* sale READ sale CONSTANT)
    Q_PROPERTY(foyer::viewmodels::SalesModel* sales READ sales CONSTANT)
    Q_PROPERTY(foyer::viewmodels::QuestionsModel* questions READ questions CONSTANT)
    Q_PROPERTY(foyer::viewmodels::NoticeModel* notice READ notice CONSTANT)

public:
    explicit CounterModel(Wishes& wishes, QObject* parent = nullptr);

    void show(const core::View& view);
    void tick(Instant now);

    StatusModel* status() { return &m_status; }
    LoginModel* login() { return &m_login; }
    ScheduleModel* schedule() { return &m_schedule; }
    SeatMapModel* seatMap() { return &m_seatMap; }
    SaleModel* sale() { return &m_sale; }
    SalesModel* sales() { return &m_sales; }
    QuestionsModel* questions() { return &m_questions; }
    NoticeModel* notice() { return &m_notice; }

private:
    bool isNew(const core::View& view, core::Part part) const;
    void showSeatMap(const core::View& view);

    core::View m_view;
    std::optional<Milliseconds> m_utcOffset; // of the cinema, once known
    StatusModel m_status;
    LoginModel m_login;
    ScheduleModel m_schedule;
    SeatMapModel m_seatMap;
    SaleModel m_sale;
    SalesModel m_sales;
    QuestionsModel m_questions;
    NoticeModel m_notice;
};

} // namespace foyer::viewmodels
