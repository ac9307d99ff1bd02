import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! One showtime: when, where, what is left, and whether there is a space for a wheelchair. */
T.AbstractButton {
    id: root

    required property string showtimeId
    required property string start
    required property string hall
    required property string leftText
    required property int spaces
    required property bool open
    required property bool few
    required property string spoken

    signal chosen(string showtimeId)

    function press() {
        if (enabled)
            chosen(showtimeId);
    }

    objectName: "kiosk.time." + showtimeId
    implicitHeight: Math.max(KioskLook.primary, words.implicitHeight + 2 * KioskLook.gapSmall)
    enabled: open
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    onClicked: press()
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: root.press()

    // A key that is held must not run through the pages.
    Keys.onReturnPressed: (event) => { if (!event.isAutoRepeat) root.press(); }
    Keys.onEnterPressed: (event) => { if (!event.isAutoRepeat) root.press(); }

    contentItem: Item {
        Column {
            id: words
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.margins: KioskLook.gapSmall * 1.5
            anchors.verticalCenter: parent.verticalCenter
            spacing: 2
            Item {
                width: parent.width
                height: time.implicitHeight
                FText {
                    id: time
                    text: root.start
                    color: root.open ? Theme.text : Theme.textMuted
                    font.pixelSize: KioskLook.title
                    font.weight: Font.DemiBold
                }
                Row {
                    visible: root.open && root.spaces > 0
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: 6
                    Icon {
                        name: "wheelchair"
                        color: Theme.info
                        width: Math.round(KioskLook.icon * 0.85)
                        height: width
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    FText {
                        text: root.spaces
                        color: Theme.info
                        font.pixelSize: KioskLook.caption
                        font.weight: Font.DemiBold
                        anchors.verticalCenter: parent.verticalCenter
                    }
                }
            }
            FText {
                width: parent.width
                text: root.hall
                color: Theme.textMuted
                font.pixelSize: KioskLook.caption
            }
            FText {
                width: parent.width
                text: root.leftText
                color: !root.open ? Theme.textMuted : root.few ? Theme.warning : Theme.success
                font.pixelSize: KioskLook.caption
                font.weight: Font.Medium
                wrapMode: Text.Wrap
                elide: Text.ElideNone
            }
        }
    }

    background: Rectangle {
        radius: KioskLook.radius
        color: root.down ? Theme.accentSoft : root.open ? Theme.surfaceRaised : "transparent"
        border.width: 2
        border.color: root.down ? Theme.accent : Theme.outline
        FocusRing {
            target: root
            shown: root.visualFocus
            innerRadius: KioskLook.radius
            border.width: 4
            anchors.margins: -7
        }
    }
}
