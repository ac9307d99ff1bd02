import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! Switches an aid on and off. On shows a tick and a frame, not only a colour. */
T.AbstractButton {
    id: root

    property string iconName: ""
    property bool on: false

    signal switched()

    function press() { switched(); }

    implicitHeight: Math.max(KioskLook.target, words.implicitHeight + 2 * KioskLook.gapSmall)
    implicitWidth: words.implicitWidth + KioskLook.icon + 3 * KioskLook.gapSmall
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    onClicked: switched()
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: on
    Accessible.onPressAction: root.press()
    Accessible.onToggleAction: root.press()

    // A key that is held must not run through the pages.
    Keys.onReturnPressed: (event) => { if (!event.isAutoRepeat) root.press(); }
    Keys.onEnterPressed: (event) => { if (!event.isAutoRepeat) root.press(); }

    contentItem: Item {
        Icon {
            id: mark
            anchors.left: parent.left
            anchors.leftMargin: KioskLook.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            width: Math.round(KioskLook.icon * 0.85)
            height: width
            name: root.on ? "tick" : root.iconName
            color: root.on ? Theme.accent : Theme.textMuted
        }
        FText {
            id: words
            anchors.left: mark.right
            anchors.leftMargin: KioskLook.gapSmall
            anchors.right: parent.right
            anchors.rightMargin: KioskLook.gapSmall
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.on ? Theme.text : Theme.textMuted
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            font.pixelSize: KioskLook.caption
            font.weight: root.on ? Font.DemiBold : Font.Medium
        }
    }

    background: Rectangle {
        radius: KioskLook.radius
        color: root.on ? Theme.accentSoft : root.down ? Theme.surfaceRaised : "transparent"
        border.width: root.on ? 2 : 0
        border.color: Theme.accent
        FocusRing {
            target: root
            shown: root.visualFocus
            innerRadius: KioskLook.radius
            border.width: 4
            anchors.margins: -4
        }
    }
}
