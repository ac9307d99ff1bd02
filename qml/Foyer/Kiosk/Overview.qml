pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk
import Foyer.ViewModels

/*! Every ticket with its seat and price, what is taken off, and the sum. */
Item {
    id: root

    required property KioskModel kiosk
    required property SaleModel sale

    objectName: "kiosk.overview"

    Rectangle {
        id: obstacle
        width: parent.width
        visible: !root.kiosk.open
        height: visible ? words.implicitHeight + 2 * KioskLook.gap : 0
        radius: KioskLook.radius
        color: Qt.tint(Theme.surface, Qt.alpha(Theme.warning, 0.12))
        border.width: 2
        border.color: Theme.warning
        Accessible.role: Accessible.AlertMessage
        Accessible.name: words.text
        KioskText {
            id: words
            objectName: "kiosk.payObstacle"
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: KioskLook.gap
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("%1 Nothing was charged.").arg(root.kiosk.obstacleText)
            font.weight: Font.DemiBold
        }
    }

    KioskFlick {
        id: flick
        anchors.top: obstacle.bottom
        anchors.topMargin: obstacle.visible ? KioskLook.gap : 0
        anchors.bottom: sum.top
        anchors.bottomMargin: KioskLook.gap
        width: parent.width
        contentHeight: list.height
        Column {
            id: list
            width: flick.width
            spacing: KioskLook.gapSmall
            Repeater {
                model: root.sale
                OverviewLine {
                    required property int index
                    required property string seat
                    required property string typeName
                    required property string area
                    required property string priceText

                    objectName: "kiosk.ticket" + index
                    width: list.width
                    title: qsTr("Seat %1").arg(seat)
                    detail: qsTr("%1 · %2").arg(typeName).arg(area)
                    amount: priceText
                }
            }
            Repeater {
                model: root.sale.discounts
                OverviewLine {
                    required property var modelData
                    width: list.width
                    title: modelData.name
                    detail: ""
                    amount: modelData.amountText
                    off: true
                }
            }
        }
    }

    Item {
        id: sum
        anchors.bottom: parent.bottom
        width: parent.width
        height: total.height
        Rectangle {
            width: parent.width
            height: 2
            color: Theme.outline
        }
        KioskText {
            anchors.left: parent.left
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Total")
            font.pixelSize: KioskLook.title
        }
        MoneyText {
            id: total
            objectName: "kiosk.total"
            topPadding: KioskLook.gapSmall
            anchors.right: parent.right
            text: root.sale.totalText
            pixelSize: KioskLook.display
        }
    }
}
