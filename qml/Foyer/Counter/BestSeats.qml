import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! "The best seats for n": one tap fills the basket. */
Row {
    id: root

    signal chosen(int count)

    spacing: Theme.gapSmall
    height: Theme.touchTarget

    FText {
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Best seats for")
        color: Theme.textMuted
        rightPadding: Theme.gapSmall
    }
    Repeater {
        model: [1, 2, 3, 4, 5, 6]
        FButton {
            required property int modelData
            objectName: "best" + modelData
            text: modelData
            key: modelData === 1 ? "" : "F" + modelData
            enabled: root.enabled
            Accessible.name: qsTr("Best seats for %n person(s)", "", modelData)
            onClicked: root.chosen(modelData)
        }
    }
}
