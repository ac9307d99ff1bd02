import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! What is in the basket and what it costs. */
FocusScope {
    id: root

    required property SaleModel sale

    objectName: "basket"

    Item {
        id: head
        width: parent.width
        height: Theme.touchTarget
        FText {
            anchors.verticalCenter: parent.verticalCenter
            text: root.sale.count === 0 ? qsTr("Basket") : qsTr("%n ticket(s)", "", root.sale.count)
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
        }
        FButton {
            objectName: "basket.clear"
            anchors.right: parent.right
            visible: root.sale.count > 0
            kind: FButton.Quiet
            text: qsTr("Clear")
            iconName: "trash"
            key: "F9"
            enabled: !root.sale.busy
            onClicked: root.sale.clear()
        }
    }

    ListView {
        id: lines
        objectName: "basket.lines"
        anchors.top: head.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        clip: true
        spacing: Theme.gapSmall
        model: root.sale
        delegate: BasketLine {
            width: lines.width
            busy: root.sale.busy
            onTypeRequested: root.sale.cycleType(index)
            onRemoveRequested: root.sale.remove(index)
        }
    }

    EmptyState {
        anchors.centerIn: lines
        width: Math.min(300, lines.width)
        visible: root.sale.count === 0
        iconName: "seat"
        title: qsTr("No seats yet")
        message: qsTr("Tap seats on the plan, type a seat such as F12, or take the best ones.")
    }

    Column {
        id: foot
        width: parent.width
        anchors.bottom: parent.bottom
        spacing: Theme.gap

        Rectangle { width: parent.width; height: 1; color: Theme.outline }
        Item {
            width: parent.width
            height: 52
            FText {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Total")
                font.pixelSize: Theme.fontTitle
                color: Theme.textMuted
            }
            MoneyText {
                objectName: "basket.total"
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: root.sale.totalText
                pixelSize: Theme.fontDisplay
            }
        }
        FButton {
            objectName: "basket.payCash"
            width: parent.width
            large: true
            kind: FButton.Primary
            text: root.sale.state === SaleModel.AskingRight ? qsTr("Asking the server…") : qsTr("Cash")
            iconName: "cash"
            key: "F12"
            enabled: root.sale.canPay
            onClicked: root.sale.payCash()
        }
    }
}
