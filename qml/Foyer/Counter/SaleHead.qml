import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! Which showtime is being sold, and the way back to the others. */
Item {
    id: root

    required property string movie
    required property string heading
    property int questionCount: 0
    property int urgentTasks: 0

    signal back()
    signal tasksRequested()

    height: 56

    FIconButton {
        id: arrow
        objectName: "saleView.back"
        anchors.verticalCenter: parent.verticalCenter
        focusPolicy: Qt.TabFocus
        iconName: "back"
        text: qsTr("Back to the showtimes")
        onClicked: root.back()
    }
    Column {
        anchors.left: arrow.right
        anchors.leftMargin: Theme.gapSmall
        anchors.right: calls.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2
        FText {
            objectName: "saleView.movie"
            width: parent.width
            text: root.movie
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
        }
        FText {
            objectName: "saleView.heading"
            width: parent.width
            text: root.heading
            color: Theme.textMuted
        }
    }
    Row {
        id: calls
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapSmall
        FButton {
            objectName: "saleView.tasks"
            visible: root.urgentTasks > 0
            focusPolicy: Qt.TabFocus
            text: qsTr("Urgent: %1").arg(root.urgentTasks)
            iconName: "clock"
            key: "F11"
            onClicked: root.tasksRequested()
        }
        FButton {
            objectName: "saleView.questions"
            visible: root.questionCount > 0
            focusPolicy: Qt.TabFocus
            text: qsTr("To answer: %1").arg(root.questionCount)
            iconName: "warning"
            onClicked: root.back()
        }
    }
}
