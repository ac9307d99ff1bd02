import QtQuick
import Foyer.Theme

/*! The ring around whatever the keyboard is on. Lies outside its parent, with a gap. */
Rectangle {
    id: root

    required property Item target
    property bool shown: target.activeFocus
    property real innerRadius: Theme.radius

    anchors.fill: parent
    anchors.margins: -4
    radius: innerRadius + 4
    color: "transparent"
    border.width: 2
    border.color: Theme.accent
    visible: root.shown
}
