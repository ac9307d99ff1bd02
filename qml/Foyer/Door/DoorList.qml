pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! How many are inside, and the last papers. */
Rectangle {
    id: root

    required property DoorModel door

    objectName: "door.list"
    radius: Theme.radius
    color: Theme.surface
    border.width: 1
    border.color: Theme.outline

    Column {
        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: Theme.gapSmall
        FText {
            objectName: "door.inside"
            width: parent.width
            visible: text !== ""
            text: root.door.insideText
            font.pixelSize: Theme.fontHeading
            font.weight: Font.DemiBold
        }
        FText {
            width: parent.width
            text: root.door.recent.length > 0 ? qsTr("Last scans") : qsTr("No scans yet")
            color: Theme.textMuted
            font.pixelSize: Theme.fontCaption
        }
        Repeater {
            model: root.door.recent
            delegate: FText {
                required property string modelData
                width: parent.width
                text: modelData
            }
        }
    }
}
