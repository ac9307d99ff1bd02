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
    required property NoticeModel notice
    property int questionCount: 0
    property int urgentTasks: 0
    readonly property bool choosing: sale.state <= SaleModel.IntentPending
    readonly property rect messagePlace: Qt.rect(map.x, map.y, map.width, 0)

    signal tasksRequested()
    signal compRequested()

    /// One step back: the notice, the seats chosen, the showtime.
    function stepBack() {
        if (!choosing || sale.busy)
            return;
        if (notice.visible)
            notice.dismiss();
        else if (sale.count > 0)
            sale.clear();
        else
            seatMap.close();
    }

    objectName: "saleView"
    Keys.onEscapePressed: stepBack()
    onChoosingChanged: if (choosing) map.forceActiveFocus()
    onActiveFocusChanged: if (activeFocus && choosing) map.forceActiveFocus()

    SaleHead {
        id: head
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: side.left
        anchors.rightMargin: Theme.gap
        y: Theme.gapSmall
        movie: root.seatMap.movie
        heading: root.seatMap.heading
        questionCount: root.questionCount
        urgentTasks: root.urgentTasks
        onTasksRequested: root.tasksRequested()
        enabled: root.choosing && !root.sale.busy
        onBack: root.seatMap.close()
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
        enabled: root.choosing
        opacity: root.choosing ? 1 : 0.45
        Behavior on opacity { NumberAnimation { duration: Theme.durationFast } }
    }

    BestSeats {
        id: best
        anchors.left: map.left
        anchors.right: map.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap
        enabled: root.choosing && !root.sale.busy
        opacity: map.opacity
        onChosen: (count) => root.seatMap.chooseBest(count)
    }

    Rectangle {
        id: side
        width: Math.max(400, Math.min(480, Math.round(root.width / 4)))
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        color: Theme.surface
        Rectangle { width: 1; height: parent.height; color: Theme.outline }

        Loader {
            objectName: "saleView.panel"
            anchors.fill: parent
            anchors.margins: Theme.gapLarge
            anchors.topMargin: Theme.gap
            sourceComponent: root.sale.state <= SaleModel.IntentPending ? basket
                           : root.sale.state > SaleModel.AbandonPending ? done
                           : root.sale.byCard ? card : cash
            // Asks the model: `choosing` may not have been evaluated again yet.
            onLoaded: if (root.sale.state > SaleModel.IntentPending) item.forceActiveFocus()
        }
        Component {
            id: basket
            BasketPanel {
                sale: root.sale
                onEscaped: map.forceActiveFocus()
                onCompRequested: root.compRequested()
            }
        }
        Component {
            id: cash
            CashPanel { sale: root.sale }
        }
        Component {
            id: card
            CardPanel { sale: root.sale }
        }
        Component {
            id: done
            DonePanel { sale: root.sale }
        }
    }
}
