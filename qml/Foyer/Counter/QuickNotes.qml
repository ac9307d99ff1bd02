pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! The sums people hand over: the exact one in full width, then the notes that cover it. */
Column {
    id: root

    required property var notes
    property string exactKey: ""

    signal chosen(var minor)

    spacing: Theme.gapSmall

    FButton {
        objectName: "cash.note0"
        width: parent.width
        large: true
        focusPolicy: Qt.TabFocus
        kind: root.exactKey !== "" ? FButton.Primary : FButton.Secondary
        text: root.notes.length > 0 ? qsTr("Exactly %1").arg(root.notes[0].text) : ""
        key: root.exactKey
        enabled: root.enabled && root.notes.length > 0
        onClicked: root.chosen(root.notes[0].minor)
    }
    Row {
        id: row
        width: parent.width
        spacing: Theme.gapSmall
        Repeater {
            model: Math.max(0, root.notes.length - 1)
            FButton {
                required property int index
                objectName: "cash.note" + (index + 1)
                width: (row.width - 3 * Theme.gapSmall) / 4
                height: 56
                leftPadding: 0
                rightPadding: 0
                focusPolicy: Qt.TabFocus
                text: root.notes[index + 1].text
                enabled: root.enabled
                onClicked: root.chosen(root.notes[index + 1].minor)
            }
        }
    }
}
