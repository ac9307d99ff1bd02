pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! A poster made of type: the title, large, on a colour of its own under a disc of light. */
Rectangle {
    id: root

    required property string title
    required property string facts
    property string starts: ""
    property int tone: 0
    property bool small: false
    readonly property color ink: [Theme.accent, Theme.info, Theme.success, Theme.seatHeld,
                                  Theme.danger][tone % 5]

    radius: small ? KioskLook.radius : 0
    color: Qt.tint(Theme.surface, Qt.alpha(root.ink, Theme.highContrast ? 0 : 0.14))
    border.width: Theme.highContrast && small ? 2 : 0
    border.color: Theme.outline
    clip: true
    Accessible.role: Accessible.Graphic
    Accessible.name: facts === "" ? title : title + ", " + facts

    Repeater {
        model: Theme.highContrast ? 0 : 3
        Rectangle {
            required property int index
            width: root.width * (1.15 - index * 0.32)
            height: width
            radius: width / 2
            x: root.width * (root.tone % 2 ? 0.72 : 0.28) - width / 2
            y: root.height * (root.small ? 0.3 : 0.34) - height / 2
            color: Qt.alpha(root.ink, 0.07 + 0.05 * index)
        }
    }
    FText {
        visible: root.small
        anchors.centerIn: parent
        text: root.title.charAt(0)
        color: root.ink
        font.pixelSize: Math.round(root.height * 0.5)
        font.weight: Font.DemiBold
    }
    Column {
        visible: !root.small
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: KioskLook.margin
        spacing: KioskLook.gap
        Rectangle {
            visible: root.title !== ""
            width: KioskLook.target
            height: 8
            radius: 4
            color: root.ink
        }
        FText {
            width: parent.width
            text: root.title
            wrapMode: Text.Wrap
            maximumLineCount: 5
            font.pixelSize: root.title.length > 40 ? KioskLook.heading : KioskLook.display
            font.weight: Font.DemiBold
            lineHeight: 1.02
        }
        FText {
            width: parent.width
            visible: root.facts !== ""
            text: root.facts
            color: Theme.textMuted
            font.pixelSize: KioskLook.body
        }
        FText {
            width: parent.width
            visible: root.starts !== ""
            text: root.starts
            color: root.ink
            wrapMode: Text.Wrap
            maximumLineCount: 2
            font.pixelSize: KioskLook.title
            font.weight: Font.DemiBold
        }
    }
}
