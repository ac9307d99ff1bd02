import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! Green with a tick and the seat, or red with a cross and what to do: never colour alone. */
Rectangle {
    id: root

    required property DoorModel door
    readonly property bool waiting: door.answer === DoorModel.Waiting
                                    || door.answer === DoorModel.Undone
    readonly property bool doubtful: door.answer === DoorModel.Unknown
                                     || door.answer === DoorModel.Elsewhere
    readonly property color ink: waiting ? Theme.textMuted
                               : door.good ? Theme.success
                               : doubtful ? Theme.warning : Theme.danger

    objectName: "door.answer"
    radius: Theme.radius
    color: waiting ? Theme.surface : Qt.alpha(ink, 0.14)
    border.width: waiting ? 1 : 6
    border.color: waiting ? Theme.outline : ink
    Accessible.role: Accessible.AlertMessage
    Accessible.name: qsTr("%1. %2 %3").arg(door.headline).arg(door.seatText).arg(door.advice)

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gapLarge
        spacing: Theme.gap

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: root.waiting ? "ticket" : root.door.good ? "tick"
                : root.doubtful ? "info" : "error"
            color: root.ink
            width: 96
            height: 96
        }
        FText {
            objectName: "door.headline"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: root.door.headline
            color: root.waiting ? Theme.text : root.ink
            font.pixelSize: Theme.fontDisplay
            font.weight: Font.DemiBold
        }
        FText {
            objectName: "door.seat"
            visible: text !== "" && !root.waiting
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.door.seatText
            font.pixelSize: 132
            font.weight: Font.DemiBold
        }
        FText {
            visible: text !== "" && root.door.good
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.door.areaText
            font.pixelSize: Theme.fontHeading
        }
        FText {
            visible: text !== "" && root.door.good
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: root.door.showText
            color: Theme.textMuted
            font.pixelSize: Theme.fontTitle
        }
        FText {
            objectName: "door.advice"
            visible: text !== ""
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            text: root.door.advice
            font.pixelSize: Theme.fontTitle
            lineHeight: 1.25
        }
    }
}
