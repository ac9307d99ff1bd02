import QtQuick
import Foyer.Kiosk
import Foyer.ViewModels

/*! What it costs, then the card: the overview, and while the reader works what it waits for. */
KioskPage {
    id: root

    required property SaleModel sale
    readonly property bool paying: kiosk.payment !== KioskModel.Overview

    objectName: "kiosk.payPage"
    title: kiosk.payment === KioskModel.NotKnown ? qsTr("One moment, please")
         : paying ? qsTr("Please pay by card") : qsTr("Is everything right?")
    subtitle: paying ? "" : qsTr("%1 · %2").arg(kiosk.movie).arg(kiosk.showText)
    primaryText: paying ? "" : qsTr("Pay %1 by card").arg(sale.totalText)
    primaryIcon: "card"
    primaryEnabled: kiosk.canPay
    waysOut: !paying
    onPrimaryClicked: kiosk.pay()
    onPayingChanged: if (activeFocus) refocus.restart()

    // The page has other buttons now; they are there with the next turn.
    Timer {
        id: refocus
        interval: 0
        onTriggered: root.takeFocus()
    }
    Overview {
        anchors.fill: parent
        visible: !root.paying
        kiosk: root.kiosk
        sale: root.sale
    }
    PaymentPanel {
        anchors.fill: parent
        visible: root.paying
        kiosk: root.kiosk
        sale: root.sale
    }
}
