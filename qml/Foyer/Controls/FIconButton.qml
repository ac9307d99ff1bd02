import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*! A square button with an icon only; `text` is its name for people who cannot see it. */
T.Button {
    id: root

    required property string iconName
    property string key: ""
    property bool raised: false
    property color ink: enabled ? Theme.text : Theme.textMuted

    function press() {
        if (enabled)
            clicked();
    }

    implicitWidth: Theme.touchTarget
    implicitHeight: Theme.touchTarget
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: enabled ? 1 : 0.45
    Accessible.name: text
    Accessible.onPressAction: root.press()

    Keys.onReturnPressed: root.press()
    Keys.onEnterPressed: root.press()

    Shortcut {
        sequence: root.key
        autoRepeat: false
        enabled: root.key !== "" && root.enabled && root.visible
        onActivated: root.press()
    }

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.iconName
            color: root.ink
            width: 22
            height: 22
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.outline
             : root.hovered ? (root.raised ? Theme.outline : Theme.surfaceRaised)
             : root.raised ? Theme.surfaceRaised : "transparent"
        border.width: root.raised ? 1 : 0
        border.color: Theme.outline
        FocusRing { target: root; shown: root.visualFocus }
    }
}
