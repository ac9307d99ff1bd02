import QtQuick
import Foyer.Theme

/*! A key cap: the key that does the same as the thing it stands on. */
Rectangle {
    id: root

    required property string text
    property color ink: Theme.textMuted

    implicitWidth: Math.max(implicitHeight + 4, label.implicitWidth + 12)
    implicitHeight: 22
    radius: 5
    color: "transparent"
    border.width: 1
    border.color: Qt.alpha(root.ink, 0.45)

    FText {
        id: label
        anchors.centerIn: parent
        text: root.text
        color: root.ink
        font.pixelSize: 12
        font.weight: Font.DemiBold
    }
}
