pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Counter
import Foyer.ViewModels

/*! The showtimes of a day and who has how many seats of the one that is chosen. */
FocusScope {
    id: root

    required property OfficeModel office
    required property ScheduleModel schedule
    property int chosen: Math.max(0, schedule.nextRow)

    function choose(row) {
        if (row < 0 || row >= list.count)
            return;
        chosen = row;
        list.positionViewAtIndex(row, ListView.Contain);
        office.watchShare(row);
    }

    objectName: "share"
    Component.onCompleted: choose(chosen)

    Connections {
        target: root.schedule
        function onDayChanged() { root.choose(Math.max(0, root.schedule.nextRow)); }
    }
    OfficeHead {
        id: head
        anchors.left: parent.left
        anchors.right: parent.right
        office: root.office
        title: qsTr("Shares")
        detail: qsTr("Who may sell how many seats")
    }
    DayStrip {
        id: strip
        anchors.top: head.bottom
        anchors.topMargin: Theme.gap
        width: parent.width
        clip: true
        schedule: root.schedule
    }
    ListView {
        id: list
        objectName: "share.list"
        anchors.top: strip.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        width: Math.round((parent.width - Theme.gapLarge) * 0.5)
        clip: true
        focus: true
        spacing: 4
        boundsBehavior: Flickable.StopAtBounds
        model: root.schedule
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Showtimes")
        Keys.onUpPressed: root.choose(root.chosen - 1)
        Keys.onDownPressed: root.choose(root.chosen + 1)
        delegate: ShareRow {
            width: list.width
            selected: index === root.chosen
            onClicked: root.choose(index)
        }
    }
    ShareReport {
        anchors.top: list.top
        anchors.bottom: parent.bottom
        anchors.left: list.right
        anchors.leftMargin: Theme.gapLarge
        anchors.right: parent.right
        visible: list.count > 0
        share: root.office.share
    }
    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0
        iconName: "calendar"
        title: qsTr("No showtimes")
        message: qsTr("They come from the server.")
    }
}
