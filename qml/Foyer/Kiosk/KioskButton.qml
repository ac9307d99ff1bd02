import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! A button for fingers: its words wrap and it grows with them. One primary to a page. */
T.Button {
    id: root

    enum Kind { Primary, Secondary, Quiet }

    property int kind: KioskButton.Secondary
    property string iconName: ""
    property bool wordless: false // its text is only said
    readonly property bool primary: kind === KioskButton.Primary
    readonly property color ground: primary && enabled ? Theme.accent : Theme.surfaceRaised
    readonly property color ink: !enabled ? Theme.textMuted
                               : primary ? Theme.textOnAccent : Theme.text

    function press() {
        if (enabled)
            clicked();
    }

    implicitHeight: Math.max(primary ? KioskLook.primary : KioskLook.target,
                             implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(implicitHeight, implicitContentWidth + leftPadding + rightPadding)
    leftPadding: KioskLook.gap
    rightPadding: KioskLook.gap
    topPadding: KioskLook.gapSmall
    bottomPadding: KioskLook.gapSmall
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: root.press()

    // A key that is held must not run through the pages.
    Keys.onReturnPressed: (event) => { if (!event.isAutoRepeat) root.press(); }
    Keys.onEnterPressed: (event) => { if (!event.isAutoRepeat) root.press(); }

    contentItem: Item {
        id: line
        readonly property real beside: mark.visible ? mark.width + KioskLook.gapSmall : 0
        implicitWidth: root.wordless ? mark.width : words.implicitWidth + beside
        implicitHeight: root.wordless ? mark.height : words.implicitHeight
        Icon {
            id: mark
            visible: root.iconName !== ""
            name: root.iconName
            color: root.ink
            width: root.primary ? KioskLook.icon : Math.round(KioskLook.icon * 0.85)
            height: width
            x: root.wordless ? Math.round((line.width - width) / 2)
                             : Math.max(0, Math.round((line.width - words.width - line.beside) / 2))
            anchors.verticalCenter: parent.verticalCenter
        }
        FText {
            id: words
            x: mark.visible ? mark.x + line.beside : Math.round((line.width - width) / 2)
            width: Math.min(implicitWidth, line.width - line.beside)
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            visible: !root.wordless
            color: root.ink
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            font.pixelSize: root.primary ? KioskLook.title : KioskLook.body
            font.weight: Font.DemiBold
        }
    }

    background: Rectangle {
        radius: KioskLook.radius
        color: root.kind === KioskButton.Quiet && !root.down ? "transparent"
             : root.down ? Qt.darker(root.ground, 1.16) : root.ground
        border.width: root.primary && root.enabled ? 0 : 2
        border.color: root.kind === KioskButton.Quiet ? Theme.outlineStrong : Theme.outline
        Behavior on color { ColorAnimation { duration: Theme.durationFast } }
        FocusRing {
            target: root
            shown: root.visualFocus
            innerRadius: KioskLook.radius
            border.width: 4
            anchors.margins: -7
        }
    }
}
