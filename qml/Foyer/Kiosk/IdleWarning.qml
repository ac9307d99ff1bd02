import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk
import Foyer.ViewModels

/*! Are you still there? Counts down; nothing below it can be touched meanwhile. */
FocusScope {
    id: root

    required property KioskModel kiosk

    objectName: "kiosk.idle"
    visible: kiosk.warned
    onVisibleChanged: if (visible) more.forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: kiosk.moreTime()

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
    }
    MouseArea { anchors.fill: parent }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: root.kiosk.lowReach ? parent.height - height - KioskLook.margin
                               : (parent.height - height) / 2
        width: Math.min(parent.width - 2 * KioskLook.margin, 900)
        height: body.height + 2 * KioskLook.margin
        radius: KioskLook.radius
        color: Theme.surface
        border.width: 2
        border.color: Theme.outline
        Accessible.role: Accessible.Dialog
        Accessible.name: question.text

        Column {
            id: body
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: KioskLook.margin
            anchors.verticalCenter: parent.verticalCenter
            spacing: KioskLook.gap
            KioskText {
                id: question
                objectName: "kiosk.idleQuestion"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Are you still there?")
                font.pixelSize: KioskLook.heading
                font.weight: Font.DemiBold
                Accessible.role: Accessible.AlertMessage
            }
            FText {
                objectName: "kiosk.idleSeconds"
                anchors.horizontalCenter: parent.horizontalCenter
                text: root.kiosk.secondsLeft
                color: Theme.accent
                font.pixelSize: KioskLook.display
                font.weight: Font.DemiBold
            }
            KioskText {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("Otherwise everything you chose is given back, and nothing of you stays "
                           + "on the screen.")
                color: Theme.textMuted
            }
            KioskButton {
                id: more
                objectName: "kiosk.moreTime"
                width: parent.width
                kind: KioskButton.Primary
                text: qsTr("I need more time")
                onClicked: root.kiosk.moreTime()
            }
            KioskButton {
                objectName: "kiosk.idleLeave"
                width: parent.width
                visible: root.kiosk.step !== KioskModel.Staff
                text: qsTr("Cancel and leave")
                iconName: "close"
                onClicked: root.kiosk.leave()
            }
        }
    }
}
