import QtQuick
import Foyer.Theme
import Foyer.SeatMap
import Foyer.ViewModels

/*! The seat map of the open showtime in its frame, with the legend below. */
FocusScope {
    id: root

    required property SeatMapModel seatMap
    property bool active: true

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.background
        border.width: 1
        border.color: map.activeFocus ? Theme.outlineStrong : Theme.outline
    }

    SeatMapView {
        id: map
        anchors.fill: parent
        anchors.margins: 2
        anchors.bottomMargin: legend.height + 2 * Theme.gap
        focus: true
        clip: true
        interactive: root.active
        plan: root.seatMap.plan
        states: root.seatMap.letters
        mine: root.seatMap.mine
        selection: root.seatMap.selection
        onSeatTapped: (seat) => root.seatMap.toggle(seat)
    }

    SeatLegend {
        id: legend
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.gap
        map: map
    }
}
