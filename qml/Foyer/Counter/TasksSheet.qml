import QtQuick
import Foyer.Controls
import Foyer.ViewModels

/*! The tasks of this counter, over the day board. */
Sheet {
    id: root

    required property TasksModel tasks
    required property NoticeModel notice

    objectName: "tasks"
    title: qsTr("Tasks")
    width: 640

    TasksList {
        anchors.fill: parent
        tasks: root.tasks
        notice: root.notice
    }
}
