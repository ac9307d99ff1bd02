import QtQuick
import Foyer.Theme

/*! A small count. Hidden at nought unless `always`. */
Rectangle {
    id: root

    required property int count
    property bool always: false

    objectName: "badge"
    implicitHeight: 22
    implicitWidth: Math.max(22, label.implicitWidth + 12)
    radius: 11
    color: Theme.accent
    visible: root.always || root.count > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: label.text

    FText {
        id: label
        anchors.centerIn: parent
        text: root.count > 999 ? "999+" : root.count
        color: Theme.textOnAccent
        font.pixelSize: 12
        font.weight: Font.Bold
    }
}
