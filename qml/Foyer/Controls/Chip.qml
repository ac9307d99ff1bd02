import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*! A choice among few: filter, day, ticket type. Checked shows a tick, not only a colour. */
T.AbstractButton {
    id: root

    property string iconName: ""

    function press() {
        toggle();
        clicked();
    }

    implicitHeight: Theme.touchTarget
    implicitWidth: line.implicitWidth + 32
    checkable: true
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: root.press()

    Keys.onReturnPressed: root.press()
    Keys.onEnterPressed: root.press()

    contentItem: Item {
        Row {
            id: line
            anchors.centerIn: parent
            spacing: 8
            Icon {
                name: root.checked ? "tick" : root.iconName
                visible: name !== ""
                color: root.checked ? Theme.accent : Theme.textMuted
                width: 18
                height: 18
                anchors.verticalCenter: parent.verticalCenter
            }
            FText {
                text: root.text
                font.weight: root.checked ? Font.DemiBold : Font.Medium
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }

    background: Rectangle {
        radius: height / 2
        color: root.checked ? Theme.accentSoft : root.down ? Theme.outline
             : root.hovered ? Theme.surfaceRaised : "transparent"
        border.width: 1
        border.color: root.checked ? Theme.accent : Theme.outlineStrong
        FocusRing { target: root; shown: root.visualFocus; innerRadius: parent.radius }
    }
}
