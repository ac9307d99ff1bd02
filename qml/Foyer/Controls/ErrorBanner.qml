import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! Something went wrong: what happened, what is safe, what to do next, and the button to do it. */
Rectangle {
    id: root

    required property string title
    property string message: ""
    property string actionText: ""
    property bool warning: false
    property bool dismissable: false
    readonly property color ink: warning ? Theme.warning : Theme.danger

    signal action()
    signal dismissed()

    objectName: "errorBanner"
    implicitWidth: 480
    implicitHeight: Math.max(64, words.implicitHeight + 28)
    radius: Theme.radius
    color: Qt.tint(Theme.surface, Qt.alpha(root.ink, 0.10))
    border.width: 1
    border.color: Qt.alpha(root.ink, 0.45)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title + ". " + message

    Icon {
        id: mark
        x: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        name: root.warning ? "warning" : "error"
        color: root.ink
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: 14
        anchors.right: actions.left
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 3
        FText {
            width: parent.width
            text: root.title
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
        }
        FText {
            width: parent.width
            visible: root.message !== ""
            text: root.message
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
            wrapMode: Text.Wrap
        }
    }
    Row {
        id: actions
        anchors.right: parent.right
        anchors.rightMargin: 8
        anchors.verticalCenter: parent.verticalCenter
        FButton {
            objectName: "errorBanner.action"
            visible: root.actionText !== ""
            text: root.actionText
            onClicked: root.action()
        }
        FIconButton {
            objectName: "errorBanner.dismiss"
            visible: root.dismissable
            iconName: "close"
            text: qsTr("Dismiss")
            onClicked: root.dismissed()
        }
    }
}
