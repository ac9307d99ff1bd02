import QtQuick
import Foyer.Theme
import Foyer.SeatMap

/*! The whole auditorium, small, with a frame around what the map shows. A tap goes there. */
Rectangle {
    id: root

    required property SeatMap map

    objectName: "seatMap.overview"
    width: 190
    height: 150
    radius: Theme.radius
    color: Theme.surface
    border.width: 1
    border.color: Theme.outline
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Overview of the auditorium")

    SeatMap {
        id: small
        anchors.fill: parent
        anchors.margins: 6
        margin: 0
        interactive: false
        wordsShown: false
        // The plan's type is a plain C++ value, of which the linter knows nothing.
        plan: root.map.plan // qmllint disable
        states: root.map.states
        selection: root.map.selection
        mine: root.map.mine
        colors.background: root.color
        colors.free: root.map.colors.free
        colors.mine: root.map.colors.mine
        colors.selected: root.map.colors.selected
        colors.held: root.map.colors.held
        colors.allotted: root.map.colors.allotted
        colors.sold: root.map.colors.sold
        colors.blocked: root.map.colors.blocked
        colors.line: root.map.colors.line
        colors.picture: root.map.colors.picture
    }
    Rectangle {
        readonly property rect part: root.map.seen
        readonly property rect whole: small.drawnRect
        x: small.x + whole.x + part.x * whole.width
        y: small.y + whole.y + part.y * whole.height
        width: part.width * whole.width
        height: part.height * whole.height
        color: Qt.alpha(Theme.accent, 0.10)
        border.width: 1.5
        border.color: Theme.accent
        radius: 3
    }
    MouseArea {
        anchors.fill: small
        onPositionChanged: (mouse) => root.map.centreOn(small.shareAt(Qt.point(mouse.x, mouse.y)))
        onPressed: (mouse) => root.map.centreOn(small.shareAt(Qt.point(mouse.x, mouse.y)))
    }
}
