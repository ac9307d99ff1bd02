import QtQuick
import Foyer.Kiosk
import Foyer.ViewModels

/*! What makes the kiosk easier to use, on every page in the same place. */
Row {
    id: root

    required property KioskModel kiosk
    readonly property real each: (width - 2 * spacing) / 3
    readonly property real tallest: Math.max(contrast.implicitHeight, larger.implicitHeight,
                                             lower.implicitHeight)

    objectName: "kiosk.aids"
    spacing: KioskLook.gapSmall

    KioskToggle {
        id: contrast
        objectName: "kiosk.contrast"
        width: root.each
        height: root.tallest
        text: qsTr("High contrast")
        iconName: "contrast"
        on: root.kiosk.contrast
        onSwitched: root.kiosk.contrast = !root.kiosk.contrast
    }
    KioskToggle {
        id: larger
        objectName: "kiosk.largeText"
        width: root.each
        height: root.tallest
        text: qsTr("Larger text")
        iconName: "text-size"
        on: root.kiosk.largeText
        onSwitched: root.kiosk.largeText = !root.kiosk.largeText
    }
    KioskToggle {
        id: lower
        objectName: "kiosk.lowReach"
        width: root.each
        height: root.tallest
        text: qsTr("Everything lower down")
        iconName: "reach"
        on: root.kiosk.lowReach
        onSwitched: root.kiosk.lowReach = !root.kiosk.lowReach
    }
}
