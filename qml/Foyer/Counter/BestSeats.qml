pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! "The best seats for n": one tap fills the basket. */
Item {
    id: root

    signal chosen(int count)

    height: Theme.touchTarget

    FText {
        id: words
        anchors.left: parent.left
        anchors.right: buttons.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Best seats together")
        color: Theme.textMuted
        horizontalAlignment: Text.AlignRight
    }
    Row {
        id: buttons
        anchors.right: parent.right
        spacing: Theme.gapSmall
        Repeater {
            model: [1, 2, 3, 4, 5, 6]
            FButton {
                required property int modelData
                objectName: "best" + modelData
                width: 84
                leftPadding: 0
                rightPadding: 0
                focusPolicy: Qt.TabFocus
                text: modelData
                key: modelData === 1 ? "" : "F" + modelData
                enabled: root.enabled
                Accessible.name: qsTr("Best seats for a party of %1").arg(modelData)
                onClicked: root.chosen(modelData)
            }
        }
    }
}
