import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk
import Foyer.ViewModels

/*! It is paid: the tickets come, and thanks; or they do not, and what then. */
FocusScope {
    id: root

    required property KioskModel kiosk
    required property SaleModel sale
    readonly property bool owed: kiosk.paper === KioskModel.Owed
    readonly property bool printed: kiosk.paper === KioskModel.Printed

    objectName: "kiosk.donePage"

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: KioskLook.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -foot.height / 2
        spacing: KioskLook.gap * 1.5

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: KioskLook.primary * 1.8
            height: width
            radius: width / 2
            color: Qt.tint(Theme.surface, Qt.alpha(mark.color, 0.14))
            border.width: 3
            border.color: mark.color
            Icon {
                id: mark
                anchors.centerIn: parent
                width: parent.width / 2
                height: width
                name: root.owed ? "warning" : root.printed ? "tick" : "printer"
                color: root.owed ? Theme.warning : root.printed ? Theme.success : Theme.accent
            }
        }
        KioskText {
            objectName: "kiosk.thanks"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.owed ? qsTr("Your tickets could not be printed")
                : root.printed ? qsTr("Enjoy the film!") : qsTr("Your tickets are being printed")
            font.pixelSize: KioskLook.heading
            font.weight: Font.DemiBold
            Accessible.role: Accessible.AlertMessage
        }
        KioskText {
            objectName: "kiosk.paperText"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.owed
                ? qsTr("You have paid, and the seats are yours. Please go to the counter and say "
                       + "this number; your tickets are waiting there.")
                : root.printed ? qsTr("Please take all your tickets. Thank you!")
                : qsTr("Please wait until the last one is out.")
        }
        KioskText {
            objectName: "kiosk.doneReference"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.owed ? root.sale.reference : qsTr("Seats %1").arg(root.sale.seatsText)
            color: root.owed ? Theme.text : Theme.textMuted
            font.pixelSize: root.owed ? KioskLook.display : KioskLook.title
            font.weight: Font.DemiBold
        }
    }

    Column {
        id: foot
        anchors.bottom: parent.bottom
        anchors.bottomMargin: KioskLook.margin
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width - 2 * KioskLook.margin, 960)
        spacing: KioskLook.gapSmall
        KioskButton {
            objectName: "kiosk.printAgain"
            width: parent.width
            visible: root.kiosk.canPrintAgain
            text: qsTr("Try to print once more")
            iconName: "printer"
            onClicked: root.kiosk.printAgain()
        }
        KioskButton {
            id: finish
            objectName: "kiosk.finish"
            width: parent.width
            visible: root.owed || root.printed
            kind: KioskButton.Primary
            focus: true
            onVisibleChanged: if (visible && root.activeFocus) forceActiveFocus(Qt.OtherFocusReason)
            text: root.kiosk.secondsLeft > 0 ? qsTr("Finish (%1)").arg(root.kiosk.secondsLeft)
                                             : qsTr("Finish")
            onClicked: root.kiosk.leave()
        }
    }
}
