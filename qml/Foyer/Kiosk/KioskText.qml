import QtQuick
import Foyer.Controls
import Foyer.Kiosk

/*! Text of a kiosk: large, and wrapped instead of cut off. */
FText {
    font.pixelSize: KioskLook.body
    wrapMode: Text.Wrap
    elide: Text.ElideNone
    lineHeight: 1.15
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
