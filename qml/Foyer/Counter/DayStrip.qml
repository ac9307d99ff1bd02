import QtQuick
import Foyer.ViewModels

/*! The days there are showtimes for. */
DayTabs {
    id: root

    required property ScheduleModel schedule

    prefix: "dayBoard.day"
    days: schedule.days
    current: schedule.day
    label: schedule.dayText
    onChosen: (row) => root.schedule.day = row
}
