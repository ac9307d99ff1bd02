pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! The pages of the office; F1 to F4 choose them too. */
Rectangle {
    id: root

    required property var pages  ///< maps of "title", "icon"
    required property var counts ///< beside each; nought shows nothing
    property int current: 0

    signal chosen(int page)

    objectName: "office.nav"
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages of the office")

    Rectangle {
        anchors.right: parent.right
        width: 1
        height: parent.height
        color: Theme.outline
    }
    Column {
        anchors.fill: parent
        anchors.margins: Theme.gap
        spacing: 6
        Repeater {
            model: root.pages
            delegate: ListRow {
                id: page

                required property int index
                required property var modelData

                objectName: "office.page" + index
                width: parent.width
                implicitHeight: 56
                title: modelData.title
                iconName: modelData.icon
                selected: index === root.current
                onClicked: root.chosen(index)
                Badge {
                    anchors.verticalCenter: parent.verticalCenter
                    count: root.counts[page.index]
                }
                KeyHint {
                    anchors.verticalCenter: parent.verticalCenter
                    text: "F" + (page.index + 1)
                    ink: Theme.textMuted
                }
                Shortcut {
                    sequence: "F" + (page.index + 1)
                    autoRepeat: false
                    onActivated: root.chosen(page.index)
                }
            }
        }
    }
}
