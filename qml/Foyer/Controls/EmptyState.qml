import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! What stands where nothing is: says why, and what to do about it. */
Column {
    id: root

    required property string title
    property string message: ""
    property string iconName: "film"
    property string actionText: ""

    signal action()

    objectName: "emptyState"
    width: 360
    spacing: Theme.gapSmall
    Accessible.role: Accessible.StaticText
    Accessible.name: title + ". " + message

    Rectangle {
        width: 72
        height: 72
        radius: 36
        color: Theme.surfaceRaised
        anchors.horizontalCenter: parent.horizontalCenter
        Icon {
            anchors.centerIn: parent
            name: root.iconName
            color: Theme.textMuted
            width: 32
            height: 32
        }
    }
    Item { width: 1; height: 4 }
    FText {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        font.pixelSize: Theme.fontTitle
        font.weight: Font.DemiBold
        wrapMode: Text.Wrap
    }
    FText {
        width: parent.width
        visible: root.message !== ""
        horizontalAlignment: Text.AlignHCenter
        text: root.message
        color: Theme.textMuted
        wrapMode: Text.Wrap
        lineHeight: 1.35
    }
    Item { width: 1; height: 4; visible: root.actionText !== "" }
    FButton {
        objectName: "emptyState.action"
        visible: root.actionText !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        text: root.actionText
        onClicked: root.action()
    }
}
