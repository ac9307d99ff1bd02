import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Counter
import Foyer.ViewModels

/*! Everybody's tasks. */
FocusScope {
    id: root

    required property OfficeModel office
    required property TasksModel tasks
    required property NoticeModel notice

    objectName: "officeTasks"
    Component.onCompleted: office.watchNothing()

    FText {
        id: heading
        text: qsTr("Tasks of the house")
        font.pixelSize: Theme.fontHeading
        font.weight: Font.DemiBold
    }
    FText {
        objectName: "officeTasks.counts"
        anchors.left: heading.right
        anchors.leftMargin: Theme.gap
        anchors.baseline: heading.baseline
        text: root.tasks.count === 0 ? ""
            : qsTr("%1 open, %2 urgent").arg(root.tasks.count).arg(root.tasks.urgent)
        color: root.tasks.urgent > 0 ? Theme.danger : Theme.textMuted
    }
    TasksList {
        anchors.top: heading.bottom
        anchors.topMargin: Theme.gap
        anchors.bottom: parent.bottom
        width: Math.min(parent.width, 960)
        tasks: root.tasks
        notice: root.notice
        focus: true
    }
}
