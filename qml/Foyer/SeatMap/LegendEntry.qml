import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.SeatMap

/*! One line of the legend: a seat and its meaning. */
Row {
    id: root

    required property SeatMapColors colors
    property string look: "free"
    property string kind: "standard"
    property string label: ""

    spacing: 8
    height: 28
    Accessible.role: Accessible.StaticText
    Accessible.name: label

    SeatSample {
        look: root.look
        kind: root.kind
        colors: root.colors
        anchors.verticalCenter: parent.verticalCenter
    }
    FText {
        text: root.label
        color: Theme.textMuted
        font.pixelSize: Theme.fontCaption
        anchors.verticalCenter: parent.verticalCenter
    }
}
