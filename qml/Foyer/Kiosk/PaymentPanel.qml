import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk
import Foyer.ViewModels

/*! While the card reader has the amount, and while nobody knows what became of it. */
Item {
    id: root

    required property KioskModel kiosk
    required property SaleModel sale
    readonly property int payment: kiosk.payment
    readonly property bool unknown: payment === KioskModel.NotKnown

    function words() {
        switch (payment) {
        case KioskModel.AtReader:
            return qsTr("Hold your card or phone to the reader, or insert your card.");
        case KioskModel.GivingUp:
            return qsTr("The payment is being stopped. Please wait a moment.");
        case KioskModel.NotKnown:
            return qsTr("The reader has not told us yet whether your card was charged. We keep "
                        + "asking. Please do not pay again: if it was charged, your tickets come "
                        + "out here, or our staff help you with the number below.");
        default:
            return qsTr("The card reader is being told the amount.");
        }
    }

    objectName: "kiosk.payment"

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -go.height / 2
        spacing: KioskLook.gap * 1.5

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: root.height > KioskLook.display * 6 // or else the words need its room
            width: KioskLook.primary * 1.8
            height: width
            radius: width / 2
            color: Theme.accentSoft
            border.width: 3
            border.color: root.unknown ? Theme.warning : Theme.accent
            SequentialAnimation on scale {
                running: root.visible && root.payment === KioskModel.AtReader && !Theme.calm
                loops: Animation.Infinite
                NumberAnimation { to: 1.06; duration: 900; easing.type: Easing.InOutSine }
                NumberAnimation { to: 1; duration: 900; easing.type: Easing.InOutSine }
            }
            Icon {
                anchors.centerIn: parent
                width: parent.width / 2
                height: width
                name: root.unknown ? "clock" : "card"
                color: root.unknown ? Theme.warning : Theme.accent
            }
        }
        MoneyText {
            objectName: "kiosk.due"
            anchors.horizontalCenter: parent.horizontalCenter
            text: root.sale.totalText
            pixelSize: KioskLook.display
        }
        KioskText {
            objectName: "kiosk.paymentText"
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(parent.width, KioskLook.title * (root.unknown ? 32 : 24))
            horizontalAlignment: Text.AlignHCenter
            text: root.words()
            font.pixelSize: root.unknown ? KioskLook.body : KioskLook.title
            Accessible.role: Accessible.AlertMessage
        }
        KioskText {
            objectName: "kiosk.reference"
            width: parent.width
            visible: root.unknown
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("Your number: %1").arg(root.sale.reference)
            font.pixelSize: KioskLook.title
            font.weight: Font.DemiBold
        }
    }

    Column {
        id: go
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, 960)
        spacing: KioskLook.gapSmall
        KioskButton {
            objectName: "kiosk.cancelPayment"
            width: parent.width
            visible: root.payment === KioskModel.AtReader
            text: qsTr("Do not pay")
            iconName: "back"
            onClicked: root.kiosk.cancelPayment()
        }
        KioskButton {
            objectName: "kiosk.leaveUnknown"
            width: parent.width
            visible: root.unknown
            text: qsTr("I am going to the staff")
            onClicked: root.kiosk.leave()
        }
    }
}
