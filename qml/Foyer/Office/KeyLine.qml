import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! One of the two keys: turned, with whose hand, or not yet. */
Item {
    id: root

    required property string label
    required property string value
    property bool turned: false

    implicitHeight: Math.max(40, words.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(label).arg(value)

    Rectangle {
        id: disc
        width: 32
        height: 32
        radius: 16
        anchors.verticalCenter: parent.verticalCenter
        color: root.turned ? Qt.alpha(Theme.success, 0.14) : "transparent"
        border.width: root.turned ? 0 : 1
        border.color: Theme.outlineStrong
        Icon {
            anchors.centerIn: parent
            name: root.turned ? "tick" : "lock"
            color: root.turned ? Theme.success : Theme.textMuted
            width: 18
            height: 18
        }
    }
    Column {
        id: words
        anchors.left: disc.right
        anchors.leftMargin: 12
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2
        FText {
            width: parent.width
            text: root.label
            font.weight: Font.DemiBold
        }
        FText {
            width: parent.width
            text: root.value
            wrapMode: Text.Wrap
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
    }
}
