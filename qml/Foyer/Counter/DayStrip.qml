pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! The days there are showtimes for; the chosen one stands on a ground with a bar below it. */
Row {
    id: root

    required property ScheduleModel schedule

    objectName: "dayStrip"
    spacing: 4
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Days, %1 chosen").arg(schedule.dayText)

    Repeater {
        model: root.schedule.days
        FButton {
            id: day

            required property int index
            required property string modelData
            readonly property bool chosen: index === root.schedule.day

            objectName: "dayBoard.day" + index
            kind: chosen ? FButton.Secondary : FButton.Quiet
            focusPolicy: Qt.TabFocus
            text: modelData
            Accessible.role: Accessible.PageTab
            Accessible.selected: chosen
            onClicked: root.schedule.day = index

            Rectangle {
                visible: day.chosen
                width: parent.width - 2 * Theme.radius
                height: 3
                radius: 1.5
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                color: Theme.accent
            }
        }
    }
}
