import QtQuick
import Foyer.Kiosk

/*! A square button with an icon only; `text` is its name for people who cannot see it. */
KioskButton {
    id: root

    width: KioskLook.target
    height: KioskLook.target
    leftPadding: 0
    rightPadding: 0
    wordless: true
    Accessible.name: text
}
