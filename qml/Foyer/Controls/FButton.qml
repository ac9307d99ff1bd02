import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*!
    A button with a word on it. `key` ("F2", "Ctrl+P") is printed on it and triggers it.
    Sizes: 48 px high, or `large` (64 px) for the one thing a screen is about.
*/
T.Button {
    id: root

    enum Kind { Primary, Secondary, Quiet, Danger }

    property int kind: FButton.Secondary
    property string iconName: ""
    property string key: ""
    property bool large: false
    property int alignment: Qt.AlignHCenter

    readonly property bool filled: kind === FButton.Primary || kind === FButton.Danger
    readonly property color ground: kind === FButton.Primary ? Theme.accent
                                  : kind === FButton.Danger ? Theme.danger : Theme.surfaceRaised
    readonly property color ink: !enabled ? Theme.textMuted
                               : kind === FButton.Primary ? Theme.textOnAccent
                               : kind === FButton.Danger ? Theme.textOnDanger : Theme.text

    function press() {
        if (enabled)
            clicked();
    }

    implicitHeight: large ? 64 : Theme.touchTarget
    implicitWidth: Math.max(implicitHeight, contentItem.implicitWidth + leftPadding + rightPadding)
    leftPadding: large ? 24 : 16
    rightPadding: leftPadding
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
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
        implicitWidth: line.implicitWidth
        implicitHeight: line.implicitHeight
        Row {
            id: line
            spacing: root.large ? 12 : 10
            anchors.verticalCenter: parent.verticalCenter
            x: root.alignment === Qt.AlignLeft ? 0 : Math.round((parent.width - width) / 2)
            Icon {
                name: root.iconName
                color: root.ink
                visible: root.iconName !== ""
                width: root.large ? 24 : 20
                height: width
                anchors.verticalCenter: parent.verticalCenter
            }
            FText {
                text: root.text
                color: root.ink
                visible: root.text !== ""
                font.pixelSize: root.large ? Theme.fontTitle : Theme.fontBody
                font.weight: Font.DemiBold
                anchors.verticalCenter: parent.verticalCenter
            }
            KeyHint {
                text: root.key
                ink: root.filled && root.enabled ? root.ink : Theme.textMuted
                visible: root.key !== ""
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }

    background: Rectangle {
        radius: Theme.radius
        color: root.kind === FButton.Quiet && !root.down && !root.hovered ? "transparent"
             : !root.enabled ? Theme.surfaceRaised
             : root.down ? Qt.darker(root.ground, 1.16)
             : root.hovered ? (Theme.light ? Qt.darker(root.ground, 1.05)
                                           : Qt.lighter(root.ground, root.filled ? 1.07 : 1.2))
             : root.ground
        border.width: root.kind === FButton.Secondary || !root.enabled ? 1 : 0
        border.color: Theme.outline
        Behavior on color { ColorAnimation { duration: Theme.durationFast } }
        FocusRing { target: root; shown: root.visualFocus }
    }
}
