import QtQuick
import QtQuick.Window
import Foyer.Theme
import Foyer.Controls
import Foyer.SeatMap

Window {
    id: root
    required property QtObject model
    color: Theme.background

    SectionHeader {
        id: header
        x: 24
        y: 12
        width: parent.width - 48
        text: root.model.planName
        detail: "Past Lives · 20:15"
    }
    SeatMapView {
        id: map
        anchors.top: header.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: legend.top
        plan: root.model.plan
        states: root.model.states
        mine: root.model.mine
        selection: root.model.selection
        onSeatTapped: (seat) => root.model.toggle(seat)
        focus: true
        Component.onCompleted: { forceActiveFocus(); cursorSeat = root.model.selection[0] - 3; }
    }
    SeatLegend {
        id: legend
        map: map
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 20
    }
}
