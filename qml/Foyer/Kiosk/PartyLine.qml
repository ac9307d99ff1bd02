import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.Kiosk

/*! One question of how many: what, its price or a word of explanation, and the number. */
Rectangle {
    id: root

    property string title: ""
    property string detail: ""
    property string iconName: ""
    property int value: 0
    property int to: 10

    signal modified(int value)

    implicitHeight: Math.max(words.implicitHeight, stepper.height) + 2 * KioskLook.gap
    radius: KioskLook.radius
    color: value > 0 ? Theme.accentSoft : Theme.surface
    border.width: value > 0 || Theme.highContrast ? 2 : 1
    border.color: value > 0 ? Theme.accent : Theme.outline
    Accessible.role: Accessible.Grouping
    Accessible.name: root.title + ", " + root.detail

    Icon {
        id: mark
        visible: root.iconName !== ""
        x: KioskLook.gap
        anchors.verticalCenter: parent.verticalCenter
        name: root.iconName
        color: Theme.info
        width: visible ? Math.round(KioskLook.icon * 1.4) : 0
        height: width
    }
    Column {
        id: words
        anchors.left: mark.right
        anchors.leftMargin: mark.visible ? KioskLook.gap : 0
        anchors.right: stepper.left
        anchors.rightMargin: KioskLook.gap
        anchors.verticalCenter: parent.verticalCenter
        spacing: 4
        KioskText {
            width: parent.width
            text: root.title
            font.pixelSize: KioskLook.title
            font.weight: Font.DemiBold
        }
        KioskText {
            width: parent.width
            visible: text !== ""
            text: root.detail
            color: Theme.textMuted
        }
    }
    KioskStepper {
        id: stepper
        objectName: root.objectName + ".count"
        anchors.right: parent.right
        anchors.rightMargin: KioskLook.gap
        anchors.verticalCenter: parent.verticalCenter
        label: root.title
        value: root.value
        to: root.to
        onModified: (next) => root.modified(next)
    }
}
