import QtQuick
import Foyer.Controls
import Foyer.SeatMap
import Foyer.Kiosk

/*! One line of the legend: a seat and its meaning. */
Row {
    id: root

    required property SeatMapColors colors
    property string look: "free"
    property string kind: "standard"
    property string label: ""

    spacing: 10
    height: Math.round(KioskLook.icon * 1.2)
    Accessible.role: Accessible.StaticText
    Accessible.name: label

    SeatSample {
        look: root.look
        kind: root.kind
        colors: root.colors
        width: KioskLook.icon
        height: KioskLook.icon
        anchors.verticalCenter: parent.verticalCenter
    }
    FText {
        text: root.label
        font.pixelSize: KioskLook.caption
        anchors.verticalCenter: parent.verticalCenter
    }
}
