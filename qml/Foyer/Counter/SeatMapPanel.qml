import QtQuick
import Foyer.Theme
import Foyer.SeatMap
import Foyer.ViewModels

/*!
    The seat map of the open showtime in its frame. Auditoriums are deeper than wide, so the legend
    stands beside the map and costs it no height.
*/
FocusScope {
    id: root

    required property SeatMapModel seatMap

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.background
        border.width: map.activeFocus ? 2 : 1
        border.color: map.activeFocus ? Theme.outlineStrong : Theme.outline
    }

    SeatLegend {
        id: legend
        x: Theme.gap
        y: Math.round((root.height - childrenRect.height) / 2)
        width: 156
        height: root.height - 2 * Theme.gap
        flow: Flow.TopToBottom
        spacing: 6
        map: map
    }

    SeatMapView {
        id: map
        anchors.fill: parent
        anchors.margins: 4
        anchors.leftMargin: legend.width + 2 * Theme.gap
        focus: true
        clip: true
        plan: root.seatMap.plan
        states: root.seatMap.letters
        mine: root.seatMap.mine
        selection: root.seatMap.selection
        onSeatTapped: (seat) => root.seatMap.toggle(seat)
    }
}
