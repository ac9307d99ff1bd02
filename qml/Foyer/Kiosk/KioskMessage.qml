import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk
import Foyer.ViewModels

/*! What happened and what to do now, with a way out of it. */
Rectangle {
    id: root

    required property KioskModel kiosk
    readonly property bool offers: kiosk.offerText !== ""

    objectName: "kiosk.message"
    visible: kiosk.message !== ""
    implicitHeight: visible ? body.implicitHeight + 2 * KioskLook.gapSmall : 0
    radius: KioskLook.radius
    color: Qt.tint(Theme.surface, Qt.alpha(Theme.warning, 0.12))
    border.width: 2
    border.color: Theme.warning
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Column {
        id: body
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: KioskLook.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: KioskLook.gapSmall
        Item {
            width: parent.width
            height: Math.max(words.implicitHeight, shut.height)
            Icon {
                id: mark
                name: "info"
                color: Theme.warning
                width: KioskLook.icon
                height: width
                anchors.verticalCenter: parent.verticalCenter
            }
            KioskText {
                id: words
                objectName: "kiosk.messageText"
                anchors.left: mark.right
                anchors.leftMargin: KioskLook.gap
                anchors.right: shut.left
                anchors.rightMargin: KioskLook.gapSmall
                anchors.verticalCenter: parent.verticalCenter
                text: root.kiosk.message
            }
            KioskIconButton {
                id: shut
                objectName: "kiosk.messageClose"
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                kind: KioskButton.Quiet
                iconName: "close"
                text: qsTr("Close this message")
                onClicked: root.kiosk.dismissMessage()
            }
        }
        KioskButton {
            objectName: "kiosk.offer"
            visible: root.offers
            width: parent.width
            text: root.kiosk.offerText
            iconName: "seat"
            onClicked: root.kiosk.acceptOffer()
        }
    }
}
