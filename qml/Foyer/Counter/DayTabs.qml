pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! Days to choose from; the chosen one stands on a ground with a bar below it. */
Row {
    id: root

    required property var days ///< names
    required property int current
    required property string label ///< of the chosen day
    property string prefix: "days"

    signal chosen(int row)

    objectName: prefix + "s"
    spacing: 4
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Days, %1 chosen").arg(label)

    Repeater {
        model: root.days
        FButton {
            id: day

            required property int index
            required property string modelData
            readonly property bool isChosen: index === root.current

            objectName: root.prefix + index
            kind: isChosen ? FButton.Secondary : FButton.Quiet
            focusPolicy: Qt.TabFocus
            text: modelData
            Accessible.role: Accessible.PageTab
            Accessible.selected: isChosen
            onClicked: root.chosen(index)

            Rectangle {
                visible: day.isChosen
                width: parent.width - 2 * Theme.radius
                height: 3
                radius: 1.5
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.bottom: parent.bottom
                color: Theme.accent
            }
        }
    }
}
