import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.SeatMap

/*!
    The seat map as screens use it: a SeatMap in the colours of the Theme, with the ring of the
    keyboard's cursor, a hint for the seat under the pointer, zoom buttons, and an overview while
    only a part is seen.
*/
SeatMap {
    id: root

    property bool toolsShown: true

    objectName: "seatMap"
    fontFamily: Theme.fontFamily
    margin: 16
    colors.background: Theme.background
    colors.free: Theme.seatFree
    colors.mine: Theme.seatMine
    colors.selected: Theme.accent
    colors.selectedInk: Theme.textOnAccent
    colors.held: Theme.seatHeld
    colors.allotted: Theme.seatAllotted
    colors.sold: Theme.seatSold
    colors.blocked: Theme.seatBlocked
    colors.text: Theme.text
    colors.textMuted: Theme.textMuted
    colors.line: Theme.outline
    colors.picture: Theme.accent
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Seat map")

    SeatMarker {
        map: root
        seat: root.hoveredSeat
        place: root.hoveredRect
        strong: false
        visible: root.hoveredSeat >= 0 && root.hoveredSeat !== root.cursorSeat
    }
    SeatMarker {
        map: root
        seat: root.cursorSeat
        place: root.cursorRect
        strong: root.activeFocus
        visible: root.cursorSeat >= 0 && root.activeFocus
    }

    Rectangle {
        visible: root.toolsShown && root.hint !== "" && (root.hoveredSeat >= 0 || root.activeFocus)
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: 12
        width: words.implicitWidth + 28
        height: 34
        radius: 17
        color: Theme.surfaceRaised
        border.width: 1
        border.color: Theme.outline
        FText {
            id: words
            objectName: "seatMap.hint"
            anchors.centerIn: parent
            text: root.hint
            font.pixelSize: Theme.fontCaption
            font.weight: Font.Medium
        }
    }

    SeatOverview {
        map: root
        visible: root.toolsShown && root.zoom > 1.05
        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: 12
    }

    Column {
        visible: root.toolsShown
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: 12
        spacing: 8
        FIconButton {
            objectName: "seatMap.zoomIn"
            iconName: "plus"
            text: qsTr("Zoom in")
            raised: true
            focusPolicy: Qt.TabFocus
            enabled: root.zoom < root.maximumZoom - 0.01
            onClicked: root.zoomIn()
        }
        FIconButton {
            objectName: "seatMap.zoomOut"
            iconName: "minus"
            text: qsTr("Zoom out")
            raised: true
            focusPolicy: Qt.TabFocus
            enabled: root.zoom > 1.01
            onClicked: root.zoomOut()
        }
        FIconButton {
            objectName: "seatMap.fit"
            iconName: "fit"
            text: qsTr("Show the whole auditorium")
            raised: true
            focusPolicy: Qt.TabFocus
            enabled: root.zoom > 1.01
            onClicked: root.fitToView()
        }
    }
}
