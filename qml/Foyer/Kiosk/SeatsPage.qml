import QtQuick
import Foyer.Theme
import Foyer.SeatMap
import Foyer.Kiosk
import Foyer.ViewModels

/*! The best seats are chosen already; whoever wants others taps them. */
KioskPage {
    id: root

    required property SeatMapModel seatMap

    objectName: "kiosk.seatsPage"
    title: kiosk.seatsReady || kiosk.asking ? qsTr("Are these all right?") : qsTr("Where to sit?")
    subtitle: kiosk.seatHint
    primaryText: kiosk.asking ? qsTr("Reserving…")
               : kiosk.seatsReady ? qsTr("Take %1").arg(kiosk.seatsText) : qsTr("Choose your seats")
    primaryIcon: kiosk.seatsReady ? "tick" : ""
    primaryEnabled: kiosk.seatsReady
    firstFocus: again
    onPrimaryClicked: kiosk.next()
    // The seats have come while nobody had moved yet.
    onPrimaryEnabledChanged: if (primaryEnabled && again.activeFocus && !again.visualFocus) takeFocus()

    Rectangle {
        id: frame
        anchors.left: parent.left
        anchors.right: root.wide ? side.left : parent.right
        anchors.rightMargin: root.wide ? KioskLook.gap : 0
        anchors.top: parent.top
        anchors.bottom: root.wide ? parent.bottom : side.top
        anchors.bottomMargin: root.wide ? 0 : KioskLook.gapSmall
        radius: KioskLook.radius
        color: Theme.background
        border.width: map.activeFocus ? 4 : 1
        border.color: map.activeFocus ? Theme.accent : Theme.outline

        SeatMapView {
            id: map
            anchors.fill: parent
            anchors.margins: 6
            clip: true
            activeFocusOnTab: true
            toolsShown: false
            plan: root.seatMap.plan
            states: root.kiosk.letters
            selection: root.seatMap.selection
            Accessible.name: qsTr("Seat map. Arrow keys move, space chooses, Tab leaves.")
            onSeatTapped: (seat) => root.kiosk.tapSeat(seat)
        }
        Column {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: KioskLook.gapSmall
            spacing: KioskLook.gapSmall
            KioskIconButton {
                objectName: "kiosk.zoomOut"
                visible: map.zoom > 1.01
                iconName: "fit"
                text: qsTr("Show the whole auditorium")
                onClicked: map.fitToView()
            }
            KioskIconButton {
                objectName: "kiosk.zoomIn"
                enabled: map.zoom < map.maximumZoom - 0.01
                iconName: "zoom-in"
                text: qsTr("Make the seats larger")
                onClicked: map.zoomIn()
            }
        }
    }

    Item {
        id: side
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        width: root.wide ? Math.round(parent.width * 0.26) : parent.width
        height: root.wide ? parent.height : legend.height + KioskLook.gapSmall + again.height

        KioskFlick {
            anchors.top: parent.top
            anchors.bottom: again.top
            anchors.bottomMargin: KioskLook.gapSmall
            width: parent.width
            contentHeight: legend.height
            KioskLegend {
                id: legend
                width: side.width
                map: map
                areas: root.kiosk.areas
            }
        }
        KioskButton {
            id: again
            objectName: "kiosk.chooseForMe"
            anchors.bottom: parent.bottom
            width: parent.width
            text: qsTr("Choose for me")
            iconName: "sparkle"
            onClicked: root.kiosk.chooseForMe()
        }
    }
}
