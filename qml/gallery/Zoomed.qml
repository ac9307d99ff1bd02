import QtQuick
import QtQuick.Window
import Foyer.Theme
import Foyer.SeatMap

Window {
    id: root
    required property QtObject model
    color: Theme.background

    SeatMapView {
        anchors.fill: parent
        plan: root.model.plan
        states: root.model.states
        mine: root.model.mine
        selection: root.model.selection
        Component.onCompleted: { forceActiveFocus(); cursorSeat = root.model.selection[1]; }
        onWidthChanged: { zoom = 2.2; reveal(cursorSeat); }
    }
}
