import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*!
    One line of a list: icon, title over subtitle, and what stands at its end (`trailing`).
    Selected shows a bar at the left edge as well as the tint.
*/
T.ItemDelegate {
    id: root

    property string title: text
    property string subtitle: ""
    property string iconName: ""
    property bool selected: false
    property bool chevron: false
    default property alias trailing: end.data

    function press() {
        if (enabled)
            clicked();
    }

    implicitHeight: Math.max(64, Theme.touchTarget)
    implicitWidth: 320
    leftPadding: Theme.gap
    rightPadding: Theme.gap
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.ListItem
    Accessible.name: subtitle === "" ? title : title + ", " + subtitle
    Accessible.selected: selected
    Accessible.onPressAction: root.press()

    Keys.onReturnPressed: root.press()
    Keys.onEnterPressed: root.press()

    contentItem: Item {
        Icon {
            id: mark
            name: root.iconName
            visible: root.iconName !== ""
            color: root.selected ? Theme.accent : Theme.textMuted
            anchors.verticalCenter: parent.verticalCenter
            width: 22
            height: 22
        }
        Column {
            anchors.left: parent.left
            anchors.leftMargin: mark.visible ? 38 : 0
            anchors.right: end.left
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            spacing: 3
            FText {
                width: parent.width
                text: root.title
                font.weight: Font.DemiBold
            }
            FText {
                width: parent.width
                visible: root.subtitle !== ""
                text: root.subtitle
                color: Theme.textMuted
                font.pixelSize: Theme.fontCaption
            }
        }
        Row {
            id: end
            anchors.right: arrow.left
            anchors.rightMargin: arrow.visible ? 8 : 0
            anchors.verticalCenter: parent.verticalCenter
            spacing: 12
        }
        Icon {
            id: arrow
            visible: root.chevron
            name: "chevron-right"
            color: Theme.textMuted
            width: visible ? 20 : 0
            height: 20
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: root.selected ? Theme.accentSoft : root.down ? Theme.outline
             : root.hovered ? Theme.surfaceRaised : "transparent"
        Rectangle {
            visible: root.selected
            width: 3
            height: parent.height - 24
            radius: 1.5
            anchors.verticalCenter: parent.verticalCenter
            x: 4
            color: Theme.accent
        }
        FocusRing { target: root; shown: root.visualFocus; anchors.margins: -2; radius: Theme.radius }
    }
}
