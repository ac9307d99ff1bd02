import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! One fact: its name, small, above its value, large. */
Column {
    id: root

    required property string label
    required property string value
    property color ink: Theme.text

    spacing: 4
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2").arg(label).arg(value)

    FText {
        width: parent.width
        text: root.label
        color: Theme.textMuted
        font.pixelSize: Theme.fontCaption
    }
    FText {
        width: parent.width
        text: root.value
        color: root.ink
        font.pixelSize: Theme.fontTitle
        font.weight: Font.DemiBold
    }
}
