import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.SeatMap
import Foyer.ViewModels

/*! One showtime: its seats on the left, the basket, the payment and the change on the right. */
FocusScope {
    id: root

    required property SeatMapModel seatMap
    required property SaleModel sale
    readonly property bool choosing: sale.state <= SaleModel.IntentPending

    objectName: "saleView"

    onChoosingChanged: if (choosing) map.forceActiveFocus()
    onActiveFocusChanged: if (activeFocus && choosing) map.forceActiveFocus()

    Item {
        id: head
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: side.left
        anchors.rightMargin: Theme.gap
        y: Theme.gap
        height: 56

        FIconButton {
            id: back
            objectName: "saleView.back"
            iconName: "back"
            text: qsTr("Back to the showtimes")
            enabled: root.choosing
            anchors.verticalCenter: parent.verticalCenter
            onClicked: root.seatMap.close()
        }
        Column {
            anchors.left: back.right
            anchors.leftMargin: Theme.gapSmall
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            FText {
                objectName: "saleView.movie"
                width: parent.width
                text: root.seatMap.movie
                font.pixelSize: Theme.fontTitle
                font.weight: Font.DemiBold
            }
            FText {
                width: parent.width
                text: root.seatMap.heading
                color: Theme.textMuted
            }
        }
    }

    SeatMapPanel {
        id: map
        objectName: "saleView.seats"
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: side.left
        anchors.rightMargin: Theme.gap
        anchors.top: head.bottom
        anchors.topMargin: Theme.gapSmall
        anchors.bottom: best.top
        anchors.bottomMargin: Theme.gapSmall
        focus: true
        seatMap: root.seatMap
        active: root.choosing
    }

    BestSeats {
        id: best
        anchors.left: map.left
        anchors.right: map.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        enabled: root.choosing && !root.sale.busy
        onChosen: (count) => root.seatMap.chooseBest(count)
    }

    Rectangle {
        id: side
        width: 400
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        color: Theme.surface
        Rectangle { width: 1; height: parent.height; color: Theme.outline }

        Loader {
            id: panel
            objectName: "saleView.panel"
            anchors.fill: parent
            anchors.margins: Theme.gapLarge
            sourceComponent: root.sale.state <= SaleModel.IntentPending ? basket
                           : root.sale.state <= SaleModel.AbandonPending ? cash : done
            onLoaded: if (!root.choosing) item.forceActiveFocus()
        }
        Component {
            id: basket
            BasketPanel { sale: root.sale }
        }
        Component {
            id: cash
            CashPanel { sale: root.sale }
        }
        Component {
            id: done
            DonePanel { sale: root.sale }
        }
    }
}
