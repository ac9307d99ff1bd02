pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.ViewModels

/*! What is in the basket and what it costs. */
FocusScope {
    id: root

    required property SaleModel sale

    /// The keyboard goes back to the seats.
    signal escaped()
    signal compRequested()

    objectName: "basket"

    Item {
        id: head
        width: parent.width
        height: Theme.touchTarget
        FText {
            id: title
            width: Math.min(implicitWidth, actions.x - count.width - 2 * Theme.gapSmall)
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Basket")
            font.pixelSize: Theme.fontTitle
            font.weight: Font.DemiBold
        }
        Badge {
            id: count
            objectName: "basket.count"
            anchors.left: title.right
            anchors.leftMargin: Theme.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            count: root.sale.count
        }
        Row {
            id: actions
            anchors.right: parent.right
            anchors.rightMargin: -Theme.gapSmall
            visible: root.sale.count > 0
            FButton {
                objectName: "basket.types"
                kind: FButton.Quiet
                leftPadding: Theme.gapSmall
                rightPadding: Theme.gapSmall
                focusPolicy: Qt.TabFocus
                text: qsTr("Types")
                key: "F7"
                enabled: !root.sale.busy
                Accessible.name: qsTr("Change ticket types")
                onClicked: lines.forceActiveFocus()
            }
            FButton {
                objectName: "basket.clear"
                kind: FButton.Quiet
                leftPadding: Theme.gapSmall
                rightPadding: Theme.gapSmall
                focusPolicy: Qt.TabFocus
                text: qsTr("Clear")
                key: "F9"
                enabled: !root.sale.busy
                onClicked: root.sale.clear()
            }
        }
    }

    BasketLines {
        id: lines
        anchors.top: head.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.gap
        width: parent.width
        sale: root.sale
        onEscaped: root.escaped()
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

        ErrorBanner {
            objectName: "basket.single"
            width: parent.width
            visible: root.sale.singleText !== ""
            warning: true
            title: root.sale.singleText
            message: qsTr("Single seats are hard to sell. One seat to the side avoids it.")
        }
        Rectangle { width: parent.width; height: 1; color: Theme.outline }
        Discounts {
            width: parent.width
            visible: root.sale.takesCodes || root.sale.mayComp || root.sale.discounts.length > 0
            sale: root.sale
            onEscaped: root.escaped()
            onCompRequested: root.compRequested()
        }
        Item {
            width: parent.width
            height: 48
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
                color: root.sale.count > 0 ? Theme.text : Theme.textMuted
                pixelSize: Theme.fontDisplay
            }
        }
        FButton {
            objectName: "basket.payCash"
            width: parent.width
            large: true
            focusPolicy: Qt.TabFocus
            kind: FButton.Primary
            text: root.sale.state === SaleModel.AskingRight ? qsTr("Asking the server…")
                                                            : qsTr("Cash")
            iconName: "cash"
            key: "F12"
            enabled: root.sale.canPay
            onClicked: root.sale.payCash()
        }
        FButton {
            objectName: "basket.payCard"
            width: parent.width
            large: true
            visible: root.sale.takesCards
            focusPolicy: Qt.TabFocus
            text: qsTr("Card")
            iconName: "card"
            key: "F8"
            enabled: root.sale.canPayByCard
            onClicked: root.sale.payCard()
        }
    }
}
